"""The text of a file in test-runs/: a record as the schema wants it, with the case beside each result of a form."""

from __future__ import annotations

import json
from collections.abc import Iterator

from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import TestResult, TestRun

from ..elements.words import Words

MOST_LINES = 30
SCHEMA = "# yaml-language-server: $schema=../../../schemas/test-run.schema.json"


def render_test_run(run: TestRun, cases: tuple[TestCase, ...], notes: tuple[str, ...] = ()) -> str:
    """The whole file; `notes` stand above the results as comments, and a case without a result shows its text."""
    titles = {case.id: case for case in cases}
    lines = [SCHEMA, "format: 1", f"date: {run.date.isoformat()}", f"tester: {run.tester}"]
    lines.append(f"environment: {_quoted(run.environment)}")
    if run.version:
        lines.append(f"version: {_quoted(run.version)}")
    if run.known_errors:
        lines.append("known_errors:")
        for text in run.known_errors:
            lines += _text("  - ", text)
    lines += [f"# {_comment(note)}" for note in notes]
    lines.append("results:")
    for result in run.results:
        lines += _result(result, titles[result.case])
    return "\n".join(lines) + "\n"


def form_notes(words: Words) -> tuple[str, ...]:
    """How a form is filled in."""
    return (
        words("A form: give each result its verdict (pass, fail, blocked), what came out (actual) and evidence."),
        words(
            "A failure needs defect and defect_class:"
            " 1 makes it unusable, 2 restricts its use seriously, 3 is any other."
        ),
        words("Once it is committed, it stays as it is; a re-test is a new run."),
    )


def class_notes(words: Words) -> tuple[str, ...]:
    """What to look at where a report says of a failure nothing about how bad it is."""
    return (words("Class 1 stands where the report names no class: look at the defect and correct it."),)


def shortened(words: Words, text: str, maximum: int) -> str:
    """A text within a number of characters and of lines; where it is cut, its last line says so."""
    lines = text.split("\n")
    if len(text) <= maximum and len(lines) <= MOST_LINES:
        return text
    note = words("[cut here; {count} characters in the report]", count=words.number(len(text)))
    kept = "\n".join(lines[: MOST_LINES - 1])[: maximum - len(note) - 1].rstrip()
    return f"{kept}\n{note}"


def _result(result: TestResult, case: TestCase) -> Iterator[str]:
    yield f"  # {_comment(case.title)}: {_comment(case.expected)}"
    yield f"  - case: {result.case}"
    yield f"    verdict: {result.verdict.value}"
    yield f"    digest: {_quoted(result.digest)}"
    for key in ("actual", "defect"):
        if text := getattr(result, key):
            yield from _text(f"    {key}: ", text)
    if result.defect_class is not None:
        yield f"    defect_class: {result.defect_class.value}"
    if result.evidence:
        yield from _text("    evidence: ", result.evidence)
    if result.requirements:
        words = ", ".join(f"{id}: {_quoted(words)}" for id, words in result.requirements.items())
        yield f"    requirements: {{{words}}}"


def _text(start: str, text: str) -> Iterator[str]:
    """A text behind its key: quoted, or line by line as a block where it has several."""
    lines = text.split("\n")
    if len(lines) == 1 or text != text.strip() or any(line != line.rstrip() for line in lines):
        yield f"{start}{_quoted(text)}"
        return
    yield f"{start}|-"
    inside = " " * (len(start) - len(start.lstrip()) + 2)
    yield from (f"{inside}{line}" if line else "" for line in lines)


def _quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, which holds for any text."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())
