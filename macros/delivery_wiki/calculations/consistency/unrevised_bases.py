"""What a dated paper rests on has a revision: nobody can tell later which sizing a price was computed with."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.near_miss import listed
from delivery_wiki.calculations.evidence.current_figures import cites_sizing
from delivery_wiki.model.document_kinds import FORMAL_OFFER, SIZING, SOW
from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.whole_project import Project


def check_unrevised_bases(project: Project) -> Iterator[Finding]:
    """An offer or a statement of work that has a date and cites a sizing without one."""
    records = {record.kind: record for record in project.documents if record.topic is None}
    sizing, offer = records.get(SIZING.id), records.get(FORMAL_OFFER.id)
    if project.sizing is None or (sizing is not None and sizing.revision is not None and sizing.revised is not None):
        return
    citing = (sow for sow in project.sows if cites_sizing(SOW.id, sow.topic, project))
    dated = [f"{sow.id} of {sow.revised}" for sow in citing if sow.revised]
    if offer is not None and offer.revised is not None and project.offer is not None:
        dated.append(f"the offer of {offer.revised}")
    if dated:
        yield warning(
            "base-without-revision",
            sizing.location if sizing else project.sizing.location,
            f"the sizing stands in {listed(dated)} and has no revision with a date: nobody can tell which it was.",
            f"Write revision and revised in its entry of documents, {{kind: {SIZING.id}, revision: 1, revised: ...}}.",
        )
