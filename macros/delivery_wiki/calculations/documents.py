"""Documents: the state that events, content, signatures, checks and runs support, never a typed one."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import MISSING, DocumentStatus, Message, message
from delivery_wiki.model.unreadable import PartUnreadable

from .document_evidence import Support, support
from .document_sections import missing_sections
from .dossier import Dossier, Ledger, dossier, dossiers, is_visible, page_stem, topics_of
from .people import name_of
from .signatures import Signature, count_signatures
from .staleness import find_changes, signed_before_the_current

# States that rest on frozen content: what changed under them makes them stale.
FROZEN_STATES = frozenset({"issued", "agreed", "accepted", "signed", "executed"})


def document_statuses(ledger: Ledger, sizing: SizingResult | None) -> tuple[DocumentStatus, ...]:
    """Every document of the process, statements of work and minutes one each, in the order of the process."""
    named = _states_of_the_process(ledger)
    return tuple(_status(document, named.get(document.kind, ()), sizing) for document in dossiers(ledger))


def readable_statuses(ledger: Ledger, sizing: SizingResult | None) -> tuple[DocumentStatus, ...]:
    """The documents whose every part can be read; of a project in which some cannot."""
    named = _states_of_the_process(ledger)
    found: list[DocumentStatus] = []
    for kind in dict.fromkeys((*ledger.kinds, *(one for one in ledger.templates if is_visible(one, ledger.view)))):
        try:
            topics = tuple(topics_of(ledger.project, kind))
        except PartUnreadable:
            continue
        for topic in topics:
            try:
                found.append(_status(dossier(ledger, kind, topic), named.get(kind, ()), sizing))
            except PartUnreadable:
                continue
    return tuple(found)


def is_stale(document: DocumentStatus, state: str) -> bool:
    """Whether a state did hold and something under it changed."""
    if state not in document.reached:
        return document.lapsed
    return state in FROZEN_STATES and bool(document.stale)


def _states_of_the_process(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The states that phases and gates name, by document: a ladder that lacks one is completed at its end."""
    found: dict[str, tuple[str, ...]] = {}
    process = ledger.view.process
    pairs = [(one.document, one.state) for phase in process.phases for one in phase.documents]
    pairs += [
        (one.document, one.state) for gate in process.gates for one in gate.criteria if one.document and one.state
    ]
    for kind, state in pairs:
        found[kind] = (*found.get(kind, ()), state)
    return found


def _status(document: Dossier, named: tuple[str, ...], sizing: SizingResult | None) -> DocumentStatus:
    ladder = _ladder(document, named)
    supports = {state: found for state in ladder if (found := support(state, document))}
    state, best = next(reversed(supports.items()), (MISSING, None))
    count = count_signatures(document, document.revision)
    signed_before = signed_before_the_current(document)
    record = document.record
    waits = _waits_for_signatures(document, supports)
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
        signatures_needed=count.needed if waits else 0,
        signatures_current=count.current,
        stale=find_changes(document, signed_before, sizing),
        owner=record.owner if record else None,
        due=record.due if record else None,
        page=page_stem(document.kind, document.topic),
        lapsed=signed_before is not None and not count.complete,
        signatures_missing=count.missing if waits and _awaits_signatures(document) else (),
        needed=is_needed(document),
        noted_states=tuple(state for state, found in supports.items() if found.noted),
        signatures_noted=count.noted if waits else 0,
        rejections=tuple(_rejection(document, one) for one in count.refused),
    )


def _ladder(document: Dossier, named: tuple[str, ...]) -> tuple[str, ...]:
    """The states of the template, then others that the process names; what was issued is no draft in any of them."""
    ladder = list(dict.fromkeys((*(document.template.states if document.template else ()), *named)))
    if "issued" not in ladder and "draft" in ladder and document.issue_of(document.revision) is not None:
        ladder.insert(ladder.index("sent" if "sent" in ladder else "draft") + 1, "issued")
    return tuple(ladder)


def _rejection(document: Dossier, refusal: Signature) -> Message:
    """Who said no to the current revision, when, and why."""
    name = name_of(document.project, refusal.person)
    if refusal.reason:
        text = "Rejected by {name} on {date}: {reason}"
        return message(text, name=name, date=refusal.date, reason=refusal.reason)
    return message("Rejected by {name} on {date}", name=name, date=refusal.date)


def _title(document: Dossier) -> str:
    if document.minutes is not None:
        return document.minutes.title
    if document.kind == "sow" and document.sow is not None:
        return document.sow.title
    return document.template.title if document.template else document.kind


def _reason(document: Dossier, best: Support | None) -> Message:
    if best is not None:
        return best.reason
    if document.left_out:
        return message("Not part of this project: {reason}", reason=document.left_out)
    if not is_needed(document):
        return message("The project has no proof of concept")
    if document.record and document.record.owner:
        return message("Not written yet; {name} owns it", name=name_of(document.project, document.record.owner))
    return message("Not written yet")


def is_needed(document: Dossier) -> bool:
    """A project without a proof of concept needs no record of one, and none of what it says it goes without."""
    if document.left_out:
        return False
    return document.kind != "poc-record" or document.project.poc is not None or document.exists


def _waits_for_signatures(document: Dossier, supports: Mapping[str, Support]) -> bool:
    """Change requests that are decided carry their evidence one by one; their list is not signed as well."""
    decided = document.kind == "change-request" and bool({"agreed", "refused"} & set(supports))
    return not decided or bool(document.events or document.sign_offs)


def _awaits_signatures(document: Dossier) -> bool:
    """Whether the current revision is with its signers: what was sent or signed before it was made is another text."""
    if document.issue_of(document.revision) is not None:
        return True
    since = document.revised if (document.revision or 1) > 1 else None
    handed = (one for one in document.events if one.event.value in {"sent", "signed"})
    return any(since is None or one.date >= since for one in handed)
