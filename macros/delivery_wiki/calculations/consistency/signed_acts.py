"""Who declares by a signature that work was carried out, against who has to carry it out."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project.responsibilities import Duty, Responsibility
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted
from ..base.people import party_kind
from ..signing.sign_off_drafts import required_of


def check_signed_acts(project: Project, library: Library) -> Iterator[Finding]:
    """A warning where a side signs that it has done what the responsibilities give to another one."""
    templates = library.template_set(project.templates.id, project.templates.version)
    kinds = [template.kind for template in templates.documents] if templates else []
    declared = [(kind, signed) for kind in kinds for signed in required_of(templates, project, kind)]
    for row in project.responsibilities:
        sides = _sides(project, row)
        for kind, signed in declared:
            if row.carries_out and signed.carries_out is row.carries_out and sides and signed.party not in sides:
                yield _by_another(kind, signed, row, sides)


def _sides(project: Project, row: Responsibility) -> frozenset[PartyKind]:
    """The sides that do the work; empty while nobody known is named."""
    return frozenset(side for id in row.holders(Duty.RESPONSIBLE) if (side := party_kind(project, id)))


def _by_another(kind: str, signature: RequiredSignature, row: Responsibility, sides: frozenset[PartyKind]) -> Finding:
    return warning(
        "signed-by-another",
        row.location.at("duties"),
        f"{row.id} gives R to the {listed(sorted(side.value for side in sides))}, and the {signature.party.value} signs"
        f" the {kind} with {quoted(signature.meaning)}.",
        f"Give R to somebody of the {signature.party.value}, or pin templates in which the other side signs so.",
    )
