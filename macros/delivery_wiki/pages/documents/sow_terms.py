"""The words that a statement of work rests on: definitions, roles, issued documents, and answers to a request."""

from __future__ import annotations

import re

from delivery_wiki.model.clauses import ClausePlace
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Person, Project, Requirement, StatementOfWork
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING, items
from delivery_wiki.pages.tree import Blocks, Column, Content, Row

from .clause_words import sow_facts, standing, term_of, told
from .cover import customer_name, document_dossier, party_names
from .frame import unwritten

FINGERPRINT_SHOWN = 12
# What a statement of work can rest on, in the order in which the process makes it; it never rests on itself.
FOUNDATIONS = (
    "charter",
    "environment-evaluation",
    "sizing",
    "basic-sow",
    "implementation-concept",
    "requirements-checklist",
)


def definitions(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The two parties, the words that the clauses define, then those of this statement of work."""
    words = context.words
    meanings = {words("Customer"): customer_name(context), words("Vendor"): party_names(context, PartyKind.VENDOR)}
    facts = sow_facts(context, sow)
    for one in standing(context, ClausePlace.DEFINITIONS, facts):
        meanings[term_of(context, one)] = told(context, one, facts)
    own = {one.term.casefold(): one for one in sow.definitions}
    rows = [
        Row(cells=(tree.Strong(term), own.pop(term.casefold()).meaning if term.casefold() in own else meaning))
        for term, meaning in meanings.items()
    ]
    rows += [Row(cells=(tree.Strong(one.term), one.meaning)) for one in own.values()]
    columns = (Column(title=words("Word")), Column(title=words("Meaning")))
    return (tree.Table(columns=columns, rows=tuple(rows)),)


def roles(context: PageContext, sow: StatementOfWork) -> Blocks:
    """Who works for the vendor in which role on what, and whom the customer names."""
    words = context.words
    rows = [*_vendor_rows(context, sow), *_customer_rows(context)]
    columns = (
        Column(title=words("Role")),
        Column(title=words("Name")),
        Column(title=words("Side")),
        Column(title=words("Task")),
    )
    return (tree.Table(columns=columns, rows=tuple(rows)),) if rows else ()


def _vendor_rows(context: PageContext, sow: StatementOfWork) -> list[Row]:
    words = context.words
    rows = []
    for role in dict.fromkeys(one.role for one in sow.work_packages if not one.withdrawn):
        packages = [one for one in sow.work_packages if one.role == role and not one.withdrawn]
        owners = tuple(dict.fromkeys(one.owner for one in packages if one.owner))
        names = _names(context, owners) or NOTHING
        rows.append(Row(cells=(words(role), names, words("vendor"), items(context, tuple(one.id for one in packages)))))
    return rows


def _names(context: PageContext, owners: tuple[str, ...]) -> Content:
    names: list[tree.Inline] = []
    for owner in owners:
        person = context.person(owner)
        names += [", "] if names else []
        names += [person] if isinstance(person, str | tree.Link) else []
    return tuple(names)


def _customer_rows(context: PageContext) -> list[Row]:
    words = context.words
    return [
        Row(cells=(words(one.role), context.person(one.id), words("customer"), one.responsibilities))
        for one in _people_of(context.view.project, PartyKind.CUSTOMER)
    ]


def _people_of(project: Project, kind: PartyKind) -> tuple[Person, ...]:
    parties = {one.id for one in project.parties if one.kind is kind}
    return tuple(one for one in project.people if one.party in parties)


def basis(context: PageContext, sow: StatementOfWork) -> Blocks:
    """The issued revisions that were in force when this was written, each by the beginning of its fingerprint.

    What is issued later does not change the text of a signed statement of work.
    """
    words = context.words
    rows = []
    for kind in FOUNDATIONS:
        if kind == "basic-sow" and sow.topic == "basic":
            continue
        held = document_dossier(context, kind)
        issued = [one for one in held.issued if sow.revised is None or one.issued <= sow.revised]
        if issued and held.template is not None:
            newest = issued[-1]
            rows.append(
                Row(
                    cells=(
                        words(held.template.title),
                        words.number(newest.revision),
                        words.date(newest.issued),
                        tree.Code(newest.fingerprint[:FINGERPRINT_SHOWN]),
                    )
                )
            )
    if not rows:
        missing = words("No document had been issued when this statement of work was written.")
        return (tree.Paragraph(unwritten(missing)),)
    lead = tree.Paragraph(words("This statement of work rests on exactly these issued revisions."))
    columns = (
        Column(title=words("Document")),
        Column(title=words("Revision"), numeric=True),
        Column(title=words("Issued"), narrow=True),
        Column(title=words("Fingerprint"), narrow=True),
    )
    return (lead, tree.Table(columns=columns, rows=tuple(rows)))


def answers(context: PageContext) -> Blocks:
    """Every line of a request for information or quotation with its answer, in the order of the request."""
    words = context.words
    parts: list[tree.Block] = []
    for source in context.view.project.sources:
        found = requested(context.view.project, source.request)
        if not found:
            continue
        published = f", {words.date(source.published)}" if source.published else ""
        parts.append(tree.Paragraph(f"{source.title}{published}"))
        rows = [
            Row(cells=(line or "–", (context.item(one.id), " ", one.statement), _answer(context, one)))
            for line, one in found
        ]
        columns = (
            Column(title=words("Line"), narrow=True),
            Column(title=words("Requirement")),
            Column(title=words("Answer")),
        )
        parts.append(tree.Table(columns=columns, rows=tuple(rows)))
    return tuple(parts)


def requested(project: Project, request: str) -> tuple[tuple[str, Requirement], ...]:
    """The requirements whose source cites a request, each with the line that it cites, in the order of the lines."""
    if not request:
        return ()
    found = []
    for one in project.requirements:
        line = one.source[len(request) :]
        if one.source.casefold().startswith(request.casefold()) and not line[:1].isalnum() and not one.withdrawn:
            found.append((line.strip(" ,;:"), one))
    return tuple(sorted(found, key=lambda pair: _in_order(pair[0])))


def _in_order(line: str) -> tuple[tuple[int, str], ...]:
    """Numbers in a line count as numbers: question 9 stands before question 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", line)
    return tuple((int(part), "") if part.isdigit() else (-1, part.casefold()) for part in parts)


def _answer(context: PageContext, one: Requirement) -> Content:
    words = context.words
    if one.decision is not None:
        said: list[tree.Inline] = [tree.Strong(words("Not offered")), f": {words(one.decision.value)}"]
        return (*said, tree.LineBreak(), one.answer or one.reason)
    if one.sow:
        said = [tree.Strong(words("Offered")), ": ", context.item(one.sow)]
        said += [", ", *context.items(one.deliverables)] if one.deliverables else []
    elif one.party is PartyKind.VENDOR:
        said = [tree.Strong(words("Open")), f": {words('not yet part of a statement of work')}"]
    else:
        said = [tree.Strong(words("With the customer"))]
    return (*said, tree.LineBreak(), one.answer) if one.answer else tuple(said)
