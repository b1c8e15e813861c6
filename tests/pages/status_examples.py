"""A small process and projects on it, with the status that the calculation gives them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import (
    Activity,
    Basis,
    Criterion,
    DocumentTemplate,
    Gate,
    PartyKind,
    Phase,
    PhaseDocument,
    ProcessDefinition,
    Source,
    TemplateSet,
)
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome, OpenPoint
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.places import find_places
from delivery_wiki.pages.registry import PAGE_KINDS
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.marked_fields import MARKED

ON = dt.date(2026, 11, 24)
START = Phase(
    id="initialisation",
    title="Initialisation",
    question="Is it feasible?",
    basis=Basis.SOURCED,
    activities=(Activity(id="demo", title="Demonstration", basis=Basis.SOURCED),),
    documents=(
        PhaseDocument(document="charter", state="agreed", basis=Basis.SOURCED),
        PhaseDocument(document="retrospective", state="done", basis=Basis.PROPOSAL),
    ),
    gates=(
        Gate(
            id="go-no-go",
            title="Go / No-Go",
            decided_by=PartyKind.CUSTOMER,
            needs_decision=True,
            basis=Basis.SOURCED,
            criteria=(
                Criterion(
                    id="charter-agreed",
                    title="Project Charter agreed",
                    document="charter",
                    state="agreed",
                    basis=Basis.INFERRED,
                ),
                Criterion(
                    id="no-overdue",
                    title="No overdue open points",
                    check="no-overdue-open-points",
                    basis=Basis.PROPOSAL,
                ),
            ),
        ),
    ),
)
BUILD = Phase(
    id="implementation",
    title="Implementation",
    question="Is it built?",
    basis=Basis.INFERRED,
    activities=(Activity(id="install", title="Install", basis=Basis.INFERRED),),
    documents=(PhaseDocument(document="charter", state="closed", basis=Basis.INFERRED),),
    gates=(Gate(id="ready", title="Ready", decided_by=PartyKind.VENDOR, basis=Basis.INFERRED, criteria=()),),
)
PROCESS = ProcessDefinition(
    id="example",
    version="1",
    title="Example process",
    summary="Two phases.",
    phases=(START, BUILD),
    sources=(Source(id="s", title="A published page", published="2011"),),
)
TEMPLATES = TemplateSet(
    id="standard",
    version="1",
    title="Standard",
    questionnaire=(),
    documents=(
        DocumentTemplate(
            kind="charter", title="Project Charter", summary="", states=("draft", "agreed", "closed"), sections=()
        ),
        DocumentTemplate(
            kind="retrospective",
            title="Retrospective",
            summary="",
            states=("draft", "done"),
            sections=(),
            audience="internal",
        ),
    ),
)
LATE_POINT = OpenPoint(
    id="OP-1",
    question="Which <b>mail</b> system?",
    raised=dt.date(2026, 11, 1),
    owner="cara",
    due=dt.date(2026, 11, 20),
)
VENDOR_POINT = OpenPoint(
    id="OP-2", question="Which rack?", raised=dt.date(2026, 11, 1), owner="vera", due=dt.date(2026, 12, 1)
)
PROJECT = Project(
    slug="mail",
    vendor_fields=MARKED,
    title="Mail for Example Telco",
    language="en",
    time_zone="Europe/Berlin",
    customer="telco",
    started=dt.date(2026, 11, 1),
    process=Pin(id="example", version="1"),
    templates=Pin(id="standard", version="1"),
    parties=(
        Party(id="vendor", name="Example Vendor", kind=PartyKind.VENDOR),
        Party(id="telco", name="Example Telco", kind=PartyKind.CUSTOMER),
    ),
    people=(
        Person(id="vera", name="Vera Vendor", role="project lead", party="vendor", email="vera@vendor.example"),
        Person(id="cara", name="Cara Customer", role="project lead", party="telco"),
    ),
    milestones=(
        Milestone(
            id="M-1",
            title="Decision",
            gate="go-no-go",
            baseline=dt.date(2026, 12, 5),
            forecast=dt.date(2026, 12, 12),
            owner="cara",
        ),
    ),
    open_points=(LATE_POINT, VENDOR_POINT),
    documents=(
        DocumentRecord(
            kind="charter",
            revision=1,
            owner="vera",
            events=(DocumentEvent(event=EventKind.AGREED, date=dt.date(2026, 11, 10), evidence="Mail of 10 November"),),
        ),
    ),
)
EMPTY = replace(
    PROJECT, slug="empty", title="Nothing yet", people=(), milestones=(), open_points=(), documents=(), started=None
)
REFUSED = replace(
    PROJECT,
    slug="refused",
    title="Refused",
    decisions=(
        Decision(
            id="D-1",
            title="No project this year",
            date=dt.date(2026, 11, 15),
            decided_by="cara",
            gate="go-no-go",
            outcome=DecisionOutcome.NO_GO,
            reason="The budget went elsewhere",
        ),
    ),
)


def context(
    project: Project = PROJECT, audience: Audience = Audience.INTERNAL, lead: int = 0, on: dt.date = ON
) -> PageContext:
    """The context of a project, its status computed; `lead` are the business days ahead that a duty is marked due."""
    library = Library(processes=(replace(PROCESS, lead_business_days=lead),), templates=(TEMPLATES,))
    view = audience_view(project, audience, library)
    words = Words(language=project.language)
    places = find_places(view, words)
    status = calculate_status(view, on=on)
    return PageContext(view=view, status=status, words=words, places=places, page_kinds=PAGE_KINDS)


def wiki(*projects: PageContext) -> WikiContext:
    """The wiki with these projects."""
    return WikiContext(projects=projects, processes=(PROCESS,), rule_sets=(), words=Words(), on=ON)


def html(blocks: Blocks) -> str:
    """Blocks as a page shows them."""
    return str(HtmlRenderer(Words()).render(blocks))
