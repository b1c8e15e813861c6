"""Who does what, from responsibilities.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ..process import CarriedOut
from .located import Located


class Duty(Enum):
    """A letter of the responsibility table."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"


class Duties(tuple[Duty, ...]):
    """What somebody has to do with a task: one letter or several, in the order of the word RACI."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """As it is written and printed: `R`, or `R/A`."""
        return "/".join(duty.value for duty in self)

    @classmethod
    def read(cls, text: str) -> Duties:
        """From what people write: `R`, `R/A`, `r, a`, `AR`."""
        return cls(duty for duty in Duty if duty.value in text.upper())


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Located):
    """One row of the responsibility table: who has which duties (people ids or party ids).

    `open_point` asks who they are: while it is open, nobody need be named. `carries_out` is what the task is, where
    signatures declare that it was done.
    """

    id: str
    task: str
    phase: str | None = None
    duties: dict[str, Duties] = field(default_factory=dict)
    open_point: str | None = None
    carries_out: CarriedOut | None = None

    def holders(self, duty: Duty) -> tuple[str, ...]:
        """Who has a duty, by id: the order of a row says nothing, and no copy keeps it."""
        return tuple(sorted(id for id, duties in self.duties.items() if duty in duties))
