"""The calendar file of what a customer owes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.stage import project_files
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.status.calendar import escaped, folded, has_dates, render_calendar
from delivery_wiki.pages.status.home_pages import project_home
from tests.pages.status_examples import EMPTY, LATE_POINT, PROJECT, REFUSED, context, html


def calendar(project: Project = PROJECT) -> str:
    """The file for a project's customer."""
    return render_calendar(context(project, Audience.CUSTOMER))


def event_ids(project: Project) -> set[str]:
    """The ids of all events of the file."""
    return {line for line in calendar(project).split("\r\n") if line.startswith("UID:")}


def test_each_dated_duty_is_an_all_day_event() -> None:
    """The day itself, ending on the next as the standard counts."""
    lines = calendar().split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261120" in lines
    assert "DTEND;VALUE=DATE:20261121" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0


def test_duties_of_the_vendor_are_not_in_it() -> None:
    """The file is about what the customer has to do."""
    assert "Which rack?" not in calendar()


def test_the_same_state_gives_the_same_bytes() -> None:
    """No clock and no chance: the stamp is the as-of date."""
    assert calendar() == calendar()
    assert "DTSTAMP:20261124T000000Z" in calendar()


def test_a_moved_date_keeps_the_event() -> None:
    """Calendars update an event whose id stays."""
    moved = replace(PROJECT, open_points=(replace(LATE_POINT, due=dt.date(2026, 11, 22)),))
    before, after = event_ids(PROJECT), event_ids(moved)

    assert before
    assert before <= after


def test_lines_end_with_crlf_and_have_at_most_75_octets() -> None:
    """Umlauts count as what they take in UTF-8, and are never split."""
    title = "Prüfung der Übergabe; mit Komma, und \\ sowie\nZeilenumbruch " * 5
    text = calendar(replace(PROJECT, open_points=(replace(LATE_POINT, question=title),)))

    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\\; mit Komma\\, und \\\\ sowie\\nZeilenumbruch" in text.replace("\r\n ", "")


@pytest.mark.parametrize("text", ["", "x" * 75, "x" * 76, "ü" * 100, "😀" * 60])
def test_folding_loses_nothing(text: str) -> None:
    """Unfolded again, a line is what it was."""
    pieces = folded(text)

    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == text
    assert all(len(piece.encode()) <= 75 for piece in pieces)


def test_text_cannot_add_properties() -> None:
    """A line break in author's text stays inside its value."""
    assert escaped("a\r\nBEGIN:VALARM\x07") == "a\\nBEGIN:VALARM"


@pytest.mark.parametrize("project", [EMPTY, REFUSED])
def test_nothing_owed_is_no_calendar(project: Project) -> None:
    """The standard asks for at least one component, so there is no file and no link."""
    seen = context(project, Audience.CUSTOMER)

    assert not has_dates(seen)
    assert "needed.ics" not in project_files(seen, Path("nowhere"))
    assert "needed.ics" not in html(project_home(seen))


def test_an_event_says_what_to_do_about_what() -> None:
    """A title of a question alone would not tell whose turn it is."""
    seen = context(PROJECT, Audience.CUSTOMER)
    german = replace(seen, words=replace(seen.words, catalogue={"answer": "beantworten"}))

    assert has_dates(seen)
    assert "SUMMARY:OP-1 answer: Which <b>mail</b> system?" in calendar()
    assert "SUMMARY:OP-1 beantworten: " in render_calendar(german)
