"""Documents: the state that events, content, signatures, checks and runs support, never a typed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from delivery_wiki.model.document_kinds import CHANGE_REQUEST, POC_RECORD, SOW, change_request
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import MISSING, DocumentStatus, Message, message, translatable
from delivery_wiki.model.texts.unreadable import PartlyReadable, PartUnreadable, known_of

from ..base.people import name_of
from .document_evidence import Support, support
from .document_facts import (
    DocumentFacts,
    ProjectFacts,
    all_document_facts,
    document_facts,
    is_visible,
    page_stem,
    topics_of,
)
from .document_sections import missing_sections
from .signatures import (
    count_signatures,
    is_proved_by_records_alone,
    received_words,
    rejection_told,
)
from .staleness import find_changes, is_living, refused_before_the_current, signed_before_the_current

# States that rest on frozen content: what changed under them makes them stale.
FROZEN_STATES = frozenset({"issued", "agreed", "accepted", "signed", "executed"})


def document_statuses(project_facts: ProjectFacts, sizing: SizingResult | None) -> tuple[DocumentStatus, ...]:
    """Every document of the process, statements of work and minutes one each, in the order of the process."""
    named = _states_of_the_process(project_facts)
    return tuple(
        _status(document, named.get(document.kind, ()), sizing) for document in all_document_facts(project_facts)
    )


def readable_statuses(
    project_facts: ProjectFacts, sizing: SizingResult | None
) -> tuple[DocumentStatus, ...] | PartlyReadable:
    """The documents whose every part can be read; of a project in which some cannot."""
    missing: list[str] = []
    named = _states_of_the_process(project_facts)
    found: list[DocumentStatus] = []
    for kind in dict.fromkeys(
        (
            *project_facts.kinds,
            *(template for template in project_facts.templates if is_visible(template, project_facts.view)),
        )
    ):
        topics, fault = _known_topics(project_facts.project, kind)
        missing += [fault] if fault else []
        for topic in topics:
            try:
                found.append(_status(document_facts(project_facts, kind, topic), named.get(kind, ()), sizing))
            except PartUnreadable as unreadable:
                missing.append(unreadable.file)
    return PartlyReadable(found, missing[0]) if missing else tuple(found)


def _known_topics(project: Project, kind: str) -> tuple[Sequence[str | None], str]:
    """The topics of a kind that can be read, and the file that others may stand in."""
    try:
        return tuple(topics_of(project, kind)), ""
    except PartUnreadable as fault:
        file = fault.file
    known = replace(project, sows=known_of(project.sows), minutes=known_of(project.minutes))
    return [topic for topic in topics_of(known, kind) if topic is not None], file


def is_stale(document: DocumentStatus, state: str) -> bool:
    """Whether a state did hold and something under it changed."""
    if state not in document.reached:
        return document.lapsed
    return state in FROZEN_STATES and bool(document.stale)


def _states_of_the_process(project_facts: ProjectFacts) -> dict[str, tuple[str, ...]]:
    """The states that phases and gates name, by document: a ladder that lacks one is completed at its end."""
    found: dict[str, tuple[str, ...]] = {}
    process = project_facts.view.process
    pairs = [(document.document, document.state) for phase in process.phases for document in phase.documents]
    pairs += [
        (criterion.document, criterion.state)
        for gate in process.gates
        for criterion in gate.criteria
        if criterion.document and criterion.state
    ]
    for kind, state in pairs:
        found[kind] = (*found.get(kind, ()), state)
    return found


def _status(document: DocumentFacts, named: tuple[str, ...], sizing: SizingResult | None) -> DocumentStatus:
    ladder = _ladder(document, named)
    supports = {state: found for state in ladder if (found := support(state, document))}
    state, best = next(reversed(supports.items()), (MISSING, None))
    count = count_signatures(document, document.revision)
    signed_before = signed_before_the_current(document)
    record, of_revisions = document.record, _of_revisions(document, state, best)
    return DocumentStatus(
        kind=document.kind,
        topic=document.topic,
        title=_title(document),
        state=state,
        exists=document.exists,
        revision=document.revision,
        revised=document.revised,
        reason=_reason(document, best),
        evidence=best.evidence if best else "",
        reached=tuple(supports),
        missing_sections=missing_sections(document),
        signatures_needed=count.needed,
        signatures_current=count.current,
        stale=find_changes(document, signed_before, sizing),
        owner=record.owner if record else None,
        due=record.due if record else None,
        page=page_stem(document.kind, document.topic),
        lapsed=signed_before is not None and not count.complete,
        signatures_missing=count.missing if _awaits_signatures(document) else (),
        needed=is_needed(document),
        noted_states=tuple(state for state, found in supports.items() if found.noted),
        signatures_noted=count.noted,
        rejections=tuple(rejection_told(document.project, signature) for signature in count.refused),
        of_revisions=of_revisions,
        sent_anew=of_revisions is not None and _is_sent(document),
        received=received_words(document, count),
        conditions=tuple(
            message(
                "On the conditions of {name}: {conditions}",
                name=name_of(document.project, signature.person),
                conditions=signature.reason,
            )
            for signature in count.signatures
            if signature.is_conditional
        ),
    )


# By state: of revision 2, and of a later one, of which it is not known which one was agreed; sent, and not sent yet.
_REVISIONS = translatable(
    {
        "accepted": (
            "revision {earlier} accepted, this one sent",
            "revision {earlier} accepted, this one not sent yet",
            "an earlier revision accepted, this one sent",
            "an earlier revision accepted, this one not sent yet",
        ),
        "agreed": (
            "revision {earlier} agreed, this one sent",
            "revision {earlier} agreed, this one not sent yet",
            "an earlier revision agreed, this one sent",
            "an earlier revision agreed, this one not sent yet",
        ),
    }
)
_FIRST = 1
_SENT_AFTER = translatable("sent, after revision {refused} was rejected")
_WRITTEN_AFTER = translatable("at work, after revision {refused} was rejected")


def _of_revisions(document: DocumentFacts, state: str, best: Support | None) -> Message | None:
    """Which revision holds and which one waits: an agreement is about what was there when it was given."""
    revision, revised = document.revision, document.revised
    signed = signed_before_the_current(document)
    if signed is not None and signed != revision and is_living(document) and not document.issue_of(revision):
        return message("revision {signed} signed, this one at work", signed=signed)
    refused = refused_before_the_current(document)
    is_sent = _is_sent(document)
    if refused is not None and state in {"draft", "sent"}:
        return message(_SENT_AFTER if is_sent else _WRITTEN_AFTER, refused=refused)
    if best is None or best.date is None or revision is None or revised is None or state not in _REVISIONS:
        return None
    if revision <= _FIRST or best.date >= revised or document.issued or is_living(document):
        return None
    if document.of_kind.agreed_with:  # it is agreed as a part of another document, and sent with it
        return None
    first = 0 if revision == _FIRST + 1 else 2
    text = _REVISIONS[state][first if is_sent else first + 1]
    return message(text, earlier=revision - 1) if "{earlier}" in text else message(text)


def _is_sent(document: DocumentFacts) -> bool:
    """Whether the current revision, and not only an earlier one, was sent."""
    revised = document.revised
    return any(event.event is EventKind.SENT and revised and event.date >= revised for event in document.events)


def _ladder(document: DocumentFacts, named: tuple[str, ...]) -> tuple[str, ...]:
    """The states of the template, then others that the process names; what was issued is no draft in any of them."""
    ladder = list(dict.fromkeys((*(document.template.states if document.template else ()), *named)))
    if "issued" not in ladder and "draft" in ladder and document.issue_of(document.revision) is not None:
        ladder.insert(ladder.index("sent" if "sent" in ladder else "draft") + 1, "issued")
    return tuple(ladder)


def _title(document: DocumentFacts) -> str:
    if document.minutes is not None:
        return document.minutes.title
    if document.kind == SOW.id and document.sow is not None:
        return document.sow.title
    change = change_request(document.project, document.topic) if document.kind == CHANGE_REQUEST.id else None
    if change is not None:
        return change.title
    return document.template.title if document.template else document.kind


def _reason(document: DocumentFacts, best: Support | None) -> Message:
    if best is not None:
        return best.reason
    if document.left_out:
        return message("Not part of this project: {reason}", reason=document.left_out)
    if not is_needed(document):
        return message("The project has no proof of concept")
    if document.record and document.record.owner:
        return message("Not written yet; {name} owns it", name=name_of(document.project, document.record.owner))
    return message("Not written yet")


def is_needed(document: DocumentFacts) -> bool:
    """A project without a proof of concept needs no record of one, and none of what it says it goes without."""
    if document.left_out:
        return False
    return document.kind != POC_RECORD.id or document.exists


def _awaits_signatures(document: DocumentFacts) -> bool:
    """Whether the current revision is with its signers: what was sent or signed before it was made is another text.

    Where records alone prove who agreed, nobody can sign what was not issued, though it may have been sent.
    """
    if document.issue_of(document.revision) is not None:
        return True
    if is_proved_by_records_alone(document, document.revision):
        return False
    since = document.revised if (document.revision or 1) > 1 else None
    handed = (event for event in document.events if event.event.value in {"sent", "signed"})
    return any(since is None or event.date >= since for event in handed)
