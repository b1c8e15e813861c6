"""`delivery size` from end to end: projects, rule sets with given inputs, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.commands.test_command_check import fits
from tests.adapters.repositories import ROOT, Outcome, example, run


def test_the_sizing_of_a_real_project_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs may rely on what the schema describes."""
    outcome = run(capsys, "-C", ROOT, "size", "coastline-mail", "--format", "json")

    assert outcome.code == 0
    assert fits("sizing-result", outcome.out)
    assert json.loads(outcome.out)["on"] == "2026-11-24"


def test_a_rule_set_can_be_asked_without_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Inputs come from the command line, with or without the version of the rule set."""
    root = example(tmp_path)

    plain = run(capsys, "-C", root, "size", "--rules", "ox-2011", "--set", "users=10000", "--format", "json")
    pinned = run(capsys, "-C", root, "size", "--rules", "ox-2011@1", "--set", "users=10000", "--format", "json")

    assert plain.code == 0
    assert plain.out == pinned.out
    assert fits("sizing-result", plain.out)
    assert json.loads(plain.out)["on"] is None


def test_the_working_is_shown_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads results without colour in a pipe."""
    outcome = run(capsys, "-C", example(tmp_path), "size", "--rules", "ox-2011", "--set", "users=10000")

    assert outcome.code == 0
    assert "10,000" in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("user=10000", "Did you mean 'users'?"),
        ("users=-1", "sizing-input-range"),
        ("users=many", "sizing-input"),
        ("users=10.000", "Write 10 or 10000, whichever is meant."),
        ("users=10,000", "Write 10000, without a thousands mark."),
        ("users=1_000", "Write 1000, without a thousands mark."),
        ("users=１００", "Write plain digits"),
        ("users=٣٠٠", "Write plain digits"),
        ("users=1e4", "Write plain digits"),
        ("users=+5", "Write plain digits"),
        ("users=5.", "Write plain digits"),
        ("users=.5", "Write plain digits"),
        ("users=100 ²", "Write plain digits"),
    ],
)
def test_a_wrong_input_is_a_finding(
    given: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown input and one out of its range are told as in a project, exit code 1."""
    outcome = run(capsys, "-C", example(tmp_path), "size", "--rules", "ox-2011", "--set", given)

    assert outcome.code == 1
    assert expected in outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "name a project, or a rule set"),
        (("mail", "--rules", "ox-2011"), "name a project, or a rule set"),
        (("mail", "--set", "users=1"), "has no sizing.yml yet"),
        (("mail",), "has no sizing.yml yet"),
        (("--rules", "ox-2012"), "there is no rule set 'ox-2012'. Did you mean 'ox-2011'?"),
        (("--rules", "ox-2011@7"), "the rule set 'ox-2011' has no version '7'; it has: 1"),
        (("--rules", "ox-2011", "--set", "users"), "write INPUT=VALUE"),
    ],
)
def test_a_call_that_makes_no_sense_is_exit_code_2(
    arguments: tuple[str, ...], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says how to call it."""
    outcome = run(capsys, "-C", example(tmp_path), "size", *arguments)

    assert outcome.code == 2
    assert expected in outcome.err


TINY = """\
format: 1
id: tiny
version: "1"
title: Tiny
publisher: Example Vendor
published: "2026"
summary: "A rule set of a few lines."
confidence: "Made up."
inputs:
  - {id: backup, title: Backup, unit: TB/week, kind: decimal, minimum: 0, maximum: 1000}
  - {id: memory, title: Memory, unit: GiB, minimum: 1, maximum: 1000}
  - {id: disk, title: Disk, unit: "", kind: choice, choices: [2.5 inch, 3.5 inch]}
  - {id: mirrored, title: Mirrored, unit: "", kind: boolean}
rules:
  - id: month
    title: Backup of four weeks
    unit: TB
    value: {multiply: [{input: backup}, 4, {input: memory}]}
  - id: copies
    title: Copies
    unit: copy
    value:
      when:
        condition: {input: mirrored}
        then: 2
        else: {lookup: {by: {input: disk}, values: {2.5 inch: 1, 3.5 inch: 3}}}
outputs:
  - {id: store, title: Store, count: copies, measures: [{title: Volume, rule: month}]}
examples:
  - {title: Small, inputs: {backup: 2, memory: 1, disk: 3.5 inch, mirrored: true}, results: {month: 8, copies: 2}}
"""
GIVEN = ("backup=500GB/week", "memory=1024MiB", "disk=3.5 inch", "mirrored=no")


def _tiny(tmp_path: Path, *given: str, capsys: pytest.CaptureFixture[str]) -> Outcome:
    root = example(tmp_path)
    (root / "docs" / "sizing").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "sizing" / "tiny-1.yml").write_text(TINY, encoding="utf-8")
    return run(capsys, "-C", root, "size", "--rules", "tiny", *(part for text in given for part in ("--set", text)))


