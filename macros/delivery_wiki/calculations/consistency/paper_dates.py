"""Papers that are dated before what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.calculations.verification.revision_dates import check_revision_dates
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project


def check_younger(project: Project, library: Library, labels: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Facts younger than the revision that contains them, whatever day it is: a fact is written when it happened."""
    try:
        view = audience_view(project, Audience.INTERNAL, library, labels)
    except LookupError:  # reported where it is pinned
        return
    yield from check_revision_dates(ProjectFacts(view=view, on=EVER, requirements=(), cases=()))
