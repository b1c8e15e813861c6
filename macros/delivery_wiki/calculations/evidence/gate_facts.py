"""What the checks of a gate look at, and what they answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import CheckOutcome, CriterionState, Message, message

from .document_facts import ProjectFacts, document_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """What checks look at; `asked` is the day the gate was decided or reached, today while it is ahead."""

    project_facts: ProjectFacts
    sizing: SizingResult | None
    asked: dt.date


def left_out(project_facts: ProjectFacts, kind: str) -> Message | None:
    """What is said of a kind of document that the project goes without; None where it does not."""
    reason = document_facts(project_facts, kind, None).left_out
    return message("Not part of this project: {reason}", reason=reason) if reason else None


def holds(reason: Message, about: str = "", *, needed: bool = True) -> CheckOutcome:
    """The outcome of a criterion that is met."""
    return CheckOutcome(state=CriterionState.MET, reason=reason, about=about, needed=needed)
