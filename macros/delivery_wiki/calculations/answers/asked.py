"""What one person of the customer is asked on a day: each thing with its exact words and their digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from delivery_wiki.model.answers import COMMENT, DEPUTY, Asked, AskedKind
from delivery_wiki.model.document_names import document_id, find_document
from delivery_wiki.model.process import PartyKind, Question
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.status import Message, Owed, ProjectStatus, message

from ..base.audience_view import AudienceView
from ..base.ids_in_text import ids_of_text
from ..base.people import is_here, party_kind
from ..base.phrases import plain
from ..base.questionnaire import asked_areas
from ..signing.deputies import ToldDeputy, told_deputies
from ..signing.sign_off_drafts import issued_by_name
from .choices import CHOICES

LEAD = "project lead"


def people_asked(view: AudienceView, status: ProjectStatus) -> tuple[Person, ...]:
    """The people of the customer who have not left, each of whom gets a sheet; nobody once a project is over."""
    if status.archived:
        return ()
    return tuple(
        person
        for person in view.project.people
        if party_kind(view.project, person.id) is PartyKind.CUSTOMER and is_here(person, status.on)
    )


def answers_go_to(view: AudienceView, on: dt.date) -> Person | None:
    """Whom a customer answers, and who gets what they say beside: the vendor's project lead, where there is one."""
    for person in view.project.people:
        leads = person.role.casefold() in view.spellings(LEAD)
        if leads and party_kind(view.project, person.id) is PartyKind.VENDOR and is_here(person, on):
            return person
    return None


def asked_of(view: AudienceView, status: ProjectStatus, person: Person) -> tuple[Asked, ...]:
    """What waits for this person, and for whom they stand in; what waits for the side alone is its project lead's."""
    found = {asked.about: asked for asked in _waiting_for(view, status, person)}
    for told in told_deputies(view.project):
        if told.deputy.deputy != person.id or not told.is_agreed(status.on):
            continue
        for asked in _waiting_for(view, status, told.person):
            if _stands_in(told, view, asked, status.on):
                found.setdefault(asked.about, replace(asked, represents=told.person.id))
    return tuple(found.values())


def answered_of(view: AudienceView, status: ProjectStatus, person: Person) -> tuple[Asked, ...]:
    """What this person said already and nobody attested: it is not asked again, and they may say otherwise."""
    said = [
        _said("signature", document.page, person)
        for document in status.documents
        if any(word.speaker == person.id for word in document.received)
    ]
    said += [
        _said("deliverable", deliverable.id, person)
        for sow in view.project.sows
        for deliverable in sow.deliverables
        if (attempt := deliverable.received_on(status.on)) and attempt.by == person.id
    ]
    return tuple(asked for owed in said for asked in _asked(view, status, owed))


def _said(kind: str, id: str, person: Person) -> Owed:
    return Owed(kind=kind, id=id, title=message(""), owner=person.id, party=None, due=None, days_late=0)


def _waiting_for(view: AudienceView, status: ProjectStatus, person: Person) -> Iterator[Asked]:
    seen = set[str]()
    for owed in status.owed:
        if is_theirs(view, owed, person) and is_an_act(view, owed):
            for asked in _asked(view, status, owed):
                if asked.about not in seen:
                    seen.add(asked.about)
                    yield asked


def _stands_in(told: ToldDeputy, view: AudienceView, asked: Asked, on: dt.date) -> bool:
    """Whether a deputy is asked this on a day: a document of a kind that is named, anything where none is."""
    if asked.kind is not AskedKind.DOCUMENT:
        return not told.deputy.documents and told.deputy.since <= on <= told.deputy.until
    issued = find_document(asked.about, issued_by_name(view.project, asked.revision))
    return issued is not None and told.covers(issued.document, on)


