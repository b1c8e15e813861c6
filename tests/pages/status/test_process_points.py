"""Points of the process: a list on its page, a checklist with evidence in a project, counts at home and in JSON."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.consistency.point_checks import check_point_days, check_points
from delivery_wiki.calculations.consistency.released_checks import check_process_ids
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import Activity, Basis, DocumentTemplate, PhaseDocument, Point, ProcessDefinition
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.internal_notes import Internal
from delivery_wiki.model.project.scope_and_plan import PointAnswer, PointRecord
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import PointState
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.places import find_places
from delivery_wiki.pages.registry import PAGE_KINDS
from delivery_wiki.pages.status.home_cards import home_cards
from delivery_wiki.pages.status.process_pages import process_overview, process_versions, project_process
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import YamlFile
from tests.pages.status_examples import BUILD, ON, PROCESS, PROJECT, START, TEMPLATES, html, wiki

GOALS = Point(id="goals", title="Goals of the customer", summary="Replace the webmail?")
UPSELL = Point(id="upsell", title="Upsell", basis=Basis.PROPOSAL, page="process/examples.md")
DEMO = Activity(id="demo", title="Demonstration", basis=Basis.SOURCED, points=(GOALS, UPSELL))
POC = Activity(
    id="poc",
    title="Trial",
    basis=Basis.SOURCED,
    document="workshop-agenda",
    points=(Point(id="server", title="Server"),),
)
TRIAL = DocumentTemplate(kind="workshop-agenda", title="Record", summary="", states=("draft", "used"), sections=())
FORMS = replace(TEMPLATES, documents=(*TEMPLATES.documents, TRIAL))
RECORD = PhaseDocument(document="workshop-agenda", state="used", basis=Basis.SOURCED)
POINTED = replace(PROCESS, phases=(replace(START, activities=(DEMO, POC), documents=(*START.documents, RECORD)), BUILD))


def answer(
    point: str, *, activity: str = "demo", day: dt.date = ON, evidence: str = "", reason: str | None = None
) -> PointRecord:
    """A point that is done, or not needed where a reason is given."""
    kind = PointAnswer.DONE if reason is None else PointAnswer.NOT_NEEDED
    return PointRecord(
        activity=activity, point=point, answer=kind, date=day, by="vera", evidence=evidence, reason=reason or ""
    )


def pointed(
    *shared: PointRecord,
    own: tuple[PointRecord, ...] = (),
    audience: Audience = Audience.INTERNAL,
    project: Project = PROJECT,
) -> PageContext:
    """A project of the process with points, with answers for both sides and others of the vendor's own."""
    answered = replace(project, points=shared, internal=Internal(points=own) if own else None)
    view = audience_view(answered, audience, Library(processes=(POINTED,), templates=(FORMS,)))
    words = Words(language="en")
    status = calculate_status(view, on=ON)
    return PageContext(view=view, status=status, words=words, places=find_places(view, words), page_kinds=PAGE_KINDS)


def states(context: PageContext) -> dict[str, PointState]:
    """The state of each point by its id."""
    return {status.point.id: status.state for status in context.status.points}


def test_a_point_is_done_not_needed_or_open() -> None:
    """Nobody has to answer: what is not answered is open."""
    shown = pointed(answer("goals", evidence="Minutes"), own=(answer("upsell", reason="No reseller"),))

    assert states(shown) == {
        "goals": PointState.DONE,
        "upsell": PointState.NOT_NEEDED,
        "server": PointState.OPEN,
    }


def test_an_answer_of_a_later_day_has_not_been_given() -> None:
    """The past is seen as it was."""
    shown = pointed(answer("goals", day=ON + dt.timedelta(days=1), evidence="Minutes"))

    assert states(shown)["goals"] is PointState.OPEN


def test_what_a_project_goes_without_takes_its_points_along() -> None:
    """Nobody answers for a proof of concept that is not made."""
    without = replace(PROJECT, documents=(DocumentRecord(kind="workshop-agenda", not_needed="The order was placed."),))

    shown = pointed(answer("goals", evidence="Minutes"), project=without)

    assert states(shown)["server"] is PointState.NOT_NEEDED


def test_a_project_shows_a_checklist_with_evidence() -> None:
    """Each point says where it stands, when, by whom, and what shows it."""
    page = html(project_process(pointed(answer("goals", evidence="Minutes of the demonstration"))))

    assert "1 of 2 points answered: 1 done, 1 open" in page
    assert "Minutes of the demonstration" in page
    assert "Vera Vendor" in page


def test_a_project_without_answers_shows_what_there_is_to_think_of() -> None:
    """Who does not use the checklist sees no row of open marks."""
    page = html(project_process(pointed()))

    assert "Upsell" in page
    assert "points answered" not in page


