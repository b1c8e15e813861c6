"""What holds for every document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import DocumentTemplate, PartyKind, RequiredSignature
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.proof_of_concept_record import ProofOfConcept
from delivery_wiki.pages.document_frame import frame
from delivery_wiki.pages.documents import all_documents as documents
from delivery_wiki.pages.documents import statement_of_work as work
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.calculations.status_projects import complete_project, document_of, status_of
from tests.pages.documents import examples
from tests.pages.documents.examples import SECRET, context_of, document_in, project, prose, section, template

ROOT = Path(__file__).resolve().parents[3]
KINDS = (
    "charter",
    "workshop-agenda",
    "poc-record",
    "formal-offer",
    "basic-sow",
    "sow",
    "implementation-concept",
    "requirements-checklist",
    "test-protocol",
    "acceptance-certificate",
    "change-request",
    "retrospective",
)
COMPUTED = [
    "goals",
    "scope",
    "people",
    "responsibilities",
    "plan",
    "efforts",
    "attendees",
    "roles-needed",
    "topics",
    "poc-setup",
    "poc-feedback",
    "poc-departments",
    "offer-subject",
    "offer-prices",
    "offer-options",
    "offer-licences",
    "offer-terms",
    "out-of-scope",
    "requirements",
    "approach",
    "deliverables",
    "schedule",
    "customer-duties",
    "assumptions",
    "effort",
    "acceptance",
    "risks",
    "architecture",
    "sizing",
    "network",
    "checklist",
    "checklist-summary",
    "test-cases",
    "test-runs",
    "defects",
    "acceptance-result",
    "acceptance-conditions",
    "known-errors",
    "change-reason",
    "change-moves",
    "change-effect",
    "change-schedule",
    "change-decision",
]


def _templates() -> tuple[DocumentTemplate, ...]:
    sections = tuple(section(name, name) for name in COMPUTED)
    return tuple(template(kind, *sections, signed=True) for kind in KINDS)


def _calls(macros: tuple[Macro, ...], *topics: str) -> Iterator[tuple[Macro, dict[str, str]]]:
    """Each macro with what it needs: a topic of its kind, where there are several documents."""
    for macro in macros:
        if not any(parameter.required for parameter in macro.parameters):
            yield macro, {}
        for topic in ("cr-1",) if macro.name == "change_request" else topics or ("migration",):
            if any(parameter.required for parameter in macro.parameters):
                yield macro, {"topic": topic}


@pytest.mark.parametrize("macro", documents.MACROS, ids=lambda macro: macro.name)
def test_no_document_of_a_customer_shows_anything_internal(macro: Macro) -> None:
    """Internal facts never leave the vendor, whatever a template asks for."""
    context = context_of(project(changes=(examples.CHANGE,)), *_templates())
    for _, arguments in _calls((macro,)):
        assert SECRET not in HtmlRenderer(Words()).render(macro.render(context, **arguments))


@pytest.mark.parametrize("macro", documents.MACROS, ids=lambda macro: macro.name)
def test_documents_say_the_same_to_both_audiences(macro: Macro) -> None:
    """Both sides sign the same text; only the retrospective is the vendor's own."""
    if macro.name == "retrospective":
        return
    given = project(changes=(examples.CHANGE,))
    for _, arguments in _calls((macro,)):
        inside = macro.render(context_of(given, *_templates(), audience=Audience.INTERNAL), **arguments)
        outside = macro.render(context_of(given, *_templates()), **arguments)

        assert inside == outside


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The released data of this repository."""
    return read_library(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))[0]


def test_the_questionnaire_asks_whom_a_public_buyer_has_to_ask(shipped: Library) -> None:
    """Logs and calendars are a matter of those who represent the employees, pages one of who cannot see them."""
    for found in shipped.templates:
        hints = {question.id: question.hint for area in found.questionnaire for question in area.questions}
        assert "whom they bind" in hints["employee-representation"]
        assert {"consumers", "employees"} <= set(hints["accessibility"].replace(",", "").split())


@pytest.mark.parametrize("macro", documents.MACROS, ids=lambda macro: macro.name)
def test_every_computed_section_of_the_shipped_templates_is_known(
    macro: Macro, shipped: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template names computed sections; a name that no document knows would leave a hole in a contract."""
    asked: dict[str, set[str]] = {}

    def record(context: PageContext, template: DocumentTemplate, parts: frame.DocumentParts) -> tuple[tree.Clause, ...]:
        known = {*parts.computed, *parts.standard}
        asked[template.kind] = {section.computed for section in template.sections if section.computed} - known
        return ()

    monkeypatch.setattr(frame, "numbered_sections", record)
    given = project(
        sows=(examples.statement_of_work(), examples.statement_of_work("basic")),
        poc=ProofOfConcept(host="host.example", accounts=1),
        offer=Offer(currency="EUR", sows=()),
        changes=(examples.CHANGE,),
    )
    for templates in shipped.templates:
        context = context_of(given, *templates.documents, audience=Audience.INTERNAL)
        for _, arguments in _calls((macro,), "migration", "basic"):
            macro.render(context, **arguments)

    assert {kind: names for kind, names in asked.items() if names} == {}