def questions_of(view: AudienceView) -> tuple[Asked, ...]:
    """Each question of the environment that has no answer: whoever of the customer knows it may give it."""
    environment = view.project.environment
    answered = {answer.question for answer in environment.answers} if environment else set()
    return tuple(
        replace(
            _of_words(AskedKind.QUESTION, question.id, message(question.title), "open-point"),
            hint=question.hint,
            area=area.title,
            figure=bool(question.counts or question.inputs),
            units=_units(view, question),
        )
        for area in asked_areas(environment, view.templates.questionnaire)
        for question in area.questions
        if question.id not in answered
    )


def _units(view: AudienceView, question: Question) -> tuple[str, ...]:
    """The units that an answer may have: those that it counts, and those of the inputs that it states."""
    request = view.project.sizing
    rules = view.library.rule_set(request.rules.id, request.rules.version) if request else None
    of_inputs = {definition.id: definition.unit for definition in rules.inputs} if rules else {}
    found = (*question.counts, *(of_inputs.get(name, "") for name in question.inputs))
    return tuple(dict.fromkeys(unit for unit in found if unit))


def comments_of(view: AudienceView, status: ProjectStatus) -> tuple[Asked, ...]:
    """The documents of the customer that somebody may comment on."""
    shown = {kind for kind, template in view.templates.by_kind.items() if template.audience == "customer"}
    return tuple(
        _of_words(AskedKind.COMMENT, f"{COMMENT}{document.page}", message(document.title), "comment")
        for document in status.documents
        if document.exists and document.kind in shown
    )


def deputy_of(view: AudienceView, status: ProjectStatus, person: Person) -> tuple[Asked, ...]:
    """The naming of somebody of their own party who stands in for a person; nothing where there is nobody else."""
    others = tuple(
        (other.id, other.name)
        for other in view.project.people
        if other.party == person.party and other.id != person.id and is_here(other, status.on)
    )
    signed = (kind for kind, template in view.templates.by_kind.items() if template.audience == "customer")
    kinds = tuple(kind for kind in signed if view.templates.by_kind[kind].signatures)
    asked = _of_words(AskedKind.DEPUTY, DEPUTY, message("A deputy"), DEPUTY, person.id)
    return (replace(asked, lines=(), people=others, documents=kinds),) if others else ()


def point_of_answer(view: AudienceView, person: Person, about: str, title: str) -> OpenPoint | None:
    """The open point that holds what a person answered about a thing, where the team has still to act on it.

    It begins with who says it about what, as `delivery receive` writes it; `title` is what the thing is called there.
    """
    begins = tuple(f"{person.name}, {named}" for named in (about, title) if named)
    found = (point for point in view.project.open_points if not point.closed and not point.withdrawn)
    return next((point for point in found if point.question.startswith(begins)), None)


def comments_on(view: AudienceView, title: str) -> tuple[tuple[OpenPoint, Person, str], ...]:
    """Comments of the customer on the document of a title that nobody answered yet, each with its clause.

    `title` is what the document is called in the project's language, as `delivery receive` writes it.
    """
    project = view.project
    people = [person for person in project.people if party_kind(project, person.id) is PartyKind.CUSTOMER]
    waiting = (point for point in project.open_points if not point.closed and not point.withdrawn)
    return tuple(
        (point, person, found["clause"] or "")
        for point in waiting
        for person in people
        if (found := re.match(f"{re.escape(f'{person.name}, {title}')}(?:, (?P<clause>[^:]+))?: ", point.question))
    )


def is_an_act(view: AudienceView, owed: Owed) -> bool:
    """Whether somebody can do it: a gate is reached by what it waits for, and each of that is owed for itself."""
    gates = {milestone.id for milestone in view.project.milestones if milestone.gate}
    return owed.kind != "milestone" or owed.id not in gates


def is_theirs(view: AudienceView, owed: Owed, person: Person) -> bool:
    """Whether somebody owes it by name, or for their side as its project lead."""
    if owed.owner:
        return owed.owner == person.id
    return owed.party is PartyKind.CUSTOMER and person.role.casefold() in view.spellings(LEAD)