def test_a_customer_sees_the_shared_points_alone() -> None:
    """What the vendor thinks of, and answers for itself, never leaves it."""
    shown = pointed(
        answer("goals", evidence="Minutes"), own=(answer("upsell", evidence="Price list"),), audience=Audience.CUSTOMER
    )
    page, data = html(project_process(shown)), status_as_json([shown])

    assert "Goals of the customer" in page
    assert "points answered" not in page + html(home_cards(shown))
    assert "Upsell" not in page
    assert "Price list" not in page
    assert "upsell" not in data


def test_a_customer_of_a_project_without_answers_sees_no_point() -> None:
    """The points of a process are the vendor's way of working."""
    assert "Goals of the customer" not in html(project_process(pointed(audience=Audience.CUSTOMER)))


def test_the_home_counts_the_points_of_the_current_phase() -> None:
    """Only a project that uses them has the card."""
    assert "3 points answered" in html(home_cards(pointed(answer("goals", evidence="Minutes"))))
    assert "points answered" not in html(home_cards(pointed()))


def test_the_json_has_every_point_with_its_counts() -> None:
    """It fits its schema, with what shows a point and why one is not needed."""
    shown = pointed(answer("goals", evidence="Minutes"), own=(answer("upsell", reason="No reseller"),))
    data = json.loads(status_as_json([shown]))
    points = data["projects"][0]["points"]
    schemas = SchemaSet.load(Path(__file__).parents[3] / "schemas")

    assert points["counts"] == {"done": 1, "not-needed": 1, "open": 1}
    assert points["items"][0]["evidence"] == "Minutes"
    assert points["items"][1]["reason"] == "No reseller"
    assert points["items"][2]["date"] is None
    assert schemas.check("status", YamlFile(value=data, findings=(), positions={}, file="status.json")) == ()


def test_a_point_shows_its_basis_where_it_is_another() -> None:
    """A point of a sourced activity is sourced unless it says otherwise."""
    page = html(process_overview(replace(wiki(), processes=(POINTED,))))

    assert "<strong>Goals of the customer</strong>: Replace the webmail?</li>" in page
    assert '<strong>Upsell</strong> <span class="dw-muted">proposal</span>' in page


def test_a_point_leads_to_the_page_that_shows_it() -> None:
    """Only where the wiki has that page: a repository of one's own may have none."""
    with_page = replace(wiki(), processes=(POINTED,), pages=frozenset({"process/examples.md"}))

    assert '<a href="../process/examples.html">Upsell</a>' in html(process_overview(with_page))
    assert "examples.html" not in html(process_overview(replace(with_page, pages=frozenset())))


def test_the_versions_lead_to_their_pages() -> None:
    """The newest is drawn, and each that has a page leads there, its picture too."""
    later = replace(POINTED, version="2")
    both = replace(wiki(), processes=(PROCESS, later), pages=frozenset({"process/2.md"}))

    page = html(process_versions(both))

    assert '<a href="2.html">2</a>' in page
    assert 'href="2.html#v2-activity-demo"' in page
    assert 'href="1.html"' not in page


CHECKED = Library(processes=(POINTED,), templates=(FORMS,))


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (answer("goal", evidence="Minutes"), "unknown-point"),
        (answer("goals", activity="demonstration", evidence="Minutes"), "unknown-activity"),
        (answer("goals", evidence=" "), "evidence-missing"),
        (answer("goals", reason=""), "reason-missing"),
    ],
)
def test_an_answer_that_says_nothing_is_told(record: PointRecord, code: str) -> None:
    """An unknown name, and an answer with nothing behind it."""
    found = [finding.code for finding in check_points(replace(PROJECT, points=(record,)), CHECKED)]

    assert found == [code]


def test_a_point_is_answered_once() -> None:
    """The shared file and the one below internal/ are one list."""
    own = Internal(points=(answer("goals", evidence="Slides"),))
    project = replace(PROJECT, points=(answer("goals", evidence="Minutes"),), internal=own)

    assert [finding.code for finding in check_points(project, CHECKED)] == ["duplicate-entry"]


def test_an_answer_of_a_day_to_come_is_told() -> None:
    """A day later it counts."""
    project = replace(PROJECT, points=(answer("goals", evidence="Minutes"),))

    assert [finding.code for finding in check_point_days(project, ON - dt.timedelta(days=1))] == ["point-in-future"]
    assert not list(check_point_days(project, ON))


def with_points(*points: Point) -> ProcessDefinition:
    """A process whose only activity has these points."""
    return replace(PROCESS, phases=(replace(START, activities=(replace(DEMO, points=points),)),))


def test_two_points_of_an_activity_have_two_ids() -> None:
    """A project could not say which of them it answers."""
    assert [
        finding.code for finding in check_process_ids(with_points(GOALS, UPSELL, replace(GOALS, title="Goals")))
    ] == ["duplicate-id"]
    assert not list(check_process_ids(POINTED))
