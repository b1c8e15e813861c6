"""Change requests, from changes.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .located import Amount, Located


class ChangeDecision(Enum):
    """Where a change request stands."""

    OPEN = "open"
    AGREED = "agreed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMilestone(Located):
    """A milestone that a change request moves, and the day that holds once it is agreed."""

    milestone: str
    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording(Located):
    """The words that an item has once a change request is agreed."""

    item: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest(Located):
    """Something that was agreed is to change.

    `due` is the day by which it is to be decided. `moves` names the items, `sizing` the inputs of the sizing, or
    results set by hand, that are to be others.
    `sow` is the statement of work that days, amount and limits belong to; `cap`, `ends` and `valid_until` are the
    limits of it that hold from then on, `cap_before`, `ends_before` and `valid_until_before` those that held until
    then, where a later revision of it has replaced them; `dates` are the days of the milestones that it moves. The
    amount falls due
    with the deliverables of `paid_with`, else with those that are accepted after the decision. `running_costs` are
    those of a year, `third_party_costs` what others charge once; zero says that there are none, None that nobody said
    so. `running_costs_from` is the day from which they are paid, `running_costs_ordered` whether agreeing to the change
    orders what they pay for; None says neither. `conditions` is what it rests on and what the customer does for it.
    `wordings` are the texts that agreed items have from then on.
    """

    id: str
    title: str
    reason: str
    raised: dt.date
    raised_by: str
    moves: tuple[str, ...]
    sizing: tuple[str, ...] = ()
    without: str = ""
    alternatives: tuple[str, ...] = ()
    days: Decimal = Decimal(0)
    amount: Amount = Decimal(0)
    currency: str = ""
    sow: str | None = None
    due: dt.date | None = None
    cap: Amount | None = None
    ends: dt.date | None = None
    valid_until: dt.date | None = None
    cap_before: Amount | None = None
    ends_before: dt.date | None = None
    valid_until_before: dt.date | None = None
    dates: tuple[MovedMilestone, ...] = ()
    paid_with: tuple[str, ...] = ()
    wordings: tuple[Rewording, ...] = ()
    conditions: tuple[str, ...] = ()
    schedule: str = ""
    running_costs: Amount | None = None
    running_costs_note: str = ""
    running_costs_from: dt.date | None = None
    running_costs_ordered: bool | None = None
    third_party_costs: Amount | None = None
    third_party_costs_note: str = ""
    decision: ChangeDecision = ChangeDecision.OPEN
    decided: dt.date | None = None
    decided_by: str | None = None
    evidence: str = ""
    owner: str | None = None
    withdrawn: str = ""
