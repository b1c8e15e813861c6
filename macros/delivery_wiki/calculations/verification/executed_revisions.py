"""Issued revisions that both sides signed: each with the records that make it so, whatever was issued later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.status import ProjectStatus

from ..base.audience_view import Audience, AudienceView
from ..evidence.document_facts import DocumentFacts, ProjectFacts, all_document_facts, page_stem
from ..evidence.signatures import count_signatures, required_signatures
from ..signing.sign_off_judgement import JudgedRecord, is_intact

SUFFIX = "executed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutedRevision:
    """An issued revision with all signatures that it needs, each proved by a record."""

    issued: Issued
    records: tuple[JudgedRecord, ...]

    @property
    def since(self) -> dt.date:
        """The day of the last signature."""
        return max(record.day for record in self.records)

    @property
    def stem(self) -> str:
        """How its file is called, without an ending."""
        return f"{page_stem(self.issued.document, self.issued.topic)}-r{self.issued.revision}-{SUFFIX}"


def executed_revisions(view: AudienceView, status: ProjectStatus) -> tuple[ExecutedRevision, ...]:
    """Each in the order of documents and revisions; without those that stay with the vendor or are damaged."""
    project_facts = ProjectFacts(view=view, on=status.on, requirements=status.requirements, cases=status.cases)
    return tuple(executed for document in all_document_facts(project_facts) for executed in _executed(document))


def _executed(document: DocumentFacts) -> Iterator[ExecutedRevision]:
    if not required_signatures(document):
        return
    for issued in document.issued:
        if issued.audience != Audience.CUSTOMER.value or not issued.pdf or not is_intact(document.project, issued):
            continue
        count = count_signatures(document, issued.revision)
        if not count.complete or count.noted:
            continue
        named = {signature.evidence for signature in count.signatures}
        records = tuple(
            sign_off
            for sign_off in document.sign_offs
            if sign_off.record.revision == issued.revision
            and any(sign_off.digest.startswith(digits) for digits in named)
        )
        yield ExecutedRevision(issued=issued, records=records)
