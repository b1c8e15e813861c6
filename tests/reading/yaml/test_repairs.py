"""Safe repairs: applied exactly where the finding says, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.model.finding import Finding, Location, Replacement, Step, error
from delivery_wiki.reading.yaml.repairs import may_repair, repair_texts

FILE = "projects/mail/project.yml"


def finding(
    replacement: Replacement | None, line: int, column: int, *steps: Step, code: str = "unknown-id", file: str = FILE
) -> Finding:
    """A finding with a replacement at a place."""
    place = Location(file=file, line=line, column=column, steps=steps)
    return error(code, place, "problem", "repair", replacement=replacement)


def repaired(text: str, *findings: Finding, file: str = FILE) -> str:
    """The text after one round of repairs."""
    return repair_texts({file: text}, findings).texts.get(file, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gate: go-nogo\n", "gate: go-no-go\n"),
        ("gate: go-nogo # comment\n", "gate: go-no-go # comment\n"),
        ("gate: go-nogo\r\nx: 1\r\n", "gate: go-no-go\r\nx: 1\r\n"),
        ('gate: "go-nogo"\n', 'gate: "go-no-go"\n'),
        ("gate:   'go-nogo'\n", "gate:   'go-no-go'\n"),
        ('"gate": go-nogo\n', '"gate": go-no-go\n'),
    ],
)
def test_a_value_is_replaced_as_it_is_written(text: str, expected: str) -> None:
    """A finding about a value stands at its key; quotes, comments and line ends stay."""
    assert repaired(text, finding(("go-nogo", "go-no-go"), 1, 1, "gate")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "gate: go-nogo-really\n",
        "gate: other\n",
        "gate: >-\n  go-nogo\n",
        "gates: go-nogo\n",
        "gate:\n  go-nogo\n",
        'gate: "go-nogo\n',
        " gate: go-nogo\n",
        "gate: go\\u002dnogo\n",
        "",
    ],
)
def test_another_text_at_the_place_is_left_alone(text: str) -> None:
    """A repair never guesses where something else stands than the finding says."""
    assert repaired(text, finding(("go-nogo", "go-no-go"), 1, 1, "gate")) == text


@pytest.mark.parametrize("line", [0, 2, 99])
def test_a_line_that_is_not_there_is_left_alone(line: int) -> None:
    """A finding of an older text cannot harm."""
    assert repaired("gate: go-nogo", finding(("go-nogo", "go-no-go"), line, 1, "gate")) == "gate: go-nogo"


def test_a_finding_without_replacement_changes_nothing() -> None:
    """Most findings need a person."""
    assert repair_texts({FILE: "gate: x\n"}, [finding(None, 1, 1, "gate")]).used == ()


def test_a_value_that_equals_its_key_is_not_the_key() -> None:
    """party: party names an unknown party; the key stays."""
    assert repaired("party: party\n", finding(("party", "partly"), 1, 1, "party")) == "party: partly\n"


def test_a_key_is_replaced_as_a_key() -> None:
    """The value of a misspelt key stays, even where it is the same word."""
    found = finding(("titel", "title"), 1, 1, "titel", code="unknown-key")

    assert repaired("titel: titel\n", found) == "title: titel\n"


def test_an_entry_of_a_list_is_replaced_at_its_own_place() -> None:
    """Entries stand where the finding says, in both notations."""
    assert repaired("about: [R-1, R-2]\n", finding(("R-1", "R-001"), 1, 9, "about", 0)) == "about: [R-001, R-2]\n"
    assert repaired("about:\n  - R-1\n", finding(("R-1", "R-001"), 2, 5, "about", 0)) == "about:\n  - R-001\n"


@pytest.mark.parametrize(
    ("better", "written"),
    [("plain role", "plain role"), ("a: b", '"a: b"'), ("yes", '"yes"'), ("2027", '"2027"'), ("# x", '"# x"')],
)
def test_a_better_text_is_quoted_where_it_has_to_be(better: str, written: str) -> None:
    """What would be read as something else without quotes gets them."""
    assert repaired("role: rolle\n", finding(("rolle", better), 1, 1, "role")) == f"role: {written}\n"


def test_an_ambiguous_scalar_is_quoted() -> None:
    """The finding stands at the scalar itself, as a value or as a key."""
    value = finding(("yes", '"yes"'), 1, 5, code="yaml-ambiguous-scalar")
    key = finding(("no", '"no"'), 1, 1, code="yaml-ambiguous-scalar")

    assert repaired("no: yes # sure\n", value, key) == '"no": "yes" # sure\n'


def test_a_missing_line_is_put_before_the_first_key() -> None:
    """With the line end of the file."""
    missing = finding(("", "format: 1\n"), 2, 1, code="missing-key")

    assert repaired("# comment\ntitle: x\n", missing) == "# comment\nformat: 1\ntitle: x\n"
    assert repaired("# comment\r\ntitle: x\r\n", missing) == "# comment\r\nformat: 1\r\ntitle: x\r\n"
    assert repaired("# comment\n{title: x}\n", missing) == "# comment\n{title: x}\n"


def test_a_byte_order_mark_does_not_shift_the_first_line() -> None:
    """Columns are counted without it, and it stays."""
    assert repaired("\ufeffgate: a\n", finding(("a", "b"), 1, 1, "gate")) == "\ufeffgate: b\n"


def test_repairs_on_one_line_do_not_disturb_each_other() -> None:
    """Each is found by the columns of the text as it was checked."""
    text = "- {owner: pat, gate: go}\n"
    owner = finding(("pat", "patricia"), 1, 4, "owner")
    gate = finding(("go", "go-no-go"), 1, 16, "gate")

    assert repaired(text, owner, gate) == "- {owner: patricia, gate: go-no-go}\n"


def test_of_two_repairs_at_one_place_the_first_counts() -> None:
    """The second one no longer finds its text; the next check tells whether it is still needed."""
    done = repair_texts({FILE: "gate: a\n"}, [finding(("a", "b"), 1, 1, "gate"), finding(("a", "c"), 1, 1, "gate")])

    assert done.texts[FILE] == "gate: b\n"
    assert len(done.used) == 1


def test_one_free_id_is_given_once() -> None:
    """Of two duplicates of one id, the second waits for the next round."""
    text = "- {id: R-1}\n- {id: R-1}\n"
    both = [finding(("R-1", "R-2"), line, 4, "requirements", line, "id", code="duplicate-id") for line in (1, 2)]

    assert repaired(text, *both) == "- {id: R-2}\n- {id: R-1}\n"


def test_a_heading_is_replaced_behind_its_marks() -> None:
    """Prose is changed in headings only."""
    file = "projects/mail/sow/basic.md"
    heading = finding(("Aproach", "Approach"), 1, 1, code="unknown-heading", file=file)

    assert repaired("## Aproach\n\nAproach\n", heading, file=file) == "## Approach\n\nAproach\n"
    assert repaired("Aproach\n", heading, file=file) == "Aproach\n"
    assert repaired("Aproach\n", replace(heading, code="unknown-section"), file=file) == "Aproach\n"


@pytest.mark.parametrize(
    "file",
    [
        "projects/mail/issued/charter-r1/content.json",
        "projects/mail/sign-offs/charter.json",
        "projects/mail/test-runs/2026-11-24-acceptance.yml",
        "docs/sizing/ox-2011-1.yml",
        "projects/README.md",
    ],
)
def test_records_and_released_data_are_never_repaired(file: str) -> None:
    """What was frozen, signed or recorded stays as it is."""
    text = "gate: a\n"

    assert not may_repair(file)
    assert repaired(text, finding(("a", "b"), 1, 1, "gate", file=file), file=file) == text
