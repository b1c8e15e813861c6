"""Findings in the four formats, and values that must not become markup or commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.pages.render.finding_reports import (
    render_github,
    render_gitlab,
    render_job_summary,
    render_json,
    render_text,
)

SCHEMA = json.loads(Path("schemas/findings.schema.json").read_text("utf-8"))
HERE = Location(file="projects/mail/requirements.yml", line=4, column=7, steps=("requirements", 0, "sow"))
THERE = Location(file="projects/mail/project.yml", line=9, column=3)
UNKNOWN = error("unknown-id", HERE, "'R-9' is not there", "Did you mean R-009?")
VAGUE = warning("vague-wording", THERE, "R-001 says 'fast'.", "Say it in a figure.")
TWICE = error("duplicate-id", HERE, "R-001 stands twice.", "Take R-003.", also=THERE)
NASTY = "a\x1b[31m\r\n::error::b\u202e|`<img src=x>`%0A[x](javascript:1) \u2028,:"


def nasty() -> Finding:
    """A finding that repeats a hostile value in every text."""
    return error("unknown-id", Location(file=f"projects/{NASTY}", line=1, column=1), NASTY, NASTY)


def test_text_is_place_code_problem_and_repair() -> None:
    """The line of design: path, line, column, severity, code, problem and repair, each as a sentence."""
    assert render_text([UNKNOWN]).splitlines() == [
        "projects/mail/requirements.yml:4:7: error[unknown-id]: 'R-9' is not there. Repair: Did you mean R-009?",
        "1 error in 1 file.",
    ]


def test_the_other_place_stands_below() -> None:
    """Both places of a duplicate are named; the second one indented."""
    assert render_text([TWICE]).splitlines()[1] == "    also projects/mail/project.yml:9:3"


def test_errors_come_before_warnings() -> None:
    """Worst first, whatever the order in which they were found or the file names say."""
    lines = render_text([VAGUE, UNKNOWN]).splitlines()

    assert "error[" in lines[0]
    assert "warning[" in lines[1]
    assert lines[2] == "1 error and 1 warning in 2 files."


def test_no_findings_say_so_with_the_number_of_projects() -> None:
    """A clean run is told from a run that looked at nothing."""
    assert render_text([], checked=2) == "No findings. 2 projects checked."
    assert render_text([]) == "No findings."


def test_colour_is_used_on_request_only() -> None:
    """Pipes get plain text."""
    assert "\x1b[31m" in render_text([UNKNOWN], colour=True)
    assert "\x1b" not in render_text([UNKNOWN])


@pytest.mark.parametrize("render", [render_text, render_json, render_github, render_gitlab, render_job_summary])
def test_hostile_values_stay_visible_text(render: Callable[[list[Finding]], str]) -> None:
    """Control characters, terminal codes and text that reverses its direction become escapes."""
    text = render([nasty()])

    assert not {"\x1b", "\r", "\u202e", "\u2028"} & set(text)


def test_json_fits_its_schema() -> None:
    """What the command prints is what schemas/findings.schema.json describes."""
    report = json.loads(render_json([TWICE, VAGUE, nasty()]))

    Draft202012Validator(SCHEMA).validate(report)
    assert (report["errors"], report["warnings"]) == (2, 1)
    assert report["findings"][1]["location"]["field"] == "requirements[0].sow"


def test_github_commands_are_escaped() -> None:
    """A percent sign, a colon or a comma of a value must not end the command or its property."""
    line = render_github([nasty()]).splitlines()[0]
    properties, _, message = line.removeprefix("::error ").partition("::")

    assert line.count("::error ") == 1
    assert len(properties.split(",")) == 4
    assert "%250A" in message


def test_github_shows_ten_of_each_level_and_says_how_many_more() -> None:
    """GitHub drops what is beyond ten of a level without a word, so the rest is announced."""
    lines = render_github([UNKNOWN] * 13 + [VAGUE] * 2).splitlines()

    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::warning ") for line in lines) == 2
    assert lines[-2] == "3 more findings; the job summary lists all of them."


def test_the_job_summary_lists_all() -> None:
    """The job summary has a row for each finding, however many."""
    summary = render_job_summary([UNKNOWN] * 13)

    assert summary.count("\n| projects") == 13


def test_the_job_summary_shows_values_as_they_are() -> None:
    """No value becomes a column, a tag, code or a link."""
    row = render_job_summary([nasty()]).splitlines()[-1]

    assert row.replace("\\|", "").count("|") == 5
    assert "<img" not in row
    assert "[x](" not in row


def test_gitlab_fingerprints_survive_moved_lines() -> None:
    """A finding keeps its fingerprint when lines above it come or go, and two alike ones differ."""
    moved = error("unknown-id", Location(file=HERE.file, line=40, column=7, steps=HERE.steps), UNKNOWN.problem, "x")
    first, second = json.loads(render_gitlab([UNKNOWN, UNKNOWN]))
    (third,) = json.loads(render_gitlab([moved]))

    assert first["fingerprint"] == third["fingerprint"] != second["fingerprint"]
    assert first["severity"] == "major"
    assert first["location"] == {"path": HERE.file, "lines": {"begin": 4}}
