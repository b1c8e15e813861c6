"""A process definition: phases, activities, documents by phase, and gates, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from .finding import Location

NOWHERE = Location(file="", line=1, column=1)


class Basis(Enum):
    """Where a statement of a process definition comes from."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    PROPOSAL = "proposal"


class PartyKind(Enum):
    """The side a party, a decision or a duty belongs to."""

    VENDOR = "vendor"
    CUSTOMER = "customer"
    PARTNER = "partner"


class CarriedOut(Enum):
    """Work that a signature declares done, and that the responsibilities give to somebody."""

    ACCEPTANCE_TESTS = "acceptance-tests"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to think of in an activity; without a `basis` it has that of the activity.

    `page` is a page of the wiki that shows it, by its path below `docs/`.
    """

    id: str
    title: str
    summary: str = ""
    basis: Basis | None = None
    page: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that is done in a phase; a project without its `document`, a kind, goes without it, too."""

    id: str
    title: str
    basis: Basis
    summary: str = ""
    document: str | None = None
    points: tuple[Point, ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDocument:
    """A document that a phase works on, and the state it should reach there."""

    document: str
    state: str
    basis: Basis
    note: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One condition of a gate: a document in a state, or a named check.

    `with_conditions` lets the gate open while something is left, where the side that decides accepts it until a date.
    """

    id: str
    basis: Basis
    document: str | None = None
    state: str | None = None
    check: str | None = None
    title: str = ""
    with_conditions: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A decision point: who decides, on what criteria, with which outcomes."""

    id: str
    title: str
    decided_by: PartyKind
    basis: Basis
    criteria: tuple[Criterion, ...]
    question: str = ""
    optional: bool = False
    needs_decision: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of a project that ends with a gate."""

    id: str
    title: str
    question: str
    basis: Basis
    activities: tuple[Activity, ...]
    documents: tuple[PhaseDocument, ...]
    gates: tuple[Gate, ...]
    summary: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def gate(self) -> Gate:
        """The gate that ends the phase: the last one that is not optional, or the last of those that are."""
        return ([gate for gate in self.gates if not gate.optional] or list(self.gates))[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited publication."""

    id: str
    title: str
    published: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessDefinition:
    """A released version of a process; projects pin it by id and version. `language` is that of its texts."""

    id: str
    version: str
    title: str
    summary: str
    phases: tuple[Phase, ...]
    sources: tuple[Source, ...]
    lead_business_days: int = 0
    language: str = "en"
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def gates(self) -> tuple[Gate, ...]:
        """All gates in order."""
        return tuple(gate for phase in self.phases for gate in phase.gates)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities in order."""
        return tuple(activity for phase in self.phases for activity in phase.activities)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """A part of a document: computed from data, written as prose, or both; an `annex` stands behind the signatures."""

    id: str
    title: str
    computed: str | None = None
    prose: bool = False
    required: bool = False
    guidance: str = ""
    annex: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredSignature:
    """Who has to sign a document of this kind, and what the signature means.

    `carries_out` is what the signer declares to have carried out.
    """

    party: PartyKind
    role: str
    meaning: str
    count: int = 1
    carries_out: CarriedOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTemplate:
    """One kind of document: its sections, life cycle, audience and signatures.

    `sign_when_issued` tells that signatures are asked for once it is issued, and that a mail may do until then.
    """

    kind: str
    title: str
    summary: str
    states: tuple[str, ...]
    sections: tuple[TemplateSection, ...]
    signatures: tuple[RequiredSignature, ...] = ()
    audience: str = "customer"
    per_topic: bool = False
    sign_when_issued: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the environment evaluation.

    `counts` names units of the sizing: the answer states the sum of the inputs that are counted in them.
    `inputs` are inputs by the names that rule sets give them: the answer states each of those that are given.
    """

    id: str
    title: str
    hint: str = ""
    counts: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionArea:
    """A group of questions of the environment evaluation."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSet:
    """The documents, and the questionnaire, that a project pins by id and version; `language` is that of the texts."""

    id: str
    version: str
    title: str
    documents: tuple[DocumentTemplate, ...]
    questionnaire: tuple[QuestionArea, ...]
    language: str = "en"
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def by_kind(self) -> Mapping[str, DocumentTemplate]:
        """The templates by their kind."""
        return {document.kind: document for document in self.documents}
