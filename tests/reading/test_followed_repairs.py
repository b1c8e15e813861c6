"""A repair that is followed word for word makes the project sound in one step; what it says stands in what follows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from delivery_wiki.calculations.consistency.partial_projects import check_rough
from delivery_wiki.calculations.consistency.project_checks import check_consistency
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.wording_files import read_wordings

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/examples/valid/base/projects/mail"
SCHEMAS = SchemaSet.load(ROOT / "schemas")
PROJECT, REQUIREMENTS, SOW, CHARTER = "project.yml", "requirements.yml", "sow/basic.yml", "charter.md"
DUTIES = "responsibilities.yml"


class Case(NamedTuple):
    """A file, what stands in it, the mistake in its place, the finding, its words and what follows from them.

    `written` is what the author writes who does what the repair says; empty where that is what stood there first.
    """

    file: str
    sound: str
    mistake: str
    code: str
    said: str
    written: str = ""


LEAD, DAYS, DUE = "decided_by: nora-nowhere", "days: 4,", "due: 2026-11-02"
STATEMENT = 'statement: "The system shall load 10,000 users within 4 hours."'
TITLE = 'title: "Mail platform"'
AREA = "    area: provisioning\n"
WHY = "## Motivation\n\nWhy.\n"
ROW = 'format: 1\nresponsibilities:\n  - {id: RESP-1, task: "Install", duties: {petra-beispiel: '
CASES = {
    "decimal comma in braces": Case(SOW, DAYS, "days: 2,5,", "yaml-ambiguous-scalar", "Write 2.5,", "days: 2.5,"),
    "decimal comma in quotes": Case(SOW, DAYS, 'days: "2,5",', "wrong-type", "Write 2.5.", "days: 2.5,"),
    "number in quotes": Case(SOW, DAYS, 'days: "4",', "wrong-type", "Write 4, without quotes."),
    "two readings": Case(SOW, DAYS, 'days: "1.180",', "wrong-type", "Write 1180 or 1.18,", "days: 1.18,"),
    "thousands mark": Case(SOW, DAYS, "days: 4,200,", "yaml-ambiguous-scalar", "Write 4200,", "days: 4200,"),
    "unit": Case(SOW, DAYS, "days: 4 days,", "wrong-type", "Write 4, without days."),
    "day first": Case(PROJECT, DUE, "due: 02.11.2026", "wrong-date", "Write 2026-11-02."),
    "month in words": Case(PROJECT, DUE, "due: 2 November 2026", "wrong-date", "Write 2026-11-02."),
    "day as digits": Case(PROJECT, DUE, "due: 20261102", "wrong-type", "Write 2026-11-02.", "due: 2026-11-02"),
    "braces of a template": Case(
        PROJECT,
        TITLE,
        "title: {{ project.name }}",
        "yaml-key-not-text",
        'Put the whole text in quotes: "{{ project.name }}".',
        'title: "{{ project.name }}"',
    ),
    "goal with a colon": Case(
        PROJECT,
        TITLE,
        f"goals:\n  - Scope: all users\n{TITLE}",
        "wrong-type",
        'Put the whole text in quotes: "Scope: all users".',
        f'goals:\n  - "Scope: all users"\n{TITLE}',
    ),
    "goal with a colon and a number": Case(
        PROJECT,
        TITLE,
        f"goals:\n  - Users: 500\n{TITLE}",
        "wrong-type",
        'Put the whole text in quotes: "Users: 500".',
        f'goals:\n  - "Users: 500"\n{TITLE}',
    ),
    "no such day": Case(PROJECT, DUE, "due: 2026-11-31", "wrong-date", "such as 2026-11-30", "due: 2026-11-30"),
    "customer": Case(
        PROJECT,
        'customer: "Invented Networks"',
        'customer: "Nonsense Ltd"',
        "unknown-customer",
        "Write the id of the customer: invented.",
        "customer: invented",
    ),
    "person by name": Case(PROJECT, LEAD, 'decided_by: "Nora Nowhere"', "wrong-form", "Did you mean nora-nowhere?"),
    "party by kind": Case(PROJECT, "party: vendor", "party: Vendor", "wrong-form", "Did you mean vendor?"),
    "person by role": Case(
        PROJECT, LEAD, "decided_by: Project lead of the customer", "wrong-form", "Did you mean nora-nowhere?"
    ),
    "misspelt person": Case(PROJECT, LEAD, "decided_by: nora-nowhre", "unknown-person", "Did you mean nora-nowhere?"),
    "question mark": Case(PROJECT, TITLE, "title: ?x", "yaml-ambiguous-scalar", "uote", 'title: "?x"'),
    "question mark before a key": Case(PROJECT, TITLE, f"?{TITLE}", "yaml-ambiguous-scalar", "uote"),
    "question mark in an entry": Case(REQUIREMENTS, "- id: R-002", "- ?id: R-002", "yaml-ambiguous-scalar", "uote"),
    "marks of both kinds": Case(
        SOW, DAYS, "days: 1.000,50,", "yaml-ambiguous-scalar", "Write 1000.50,", "days: 1000.50,"
    ),
    "touching comment": Case(PROJECT, TITLE, f"{TITLE}#1", "yaml-form", "a blank before the #", f"{TITLE} # 1"),
    "unquoted colon": Case(
        REQUIREMENTS,
        STATEMENT,
        "statement: The system shall: load users.",
        "yaml-syntax",
        'in quotes: "The system shall: load users."',
        'statement: "The system shall: load users."',
    ),
    "quotes in quotes": Case(
        REQUIREMENTS,
        STATEMENT,
        'statement: "The system shall say "hi" to users."',
        "yaml-syntax",
        "'The system shall say \"hi\" to users.'",
        "statement: 'The system shall say \"hi\" to users.'",
    ),
    "open quote": Case(REQUIREMENTS, STATEMENT, STATEMENT[:-1], "yaml-syntax", "Close it at the end of its text"),
    "indentation": Case(REQUIREMENTS, AREA, AREA[1:], "yaml-syntax", "Indent it by 4 blanks"),
    "deep indentation": Case(REQUIREMENTS, AREA, f"  {AREA}", "yaml-syntax", "Indent it by 4 blanks"),
    "no blank behind the colon": Case(
        REQUIREMENTS, AREA, "    area:provisioning\n", "yaml-syntax", "Write area: provisioning"
    ),
    "misspelt key": Case(REQUIREMENTS, AREA, AREA.replace("area", "aria"), "unknown-key", "Did you mean 'area'?"),
    "misspelt value": Case(REQUIREMENTS, "priority: must", "priority: musst", "unknown-value", "Did you mean 'must'?"),
    "id in small letters": Case(REQUIREMENTS, "id: R-002", "id: r-002", "wrong-form", "Did you mean R-002?"),
    "id without a hyphen": Case(REQUIREMENTS, "id: R-001", "id: R001", "wrong-form", "Did you mean R-001?"),
    "id of another word": Case(REQUIREMENTS, "id: R-001", "id: Req-001", "wrong-form", "Did you mean R-001?"),
    "topic for an id": Case(REQUIREMENTS, "sow: SOW-basic", "sow: Basic", "wrong-form", "Did you mean SOW-basic?"),
    "hyphen without a blank": Case(REQUIREMENTS, "- id: R-002", "-id: R-002", "yaml-syntax", "Write - id: R-002"),
    "first hyphen without a blank": Case(REQUIREMENTS, "- id: R-001", "-id: R-001", "yaml-syntax", "Write - id: R-001"),
    "question mark and a blank": Case(PROJECT, TITLE, "title: ? x", "yaml-syntax", '"? x"', 'title: "? x"'),
    "question mark alone": Case(PROJECT, TITLE, "title: ?", "yaml-syntax", '"?"', 'title: "?"'),
    "two commas": Case(SOW, "assumptions: [A-1]", "assumptions: [A-1,,]", "yaml-syntax", "Delete it."),
    "a comma first": Case(SOW, "assumptions: [A-1]", "assumptions: [, A-1]", "yaml-syntax", "Delete it."),
    "currency before an amount": Case(SOW, "rate: 1200", "rate: €1200", "wrong-type", "Write 1200, without €."),
    "vendor for customer": Case(
        PROJECT,
        'customer: "Invented Networks"',
        "customer: vendor",
        "unknown-customer",
        "invented.",
        "customer: invented",
    ),
    "list for a text": Case(
        DUTIES, "", f"{ROW}[R, A]}}}}\n", "wrong-type", 'Write one text, such as "R, A".', f'{ROW}"R, A"}}}}\n'
    ),
    "name for an id": Case(
        DUTIES,
        "",
        f"{ROW}C, Nora Nowhere: R/A}}}}\n",
        "wrong-form",
        "Did you mean nora-nowhere?",
        f"{ROW}C, nora-nowhere: R/A}}}}\n",
    ),
    "table below a line of text": Case(
        CHARTER,
        "",
        f"{WHY}Who:\n| a | b |\n| 1 | 2 |\n",
        "table-rule",
        "Write | --- | --- | below the head.",
        f"{WHY}Who:\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    ),
    "table without bars around it": Case(
        CHARTER,
        "",
        f"{WHY}\na | b\n1 | 2\n",
        "table-rule",
        "Write --- | --- below the head.",
        f"{WHY}\na | b\n--- | ---\n1 | 2\n",
    ),
    "rule line behind a blank line": Case(
        CHARTER,
        "",
        f"{WHY}\n| a | b |\n\n| --- | --- |\n| 1 | 2 |\n",
        "table-rule",
        "no blank line between them.",
        f"{WHY}\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    ),
    "id twice": Case(REQUIREMENTS, "id: R-002", "id: R-001", "duplicate-id", "the next free one is R-002"),
    "table in two": Case(
        CHARTER,
        "",
        f"{WHY}\n| Name | Port |\n\n| a | 1 |\n",
        "table-rule",
        "Write | --- | --- | below the head, and no blank line between them.",
        f"{WHY}\n| Name | Port |\n| --- | --- |\n| a | 1 |\n",
    ),
    "table without a rule": Case(
        CHARTER,
        "",
        f"{WHY}\n| a | b |\n| 1 | 2 |\n",
        "table-rule",
        "Write | --- | --- | below the head.",
        f"{WHY}\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    ),
    "nobody answers": Case(
        DUTIES, "", f"{ROW}R}}}}\n", "duties-unclear", "R/A if that one does the work", f"{ROW}R/A}}}}\n"
    ),
}


@cache
def library() -> Library:
    """The shipped data and words."""
    found, _ = read_library(ROOT, ROOT, SCHEMAS)
    return replace(found, wordings=read_wordings(ROOT, ROOT, SCHEMAS)[0])


def findings_with(folder: Path, case: Case, text: str) -> list[Finding]:
    """What the check finds where a text stands in the place of what stood there."""
    project = folder / "projects/mail"
    shutil.copytree(BASE, project)
    file = project / case.file
    before = file.read_text("utf-8") if case.sound else ""
    assert case.sound in before
    file.write_text(before.replace(case.sound, text, 1) if case.sound else text, encoding="utf-8")
    result = read_project(project, folder, SCHEMAS)
    found = list(result.findings)
    if result.project:
        return [*found, *check_consistency(result.project, library())]
    return [*found, *(check_rough(result.rough, result.gaps, result.faulty_files, library()) if result.rough else ())]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_repair_that_is_followed_makes_the_project_sound(case: Case, tmp_path: Path) -> None:
    """One finding for one mistake, and none where it was done as it says."""
    found = findings_with(tmp_path / "mistake", case, case.mistake)
    after = findings_with(tmp_path / "followed", case, case.written or case.sound)

    assert case.code in [finding.code for finding in found]
    assert any(case.said in finding.repair for finding in found), [finding.repair for finding in found]
    assert after == []
    assert {finding.code for finding in found} == {case.code} or case.code == "duplicate-id"
