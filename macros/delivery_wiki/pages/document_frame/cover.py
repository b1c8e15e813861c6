"""What a document is: its title, its cover facts, its revision, and the status that its evidence supports."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from delivery_wiki.calculations.evidence.document_facts import DocumentFacts, ProjectFacts, document_facts
from delivery_wiki.model.document_kinds import BASIC_SOW, CHANGE_REQUEST, SOW, change_request
from delivery_wiki.model.process import DocumentTemplate, PartyKind
from delivery_wiki.model.same import Same
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Content, Named, ScreenOnly
from delivery_wiki.pages.elements.words import Words

SOWS = (SOW.id, BASIC_SOW.id)


def document_title(context: PageContext, template: DocumentTemplate, topic: str | None) -> str:
    """The kind of document in the reader's language, once; a statement of work adds its own title."""
    title = context.words(template.title)
    change = change_request(context.view.project, topic) if template.kind == CHANGE_REQUEST.id else None
    if change is not None:
        return f"{title} {change.id}: {change.title}"
    if template.kind not in SOWS:
        return title
    sow = next((sow for sow in context.view.project.sows if sow.topic == topic), None)
    if sow is None:
        return title
    head, _, rest = sow.title.partition(":")
    if head.strip().casefold() in {title.casefold(), template.title.casefold()}:
        return f"{title}: {rest.strip()}" if rest.strip() else title
    return sow.title if sow.title.casefold().startswith(title.casefold()) else f"{title}: {sow.title}"


def cover_facts(context: PageContext, kind: str, topic: str | None) -> tuple[tuple[str, Content], ...]:
    """Who, what, which revision of when, under which process: on paper the title above the text says it."""
    words, view = context.words, context.view
    revision, revised = document_revision(context, kind, topic)
    facts: list[tuple[str, Content]] = [
        (words("Customer"), customer_name(context)),
        (words("Vendor"), party_names(context, PartyKind.VENDOR)),
        (words("Project"), view.project.title),
    ]
    if revision is not None:
        facts.append((words("Revision"), words.number(revision)))
    if revision is not None and revised:
        facts.append((words("Revision date"), words.date(revised)))
    pinned = view.templates
    title = words(pinned.title or pinned.id)
    templates = words("{title}, version {version}", title=title, version=pinned.version)
    facts.append((words("Process"), Named(words(view.process.title), view.process.version)))
    facts.append((words("Templates"), Named(templates, f"{pinned.id} {pinned.version}")))
    return tuple((name, ScreenOnly(value)) for name, value in facts)


def revision_labels(words: Words) -> tuple[str, ...]:
    """The facts of a cover that are others in each revision, whatever the document says."""
    return words("Revision"), words("Revision date")


def customer_name(context: PageContext) -> str:
    """The customer's name, also where the project names the customer by a party's id."""
    project = context.view.project
    return next((party.name for party in project.parties if party.id == project.customer), project.customer)


def party_names(context: PageContext, kind: PartyKind) -> str:
    """The organisations of one side; the side's word where none is named."""
    names = [party.name for party in context.view.project.parties if party.kind is kind]
    return ", ".join(names) or context.words(kind.value)


def held_document(context: PageContext, kind: str, topic: str | None = None) -> DocumentFacts:
    """Everything that the project holds about a document."""
    return document_facts(_project_facts(Same(context)), kind, topic)


@lru_cache(maxsize=32)
def _project_facts(key: Same[PageContext]) -> ProjectFacts:
    """What the pages of one context ask for hundreds of times."""
    context = key.value
    return ProjectFacts(
        view=context.view,
        on=context.on,
        requirements=context.status.requirements,
        cases=context.status.cases,
        drifts=context.drifts,
    )


def document_exists(context: PageContext, kind: str) -> bool:
    """Whether the project holds content of a document, or has begun to keep a record of it, and needs it."""
    held = held_document(context, kind)
    return held.exists or (held.record is not None and not held.left_out)


def document_status(context: PageContext, kind: str, topic: str | None = None) -> DocumentStatus | None:
    """The state that a document's evidence supports; there is one Basic SOW, whatever its topic is called."""
    wanted = (document for document in context.status.documents if document.kind == kind)
    return next((document for document in wanted if kind == BASIC_SOW.id or document.topic == topic), None)


def document_revision(context: PageContext, kind: str, topic: str | None) -> tuple[int | None, dt.date | None]:
    """The revision that the author typed, and its date."""
    held = held_document(context, kind, topic)
    return held.revision, held.revised
