"""Schema faults as findings: the right place, the author's words, a repair."""

from pathlib import Path

import pytest

from delivery_wiki.model.finding import Finding
from delivery_wiki.reading.files.finding_limit import MAXIMUM_FINDINGS
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

SCHEMAS = SchemaSet.load(Path(__file__).parents[3] / "schemas")
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
        ("agenda", "format: 1\ntitle: x\ndate: 20260201\n", (3, 1), "wrong-type", "expected is a text", "2026-02-01."),
        ("agenda", "format: 1\ntitle: x\ndate: 1.2.26\n", (3, 1), "wrong-date", "'1.2.26'", "year-month-day"),
        ("agenda", "format: 1\ntitle: x\nattendees: pat\n", (3, 1), "wrong-type", "expected is a list", "'- '"),
        ("agenda", "format: 1\ntitle: x\nattendees: [pat, pat]\n", (3, 18), "repeated-value", "'pat'", "Keep one"),
        ("agenda", "format: 1\ntitle: x\nattendees: [Pat]\n", (3, 13), "wrong-form", "entry 1 of", "like"),
        ("agenda", "format: 1\ntitle: '  '\n", (2, 1), "out-of-range", "a text of blanks alone", "Write a text"),
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
    ("written", "meant"),
    [
        ("r-012", "R-012"),
        ("R012", "R-012"),
        ("R 12", "R-12"),
        ("R_12", "R-12"),
        ("Req. 12", "R-12"),
        ("REQ-0012", "R-0012"),
        ("'12'", "R-12"),
        ("Login", ""),
    ],
)
def test_an_id_in_another_spelling_is_told_as_it_is_meant(written: str, meant: str) -> None:
    """The letters and the hyphen of its kind; a text without a number is told an example."""
    (finding,) = check("requirements", REQUIREMENT.replace("R-1", written))

    assert finding.code == "wrong-form"
    assert finding.repair == (
        f"Did you mean {meant}? If not, write it like R-012." if meant else "Write it like R-012."
    )


@pytest.mark.parametrize(
    ("sow", "meant"), [("basic", "SOW-basic"), ("sow-basic", "SOW-basic"), ("SOW_Basic", "SOW-basic"), ("?", "")]
)
def test_an_id_with_a_name_in_it_is_told_likewise(sow: str, meant: str) -> None:
    """What follows the letters of its kind may be in capitals or with other signs."""
    (finding,) = check("requirements", f"{REQUIREMENT}    sow: '{sow}'\n")

    assert finding.repair.startswith(f"Did you mean {meant}? If not, write it like SOW-" if meant else "Write it like")


@pytest.mark.parametrize(("written", "meant"), [("(R)", "R"), ("R*", "R"), ("[r/a]", ""), ("Responsible", "")])
def test_a_duty_with_signs_around_it_is_told_without_them(written: str, meant: str) -> None:
    """In the letters in which it is written."""
    text = f"format: 1\nresponsibilities:\n  - {{id: RESP-1, task: x, duties: {{pat: '{written}'}}}}\n"
    (finding,) = check("responsibilities", text)

    assert finding.repair.startswith(f"Did you mean {meant}? If not, expected:" if meant else "Expected: R responsible")


def test_a_key_of_a_wrong_form_is_told_as_a_key() -> None:
    """At its own place, and not as the value of the key above it."""
    (finding,) = check("requirements", f"{REQUIREMENT}    parent_words: {{r-1: abcdefabcdef}}\n")

    assert finding.problem == "a key of 'parent_words' is 'r-1', which is not written as expected"
    assert finding.repair.startswith("Did you mean R-1?")
    assert (finding.location.line, finding.location.column) == (10, 20)


@pytest.mark.parametrize(
    ("written", "plain"),
    [("€1200", "1200, without €"), ("EUR 1200", "1200, without EUR"), ("$ 4.50", "4.50, without $")],
)
def test_a_currency_before_an_amount_is_taken_away(written: str, plain: str) -> None:
    """As one behind it is."""
    text = f"format: 1\ncurrency: EUR\nsows: []\nlicences:\n  - title: x\n    amount: '{written}'\n"
    (finding,) = check("offer", text)

    assert finding.repair == f"Write {plain}."


@pytest.mark.parametrize(
    ("clauses", "key", "needed"),
    [("{id: a}", "id", "version"), ("{version: a}", "version", "id")],
)
def test_a_key_that_needs_another_is_told_with_both(clauses: str, key: str, needed: str) -> None:
    """At its own line, with both ways out."""
    (finding,) = (
        finding for finding in check("project", f"clauses: {clauses}\n") if "stands without" in finding.problem
    )

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
