"""What the checks of a gate look at, and what they answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import Condition, CriterionState, Message, message

from .dossier import Ledger, dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """What checks look at; `asked` is the day the gate was decided or reached, today while it is ahead."""

    ledger: Ledger
    sizing: SizingResult | None
    asked: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether a criterion holds, why, who can move it by when, and the item or page it is about.

    `noted` tells that it holds by what the team typed, and that no record proves it.
    """

    state: CriterionState
    reason: Message
    owner: str | None = None
    party: PartyKind | None = None
    due: dt.date | None = None
    about: str = ""
    noted: bool = False
    conditions: tuple[Condition, ...] = ()
    lapsed: tuple[Condition, ...] = ()


def left_out(ledger: Ledger, kind: str) -> Message | None:
    """What is said of a kind of document that the project goes without; None where it does not."""
    reason = dossier(ledger, kind, None).left_out
    return message("Not part of this project: {reason}", reason=reason) if reason else None


def holds(reason: Message, about: str = "") -> Outcome:
    """The outcome of a criterion that is met."""
    return Outcome(state=CriterionState.MET, reason=reason, about=about)
