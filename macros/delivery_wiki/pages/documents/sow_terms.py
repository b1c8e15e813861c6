"""The words that a statement of work rests on: definitions, roles, issued documents, and answers to a request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from delivery_wiki.calculations.evidence.signatures import required_signatures
from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.document_kinds import DOCUMENT_KINDS, SOW
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING, items
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.clause_words import clauses_in_force, sow_facts, term_of, told
from ..document_frame.cover import customer_name, held_document, party_names
from ..document_frame.frame import unwritten
from ..elements.columns import Column, Columns, plain_table
from .sow_content import covered_requirements


def definitions(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The two parties, the words that the clauses define, then those of this statement of work."""
    words = context.words
    meanings = {words("Customer"): customer_name(context), words("Vendor"): party_names(context, PartyKind.VENDOR)}
    facts = sow_facts(context, sow)
    for clause in clauses_in_force(context, ClausePlace.DEFINITIONS, facts):
        meanings[term_of(context, clause)] = told(context, clause, facts)
    own = {definition.term.casefold(): definition for definition in sow.definitions}
    named = [
        (term, own.pop(term.casefold()).meaning if term.casefold() in own else meaning)
        for term, meaning in meanings.items()
    ]
    named += [(definition.term, definition.meaning) for definition in own.values()]
    columns: Columns[tuple[str, str]] = (
        Column(words("Term"), lambda definition: tree.Strong(definition[0])),
        Column(words("Meaning"), lambda definition: definition[1]),
    )
    return (plain_table(columns, named),)


