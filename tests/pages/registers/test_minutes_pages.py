"""Meetings: the index with open actions, and each meeting as a document."""

from __future__ import annotations

import datetime as dt

import pytest

from delivery_wiki.model.project.minutes import Action, Minutes
from delivery_wiki.pages.elements.tree import Blocks, Document
from delivery_wiki.pages.registers.minutes_pages import PAGE_KINDS, minutes_index, minutes_page
from tests.pages.documents.examples import document_in, outline, tables, texts, words_of
from tests.pages.harbour import context, empty, harbour, html, pages, rows_of

NAME = "2026-01-20-kick-off"


def _meeting(*actions: Action) -> Minutes:
    return Minutes(name="2026-09-01-weekly", title="Weekly", date=dt.date(2026, 9, 1), actions=actions)


def test_the_index_begins_with_the_open_actions_overdue_ones_first() -> None:
    """An open action past its date is what somebody has to look at."""
    actions = (
        Action(id="ACT-7", action="Later", owner="petra-beispiel", due=dt.date(2026, 10, 5)),
        Action(id="ACT-8", action="Overdue", owner="petra-beispiel", due=dt.date(2026, 9, 5)),
        Action(id="ACT-9", action="Done", owner="petra-beispiel", done=dt.date(2026, 9, 5)),
    )
    rows = rows_of(minutes_index(context(minutes=(_meeting(*actions),))), caption="Open actions")

    assert [row[0] for row in rows] == ["ACT-8", "ACT-7"]
    assert rows[0][3:5] == ["Sat Sep 5, 2026 / 25 days ago overdue", "overdue"]


def test_the_index_lists_meetings_newest_first() -> None:
    """Each leads to its page."""
    given = context(minutes=(*harbour().minutes, _meeting()))
    rows = rows_of(minutes_index(given), caption="Meetings")

    assert [row[1] for row in rows] == ["Weekly", "Kick-off"]
    assert f'href="minutes-{NAME}.html"' in html(given, minutes_index(given))


def test_a_meeting_is_one_document_with_attendees_decisions_actions_and_prose() -> None:
    """Who met, what was decided, who does what by when, what was said."""
    document = document_in(minutes_page(context(), NAME))
    people, decisions, actions = tables(document.blocks)

    assert outline(document.blocks) == ["1 Attendees", "2 Decisions", "3 Actions", "4 Notes", "5 Confirmation"]
    assert document.facts[-5:] == (
        ("Meeting", "Kick-off"),
        ("Date", "Tue Jan 20, 2026"),
        ("Time", "10:00–11:15"),
        ("Place", "Harbour office"),
        ("Written by", "Petra Beispiel"),
    )
    assert texts(people)[0][0] == "Petra Beispiel"
    assert [words_of(decision) for decision in texts(decisions)[0]][:2] == ["D-1", "Go"]
    assert texts(decisions)[0][-1] == "Nora Nowhere"
    assert texts(actions)[0] == ["ACT-1", "Evaluate the logs", "Finn Fictional", "Feb 2, 2026", "OP-1"]
    shown = html(context(), (document,))
    assert shown.index("ACT-2") < shown.index("Notes") < shown.index("Everybody met everybody.")
    assert '<tr id="ACT-1"' in shown
    said = [text in shown for text in ("Absent", "Distribution", "Max Mustermann", "Objections by", "Jan 27, 2026")]
    assert all(said)


def test_minutes_are_a_record_of_their_day() -> None:
    """What became of the actions stands above them, and in the register: what was promised does not change."""
    before, after = (item for item in split(minutes_page(context(), NAME)))

    assert "Actions done since: 1 of 2" in html(context(), before)
    assert "Jan 30, 2026" in html(context(), before)
    assert "Jan 30, 2026" not in html(context(), after)


def split(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """What stands above the document, and the document."""
    is_document = [isinstance(block, Document) for block in blocks]
    return (
        tuple(block for block, found in zip(blocks, is_document, strict=True) if not found),
        tuple(block for block, found in zip(blocks, is_document, strict=True) if found),
    )


def test_overdue_actions_are_counted_above_the_document() -> None:
    """State stands outside the document, which does not change as days go by."""
    action = Action(id="ACT-8", action="Overdue", owner="petra-beispiel", due=dt.date(2026, 9, 5))
    given = context(minutes=(_meeting(action),))
    above = tuple(item for item in minutes_page(given, "2026-09-01-weekly") if not isinstance(item, Document))

    assert "Overdue actions: 1 of 1" in html(given, above)


def test_minutes_that_do_not_exist_are_refused_with_those_that_do() -> None:
    """A finding names what is known."""
    with pytest.raises(ValueError, match=f"'kick' is not one of: {NAME}"):
        minutes_page(context(), "kick")


def test_there_is_a_page_for_the_index_and_one_for_each_meeting() -> None:
    """Meetings have pages of their own."""
    assert [page.stem for page in pages(PAGE_KINDS, context())] == ["minutes", f"minutes-{NAME}"]
    assert not pages(PAGE_KINDS, context(empty()))
