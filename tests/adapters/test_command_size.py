"""`delivery size` from end to end: projects, rule sets with given inputs, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.repositories import ROOT, example, run
from tests.adapters.test_command_check import fits


def test_the_sizing_of_a_real_project_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs may rely on what the schema describes."""
    outcome = run(capsys, "-C", ROOT, "size", "coastline-mail", "--format", "json")

    assert outcome.code == 0
    assert fits("sizing-result", outcome.out)


def test_a_rule_set_can_be_asked_without_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Inputs come from the command line, with or without the version of the rule set."""
    root = example(tmp_path)

    plain = run(capsys, "-C", root, "size", "--rules", "ox-2011", "--set", "users=10000", "--format", "json")
    pinned = run(capsys, "-C", root, "size", "--rules", "ox-2011@1", "--set", "users=10000", "--format", "json")

    assert plain.code == 0
    assert plain.out == pinned.out
    assert fits("sizing-result", plain.out)
    assert json.loads(plain.out)


def test_the_working_is_shown_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads results without colour in a pipe."""
    outcome = run(capsys, "-C", example(tmp_path), "size", "--rules", "ox-2011", "--set", "users=10000")

    assert outcome.code == 0
    assert "10,000" in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize(
    ("given", "expected"),
    [("user=10000", "Did you mean 'users'?"), ("users=-1", "sizing-input-range"), ("users=many", "sizing-input")],
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
        (("mail", "--set", "users=1"), "--set goes with --rules"),
        (("mail",), "has no sizing.yml yet"),
        (("--rules", "ox-2012"), "there is no rule set 'ox-2012'"),
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