def roles(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Who works for the vendor in which role on what, and whom the customer names."""
    words = context.words
    found = [*_vendor_roles(context, sow), *_customer_roles(context, sow)]
    columns: Columns[_Role] = (
        Column(words("Role"), lambda role: role.role),
        Column(words("Name"), lambda role: role.names),
        Column(words("Side"), lambda role: role.side),
        Column(words("Task"), lambda role: role.task),
    )
    return (plain_table(columns, found),) if found else ()


class _Role(NamedTuple):
    """A role of the work, who has it, and on what."""

    role: str
    names: Content
    side: str
    task: Content


def _vendor_roles(context: PageContext, sow: StatementOfWork) -> list[_Role]:
    words = context.words
    live = [package for package in sow.work_packages if not package.withdrawn]
    found = []
    for role in dict.fromkeys(package.role for package in live):
        packages = [package for package in live if package.role == role]
        owners = tuple(dict.fromkeys(package.owner for package in packages if package.owner))
        tasks = items(context, tuple(package.id for package in packages))
        found.append(_Role(words(role), _names(context, owners) or NOTHING, words("vendor"), tasks))
    return found


def _names(context: PageContext, owners: tuple[str, ...]) -> Content:
    names: list[tree.Inline] = []
    for owner in owners:
        person = context.person(owner)
        names += [", "] if names else []
        names += [person] if isinstance(person, str | tree.Link) else []
    return tuple(names)


def _customer_roles(context: PageContext, sow: StatementOfWork) -> list[_Role]:
    """Whom the customer names for this work; everybody where it names nobody in particular."""
    words = context.words
    people = _people_of(context.view.project, PartyKind.CUSTOMER)
    concerned = _concerned(context, sow)
    return [
        _Role(words(person.role), context.person(person.id), words("customer"), person.responsibilities)
        for person in [person for person in people if concerned(person)] or people
    ]


def _concerned(context: PageContext, sow: StatementOfWork) -> Callable[[Person], bool]:
    """Whether somebody signs, inspects, answers for a requirement, or is named in what is to be done and accepted."""
    project, held = context.view.project, held_document(context, *document_key(SOW.id, sow.topic))
    ids = {requirement.owner for requirement in covered_requirements(context, sow)}
    for contract in filter(None, (project.contract, sow.contract)):
        ids |= {*contract.inspection.by} if contract.inspection else set()
    roles = {context.words(needed.role) for needed in required_signatures(held)}
    prose = SOW.written(project, sow.topic)
    texts = [*sow.customer_duties, sow.approach, *(section.text for section in (prose.sections if prose else ()))]
    criteria = (criterion for deliverable in sow.deliverables for criterion in deliverable.acceptance)
    said = "\n".join([*texts, *(f"{criterion.statement} {criterion.method}" for criterion in criteria)])
    return lambda person: person.id in ids or context.words(person.role) in roles or person.name in said


def _people_of(project: Project, kind: PartyKind) -> tuple[Person, ...]:
    parties = {party.id for party in project.parties if party.kind is kind}
    return tuple(person for person in project.people if person.party in parties)


def basis(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The issued revisions that were in force when this was written, each by its number and day.

    What is issued later does not change the text of a signed statement of work.
    """
    words = context.words
    own, _ = document_key(SOW.id, sow.topic)
    foundations = [kind.id for kind in DOCUMENT_KINDS if kind.is_foundation and kind.id != own]  # never itself
    found = [(title, newest) for kind in foundations for title, newest in _newest_issue(context, kind, sow)]
    if not found:
        missing = words("No document had been issued when this statement of work was written.")
        return (tree.Paragraph(unwritten(missing)),)
    lead = tree.Paragraph(words("This statement of work rests on exactly these issued revisions."))
    columns: Columns[tuple[str, Issued]] = (
        Column(words("Document"), lambda basis: words(basis[0])),
        Column(words("Revision"), lambda basis: words.number(basis[1].revision), figure=True),
        Column(words("Issued"), lambda basis: words.date(basis[1].issued), narrow=True),
    )
    return (lead, plain_table(columns, found))


def _newest_issue(context: PageContext, kind: str, sow: StatementOfWork) -> Iterator[tuple[str, Issued]]:
    """The title of a document and its newest revision of when the statement was written, where there is one."""
    held = held_document(context, kind)
    issued = [revision for revision in held.issued if sow.revised is None or revision.issued <= sow.revised]
    if issued and held.template is not None:
        yield held.template.title, issued[-1]


def answers(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Every line of a request for information or quotation with its answer, in the order of the request.

    What a requirement says stands once: here by its id alone where the document lists it among its requirements.
    """
    words, listed = context.words, _listed(context, sow)
    parts: list[tree.Block] = []
    for source in context.view.project.sources:
        found = requested(context.view.project, source.request)
        if not found:
            continue
        published = f", {words.date(source.published)}" if source.published else ""
        parts.append(tree.Paragraph(f"{source.title}{published}"))
        columns: Columns[tuple[str, Requirement]] = (
            Column(words("Section of the request"), lambda entry: entry[0] or "–", narrow=True),
            Column(words("Requirement"), lambda entry: _asked(context, entry[1], listed)),
            Column(words("Answer"), lambda entry: _answer(context, entry[1])),
        )
        parts.append(plain_table(columns, found))
    return tuple(parts)


def _listed(context: PageContext, sow: StatementOfWork) -> frozenset[str]:
    """The requirements that the document states in a section of their own, as far as its template has one."""
    template = context.view.templates.by_kind.get(document_key(SOW.id, sow.topic)[0])
    has_section = template is not None and any(section.computed == "requirements" for section in template.sections)
    return frozenset(covered.id for covered in covered_requirements(context, sow)) if has_section else frozenset()


def _asked(context: PageContext, requirement: Requirement, listed: frozenset[str]) -> Content:
    item = context.item(requirement.id)
    return item if requirement.id in listed else (item, " ", requirement.statement)


def requested(project: Project, request: str) -> tuple[tuple[str, Requirement], ...]:
    """The requirements whose source cites a request, each with the line that it cites, in the order of the lines."""
    if not request:
        return ()
    found = []
    for requirement in project.requirements:
        line = requirement.source[len(request) :]
        if (
            requirement.source.casefold().startswith(request.casefold())
            and not line[:1].isalnum()
            and not requirement.withdrawn
        ):
            found.append((line.strip(" ,;:"), requirement))
    return tuple(sorted(found, key=lambda pair: _in_order(pair[0])))


def _in_order(line: str) -> tuple[tuple[int, str], ...]:
    """Numbers in a line count as numbers: question 9 stands before question 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", line)
    return tuple((int(part), "") if part.isdigit() else (-1, part.casefold()) for part in parts)


def _answer(context: PageContext, requirement: Requirement) -> Content:
    words = context.words
    if requirement.decision is not None:
        said: list[tree.Inline] = [tree.Strong(words("Not offered")), f": {words(requirement.decision.value)}"]
        return (*said, tree.LineBreak(), requirement.answer or requirement.reason)
    if requirement.party is PartyKind.CUSTOMER:
        said = [tree.Strong(words("Done by the customer"))]
        return (*said, tree.LineBreak(), requirement.answer) if requirement.answer else tuple(said)
    if requirement.sow and context.view.project.offer is None and not requirement.answer:
        return (tree.Strong(words("Not answered yet")),)
    if requirement.sow:
        said = [tree.Strong(words("Offered")), ": ", context.item(requirement.sow)]
        said += [", ", *context.items(requirement.deliverables)] if requirement.deliverables else []
    elif requirement.party is PartyKind.VENDOR:
        said = [tree.Strong(words("Open")), f": {words('not yet part of a statement of work')}"]
    else:
        said = [tree.Strong(words("With the customer"))]
    return (*said, tree.LineBreak(), requirement.answer) if requirement.answer else tuple(said)
