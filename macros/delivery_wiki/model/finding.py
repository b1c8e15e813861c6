"""What a check reports: one fault, where it is, and how to repair it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TypeAlias

ANY_NAME = "*"  # stands for every name, where nobody knows which ones a file would have
Step: TypeAlias = str | int
Positions: TypeAlias = Mapping[tuple[Step, ...], tuple[int, int]]
Replacement: TypeAlias = tuple[str, str]


class Severity(Enum):
    """How much a finding weighs: an error fails the run, a warning only with --strict."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file of the repository; line and column count from 1."""

    file: str
    line: int
    column: int
    steps: tuple[Step, ...] = ()
    positions: Positions = field(default_factory=dict, compare=False, repr=False)

    @property
    def field_path(self) -> str:
        """The path of keys as an author would write it, such as `inputs[0].value`."""
        text = ""
        for step in self.steps:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return text

    def at(self, *steps: Step) -> Location:
        """The place of a value below this one; the nearest known ancestor if it has none."""
        full = self.steps + steps
        for length in range(len(full), len(self.steps) - 1, -1):
            if position := self.positions.get(full[:length]):
                return Location(
                    file=self.file,
                    line=position[0],
                    column=position[1],
                    steps=full,
                    positions=self.positions,
                )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: what is there, what was expected, and the repair.

    `replacement` is for a safe repair: the text that stands there, and the better text; an empty first text means that
    the second one is missing there.
    """

    code: str
    severity: Severity
    location: Location
    problem: str
    repair: str
    also: Location | None = None
    replacement: Replacement | None = None

    @property
    def sort_key(self) -> tuple[int, str, int, int, str, str]:
        """Worst first, then by place."""
        weight = 0 if self.severity is Severity.ERROR else 1
        place = self.location
        return (weight, place.file, place.line, place.column, self.code, self.problem)


def _finding(
    code: str,
    location: Location,
    problem: str,
    repair: str,
    also: Location | None = None,
    *,
    severity: Severity,
    replacement: Replacement | None = None,
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        location=location,
        problem=problem,
        repair=repair,
        also=also,
        replacement=replacement,
    )


error = partial(_finding, severity=Severity.ERROR)
"""A finding that fails the run."""

warning = partial(_finding, severity=Severity.WARNING)
"""A finding that fails the run only with --strict."""
