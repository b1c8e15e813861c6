"""What was signed may move only through a change request that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.evidence.document_facts import ProjectFacts
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.calculations.sizing.calculate import size_project
from delivery_wiki.calculations.verification.baselines import INPUT, RESULT, MovedField, moved_fields
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name

_DIGEST = re.compile(r"[0-9a-f]{12}")
_LABELS = {
    "sow.days": "the effort",
    "sow.total": "the total price",
    "sow.basis": "the price basis",
    "sow.rates": "the rates",
    "sow.scope": "the scope",
    "sow.starts": "the start",
    "sow.ends": "the end",
    "sow.payment": "the payments",
    "sow.acceptance": "the periods of acceptance",
    "sow.contract": "the contract data",
    "sow.deliverables": "the deliverables",
    "requirements.text": "the wording of the requirements",
}


def check_baselines(project: Project, library: Library, labels: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Fields that are not what was signed, and change requests that name no input of the sizing.

    `labels` tell the roles of signers in the project's language.
    """
    yield from _check_inputs(project, library)
    if not project.issued:
        return
    try:
        view = audience_view(project, Audience.INTERNAL, library, labels)
    except LookupError:  # reported where it is pinned
        return
    sizing = size_project(project.sizing, library) if project.sizing else None
    project_facts = ProjectFacts(view=view, on=EVER, requirements=(), cases=())
    for moved in moved_fields(project_facts, sizing.result if sizing else None):
        if moved.missing:
            yield _missing(moved)
        elif not moved.agreed:
            yield _open(moved)


def _missing(moved: MovedField) -> Finding:
    key = "sizing" if moved.figure.startswith(RESULT) else "moves"
    return error(
        "change-request-missing",
        moved.location,
        f"{_what(moved)}, and no change request names it",
        f"Add a change request to changes.yml with {key}: [{_suggested(moved)}]{_stated(moved)}, or take the change "
        "back.",
    )


def _stated(moved: MovedField) -> str:
    """What the change request states beside: the new end of the work, of which nobody else tells."""
    return f" and ends: {moved.after}" if moved.figure == "sow.ends" and moved.after else ""


def _open(moved: MovedField) -> Finding:
    return warning(
        "change-request-open",
        moved.location,
        f"{_what(moved)}; {listed(moved.requests)} names it and is not agreed yet",
        "Have the change request decided; until then the gate stays shut.",
    )


def _suggested(moved: MovedField) -> str:
    if moved.name in moved.names:
        return moved.name
    return min(moved.names, key=lambda name: (not name.startswith("SOW-"), name), default=moved.name)


def _what(moved: MovedField) -> str:
    signed = f"{moved.document} {moved.topic}" if moved.topic else moved.document
    return f"{_change(moved)} since {quoted(signed)} revision {moved.revision} was signed"


def _change(moved: MovedField) -> str:
    subject = _subject(moved)
    if moved.before is None:
        return f"{subject} was added"
    if moved.after is None:
        return f"{subject} was taken out"
    if _DIGEST.fullmatch(moved.before) or moved.figure == "sow.acceptance":
        return f"{subject} changed"
    return f"{subject} moved from {moved.before} to {moved.after}"


def _subject(moved: MovedField) -> str:
    if moved.figure.startswith(INPUT):
        return f"the sizing input {moved.name}"
    if moved.figure.startswith(RESULT):
        return f"the sizing result {moved.name}"
    if moved.figure.startswith("work-package."):
        return f"the effort of {moved.name}"
    label = _LABELS.get(moved.figure)
    return f"{label} of {moved.name}" if label else moved.name


def _check_inputs(project: Project, library: Library) -> Iterator[Finding]:
    """The inputs that a change request names are inputs or components of the pinned rule set."""
    request = project.sizing
    rules = library.rule_set(request.rules.id, request.rules.version) if request else None
    known = (
        {*(definition.id for definition in rules.inputs), *(output.id for output in rules.outputs)} if rules else set()
    )
    for change in project.changes:
        for number, name in enumerate(change.sizing):
            if name not in known:
                has = f"the rule set has: {listed(known)}" if known else "the project has no sizing"
                yield error(
                    "sizing-input-unknown",
                    change.location.at("sizing", number),
                    f"{quoted(name)} is no input of the sizing; {has}.",
                    repair_name(name, known, otherwise="name an input of the rule set"),
                    replacement=replace_name(name, known),
                )
