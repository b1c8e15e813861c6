"""The end of the work in a revision, beside the one that was signed before it: a change request says that it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.evidence.document_facts import DocumentFacts, ProjectFacts, document_facts
from delivery_wiki.calculations.evidence.signatures import count_signatures
from delivery_wiki.calculations.money.agreed_changes import EVER, agreed
from delivery_wiki.model.document_kinds import SOW
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

_FIGURE = "sow.ends"


def check_moved_ends(project: Project, library: Library, labels: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """An end that is another than the signed one, although the change requests in between state none.

    Where none names the statement of work at all, that is what is reported, and not this.
    """
    if not project.issued:
        return
    try:
        view = audience_view(project, Audience.INTERNAL, library, labels)
    except LookupError:  # reported where it is pinned
        return
    project_facts = ProjectFacts(view=view, on=EVER, requirements=(), cases=())
    for sow in project.sows:
        own = {sow.id, sow.topic}
        named = [change for change in agreed(project.changes, EVER) if own & {*change.moves, change.sow}]
        kind, topic = document_key(SOW.id, sow.topic)
        for revision, before, after in _moved(document_facts(project_facts, kind, topic), sow):
            if named and not any(change.ends is not None and change.ends.isoformat() == after for change in named):
                yield _untold(sow, revision, before, after, named[-1])


def _moved(document: DocumentFacts, sow: StatementOfWork) -> Iterator[tuple[int, str, str]]:
    """Each revision that was signed with another end than what came after it, and both days."""
    ends = [(issued.revision, issued.figures.get(_FIGURE)) for issued in document.issued]
    ends.append((sow.revision, sow.ends.isoformat() if sow.ends else None))
    for (revision, before), (_, after) in pairwise(ends):
        if before and after and before != after and count_signatures(document, revision).complete:
            yield revision, before, after


def _untold(sow: StatementOfWork, revision: int, before: str, after: str, change: ChangeRequest) -> Finding:
    return warning(
        "end-moved-untold",
        sow.location.at("ends"),
        f"{sow.id} ended on {before} in revision {revision}, which was signed, and then on {after}; no change request "
        "that was agreed states this end.",
        f"Add sow: {sow.id}, ends: {after} and ends_before: {before} to the change request that moves it, such as "
        f"{change.id}, or take the new end back.",
        also=change.location,
    )
