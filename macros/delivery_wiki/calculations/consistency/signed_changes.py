"""What changes.yml says was decided, against the signatures on the paper of each change request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.evidence.document_facts import DocumentFacts, ProjectFacts, document_facts
from delivery_wiki.calculations.evidence.signatures import SignatureCount, count_signatures, is_proved_by_records_alone
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.model.document_kinds import CHANGE_REQUEST, change_topic
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.whole_project import Project


def check_signed_changes(
    project: Project, library: Library, labels: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """A decision that its signed paper contradicts, or that waits for the signatures on it."""
    try:
        view = audience_view(project, Audience.INTERNAL, library, labels)
    except LookupError:  # reported where it is pinned
        return
    project_facts = ProjectFacts(view=view, on=EVER, requirements=(), cases=())
    for change in project.changes:
        held = document_facts(project_facts, CHANGE_REQUEST.id, change_topic(change))
        if held.issued and not change.withdrawn:
            yield from _check(change, held, count_signatures(held, held.revision))


def _check(change: ChangeRequest, held: DocumentFacts, count: SignatureCount) -> Iterator[Finding]:
    last = max((signature.date for signature in count.signatures), default=None)
    if count.complete and last is not None:
        if change.decision is not ChangeDecision.AGREED:
            problem = f"{change.id} was signed by both sides, last on {last}, and is {change.decision.value} here."
            repair = f"Write decision: agreed and decided: {last}; the signed paper is the evidence."
            yield warning("change-signed-otherwise", change.location.at("decision"), problem, repair)
        elif change.decided is not None and change.decided != last:
            problem = f"{change.id} was decided on {change.decided}, and its paper was signed last on {last}."
            yield warning("change-signed-otherwise", change.location.at("decided"), problem, f"Write decided: {last}.")
    elif change.decision is ChangeDecision.AGREED and is_proved_by_records_alone(held, held.revision):
        name = document_id(CHANGE_REQUEST.id, change_topic(change))
        problem = f"{change.id} is agreed, and its paper, which was issued to be signed, has {count.current} of "
        problem += f"{count.needed} signatures."
        repair = f"Write decision: open until '{name}' is signed."
        yield warning("change-signed-otherwise", change.location.at("decision"), problem, repair)
