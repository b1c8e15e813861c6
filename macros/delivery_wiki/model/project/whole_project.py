"""A customer project: everything that its folder holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from ..clauses import Classification, ClausePin
from ..sign_off import Attestation, DamagedRecord, ExtraSignature, ReturnedDocument, SignOff, Witness
from ..texts.picture import Picture
from ..texts.prose_text import ProseText
from .acceptance import Acceptance
from .agenda import Agenda
from .architecture import Architecture
from .attachments import AttachedFile, Attachment
from .change_requests import ChangeRequest
from .contract_data import ContractData
from .document_record import Adoption, DocumentRecord
from .environment import Environment
from .internal_notes import Internal
from .issued_revision import Issued
from .located import Located, Pin, SourceReference
from .minutes import Minutes
from .offer import Offer
from .parties import Party, Person
from .proof_of_concept_record import ProofOfConcept
from .prose_file import ProseFile
from .register_entries import AcceptedFinding, Assumption, Decision, OpenPoint, Risk
from .requirements import Requirement
from .responsibilities import Responsibility
from .scope_and_plan import ActivityRecord, DataProtection, Milestone, PointRecord, Scope
from .sizing_request import SizingRequest
from .statement_of_work_terms import StatementOfWork
from .test_cases import ReportedAs, TestCase
from .test_results import TestRun
from .vendor_fields import VendorFields


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Located):
    """Everything that is written about one customer project."""

    slug: str
    title: str
    language: str
    time_zone: str
    customer: str
    process: Pin
    templates: Pin
    clauses: ClausePin | None = None
    classification: Classification | None = None
    summary: str = ""
    started: dt.date | None = None
    as_of: dt.date | None = None
    hours_per_person_day: Decimal | None = None
    holidays: tuple[dt.date, ...] = ()
    reference: bool = False
    demonstration: bool = False
    sources: tuple[SourceReference, ...] = ()
    parties: tuple[Party, ...] = ()
    people: tuple[Person, ...] = ()
    signatures: tuple[ExtraSignature, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    witness_required: bool = False
    data_protection: DataProtection | None = None
    contract: ContractData | None = None
    goals: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    milestones: tuple[Milestone, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    risks: tuple[Risk, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    accepted_findings: tuple[AcceptedFinding, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    adopted: Adoption | None = None
    activities: tuple[ActivityRecord, ...] = ()
    points: tuple[PointRecord, ...] = ()
    environment: Environment | None = None
    architecture: Architecture | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    poc: ProofOfConcept | None = None
    sizing: SizingRequest | None = None
    requirements: tuple[Requirement, ...] = ()
    sows: tuple[StatementOfWork, ...] = ()
    tests: tuple[TestCase, ...] = ()
    entry_criteria: tuple[str, ...] = ()
    exit_criteria: tuple[str, ...] = ()
    reported_as: ReportedAs | None = None
    test_runs: tuple[TestRun, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    agenda: Agenda | None = None
    offer: Offer | None = None
    acceptance: Acceptance | None = None
    minutes: tuple[Minutes, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    attached_files: tuple[AttachedFile, ...] = ()
    prose: dict[str, ProseFile] = field(default_factory=dict)
    prose_texts: tuple[ProseText, ...] = field(default=(), compare=False, repr=False)  # those of YAML files
    sign_offs: tuple[SignOff, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    returned: tuple[ReturnedDocument, ...] = ()
    damaged_records: tuple[DamagedRecord, ...] = ()
    frozen_pdfs: dict[str, str] = field(default_factory=dict)
    issued: tuple[Issued, ...] = ()
    logo: Picture | None = None
    internal: Internal | None = None
    vendor_fields: VendorFields | None = field(default=None, compare=False, repr=False)  # None: nobody said which

    @property
    def all_points(self) -> tuple[PointRecord, ...]:
        """What is said of points of the process: the shared ones, then those of the vendor alone."""
        return (*self.points, *(self.internal.points if self.internal else ()))
