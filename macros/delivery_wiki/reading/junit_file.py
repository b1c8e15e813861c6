"""Reads a JUnit XML report: what each test says, and the ids of test cases that its name carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project import DefectClass, Verdict

from .readable_text import forbidden_character
from .strict_xml import XmlElement, XmlFault, read_xml

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_TEXT = 1_000
_CASE = re.compile(r"(?<![A-Za-z0-9])T[-_]([0-9]{1,6})(?![0-9])")
_CLASS = re.compile(r"\bclass[ :=]*([123])\b", re.IGNORECASE)
_OUTCOMES = {"failure": Verdict.FAIL, "error": Verdict.BLOCKED, "skipped": Verdict.NOT_RUN}


@dataclass(frozen=True, slots=True, kw_only=True)
class JunitTest:
    """One test of a report: its name, the numbers of the cases that it names, and how it went."""

    name: str
    cases: tuple[int, ...]
    verdict: Verdict
    message: str
    defect_class: DefectClass | None
    location: Location


def read_junit(data: bytes, file: str) -> tuple[tuple[JunitTest, ...], tuple[Finding, ...]]:
    """The tests of a report in its order, or the finding that says why it was not taken."""
    try:
        root = read_xml(data, maximum_bytes=MAXIMUM_BYTES)
    except XmlFault as fault:
        place = Location(file=file, line=fault.line, column=fault.column)
        return (), (error("junit-unreadable", place, f"the report holds {fault.problem}", "Write it again."),)
    if root.local_name not in ("testsuites", "testsuite"):
        place = Location(file=file, line=root.line, column=root.column)
        problem = f"the report begins with <{readable(root.local_name)}>, expected <testsuites> or <testsuite>"
        return (), (error("junit-unreadable", place, problem, "Give the JUnit XML file of the test run."),)
    return tuple(_test(one, file) for one in root.walk() if one.local_name == "testcase"), ()


def readable(text: str) -> str:
    """A text on one line, without characters that cannot be seen, and no longer than is kept."""
    seen = "".join(" " if one.isspace() or forbidden_character(one) else one for one in text)
    line = " ".join(seen.split())
    return line if len(line) <= MAXIMUM_TEXT else f"{line[: MAXIMUM_TEXT - 1]}…"


def _test(element: XmlElement, file: str) -> JunitTest:
    name = readable(f"{element.attributes.get('classname', '')} {element.attributes.get('name', '')}")
    outcome = next((one for one in element.children if one.local_name in _OUTCOMES), None)
    message = _message(outcome) if outcome is not None else ""
    named = [*_CASE.findall(name), *_properties(element, "case", _CASE)]
    classes = [*_properties(element, "defect_class", re.compile(r"([123])")), *_CLASS.findall(message)]
    return JunitTest(
        name=name,
        cases=tuple(dict.fromkeys(int(number) for number in named)),
        verdict=_OUTCOMES[outcome.local_name] if outcome is not None else Verdict.PASS,
        message=message,
        defect_class=DefectClass(int(classes[0])) if classes else None,
        location=Location(file=file, line=element.line, column=element.column),
    )


def _message(outcome: XmlElement) -> str:
    """The message of an outcome; without one the first line of its text."""
    text = outcome.attributes.get("message", "").strip() or outcome.text.strip().partition("\n")[0]
    return readable(text)


def _properties(element: XmlElement, name: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for one in element.walk():
        if one.local_name == "property" and one.attributes.get("name") == name:
            yield from pattern.findall(one.attributes.get("value", ""))
