"""The report of a test runner for `delivery run`: which cases its tests run, and what has to be said of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from delivery_wiki.calculations.evidence.reported_names import NameIndex, is_pattern, mapped_twice
from delivery_wiki.calculations.evidence.test_run_record import active_tests
from delivery_wiki.model.finding import Finding, Location, Severity, error
from delivery_wiki.model.outcome_words import STATING, plain_name
from delivery_wiki.model.project.test_cases import ErrorMeaning, ReportedAs, ReportedName
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.reading.reports.junit_file import MAXIMUM_BYTES, JunitTest, read_junit, readable
from delivery_wiki.reading.reports.junit_outcomes import ReportRules, Statement

from ..outside.faults import WrongUse

_SHOWN = 5
_MOST_REMARKS = 20
_LONGEST_QUOTE = 120
_NAME = re.compile(r"([^\s=\"<>]+)=\"|<([^<>]+)>$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTest:
    """A test of a report with the ids of its cases, from the entry of reported_as or else from its name."""

    test: JunitTest
    cases: tuple[str, ...]
    entry: ReportedName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """A report as it was read; `errors` is what errors mean, None where nobody has said it."""

    tests: tuple[ReportedTest, ...] = ()
    errors: ErrorMeaning | None = None
    findings: tuple[Finding, ...] = ()
    contradictions: tuple[Finding, ...] = ()


def read_report(name: str, project: Project, errors: ErrorMeaning | None) -> RunReport:
    """The report in a file; `errors` wins over what tests.yml says."""
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"cannot read {name}: {(fault.strerror or 'it cannot be read').lower()}") from None
    reported = project.reported_as or ReportedAs()
    errors = errors or reported.error
    rules = ReportRules(
        errors=Verdict.FAIL if errors is ErrorMeaning.FAILURE else Verdict.BLOCKED,
        neutral=frozenset(plain_name(name) for name in reported.neutral),
    )
    found, told = read_junit(data, readable(name), rules)
    if any(finding.severity is Severity.ERROR for finding in told):
        return RunReport(findings=told)
    findings = tuple(_findings(found, project, readable(name)))
    if findings:
        return RunReport(errors=errors, findings=findings)
    return RunReport(tests=tuple(_with_cases(found, project)), errors=errors, contradictions=told)


def _entries(project: Project) -> tuple[ReportedName, ...]:
    return project.reported_as.names if project.reported_as else ()


def _by_number(project: Project) -> dict[int, list[str]]:
    """The ids of each number: T-4 and T-004 are two cases, and one number."""
    found: dict[int, list[str]] = {}
    for case in active_tests(project):
        found.setdefault(int(case.id.partition("-")[2]), []).append(case.id)
    return found


def _with_cases(tests: Iterable[JunitTest], project: Project) -> Iterator[ReportedTest]:
    """What an entry says holds; without one, the ids that the test carries."""
    known, names = _by_number(project), NameIndex(_entries(project))
    for test in tests:
        entry = next(iter(names.claiming(test.names)), None)
        cases = entry.cases if entry else tuple(known[number][0] for number in test.cases)
        yield ReportedTest(test=test, cases=cases, entry=entry)


def _findings(tests: tuple[JunitTest, ...], project: Project, file: str) -> Iterator[Finding]:
    known, names = _by_number(project), NameIndex(_entries(project))
    clashes: dict[tuple[str, str], Finding] = {}
    some = False
    for test in tests:
        entries = names.claiming(test.names)
        if len(entries) > 1:
            clashes.setdefault((entries[0].name, entries[1].name), mapped_twice(test.name, *entries[:2]))
        some = some or (bool(entries[0].cases) if entries else bool(test.cases))
        yield from () if entries else _unknown_cases(test, known)
    yield from clashes.values()
    if not some:
        place = Location(file=file, line=1, column=1)
        repair = (
            "Put the id into the name of each test, such as 'login_T_004' or 'login [T-004]', "
            "or say under reported_as in tests.yml which cases the tests run."
        )
        yield error("junit-unreadable", place, "no test of the report names a test case", repair)


def _unknown_cases(test: JunitTest, known: dict[int, list[str]]) -> Iterator[Finding]:
    for number in test.cases:
        ids = known.get(number, [])
        if len(ids) == 1:
            continue
        which = f"the project has {' and '.join(ids)}" if ids else "which the project does not have"
        problem = f"the test '{test.name}' names the case T-{number:03}, {which}"
        add = "" if ids else "add the case to tests.yml, "
        repair = f"Correct the name, {add}or say under reported_as which cases the test runs; an empty list is none."
        yield error("unknown-case", test.location, problem, repair)


def remarks(report: RunReport, project: Project) -> Iterator[str]:
    """What is blocked and why, with its place; names that meet nothing; and what was left out."""
    yield from _limited(_contradictions(report))
    yield from _limited(_blocked(report.tests))
    yield from _errors(report)
    yield from _limited(_met_by_none(report.tests, _entries(project)))
    yield from _limited(_read_otherwise(report.tests))
    left_out = [test.test.name for test in report.tests if not test.cases and test.entry is None]
    if left_out:
        names = ", ".join(f"'{_quote(name)}'" for name in left_out[:_SHOWN])
        more = ", …" if len(left_out) > _SHOWN else ""
        yield f"{len(left_out)} of {len(report.tests)} tests name no case and were left out: {names}{more}."


def _limited(lines: Iterator[str]) -> Iterator[str]:
    yield from islice(lines, _MOST_REMARKS)
    if more := sum(1 for _ in lines):
        yield f"… and {more} more of this kind."


def _contradictions(report: RunReport) -> Iterator[str]:
    for contradiction in report.contradictions:
        place = contradiction.location
        yield f"{place.file}:{place.line}:{place.column}: {contradiction.problem}. {contradiction.repair}"


def _blocked(tests: tuple[ReportedTest, ...]) -> Iterator[str]:
    """Each reason once, with the cases that it blocks: what stands at a suite blocks many."""
    found: dict[tuple[str, Statement], list[str]] = {}
    for reported in tests:
        for doubt in reported.test.doubts if reported.cases else ():
            found.setdefault((reported.test.location.file, doubt), []).extend(reported.cases)
    for (file, doubt), cases in found.items():
        text = f" {_quote(doubt.head)}" if doubt.head else ""
        unknown = "" if doubt.known else f"; what that means is not known{_way_out(doubt)}"
        who = ", ".join(dict.fromkeys(cases))
        yield f"{file}:{doubt.line}:{doubt.column}: {who} blocked: {readable(doubt.said)}{text}{unknown}."


def _way_out(doubt: Statement) -> str:
    """How an unknown word gets a meaning: what states an outcome needs a known one, anything else may be neutral."""
    named = _NAME.search(doubt.said)
    name = (named[1] or named[2]) if named else ""
    if not name:
        return ""
    if plain_name(name) in STATING:
        return ", and it states an outcome: have the runner write passed, failed, skipped or the like"
    return f"; if it says nothing of an outcome, add '{_quote(name)}' to neutral under reported_as in tests.yml"


def _errors(report: RunReport) -> Iterator[str]:
    count = sum(bool(reported.cases) and reported.test.error_counts for reported in report.tests)
    if count and report.errors is None:
        said = "1 test ended in an error" if count == 1 else f"{count} tests ended in errors"
        repair = "Where errors are faults of what is tested, write 'error: failure' under reported_as in tests.yml."
        yield f"{said}; an error blocks. {repair}"


def _met_by_none(tests: tuple[ReportedTest, ...], entries: tuple[ReportedName, ...]) -> Iterator[str]:
    """Entries that no test of the report belongs to: renamed, or not run this time."""
    met = {id(reported.entry) for reported in tests}
    free = {reported.test.name: None for reported in tests if reported.entry is None}
    for entry in entries:
        if id(entry) in met:
            continue
        near = [] if is_pattern(entry.name) else difflib.get_close_matches(entry.name, list(free)[:2000], n=1)
        hint = f"; did you mean '{_quote(near[0])}'?" if near else "."
        place = entry.location.at("name")
        what = "is like" if is_pattern(entry.name) else "is called"
        yield f"{place.file}:{place.line}:{place.column}: no test of the report {what} '{_quote(entry.name)}'{hint}"


def _read_otherwise(tests: tuple[ReportedTest, ...]) -> Iterator[str]:
    """Tests whose names carry an id, and which reported_as gives to other cases."""
    for reported in tests:
        carried = tuple(f"T-{number:03}" for number in reported.test.cases)
        if reported.entry and carried and {int(case[2:]) for case in reported.cases} != set(reported.test.cases):
            place = reported.test.location
            counted = ", ".join(reported.cases) or "no case"
            yield (
                f"{place.file}:{place.line}:{place.column}: '{_quote(reported.test.name)}' counts for {counted} as "
                f"tests.yml says, not for {', '.join(carried)}."
            )


def _quote(text: str) -> str:
    line = readable(text)
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
