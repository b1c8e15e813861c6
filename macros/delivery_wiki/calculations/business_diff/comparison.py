"""The business diff: what a change means for a project, from its two sides alone."""

from __future__ import annotations

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.project.whole_project import Project

from .baseline_effects import baseline_effects
from .changes import (
    Change,
    ChangedTerm,
    ChangeKind,
    ComparedSide,
    CriterionChange,
    FigureValue,
    GateChange,
    Presence,
    ProjectDiff,
    SignatureChange,
    Signer,
    SuspicionChange,
    Thing,
    Topic,
    Value,
)
from .plan_changes import plan_changes
from .register_changes import register_changes
from .signature_effects import baseline_changes, gate_changes, signature_changes, suspicion_changes
from .sizing_changes import sizing_changes
from .texts import text_changes
from .work import work_changes

__all__ = [
    "Change",
    "ChangeKind",
    "ChangedTerm",
    "ComparedSide",
    "CriterionChange",
    "FigureValue",
    "GateChange",
    "Presence",
    "ProjectDiff",
    "SignatureChange",
    "Signer",
    "SuspicionChange",
    "Thing",
    "Topic",
    "Value",
    "compare_sides",
    "lonely",
]


def compare_sides(before: ComparedSide, after: ComparedSide) -> ProjectDiff:
    """Everything that differs between two sides of one project, seen by one audience on one date."""
    told = (before.told, after.told)
    old, new = (side.view.project for side in told)
    changes = (
        *sizing_changes(*told),
        *plan_changes(*told),
        *work_changes(*told),
        *register_changes(old, new),
        *text_changes(old, new),
    )
    moved = baseline_changes(before, after)
    return ProjectDiff(
        slug=new.slug,
        title=new.title,
        customer=name_of(new, new.customer),
        presence=Presence.BOTH,
        changes=tuple(sorted(changes, key=lambda change: list(Topic).index(change.topic))),
        signatures=tuple(signature_changes(before, after)),
        gates=tuple(gate_changes(before, after)),
        suspicions=tuple(suspicion_changes(before, after)),
        moved=moved,
        effects=tuple(baseline_effects(moved, before, after)),
    )


def lonely(slug: str, project: Project | None, presence: Presence) -> ProjectDiff:
    """A project that is on one side only, or can be read on one side only, if at all."""
    title, customer = (project.title, name_of(project, project.customer)) if project else (slug, "")
    return ProjectDiff(slug=slug, title=title, customer=customer, presence=presence)
