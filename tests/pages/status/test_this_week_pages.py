"""The page of the week: what has a day in it, and what is due after it, over all projects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.gates.dated_facts import FactTopic, facts_between
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.minutes import Action, Minutes
from delivery_wiki.model.project.register_entries import Decision, OpenPoint
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.status.this_week_pages import MOST_ROWS, this_week
from tests.pages.harbour import ON as HARBOUR_DAY
from tests.pages.harbour import context as harbour_context
from tests.pages.harbour import harbour
from tests.pages.status_examples import EMPTY, ON, context, html, wiki

DAY = dt.timedelta(days=1)


def page(*projects: PageContext) -> str:
    """The page of these projects."""
    return " ".join(html(this_week(wiki(*projects))).split())


def busy(project: Project, on: dt.date) -> Project:
    """A project in whose week of this day something of each kind happened, and a day before it, and one after it."""
    in_week, before, after = on - 6 * DAY, on - 7 * DAY, on + DAY
    points = [
        OpenPoint(id=f"OP-{number}", question=f"Which {name} is it?", raised=day)
        for number, (name, day) in enumerate((("first", in_week), ("older", before), ("later", after)), 90)
    ]
    answered = OpenPoint(id="OP-80", question="What is the port?", raised=before, closed=on, answer="443.")
    minutes = Minutes(
        name="week", title="Weekly meeting", date=on, actions=(Action(id="ACT-80", action="Call", owner="x", done=on),)
    )
    change = ChangeRequest(
        id="CR-80",
        title="A second brand",
        reason="x",
        raised=before,
        raised_by="x",
        moves=(),
        decision=ChangeDecision.AGREED,
        decided=in_week,
    )
    sent = DocumentEvent(event=EventKind.SENT, date=on, evidence="Mail")
    return replace(
        project,
        open_points=(*points, answered),
        minutes=(minutes,),
        changes=(change,),
        decisions=(*project.decisions, Decision(id="D-80", title="Two nodes", date=in_week, decided_by="x")),
        documents=(DocumentRecord(kind="charter", events=(sent,)),),
    )


def test_the_week_holds_seven_days_and_no_other() -> None:
    """The day of the project and the six before it; a question raised earlier and answered now is told as answered."""
    shown = page(context(busy(EMPTY, ON)))

    assert "Which first is it?" in shown
    assert "Which older is it?" not in shown
    assert "Which later is it?" not in shown
    assert "What is the port?" in shown
    assert "443." in shown
    for told in ("A second brand", "Two nodes", "Weekly meeting", "Call"):
        assert told in shown
    assert "7 things happened" in shown


def test_every_fact_with_a_day_is_one() -> None:
    """The example with every field has facts of every topic but those that it has no case of."""
    seen = harbour_context(harbour())
    topics = {fact.topic for fact in facts_between(seen.view, seen.status, dt.date.min, dt.date.max)}

    assert topics >= set(FactTopic) - {FactTopic.SIGNATURE}


def test_a_project_counts_up_to_its_own_day() -> None:
    """One that is seen on an earlier day has the week before that day; one that nobody updates is named alone."""
    earlier = ON - 5 * DAY
    shown = page(context(busy(EMPTY, earlier), on=earlier), harbour_context(busy(harbour(), HARBOUR_DAY)))

    assert "Which first is it?" in shown
    assert "Which later is it?" not in shown
    assert "7 things happened" in shown
    assert "Not updated, and not counted here:" in shown
    assert f'href="{harbour().slug}/index.html"' in shown


def test_where_nothing_happened_the_page_says_so() -> None:
    """By name, in a line; what is due stands all the same."""
    shown = page(context(EMPTY))

    assert "0 things happened" in shown
    assert "Nothing happened in:" in shown
    assert EMPTY.title in shown


def test_many_rows_are_cut_with_their_number() -> None:
    """A page of a thousand projects stays one that opens; what is not shown is counted."""
    points = tuple(OpenPoint(id=f"OP-{number}", question=f"What is {number}?", raised=ON) for number in range(250))
    shown = page(context(replace(EMPTY, open_points=points)))

    assert "250 things happened" in shown
    assert f"And {250 - MOST_ROWS} more." in shown