def _asked(view: AudienceView, status: ProjectStatus, owed: Owed) -> Iterator[Asked]:
    if owed.kind == "signature":
        yield from _document(view, status, owed)
    elif owed.kind == "deliverable":
        yield from _deliverable(view, owed)
    elif owed.kind == "change-request":
        yield from _change(view, owed)
    elif owed.kind not in {"questions", "attestation"}:  # a key attests, no sheet does
        kind = AskedKind.CHOICE if owed.kind in CHOICES else AskedKind.OTHER
        kind = AskedKind.OPEN_POINT if owed.kind == "open-point" else kind
        title, lines = _in_its_words(view, owed)
        yield replace(_of_words(kind, owed.id, title, owed.kind, *lines), due=owed.due)


def _in_its_words(view: AudienceView, owed: Owed) -> tuple[Message, tuple[str, ...]]:
    """What is asked, and what its title names by ids alone: nobody agrees to what they cannot read.

    Where it names nothing but the item that is asked, the words of that item are what is asked.
    """
    project = view.project
    if owed.kind == "inputs" and project.sizing is not None:
        assumed = (given for given in project.sizing.inputs if given.basis is InputBasis.ASSUMED)
        return owed.title, tuple(_of_input(given) for given in assumed)
    if owed.kind not in {"agreement", "condition"}:
        return owed.title, ()
    said = {requirement.id: requirement.statement for requirement in project.requirements}
    said |= {case.id: case.title for case in project.tests}
    named = [id for id in ids_of_text(plain(owed.title)) if id in said]
    if owed.kind == "agreement" and named == [owed.id]:
        return message(said[owed.id]), ()
    return owed.title, tuple(f"{id} {said[id]}" for id in named)


def _of_input(given: SizingInput) -> str:
    """What is assumed: the value with its unit, and where it comes from."""
    said = " ".join(part for part in (str(given.value), given.unit) if part)
    return f"{said} ({given.source})" if given.source else said


def _document(view: AudienceView, status: ProjectStatus, owed: Owed) -> Iterator[Asked]:
    """Only what was issued for the customer is signed; before, there is nothing to answer."""
    for document in status.documents:
        if document.page != owed.id:
            continue
        issued = issued_by_name(view.project).get(document_id(document.kind, document.topic))
        if issued is not None and issued.audience == "customer" and issued.revision == document.revision:
            yield Asked(
                kind=AskedKind.DOCUMENT,
                about=owed.id,
                digest=issued.fingerprint,
                title=message(document.title),
                act=owed.kind,
                due=owed.due,
                revision=issued.revision,
            )


def _deliverable(view: AudienceView, owed: Owed) -> Iterator[Asked]:
    for deliverable in (each for sow in view.project.sows for each in sow.deliverables):
        if deliverable.id == owed.id:
            yield _of_deliverable(deliverable, owed)


def _of_deliverable(deliverable: Deliverable, owed: Owed) -> Asked:
    criteria = tuple((criterion.id, criterion.statement) for criterion in deliverable.acceptance)
    lines = (deliverable.description, *(f"{id} {statement}" for id, statement in criteria))
    asked = _of_words(AskedKind.DELIVERABLE, deliverable.id, message(deliverable.title), owed.kind, *lines)
    return replace(asked, criteria=criteria, due=owed.due)


def _change(view: AudienceView, owed: Owed) -> Iterator[Asked]:
    """With why, what it does to the dates and what happens without it; its figures are part of what is answered."""
    for change in (each for each in view.project.changes if each.id == owed.id):
        lines = (change.reason, change.schedule, change.without)
        figures = f"{change.days} {change.amount} {change.currency}"
        asked = _of_words(AskedKind.CHOICE, owed.id, owed.title, owed.kind, *lines, figures=figures)
        yield replace(asked, due=owed.due)


def _of_words(kind: AskedKind, about: str, title: Message, act: str, *lines: str, figures: str = "") -> Asked:
    words = "\0".join((kind.value, about, plain(title), *lines, *((figures,) if figures else ())))
    return Asked(
        kind=kind,
        about=about,
        digest=hashlib.sha256(words.encode()).hexdigest(),
        title=title,
        act=act,
        lines=tuple(line for line in lines if line),
    )
