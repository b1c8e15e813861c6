"""What a change means for a project: each fact once, to be told as text, Markdown, JSON or a page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.calculations.verification.baselines import MovedField
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import GateStatus, Message, ProjectStatus

LONGEST_NAME = 3  # words: shorter texts are names, which are told whole


class Topic(Enum):
    """What a change is about, in the order in which it is told."""

    SIZING = "sizing"
    SCOPE = "scope"
    REQUIREMENTS = "requirements"
    DELIVERABLES = "deliverables"
    EFFORT = "effort"
    DATES = "dates"
    DECISIONS = "decisions"
    CHANGE_REQUESTS = "change-requests"
    REGISTERS = "registers"
    PEOPLE = "people"
    TESTS = "tests"
    SYSTEM = "system"
    TEXTS = "texts"
    DOCUMENTS = "documents"
    RULES = "rules"
    INTERNAL = "internal"


class ChangeKind(Enum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """An exact number with its unit, or an amount of money with its currency."""

    value: int | Decimal | Fraction
    unit: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTerm:
    """A word of the product such as a state or a yes: pages say it in the reader's language."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """A field of a record with its label, a message id; `told` is false for what no reader knows, a fingerprint."""

    label: str
    value: Value
    told: bool = True


Value: TypeAlias = "str | dt.date | FigureValue | ChangedTerm | NamedValue | tuple[Value, ...] | None"


def record_of(value: Value) -> dict[str, NamedValue] | None:
    """The fields of a record by their labels; None of anything else."""
    if not isinstance(value, tuple) or not value:
        return None
    fields = {item.label: item for item in value if isinstance(item, NamedValue)}
    return fields if len(fields) == len(value) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: of which thing, of which of its fields, from what to what.

    `subject` is the id, `title` the name in the project's words, `field` a message id; without a field the thing itself
    was added, removed or withdrawn. `planned` is the agreed day beside a forecast that is new.
    """

    topic: Topic
    kind: ChangeKind
    subject: str = ""
    title: str = ""
    field: str = ""
    before: Value = None
    after: Value = None
    planned: dt.date | None = None

    @property
    def reworded(self) -> bool:
        """Whether both sides are running text, whose words are worth comparing."""
        return (
            isinstance(self.before, str)
            and isinstance(self.after, str)
            and any(len(value.split()) > LONGEST_NAME for value in (self.before, self.after))
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """What a change is about: its id, and its name in the project's words."""

    topic: Topic
    subject: str = ""
    title: str = ""

    def change(self, kind: ChangeKind, field: str = "", before: Value = None, after: Value = None) -> Change:
        """Something that happened to the thing, or to one of its fields."""
        return Change(
            topic=self.topic,
            kind=kind,
            subject=self.subject,
            title=self.title,
            field=field,
            before=before,
            after=after,
        )

    def moved(self, field: str, before: Value, after: Value) -> Change:
        """A field that has another value now."""
        return self.change(ChangeKind.CHANGED, field, before, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A signature that is needed again: the role and side, and who has the role."""

    role: str
    party: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureChange:
    """What becomes of the signatures of a document: how many counted before and after, and why."""

    kind: str
    topic: str | None
    title: str
    page: str
    revision: int | None
    stale: bool
    before: int
    after: int
    needed: int
    reasons: tuple[Message, ...] = ()
    signers: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionChange:
    """A criterion of a gate whose state moved; None where the gate does not have it."""

    title: Message
    before: str | None
    after: str | None
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class GateChange:
    """A gate that moved, with the criteria that moved it; None where the process does not have it."""

    title: str
    before: GateStatus | None
    after: GateStatus | None
    criteria: tuple[CriterionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspicionChange:
    """A fact whose words became others, or that was looked at again: whose it is, and what changed."""

    item: str
    about: str
    reason: Message
    cleared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HangingWork:
    """Work packages that bring what was reworded: person-days, and the amount where they are priced one by one."""

    packages: tuple[str, ...]
    days: Decimal
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineEffect:
    """Of one signed document: person-days and price before and after the change, and what hangs on reworded texts.

    A pair is None where it did not move or is not known; `currency` is that of the prices.
    """

    document: str
    topic: str | None
    days: tuple[Decimal, Decimal] | None = None
    price: tuple[Decimal, Decimal] | None = None
    currency: str = ""
    hanging: HangingWork | None = None


class Presence(Enum):
    """On which side a project is."""

    BOTH = "both"
    ADDED = "added"
    REMOVED = "removed"
    UNREADABLE_BEFORE = "unreadable-before"
    UNREADABLE_AFTER = "unreadable-after"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSide:
    """A project on one side of the comparison, as one audience sees it on one date.

    `published` is the project as it is told: without what its pages draw on and show nobody. None tells all of it.
    """

    view: AudienceView
    status: ProjectStatus
    sizing: SizingResult | None = None
    published: Project | None = None

    @property
    def told(self) -> ComparedSide:
        """The side with the project as it is told; what is judged by the whole project is taken from the side."""
        return replace(self, view=replace(self.view, project=self.published)) if self.published else self


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDiff:
    """Everything that a change means for one project."""

    slug: str
    title: str
    customer: str
    presence: Presence
    changes: tuple[Change, ...] = ()
    signatures: tuple[SignatureChange, ...] = ()
    gates: tuple[GateChange, ...] = ()
    suspicions: tuple[SuspicionChange, ...] = ()
    moved: tuple[MovedField, ...] = ()
    effects: tuple[BaselineEffect, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changed that this audience sees."""
        return self.presence is Presence.BOTH and not any(
            (self.changes, self.signatures, self.gates, self.suspicions, self.moved)
        )

    @property
    def unnamed(self) -> tuple[MovedField, ...]:
        """What was signed and moves without a change request."""
        return tuple(moved for moved in self.moved if moved.missing)

    def about(self, topic: Topic) -> tuple[Change, ...]:
        """The changes of a topic."""
        return tuple(change for change in self.changes if change.topic is topic)