def test_every_macro_stands_for_one_name_and_gives_an_example() -> None:
    """Authors find macros by name and copy the example."""
    names = [macro.name for macro in documents.MACROS]

    assert len(names) == len(set(names))
    assert all(macro.example.startswith("{{ " + macro.name + "(") for macro in documents.MACROS)


def test_a_customer_s_documents_are_the_same_whatever_the_state() -> None:
    """The state stands outside the block, so a new state stales no signature."""
    blocks = [
        document_in(work.statement_of_work(context_of(project(), *_templates(), state=state), "migration"))
        for state in ("draft", "signed")
    ]

    assert blocks[0] == blocks[1]


def test_a_recorded_signature_stands_in_its_field() -> None:
    """Who signed on paper is seen where the next one signs: name, day, and what is on file of it."""
    signed = DocumentEvent(event=EventKind.SIGNED, date=examples.ON, evidence="scan 12", by="nora")
    record = DocumentRecord(kind="implementation-concept", revision=1, events=(signed,))
    given = project(documents=(record,), prose={"concept/purpose": prose("concept/purpose", ("", "Text."))})
    concept = next(macro for macro in documents.MACROS if macro.name == "implementation_concept")
    document = document_in(concept.render(context_of(given, *_templates())))

    last = document.blocks[-1]
    assert isinstance(last, tree.Clause)
    (sheet,) = last.blocks
    assert isinstance(sheet, tree.SignatureSheet)
    assert [(field.name, field.date, field.recorded, field.proved) for field in sheet.fields] == [
        ("", "", "", True),
        ("Nora Nowhere", "Nov 24, 2026", "signed; on file: scan 12", False),
    ]


def test_the_cover_names_parties_revision_and_process() -> None:
    """Every document says on its page what it is a revision of; on paper the title and the foot do."""
    document = document_in(work.statement_of_work(context_of(project(), *_templates()), "migration"))

    said: dict[str, tree.Content] = {
        "Customer": "Customer Ltd",
        "Vendor": "Vendor GmbH",
        "Project": "Groupware for Example",
        "Revision": "2",
        "Revision date": "Nov 20, 2026",
        "Process": tree.Named("The process", "1"),
        "Templates": tree.Named("templates, version 1", "templates 1"),
    }
    assert dict(document.facts) == {name: tree.ScreenOnly(content) for name, content in said.items()}
    assert document.revision == "2"


def test_a_later_revision_than_the_issued_one_says_so_above_the_document() -> None:
    """A living document moves on after signing; what was signed is the issued revision."""
    frozen = Issued(document="sow", topic="migration", revision=1, fingerprint="0" * 64, issued=examples.ON)
    later = HtmlRenderer(Words()).render(
        work.statement_of_work(context_of(project(issued=(frozen,)), *_templates()), "migration")
    )
    same = HtmlRenderer(Words()).render(
        work.statement_of_work(context_of(project(issued=(replace(frozen, revision=2),)), *_templates()), "migration")
    )

    assert "revision 1 (PDF)</a> of Nov 24, 2026" in later
    assert "was issued on" not in same


def test_an_unknown_template_is_said_and_nothing_breaks() -> None:
    """A project may pin templates that lack a document."""
    context = context_of(replace(project(changes=(examples.CHANGE,)), sows=()), template("charter"))

    for macro, arguments in _calls(documents.MACROS):
        if macro.name != "statement_of_work":
            assert isinstance(macro.render(context, **arguments), tuple)


@pytest.mark.parametrize("name", ["statement_of_work", "sow_summary"])
def test_an_unknown_topic_is_refused_with_the_near_one(name: str) -> None:
    """A misspelt topic would print nothing into a document."""
    (macro,) = (macro for macro in documents.MACROS if macro.name == name)
    with pytest.raises(ValueError, match=r"'migratoin' is not one of: .* Did you mean 'migration'\?"):
        macro.render(context_of(project(), *_templates()), topic="migratoin")


def test_a_document_that_is_done_has_no_due_date() -> None:
    """What is signed is not due in five days; until then its date is told with its distance."""
    context = context_of(project())
    status = document_of(status_of(complete_project()), "sow", "mail")
    due = context.on + dt.timedelta(days=5)
    missing = (RequiredSignature(party=PartyKind.VENDOR, role="project lead", meaning="approved"),)

    def line(state: str, signatures: tuple[RequiredSignature, ...] = ()) -> str:
        shown = frame.state_line(context, replace(status, due=due, state=state, signatures_missing=signatures))
        return " ".join(item for item in shown if isinstance(item, str))

    assert "in 5 days" in line("draft")
    assert "in 5 days" in line("issued", missing)
    for state in ("signed", "agreed", "accepted"):
        assert "in 5 days" not in line(state)
