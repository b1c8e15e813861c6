"""Schema faults as findings: the right place, the author's words, a repair."""

from pathlib import Path

import pytest

from delivery_wiki.model.finding import Finding
from delivery_wiki.reading.schema_check import MAXIMUM_FINDINGS, SchemaSet
from delivery_wiki.reading.strict_yaml import read_yaml

SCHEMAS = SchemaSet.load(Path(__file__).parents[2] / "schemas")
POINT = "format: 1\nrequirements:\n  - id: R-1\n    statement: S\n    area: A\n    priority: must\n    source: S\n"
REQUIREMENT = POINT + "    party: vendor\n    verification: test\n"


def check(name: str, text: str) -> tuple[Finding, ...]:
    """The schema findings of a text."""
    return SCHEMAS.check(name, read_yaml(text.encode(), f"{name}.yml"))


def test_a_good_file_has_no_findings() -> None:
    """The smallest requirement is complete."""
    assert check("requirements", REQUIREMENT) == ()


@pytest.mark.parametrize(
    ("name", "text", "place", "code", "problem", "repair"),
    [
        ("agenda", "format: 1\n", (1, 1), "missing-key", "the key 'title' is missing", "Add 'title'"),
        ("agenda", "format: 1\ntitle:\n", (2, 1), "missing-value", "'title' is empty", "behind the colon"),
        ("agenda", "title: x\n", (1, 1), "missing-key", "'format' is missing", "Add 'format'"),
        ("agenda", "format: 2\ntitle: x\n", (1, 1), "wrong-value", "expected is 1", "Write 1"),
        ("agenda", "format: 1\ntitel: x\n", (2, 1), "unknown-key", "'titel' is not known", "Did you mean 'title'?"),
        ("agenda", "format: 1\ntitle: 5\n", (2, 1), "wrong-type", "the number 5; expected is a text", "in quotes"),
        (
            "agenda",
            "format: 1\ntitle: x\ndate: 2026-02-30\n",
            (3, 1),
            "wrong-date",
            "date of the calendar",
            "February 2026 has 28 days",
        ),
        ("agenda", "format: 1\ntitle: x\ndate: 20260201\n", (3, 1), "wrong-type", "expected is a text", "in quotes"),
        ("agenda", "format: 1\ntitle: x\ndate: 1.2.26\n", (3, 1), "wrong-date", "'1.2.26'", "year-month-day"),
        ("agenda", "format: 1\ntitle: x\nattendees: pat\n", (3, 1), "wrong-type", "expected is a list", "'- '"),
        ("agenda", "format: 1\ntitle: x\nattendees: [pat, pat]\n", (3, 18), "repeated-value", "'pat'", "Keep one"),
        ("agenda", "format: 1\ntitle: x\nattendees: [Pat]\n", (3, 13), "wrong-form", "entry 1 of", "like"),
        ("agenda", "[]", (1, 1), "wrong-type", "the file is a list", "Begin the file with"),
        ("agenda", "", (1, 1), "wrong-type", "the file is nothing", "Begin the file with"),
        ("requirements", REQUIREMENT.replace("must", "mus"), (6, 5), "unknown-value", "must, should", "mean 'must'"),
        ("requirements", REQUIREMENT.replace("R-1", "R12"), (3, 5), "wrong-form", "'R12'", "like R-012"),
        ("requirements", REQUIREMENT.replace("R-1", "'R-1\n\n'"), (3, 5), "wrong-form", "line break", "one line"),
        ("requirements", REQUIREMENT.replace("R-1", "R-\u0661"), (3, 5), "wrong-form", "not written", "like R-012"),
        ("requirements", REQUIREMENT.replace("    area: A\n", ""), (3, 5), "missing-key", "'area'", "Add 'area'"),
        (
            "offer",
            "format: 1\ncurrency: EUR\nsows: []\nlicences:\n  - title: x\n    amount: -1\n",
            (6, 5),
            "out-of-range",
            "the least is 0",
            "0 or more",
        ),
        (
            "offer",
            "format: 1\ncurrency: EUR\nsows: []\nlicences:\n  - title: x\n    amount: '1'\n",
            (6, 5),
            "wrong-type",
            "expected is a number",
            "without quotes",
        ),
        (
            "sow",
            "format: 2\ntitle: x\nprice:\n  basis: fixed-price\n  expenses_included: true\n",
            (5, 3),
            "missing-key",
            "'expenses_included' stands without the key 'fixed_amount'",
            "Add 'fixed_amount', or delete",
        ),
        ("architecture", "format: 1\ntiers: []\ncomponents: []\n", (2, 1), "out-of-range", "0 entries", "Add"),
    ],
)
def test_a_fault_is_told_at_its_place(
    *, name: str, text: str, place: tuple[int, int], code: str, problem: str, repair: str
) -> None:
    """The key or the list entry that is wrong, what it is, and what to do."""
    (finding,) = check(name, text)

    assert (finding.location.line, finding.location.column) == place
    assert finding.code == code
    assert problem in finding.problem
    assert repair in finding.repair


@pytest.mark.parametrize(
    ("clauses", "key", "needed"),
    [("{without: []}", "without", "id"), ("{id: a}", "id", "version"), ("{version: a}", "version", "id")],
)
def test_a_key_that_needs_another_is_told_with_both(clauses: str, key: str, needed: str) -> None:
    """At its own line, with both ways out."""
    (finding,) = (one for one in check("project", f"clauses: {clauses}\n") if "stands without" in one.problem)

    assert (finding.code, finding.location.line, finding.location.column) == ("missing-key", 1, 11)
    assert finding.problem == f"'{key}' stands without the key '{needed}', which it needs"
    assert finding.repair == f"Add '{needed}', or delete '{key}'."


def test_an_empty_optional_value_counts_as_left_out() -> None:
    """`due:` without a date is not yet an answer, and no fault."""
    assert check("requirements", REQUIREMENT + "    agreed:\n    owner:\n") == ()


def test_decimals_are_numbers_and_whole_numbers_are_whole() -> None:
    """1.5 person-days are fine, 1.5 minutes are not."""
    assert check("changes", "format: 1\nchanges: []\n") == ()
    (finding,) = check("agenda", "format: 1\ntitle: x\nitems:\n  - topic: t\n    minutes: 1.5\n")
    assert finding.code == "wrong-type"


def test_true_is_not_a_number() -> None:
    """A flag where a number belongs is a fault."""
    (finding,) = check("agenda", "format: 1\ntitle: x\nitems:\n  - topic: t\n    minutes: true\n")

    assert "true" in finding.problem


def test_a_value_with_a_reader_finding_is_not_reported_twice() -> None:
    """One fault, one finding."""
    read = read_yaml(b"format: 1\ntitle: yes\ndate: 12:30\n", "agenda.yml")

    assert len(read.findings) == 2
    assert SCHEMAS.check("agenda", read) == ()


def test_at_most_twenty_findings_and_a_count_of_the_rest() -> None:
    """The first page of findings is enough to begin with."""
    found = check("agenda", "format: 1\ntitle: x\n" + "".join(f"unknown-{n}: 1\n" for n in range(30)))

    assert len(found) == MAXIMUM_FINDINGS + 1
    assert found[-1].code == "more-findings"
    assert found[-1].problem.startswith("10 more")