def test_rates_convert_and_a_choice_may_begin_with_a_digit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """500 GB/week are 0.5 TB/week; of a choice the whole text is the value, of yes and no either spelling."""
    outcome = _tiny(tmp_path, *GIVEN, capsys=capsys)

    assert outcome.code == 0
    assert "Backup: 0.5 TB/week (given as 500 GB/week)" in outcome.out
    assert "Disk: 3.5 inch" in outcome.out
    assert "Store: 3" in outcome.out


@pytest.mark.parametrize(
    ("position", "written", "expected"),
    [
        (1, "memory=16GB", "memory: 16 GB is 14.9 GiB; the rule set expects a whole number of GiB"),
        (1, "memory=2TiB", "memory: 2 TiB is 2,048 GiB, which lies outside its range, from 1 to 1000 GiB"),
        (0, "backup=2TB/month", "A month has no fixed number of days: give the value in 'TB/week'."),
        (2, "disk=3.5", "Did you mean '3.5 inch'?"),
        (3, "mirrored=perhaps", "mirrored is 'perhaps'; expected true or false"),
        (0, "disk=2.5 inch", "Add --set 'backup=<number in TB/week>'."),
        (2, "memory=1", "Add --set 'disk=<value>'. The value is one of: 2.5 inch, 3.5 inch."),
    ],
)
def test_a_repair_is_in_the_syntax_of_the_command_line(
    position: int, written: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody at a terminal is told to write YAML."""
    given = (*GIVEN[:position], written, *GIVEN[position + 1 :])
    outcome = _tiny(tmp_path, *given, capsys=capsys)

    assert outcome.code == 1
    assert expected in outcome.err


def test_a_project_can_be_asked_what_if(capsys: pytest.CaptureFixture[str]) -> None:
    """Given inputs take the place of the project's; the others stay, and nothing is written."""
    plain = run(capsys, "-C", ROOT, "size", "coastline-mail", "--format", "json")
    same = run(capsys, "-C", ROOT, "size", "coastline-mail", "--set", "growth-years=4", "--format", "json")
    text = run(capsys, "-C", ROOT, "size", "coastline-mail", "--set", "growth-years=4")
    wrong = run(capsys, "-C", ROOT, "size", "coastline-mail", "--set", "growth-year=4")

    assert same.code == text.code == 0
    assert fits("sizing-result", same.out)
    assert json.loads(same.out)["rules"] == json.loads(plain.out)["rules"]
    assert text.out.startswith("What if coastline-mail had growth-years=4? Its sizing.yml stays as it is.")
    assert wrong.code == 1
    assert "Did you mean 'growth-years'?" in wrong.err


def _proved(tmp_path: Path, *more: str, capsys: pytest.CaptureFixture[str]) -> Outcome:
    root = example(tmp_path)
    (root / "docs" / "sizing").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "sizing" / "tiny-1.yml").write_text(TINY, encoding="utf-8")
    return run(capsys, "-C", root, "size", "--prove", *more)


def test_a_rule_set_is_proved_at_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures, what no example notices, and the examples that are missing; exit code 1, and quiet in a pipe."""
    outcome = _proved(tmp_path, "tiny", capsys=capsys)

    assert outcome.code == 1
    assert outcome.err == ""
    assert "survive." in outcome.out
    assert "No example notices:" in outcome.out
    assert "3 of 4 borders have no example on either side, 1 on one side only." in outcome.out
    assert "minimum of the input backup: backup = 0; backup = -1" in outcome.out


def test_a_proof_without_survivors_is_exit_code_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rule sets that ship are proved; the JSON fits its schema."""
    outcome = _proved(tmp_path, "sogo@1", "--format", "json", capsys=capsys)

    assert outcome.code == 0
    assert fits("sizing-proof", outcome.out)
    assert json.loads(outcome.out)["changes"]["survived"] == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("sogoo",), "Did you mean 'sogo'?"),
        (("sogo", "--set", "users=1"), "--prove goes alone"),
        (("sogo", "mail"), "--prove goes alone"),
    ],
)
def test_a_proof_goes_alone(
    arguments: tuple[str, ...], expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no inputs, for it takes those of the examples."""
    outcome = _proved(tmp_path, *arguments, capsys=capsys)
    assert outcome.code == 2
    assert expected in outcome.err


def test_check_points_to_the_borders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each rule set that lacks examples, with the command that lists them; none for those that ship."""
    root = example(tmp_path)
    (root / "docs" / "sizing").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "sizing" / "tiny-1.yml").write_text(TINY, encoding="utf-8")
    outcome = run(capsys, "-C", root, "check")

    hint = "tiny@1: 3 of 4 borders have no example on either side, 1 on one side only; 'delivery size --prove tiny@1'"
    assert f"{hint} lists them." in outcome.out
    assert outcome.out.count("--prove") == 1
