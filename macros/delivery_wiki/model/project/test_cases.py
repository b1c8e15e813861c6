"""Test cases and what reports call them, from tests.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase(Located):
    """How requirements are tested.

    `in_part` are those of its requirements of which it tests a part alone. `requirement_words` are the fingerprints of
    its requirements when it was run last, for runs that do not say.
    """

    __test__ = False

    id: str
    title: str
    group: str
    requirements: tuple[str, ...]
    steps: tuple[str, ...]
    expected: str
    requirement_words: dict[str, str] = field(default_factory=dict)
    in_part: tuple[str, ...] = ()
    precondition: str = ""
    test_data: str = ""
    needs: tuple[str, ...] = ()
    objective: str = ""
    owner: str | None = None
    withdrawn: str = ""


class ErrorMeaning(Enum):
    """What it means that a test runner reports an error: what is tested failed, or it could not be tested."""

    FAILURE = "failure"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedName(Located):
    """The cases that a test of a report runs; `name` is its class and name, and `*` and `?` stand for any letters."""

    name: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAs(Located):
    """How reports of test runners are read; `neutral` are attributes and elements that say nothing of an outcome."""

    error: ErrorMeaning | None = None
    names: tuple[ReportedName, ...] = ()
    neutral: tuple[str, ...] = ()
