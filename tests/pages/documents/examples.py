"""A small project with one of everything that documents show, and its context."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.evidence.testing import case_statuses
from delivery_wiki.calculations.money.efforts import sow_figures
from delivery_wiki.model.clauses import ClausePin, ClauseSet
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import (
    Basis,
    DocumentTemplate,
    Gate,
    PartyKind,
    Phase,
    ProcessDefinition,
    RequiredSignature,
    TemplateSection,
    TemplateSet,
)
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.internal_notes import Internal, InternalRemark
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.register_entries import Assumption
from delivery_wiki.model.project.requirements import Priority, Requirement, Verification
from delivery_wiki.model.project.scope_and_plan import Milestone, Scope
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceClock,
    AcceptanceCriterion,
    Deliverable,
    PaymentMilestone,
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import (
    DocumentStatus,
    Health,
    PlannedMilestone,
    ProjectStatus,
    RequirementStatus,
    message,
)
from delivery_wiki.model.wording import Wording
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.places import find_places
from delivery_wiki.pages.registry import PAGE_KINDS
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.marked_fields import MARKED

ON = dt.date(2026, 11, 24)
SECRET = "planted-internal-word"


def section(id: str, computed: str | None = None, *, prose: bool = False, required: bool = False) -> TemplateSection:
    """A template section whose title is its id."""
    return TemplateSection(id=id, title=id, computed=computed, prose=prose, required=required, guidance=f"Write {id}.")


def template(kind: str, *sections: TemplateSection, signed: bool = False) -> DocumentTemplate:
    """A document template, with a signature of each side if `signed`."""
    sides = (PartyKind.VENDOR, PartyKind.CUSTOMER) if signed else ()
    return DocumentTemplate(
        kind=kind,
        title=kind,
        summary="",
        states=("draft", "signed"),
        sections=sections,
        signatures=tuple(RequiredSignature(party=side, role="project lead", meaning="agrees") for side in sides),
    )


def prose(name: str, *sections: tuple[str, str]) -> ProseFile:
    """A Markdown file of (heading, text) sections."""
    return ProseFile(name=name, sections=tuple(ProseSection(title=title, text=text) for title, text in sections))


def statement_of_work(topic: str = "migration") -> StatementOfWork:
    """A priced statement of work whose figures need rounding."""
    return StatementOfWork(
        topic=topic,
        title="Move the mailboxes",
        revision=2,
        revised=dt.date(2026, 11, 20),
        scope=("Move 500 mailboxes",),
        out_of_scope=("Address books",),
        approach="In three waves.",
        deliverables=(
            Deliverable(
                id="DEL-1",
                title="Mailboxes moved",
                description="All mailboxes.",
                agreed=dt.date(2027, 3, 12),
                acceptance=(AcceptanceCriterion(id="AC-1", statement="Item counts are equal.", method="Test"),),
            ),
        ),
        work_packages=(
            WorkPackage(id="WP-1", title="Prepare", role="consultant", days=Decimal("2.5"), owner="petra"),
            WorkPackage(id="WP-2", title="Move", role="engineer", days=Decimal("3.333"), deliverables=("DEL-1",)),
        ),
        customer_duties=("Give access",),
        assumptions=("A-1",),
        price=Price(
            basis=PriceBasis.TIME_AND_MATERIAL,
            currency="EUR",
            rates=(SellRate(role="consultant", rate=Decimal(1180)), SellRate(role="engineer", rate=Decimal(1080))),
            contingency_percent=Decimal(10),
            expenses=Decimal(100),
        ),
        payment=(
            PaymentMilestone(title="First", percent=Decimal("33.3"), deliverables=("DEL-1",)),
            PaymentMilestone(title="Last", percent=Decimal("66.7")),
        ),
        acceptance_clock=AcceptanceClock(
            review_business_days=5, silence_accepts=True, cure_business_days=10, rejections=2
        ),
    )


CHANGE = ChangeRequest(
    id="CR-1",
    title="Move 100 more",
    reason="A second company joins.",
    raised=dt.date(2026, 11, 20),
    raised_by="nora",
    moves=("SOW-migration", "R-001"),
    days=Decimal(1),
    amount=Decimal(1180),
    currency="EUR",
)


def project(**changes: Any) -> Project:
    """A project; keyword arguments replace or add fields."""
    fields: dict[str, Any] = {
        "slug": "example",
        "title": "Groupware for Example",
        "language": "en",
        "time_zone": "Europe/Dublin",
        "customer": "customer",
        "process": Pin(id="process", version="1"),
        "templates": Pin(id="templates", version="1"),
        "clauses": ClausePin(id="as-before", version="1"),
        "parties": (
            Party(id="vendor", name="Vendor GmbH", kind=PartyKind.VENDOR),
            Party(id="customer", name="Customer Ltd", kind=PartyKind.CUSTOMER),
        ),
        "people": (
            Person(id="petra", name="Petra Beispiel", role="consultant", party="vendor"),
            Person(id="nora", name="Nora Nowhere", role="project lead", party="customer"),
        ),
        "goals": ("Replace the webmail",),
        "scope": Scope(included=("Webmail",), excluded=("Spam filter",)),
        "milestones": (Milestone(id="M-1", title="Go live", baseline=dt.date(2027, 4, 1)),),
        "assumptions": (Assumption(id="A-1", statement="The old servers stay until June."),),
        "requirements": (
            Requirement(
                id="R-001",
                statement="The system shall move every mailbox.",
                area="migration",
                priority=Priority.MUST,
                source="workshop",
                party=PartyKind.VENDOR,
                verification=Verification.TEST,
                sow="migration",
            ),
        ),
        "sows": (statement_of_work(),),
        "vendor_fields": MARKED,
        "internal": Internal(
            remarks=(InternalRemark(about="R-001", remark=SECRET),),
            retrospective=prose("retrospective", ("went-well", SECRET)),
        ),
    }
    return Project(**(fields | changes))


WORDING = Wording(
    language="en",
    obligations=(),
    vague=(),
    numbers=("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
)


@cache
def clause_sets() -> tuple[ClauseSet, ...]:
    """The clause sets that ship."""
    root = Path(__file__).resolve().parents[3]
    library, findings = read_library(root, root, SchemaSet.load(root / "schemas"))
    assert not findings
    return library.clause_sets


def context_of(
    given: Project, *templates: DocumentTemplate, audience: Audience = Audience.CUSTOMER, state: str = "draft"
) -> PageContext:
    """The context of a project under these templates, each document in one state."""
    gate = Gate(id="accepted", title="Accepted", decided_by=PartyKind.CUSTOMER, basis=Basis.PROPOSAL, criteria=())
    phase = Phase(
        id="concept", title="Concept", question="", basis=Basis.PROPOSAL, activities=(), documents=(), gates=(gate,)
    )
    process = ProcessDefinition(id="process", version="1", title="The process", summary="", phases=(phase,), sources=())
    sets = TemplateSet(id="templates", version="1", title="", documents=templates, questionnaire=())
    library = Library(processes=(process,), templates=(sets,), clause_sets=clause_sets(), wordings=(WORDING,))
    view = audience_view(given, audience, library)
    words = Words()
    documents = tuple(document_status(template.kind, state) for template in templates)
    status = ProjectStatus(
        on=ON,
        health=Health.ON_TRACK,
        cause=message("fine"),
        archived=None,
        phases=(),
        documents=documents,
        owed=(),
        plan=tuple(planned(milestone) for milestone in view.project.milestones),
        requirements=tuple(
            RequirementStatus(requirement=requirement, state="draft", cases=(), latest=None, latest_run=None, gaps=())
            for requirement in view.project.requirements
        ),
        cases=case_statuses(view.project, ON),
        sows=sow_figures(view.project, on=ON),
        day=1,
    )
    places = find_places(view, words)
    return PageContext(view=view, status=status, words=words, places=places, page_kinds=PAGE_KINDS)


def planned(milestone: Milestone) -> PlannedMilestone:
    """A milestone on time."""
    return PlannedMilestone(
        milestone=milestone,
        baseline=milestone.baseline,
        forecast=milestone.baseline,
        actual=milestone.actual,
        days_late=0,
        overdue=False,
    )


def document_status(kind: str, state: str) -> DocumentStatus:
    """A document that exists in a state."""
    return DocumentStatus(
        kind=kind,
        topic=None,
        title=kind,
        state=state,
        exists=True,
        revision=None,
        revised=None,
        reason=message("somebody works on it"),
        evidence="",
        reached=(),
        missing_sections=(),
        signatures_needed=0,
        signatures_current=0,
        stale=(),
        owner=None,
        due=None,
    )


def document_in(blocks: tree.Blocks) -> tree.Document:
    """The one document block of a page."""
    found = [block for block in blocks if isinstance(block, tree.Document)]
    assert len(found) == 1
    return found[0]


def outline(blocks: tree.Blocks) -> list[str]:
    """Numbers and titles of the clauses, in order, with those inside them."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, tree.Clause):
            lines.append(f"{block.number} {block.title}")
            lines += outline(block.blocks)
    return lines


def texts(table: tree.Table) -> list[list[str]]:
    """The words of every cell."""
    return [[words_of(cell) for cell in row.cells] for row in table.rows]


def words_of(content: tree.Content) -> str:
    """Inline content as plain words."""
    if isinstance(content, str):
        return content
    if isinstance(content, tuple | list):
        return "".join(words_of(part) for part in content)
    if isinstance(content, tree.LineBreak):
        return " / "
    if isinstance(content, tree.CheckBox):
        return "[x]" if content.ticked else "[ ]"
    for name in ("text", "id"):
        if hasattr(content, name):
            return str(getattr(content, name))
    return ""


def tables(blocks: tree.Blocks) -> list[tree.Table]:
    """All tables in order, those inside other blocks too."""
    found: list[tree.Table] = []
    for block in blocks:
        if isinstance(block, tree.Table):
            found.append(block)
        inner = getattr(block, "blocks", ())
        found += tables(inner) if isinstance(inner, tuple) else []
    return found
