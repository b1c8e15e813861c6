"""Any two values of the data format, compared field by field: what has no rule of its own is still told."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from delivery_wiki.calculations.base.exact_text import DIGEST_LENGTH
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.project.requirements import RequirementCheck
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import translatable

from .changes import Change, ChangedTerm, ChangeKind, FigureValue, NamedValue, Thing, Value, record_of

ALIKE = 0.6
NAMED_PEOPLE = frozenset(
    {
        *("owner", "decided_by", "raised_by", "by", "person", "tester", "announced_to", "lead"),
        *("contact", "recipient", "writer"),
    }
)
NOT_TOLD = frozenset({"location", "id", "withdrawn"})
# Fingerprints: writing one down for the first time changes nothing; another one in its place does.
WORDS = frozenset(
    {
        "agreed_words",
        "decision_words",
        "implemented_words",
        "parent_words",
        "requirement_words",
        "words",
    }
)
LABELS = translatable(
    {
        "acceptance_clock": "Acceptance period",
        "accepted_defects": "Accepted defects",
        "accepted_findings": "Accepted findings",
        "accepts": "Accepted though open",
        "adopted": "Adopted",
        "agenda": "Agenda",
        "attempts": "Attempts of acceptance",
        "agreed_evidence": "Evidence of the agreement",
        "agreed_words": "Words of the agreement",
        "announced": "Announced on",
        "approved_by": "Approved by",
        "as_of": "As of",
        "built": "Built on",
        "business_days": "Business days",
        "cap": "Cap",
        "change": "Change request",
        "checks": "Checks",
        "classification": "Classification",
        "confirmed": "Confirmed",
        "contract": "Contract data",
        "contingency_percent": "Contingency in percent",
        "cure_business_days": "for repair",
        "covers": "Scope items",
        "currency": "Currency",
        "certificates": "Signing certificates",
        "customer_duties": "The customer provides",
        "data_protection": "Agreement about personal data",
        "dates_note": "Note on dates",
        "decided": "Decided on",
        "decided_by": "Decided by",
        "decision_words": "Words of the decision",
        "defect_class": "Class of defect",
        "departments": "Departments",
        "deputies": "Deputies",
        "deputy": "Deputy",
        "description": "Description",
        "done": "Done on",
        "due_text": "Due",
        "duties": "Duties",
        "each_time": "Paid each time",
        "email": "Mail address",
        "entry_criteria": "Entry criteria",
        "error": "An error means",
        "event": "Event",
        "events": "Events",
        "exceptions": "Named exceptions",
        "excluded": "Not in scope",
        "exit_criteria": "Exit criteria",
        "expenses_cap": "Cap of the expenses",
        "expenses_included": "Travel and expenses in the fixed price",
        "expenses_note": "Note on expenses",
        "feedback_summary": "Feedback",
        "fit_criterion": "Fit criterion",
        "fixed_amount": "Fixed amount",
        "formerly": "Earlier roles",
        "framework_agreement": "Framework agreement",
        "group": "Group",
        "holidays": "Holidays",
        "hours_per_person_day": "Hours of a person-day",
        "implemented_evidence": "Evidence of the implementation",
        "implemented_words": "Words of the implementation",
        "included": "In scope",
        "items": "Items",
        "key_people": "Key people",
        "keys": "Signing keys",
        "known_errors": "Known errors",
        "language": "Language",
        "letter": "Letter",
        "liability_cap": "Cap on liability",
        "link": "Link",
        "logins": "Logins",
        "met": "Met",
        "method": "Method",
        "names": "Names of tests",
        "notice_by": "Notice by",
        "in_part": "Tested in part",
        "needs": "Needs before",
        "neutral": "Without an outcome",
        "objective": "Objective",
        "occurrence": "Which time",
        "on_site": "Days on site",
        "options": "Options",
        "order_number": "Order number of the customer",
        "out_of_scope": "Not in scope",
        "paid_with": "Paid with the acceptance of",
        "parent_words": "Words of the parents",
        "parents": "Derived from",
        "payment_days": "Days to pay an invoice",
        "percent": "Percent",
        "poc": "Proof of concept",
        "precedence": "Order of precedence",
        "precondition": "Precondition",
        "proof": "Planned proof",
        "raised_by": "Raised by",
        "rates": "Rates",
        "recipient": "Recipient",
        "recurs": "Recurs",
        "rejections": "Rejections",
        "reported_as": "Reading of test reports",
        "request": "Request",
        "requirement_words": "Words of the requirements",
        "review_business_days": "for review",
        "revised": "Revised on",
        "rhythm": "How often",
        "rollback": "Way back",
        "scope": "In scope",
        "signatures": "Further signatures",
        "signs": "Signs as",
        "silence_accepts": "Silence accepts",
        "running_costs": "Running costs of a year",
        "running_costs_from": "Running costs paid from",
        "running_costs_note": "Running costs in words",
        "running_costs_ordered": "Running costs ordered with the change",
        "sow": "Statement of work",
        "started": "Started on",
        "stated": "Stated by sources",
        "target": "Target",
        "term": "Term",
        "third_party_costs": "Costs of others",
        "third_party_costs_note": "Costs of others in words",
        "test_data": "Test data",
        "tiers": "Tiers",
        "time": "Time",
        "time_zone": "Time zone",
        "times": "Times",
        "trips": "Trips",
        "until": "Until",
        "alternatives": "Alternatives",
        "conditions": "What it rests on",
        "without": "Without the change",
        "dates": "Dates of milestones",
        "valid_until": "Valid until",
        "verification": "Verification",
        "cites_sizing": "Shows the sizing",
        "show_billed_days": "Shows billed days",
        "ordered": "Ordered on",
        "open_point": "Open point that asks who",
        "not_needed": "Not needed",
        "vat_percent": "Value-added tax in percent",
        "working_hours": "Working hours",
        "warranty": "Warranty",
        "warranty_months": "Months of warranty",
        "words": "Words that it was about",
        "witness_required": "Witness required",
        "witnesses": "Witnesses",
    }
)
# Units of figures that have one in their name only.
UNITS = {
    "review_business_days": "business day",
    "cure_business_days": "business day",
    "business_days": "business day",
    "warranty_months": "month",
    "months": "month",
    "payment_days": "day",
}
# Fields that the sizing, the texts and the records are told with.
FIELDS = translatable(
    (
        "Rule set",
        "Number recommended",
        "Scenario",
        "Compared with",
        "Issued revision",
        "Signature",
        "Text",
        "Internal notes",
    )
)


def label_of(name: str) -> str:
    """A field as readers know it; the name itself in words where it has no label."""
    return LABELS.get(name, name.replace("_", " ").capitalize())


def field_changes(
    thing: Thing, before: Any, after: Any, projects: tuple[Project, Project], *skip: str
) -> Iterator[Change]:
    """One change for each field that differs; lists entry by entry."""
    for each in fields(before):
        old, new = getattr(before, each.name), getattr(after, each.name)
        new = _without_first_words(old, new, each.name)
        if old == new or each.name in NOT_TOLD or each.name in skip:
            continue
        label = label_of(each.name)
        if isinstance(old, tuple) and isinstance(new, tuple):
            yield from list_changes(thing, label, old, new)
        else:
            told = [told_value(value, project, each.name) for value, project in zip((old, new), projects, strict=True)]
            yield thing.moved(label, told[0], told[1])


def _without_first_words(before: Any, after: Any, name: str) -> Any:
    """The later value without fingerprints that were not there before."""
    if name in WORDS:
        if isinstance(before, dict):
            return {id: words for id, words in after.items() if id in before}
        return after if before else before
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) <= len(after):
        return (*map(_as_known, before, after), *after[len(before) :])
    return after


def _as_known(before: Any, after: Any) -> Any:
    """A record without its fingerprint where the one before at its place has none."""
    for kind in (RequirementCheck, AcceptanceAttempt):
        if isinstance(before, kind) and isinstance(after, kind) and not before.words:
            return replace(after, words="")
    return after


def list_changes(thing: Thing, label: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """What was put into a list, taken out of it, or reworded in it; a mere change of the order says so."""
    old, new = ([told_value(value) for value in values] for values in (before, after))
    gone = [value for value in dict.fromkeys(old) if value not in new]
    come = [value for value in dict.fromkeys(new) if value not in old]
    if not gone and not come:
        yield thing.moved(label, tuple(old), tuple(new))
    for left, right in _pairs(gone, come):
        kind = ChangeKind.ADDED if left is None else ChangeKind.REMOVED if right is None else ChangeKind.CHANGED
        yield thing.change(kind, label, left, right)


def _pairs(gone: list[Value], come: list[Value]) -> Iterator[tuple[Value, Value]]:
    """Each text that is gone beside the one most like it, a record beside its namesake; then what is left over."""
    left = list(come)
    for value in gone:
        near = max(left, key=lambda other: _likeness(value, other), default=None)
        if near is not None and _likeness(value, near) >= ALIKE:
            left.remove(near)
            yield value, near
        else:
            yield value, None
    yield from ((None, value) for value in left)


def _likeness(one: Value, other: Value) -> float:
    left, right = record_of(one), record_of(other)
    if left and right:
        return int(next(iter(left.items())) == next(iter(right.items())))
    if not isinstance(one, str) or not isinstance(other, str):
        return 0
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def told_value(value: Any, project: Project | None = None, name: str = "") -> Value:
    """A value of the data format as it can be told: ids of people by name, records as what they hold."""
    if isinstance(value, bool):
        return ChangedTerm(text="yes" if value else "no")
    if isinstance(value, int | Decimal):
        return FigureValue(value=value, unit=UNITS.get(name, ""))
    if isinstance(value, Enum):
        return ChangedTerm(text=str(value.value).replace("-", " "))
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()[:DIGEST_LENGTH]
    if isinstance(value, str):
        return (name_of(project, value) if project and name in NAMED_PEOPLE else value) or None
    return value if value is None or isinstance(value, dt.date) else _told_parts(value, project)


def _told_parts(value: Any, project: Project | None) -> Value:
    if isinstance(value, dict):
        return tuple(f"{key}: {getattr(item, 'value', item)}" for key, item in sorted(value.items())) or None
    if is_dataclass(value):
        named = [(field.name, getattr(value, field.name)) for field in fields(value) if field.name != "location"]
        told = ((name, told_value(item, project, name)) for name, item in named)
        return _kept(None if item is None else _named(name, item) for name, item in told)
    return _kept(told_value(item, project) for item in value)


def _named(name: str, value: Value) -> NamedValue:
    return NamedValue(label=label_of(name), value=value, told=name not in WORDS)


def _kept(values: Iterable[Value]) -> Value:
    return tuple(value for value in values if value is not None) or None
