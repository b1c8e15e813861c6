"""The text of a file in test-runs/: a record as the schema wants it, with the case beside each result of a form."""

from __future__ import annotations

import json
from collections.abc import Iterator

from delivery_wiki.model.project import TestCase, TestResult, TestRun

from .words import Words

SCHEMA = "# yaml-language-server: $schema=../../../schemas/test-run.schema.json"


def render_test_run(run: TestRun, cases: tuple[TestCase, ...], notes: tuple[str, ...] = ()) -> str:
    """The whole file; `notes` stand above the results as comments, and a case without a result shows its text."""
    titles = {one.id: one for one in cases}
    lines = [SCHEMA, "format: 1", f"date: {run.date.isoformat()}", f"tester: {run.tester}"]
    lines.append(f"environment: {_quoted(run.environment)}")
    if run.version:
        lines.append(f"version: {_quoted(run.version)}")
    if run.known_errors:
        lines.append("known_errors:")
        lines += [f"  - {_quoted(one)}" for one in run.known_errors]
    lines += [f"# {_comment(note)}" for note in notes]
    lines.append("results:")
    for result in run.results:
        lines += _result(result, titles[result.case])
    return "\n".join(lines) + "\n"


def form_notes(words: Words) -> tuple[str, ...]:
    """How a form is filled in."""
    return (
        words("A form: give each result its verdict (pass, fail, blocked), what came out (actual) and evidence."),
        words("A failure needs defect and defect_class: 1 stops acceptance, 2 hampers work, 3 is cosmetic."),
        words("Once it is committed, it stays as it is; a re-test is a new run."),
    )


def class_notes(words: Words) -> tuple[str, ...]:
    """What to look at where a report says of a failure nothing about how bad it is."""
    return (words("Class 1 stands where the report names no class: look at the defect and correct it."),)


def _result(result: TestResult, case: TestCase) -> Iterator[str]:
    yield f"  # {_comment(case.title)}: {_comment(case.expected)}"
    yield f"  - case: {result.case}"
    yield f"    verdict: {result.verdict.value}"
    yield f"    digest: {_quoted(result.digest)}"
    for key in ("actual", "defect"):
        if text := getattr(result, key):
            yield f"    {key}: {_quoted(text)}"
    if result.defect_class is not None:
        yield f"    defect_class: {result.defect_class.value}"
    if result.evidence:
        yield f"    evidence: {_quoted(result.evidence)}"


def _quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, which holds for any text."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())
