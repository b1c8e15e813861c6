"""Reads a JUnit XML report: what each test says, and the ids of test cases that its name carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.texts.word_borders import whole_words

from ..files.readable_text import without_forbidden
from ..files.strict_xml import XmlElement, XmlFault, read_xml
from .junit_outcomes import (
    SUITES,
    TEST,
    Counts,
    ReportRules,
    Statement,
    counts_of,
    counts_otherwise,
    inside_suite,
    own_statements,
    properties_of,
    statements_of_suite,
    worst,
)

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_TEXT = 1_000
_CASE = re.compile(r"T[-_]([0-9]{1,6})")
_PLAIN = ("<failure>", "<error>", "<skipped>")  # what they mean is the verdict
_CLASS = re.compile(r"class[ :=]*([123])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class JunitTest:
    """One test of a report: its names, the numbers of the cases that it carries, and how it went.

    `name` is class and name as they are shown; `names` are the ways to write them in full. `message` has the lines of
    the report. `doubts` is everything that blocks the test, with its place.
    """

    name: str
    names: tuple[str, ...]
    cases: tuple[int, ...]
    verdict: Verdict
    message: str
    defect_class: DefectClass | None
    location: Location
    doubts: tuple[Statement, ...] = ()

    @property
    def error_counts(self) -> bool:
        """Whether the test is blocked by an error that the runner reports."""
        return any(statement.is_error for statement in self.doubts)


def read_junit(
    data: bytes, file: str, rules: ReportRules | None = None
) -> tuple[tuple[JunitTest, ...], tuple[Finding, ...]]:
    """The tests of a report in its order and warnings about it, or the error that says why it was not taken."""
    try:
        root = read_xml(data, maximum_bytes=MAXIMUM_BYTES)
    except XmlFault as fault:
        place = Location(file=file, line=fault.line, column=fault.column)
        return (), (error("junit-unreadable", place, f"the report holds {fault.problem}", fault.repair),)
    if root.local_name not in SUITES:
        place = Location(file=file, line=root.line, column=root.column)
        problem = f"the report begins with <{readable(root.local_name)}>, expected <testsuites> or <testsuite>"
        return (), (error("junit-unreadable", place, problem, "Give the JUnit XML file of the test run."),)
    report = _Report(root, file, rules or ReportRules())
    return tuple(report.tests()), tuple(report.contradictions(root))


def readable(text: str) -> str:
    """A text on one line, without characters that cannot be seen, and no longer than is kept."""
    line = _one_line(text)
    return line if len(line) <= MAXIMUM_TEXT else f"{line[: MAXIMUM_TEXT - 1]}…"


def readable_lines(text: str) -> str:
    """A text with its lines, without characters that cannot be seen and without blanks and blank lines at its ends."""
    lines = without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", "    ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _one_line(text: str) -> str:
    return " ".join(without_forbidden(text).split())


class _Report:
    """Each test is weighed by itself first: what a suite counts is compared with what its tests show."""

    def __init__(self, root: XmlElement, file: str, rules: ReportRules) -> None:
        self._root, self._file, self._rules = root, file, rules
        self._own: dict[int, tuple[Statement, ...]] = {}
        self._counts: dict[int, Counts] = {}
        self._weigh(root)

    def tests(self) -> Iterator[JunitTest]:
        """The tests in the order of the file."""
        yield from self._tests(self._root, ())

    def contradictions(self, suite: XmlElement) -> Iterator[Finding]:
        """Suites that count another number of tests than they hold; the innermost says where tests are missing."""
        inside = [
            contradiction
            for child in suite.children
            if child.local_name in SUITES
            for contradiction in self.contradictions(child)
        ]
        yield from inside
        shown = self._counts[id(suite)]
        if not inside and (said := counts_otherwise(suite, shown)):
            place = Location(file=self._file, line=suite.line, column=suite.column)
            held = "1 test" if shown.tests == 1 else f"{shown.tests} tests"
            problem = f"<{suite.local_name}> says {said} and holds {held}"
            yield warning("junit-counts-otherwise", place, problem, "See whether the runner wrote its whole report.")

    def _weigh(self, element: XmlElement) -> Counts:
        counts = Counts()
        if element.local_name == TEST:
            self._own[id(element)] = own_statements(element, self._rules)
            counts = counts_of(self._own[id(element)]) + Counts(tests=1)
        elif element.local_name in SUITES:
            counts = counts_of(inside_suite(element, self._rules))
        for child in element.children:
            counts += self._weigh(child)
        self._counts[id(element)] = counts
        return counts

    def _tests(self, element: XmlElement, above: tuple[Statement, ...]) -> Iterator[JunitTest]:
        """Each test with what it says itself, or else with what the suites around it say of all their tests."""
        if element.local_name == TEST:
            above = self._own[id(element)] or above
            yield self._test(element, above)
        elif element.local_name in SUITES:
            above += statements_of_suite(element, self._counts[id(element)], self._rules)
        for child in element.children:
            yield from self._tests(child, above)

    def _test(self, element: XmlElement, said: tuple[Statement, ...]) -> JunitTest:
        verdict = worst(said)
        counting = tuple(statement for statement in said if statement.verdict is verdict)
        classes = [
            *_classes(element),
            *(match[1] for statement in counting for match in whole_words(_CLASS, statement.head)),
        ]
        names = _names(element)
        return JunitTest(
            name=readable(names[0]),
            names=names,
            cases=tuple(dict.fromkeys(_cases(element))),
            verdict=verdict,
            message=_message(counting, said),
            defect_class=DefectClass(int(classes[0])) if classes else None,
            location=Location(file=self._file, line=element.line, column=element.column),
            doubts=counting if verdict is Verdict.BLOCKED else (),
        )


def _names(test: XmlElement) -> tuple[str, ...]:
    """The name with its class before it, divided by a blank as it is shown, and by a dot as many runners write it."""
    group, name = (_one_line(test.attributes.get(key, "")) for key in ("classname", "name"))
    return (f"{group} {name}", f"{group}.{name}") if group and name else (group or name,)


def _cases(test: XmlElement) -> Iterator[int]:
    """The numbers of the ids in class, name and properties, as they are written there: hidden characters count."""
    texts = [test.attributes.get("classname", ""), test.attributes.get("name", "")]
    texts += [value for name, value, _ in properties_of(test) if name == "case"]
    for text in texts:
        yield from (int(match[1]) for match in whole_words(_CASE, text))


def _classes(test: XmlElement) -> Iterator[str]:
    for name, value, _ in properties_of(test):
        if name == "defect_class" and value.strip() in {"1", "2", "3"}:
            yield value.strip()


def _message(counting: tuple[Statement, ...], said: tuple[Statement, ...]) -> str:
    """What the report says in words of the verdict, or of a milder one; without any, what says it."""
    told = [*_texts(counting)] or [*_texts(statement for statement in said if statement.verdict is not Verdict.NOT_RUN)]
    return "\n".join(dict.fromkeys(told)) or ", ".join(
        statement.said for statement in counting if statement.said not in _PLAIN
    )


def _texts(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        if text := readable_lines(statement.text):
            yield text if statement.said in _PLAIN else f"{statement.said} {text}"
