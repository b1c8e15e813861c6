"""States to their word and shape: the one ramp that every page uses."""

from __future__ import annotations

from delivery_wiki.calculations.base.phrases import state_text
from delivery_wiki.model.document_kinds import BASIC_SOW, CHANGE_REQUEST, CHARTER, FORMAL_OFFER, SOW
from delivery_wiki.model.status import (
    CriterionState,
    CriterionStatus,
    DocumentStatus,
    GateState,
    GateStatus,
    Health,
    PlannedMilestone,
    Progress,
)

from .tree import Mark, State
from .words import Words

FINAL_STATES = frozenset({"signed", "accepted"})
WORKING_STATES = frozenset({"draft", "working", "executing"})
ANSWERED_BY_THE_CUSTOMER = frozenset(
    {BASIC_SOW.id, CHANGE_REQUEST.id, CHARTER.id, FORMAL_OFFER.id, SOW.id}
)  # once sent
CRITERION_MARKS = {
    CriterionState.MET: Mark.MET,
    CriterionState.OPEN: Mark.OPEN,
    CriterionState.STALE: Mark.STALE,
}
GATE_MARKS = {
    GateState.SHUT: Mark.OPEN,
    GateState.READY: Mark.WORKING,
    GateState.PASSED: Mark.MET,
    GateState.REFUSED: Mark.FAILED,
    GateState.ADOPTED: Mark.MET,
    GateState.SKIPPED: Mark.NOT_NEEDED,
}
HEALTH_MARKS = {
    Health.ARCHIVED: Mark.NOT_NEEDED,
    Health.NOT_STARTED: Mark.OPEN,
    Health.BLOCKED: Mark.FAILED,
    Health.LATE: Mark.LATE,
    Health.AT_RISK: Mark.STALE,
    Health.ON_TRACK: Mark.MET,
}
PROGRESS_MARKS = {
    Progress.NOT_STARTED: Mark.OPEN,
    Progress.CURRENT: Mark.WORKING,
    Progress.DONE: Mark.MET,
}


def state_word(state: str, words: Words) -> str:
    """The id of a state as a word of the reader's language."""
    return words(state.replace("-", " "))


def document_mark(document: DocumentStatus) -> Mark:
    """The shape of a document, the same wherever it is shown: stale before signed, signed before merely there.

    What the current phase needs decides between at work and met, but for a draft, which is at work for every reader;
    otherwise one that waits for a signature is at work.
    """
    if document.stale and not document.rejections:
        return Mark.STALE
    if not document.exists:
        return Mark.OPEN if document.needed else Mark.NOT_NEEDED
    if document.rejections or document.state == "refused":
        return Mark.FAILED
    mark = Mark.WORKING if document.awaited else _mark_of_what_is_there(document)
    is_enough = bool(document.needs) and not document.awaited and document.state not in WORKING_STATES
    return Mark.MET if mark is Mark.WORKING and is_enough else mark


def _mark_of_what_is_there(document: DocumentStatus) -> Mark:
    if document.noted or (document.signatures_noted and document.signatures_needed <= document.signatures_current):
        return Mark.NOTED
    if document.state in FINAL_STATES or 0 < document.signatures_needed <= document.signatures_current:
        return Mark.SIGNED
    waits = lacks_signatures(document) or (document.state == "sent" and document.kind in ANSWERED_BY_THE_CUSTOMER)
    return Mark.WORKING if document.state in WORKING_STATES or waits else Mark.MET


def lacks_signatures(document: DocumentStatus) -> bool:
    """Whether a document that is there still waits for a signature."""
    return document.exists and document.signatures_current < document.signatures_needed


def document_state(document: DocumentStatus, words: Words) -> State:
    """A document's state as a word with its shape."""
    if not document.exists:
        return State(document_mark(document), words("not there yet") if document.needed else words("not needed"))
    if document.rejections:
        return State(Mark.FAILED, words("rejected"))
    if document.of_revisions is not None and (document.stale or document.state == "draft"):
        mark = Mark.STALE if document.stale else document_mark(document)
        return State(mark, words.message(document.of_revisions))
    word = words("being signed") if document.is_being_signed else words(state_text(document))
    if document.stale:
        return State(Mark.STALE, word if document.is_issued_again else words("{state}, changed since", state=word))
    said = words("{state}, noted", state=word) if document.noted else word
    if document.is_conditional:
        said = words("{state}, with conditions", state=word)
    return State(document_mark(document), said)


def paper_state(document: DocumentStatus, words: Words) -> State:
    """The state as a paper says it of itself: who agreed and what is on file stands beside it, not in it."""
    shown = document_state(document, words)
    if document.kind in {SOW.id, BASIC_SOW.id} and document.state == "accepted" and not document.stale:
        return State(shown.mark, words("agreed"))  # what was accepted is its deliverables
    if not document.noted or document.stale or document.rejections:
        return shown
    word = words("being signed") if document.is_being_signed else words(state_text(document))
    return State(shown.mark, word)


def signatures_text(document: DocumentStatus, words: Words) -> str:
    """How many of the needed signatures are there, and whether the team only noted them."""
    current, needed = words.number(document.signatures_current), words.number(document.signatures_needed)
    if not document.signatures_noted:
        return words("{current} of {needed} signatures", current=current, needed=needed)
    return words("{current} of {needed} signatures, noted without a record", current=current, needed=needed)


def criterion_state(criterion: CriterionStatus, words: Words) -> State:
    """A criterion's state as a word with its shape; what only a note of the team supports looks different."""
    word = words(criterion.state.value)
    if not criterion.needed:
        return State(Mark.NOT_NEEDED, words("not needed"))
    if criterion.noted and criterion.state is CriterionState.MET:
        return State(Mark.NOTED, words("{state}, noted", state=word))
    if criterion.conditions:
        return State(Mark.WORKING, words("{state}, with conditions", state=word))
    return State(CRITERION_MARKS[criterion.state], word)


def gate_state(gate: GateStatus, words: Words) -> State:
    """A gate's state in words: the count while it is shut, else what happened."""
    count = words("{met} of {all} met", met=gate.met, all=gate.count)
    if gate.state is GateState.SHUT:
        return State(Mark.OPEN, count)
    if gate.state is GateState.READY:
        text = words("{count}, decision open", count=count) if gate.gate.needs_decision else count
        return State(Mark.WORKING, text)
    if gate.conditions:
        return State(Mark.WORKING, words("{state}, with conditions", state=words(gate.state.value)))
    return State(GATE_MARKS[gate.state], words(gate.state.value))


def health_state(health: Health, words: Words) -> State:
    """A project's health as a word with its shape."""
    return State(HEALTH_MARKS[health], state_word(health.value, words))


def progress_state(progress: Progress, words: Words) -> State:
    """A phase's progress as a word with its shape."""
    return State(PROGRESS_MARKS[progress], state_word(progress.value, words))


def milestone_state(planned: PlannedMilestone, words: Words) -> State:
    """A milestone's state: reached, late, or open."""
    if planned.actual is not None:
        return State(Mark.MET, words("reached"))
    if planned.overdue:
        return State(Mark.LATE, words("overdue"))
    if planned.days_late > 0:
        return State(Mark.LATE, late_words(planned.days_late, words))
    return State(Mark.OPEN, words("open"))


def overdue_words(days: int, words: Words) -> str:
    """For how many days something that somebody owes is overdue."""
    return words("1 day overdue") if days == 1 else words("{days} days overdue", days=words.number(days))


def late_words(days: int, words: Words) -> str:
    """How many days a forecast is behind its plan."""
    return words("1 day late") if days == 1 else words("{days} days late", days=words.number(days))
