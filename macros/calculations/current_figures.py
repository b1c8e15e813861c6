"""The figures that a document cites, as exact text: frozen when it is issued, compared ever after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from macros.model.project import Priority, Project, Requirement, StatementOfWork
from macros.model.sizing import SizingResult
from macros.model.status import Message, MessageValue, message, translatable

from .audience_view import AudienceView
from .efforts import figures, offer_figures, sow_figures
from .fingerprint import case_digest, fingerprint

DIGEST_LENGTH = 12
WITH_SIZING = frozenset({"sizing", "implementation-concept", "basic-sow", "sow", "formal-offer"})

# What a figure is called in a sentence, by its key or, with a dot, by how the key begins.
LABELS = translatable(
    {
        "sow.days": "Effort in days",
        "sow.total": "Total price",
        "sow.starts": "Start",
        "sow.ends": "End",
        "offer.services": "Price of the services",
        "offer.licences": "Price of the licences",
        "requirements.count": "Number of requirements",
        "requirements.mandatory": "Number of mandatory requirements",
        "cases.count": "Number of test cases",
    }
)
TEXTS = translatable(
    {
        "scope.text": "The scope has changed since it was issued",
        "sow.scope": "The scope has changed since it was issued",
        "sow.deliverables": "The deliverables or their acceptance criteria have changed since they were issued",
        "requirements.text": "The wording of requirements has changed since they were issued",
        "cases.text": "The wording of test cases has changed since they were issued",
    }
)


def current_figures(kind: str, topic: str | None, view: AudienceView, sizing: SizingResult | None) -> dict[str, str]:
    """Every figure that a document of this kind cites, by a stable name, in a stable order."""
    project = view.project
    found: dict[str, str] = {}
    if kind in WITH_SIZING and project.sizing is not None and sizing is not None:
        found |= _sizing(sizing)
    if own := _OWN.get(kind):
        found |= own(project, topic)
    return dict(sorted(found.items()))


def changed_figures(
    issued: dict[str, str], current: dict[str, str], sizing: SizingResult | None
) -> tuple[Message, ...]:
    """One message for each figure that differs from what was issued; sizing is judged only when it was computed."""
    changes = []
    for name, old in sorted(issued.items(), key=_cause_first):
        if name.startswith("sizing.") and sizing is None:
            continue
        new = current.get(name)
        if new != old:
            changes.append(_change(name, old, new, sizing))
    return tuple(dict.fromkeys(changes))


def _cause_first(figure: tuple[str, str]) -> tuple[bool, str]:
    """Inputs before what follows from them, so that the first message names the cause."""
    return (not figure[0].startswith("sizing.input."), figure[0])


def _change(name: str, old: str, new: str | None, sizing: SizingResult | None) -> Message:
    if name in TEXTS:
        return message(TEXTS[name])
    title = _title(name, sizing)
    if new is None:
        return message("{figure} was {old} when issued and is gone now", figure=title, old=_said(old))
    return message(
        "{figure} moved from {old} to {new} since it was issued", figure=title, old=_said(old), new=_said(new)
    )


def _said(figure: str) -> MessageValue:
    """A figure as the date or number that it is, so that pages write it in the reader's format."""
    with suppress(ValueError):
        return dt.date.fromisoformat(figure)
    with suppress(InvalidOperation):
        return Decimal(figure)
    return figure


def _title(name: str, sizing: SizingResult | None) -> str | tuple[str, ...]:
    if name in LABELS or sizing is None:
        return LABELS.get(name, name)
    titles: dict[str, str | tuple[str, ...]] = {f"sizing.{line.id}": line.title for line in sizing.lines}
    titles |= {f"sizing.input.{one.definition.id}": one.definition.title for one in sizing.inputs}
    titles |= {
        f"sizing.{line.id}.{measure.rule}": (line.title, measure.title)
        for line in sizing.lines
        for measure in line.measures
    }
    return titles.get(name, name)


def _sizing(sizing: SizingResult) -> dict[str, str]:
    found = {f"sizing.input.{one.definition.id}": _exact(one.value) for one in sizing.inputs if one.value is not None}
    for line in sizing.lines:
        if line.count is not None:
            found[f"sizing.{line.id}"] = _exact(line.count)
        for measure in line.measures:
            if measure.value is not None:
                found[f"sizing.{line.id}.{measure.rule}"] = _exact(measure.value)
    return found


def _statement_of_work(project: Project, topic: str | None) -> dict[str, str]:
    sow = next((one for one in project.sows if one.topic == (topic or "basic")), None)
    if sow is None:
        return {}
    sums = figures(sow)
    found = {
        "sow.days": _exact(sums.days),
        "sow.scope": _digest(_scope(sow)),
        "sow.deliverables": _digest(_handed(sow)),
    }
    if cited := _cited_requirements(project, sow):
        found["requirements.text"] = _digest(cited)
    if sums.total is not None:
        found["sow.total"] = f"{_exact(sums.total)} {sums.currency}"
    if sow.starts:
        found["sow.starts"] = sow.starts.isoformat()
    if sow.ends:
        found["sow.ends"] = sow.ends.isoformat()
    return found


def _cited_requirements(project: Project, sow: StatementOfWork) -> list[tuple[str, str]]:
    return [_wording(one) for one in _active(project) if one.sow in {sow.id, sow.topic}]


def _scope(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    yield from (("in", text) for text in sow.scope)
    yield from (("out", text) for text in sow.out_of_scope)


def _handed(sow: StatementOfWork) -> Iterable[tuple[str, str]]:
    for deliverable in sow.deliverables:
        if not deliverable.withdrawn:
            yield (deliverable.id, f"{deliverable.title}\n{deliverable.description}")
            yield from ((one.id, f"{one.statement}\n{one.method}") for one in deliverable.acceptance)


def _offer(project: Project, _topic: str | None) -> dict[str, str]:
    if project.offer is None:
        return {}
    sums = offer_figures(project.offer, sow_figures(project))
    found = {"offer.licences": f"{_exact(sums.licences)} {sums.currency}"}
    if sums.services is not None:
        found["offer.services"] = f"{_exact(sums.services)} {sums.currency}"
    return found


def _requirements(project: Project, _topic: str | None) -> dict[str, str]:
    active = _active(project)
    return {
        "requirements.count": str(len(active)),
        "requirements.mandatory": str(sum(one.priority is Priority.MUST for one in active)),
        "requirements.text": _digest(_wording(one) for one in active),
    }


def _active(project: Project) -> list[Requirement]:
    active = (one for one in project.requirements if not one.withdrawn and one.decision is None)
    return sorted(active, key=lambda one: one.id)


def _wording(requirement: Requirement) -> tuple[str, str]:
    return (requirement.id, f"{requirement.statement}\n{requirement.fit_criterion}")


def _cases(project: Project, _topic: str | None) -> dict[str, str]:
    active = sorted((case for case in project.tests if not case.withdrawn), key=lambda case: case.id)
    return {"cases.count": str(len(active)), "cases.text": _digest((case.id, case_digest(case)) for case in active)}


def _charter(project: Project, _topic: str | None) -> dict[str, str]:
    parts = [("in", text) for text in project.scope.included] + [("out", text) for text in project.scope.excluded]
    return {"scope.text": _digest([*parts, *(("goal", text) for text in project.goals)])}


def _concept(project: Project, topic: str | None) -> dict[str, str]:
    return _requirements(project, topic) | _charter(project, topic)


_OWN: dict[str, Callable[[Project, str | None], dict[str, str]]] = {
    "charter": _charter,
    "implementation-concept": _concept,
    "formal-offer": _offer,
    "basic-sow": lambda project, _topic: _statement_of_work(project, None),
    "sow": _statement_of_work,
    "requirements-checklist": _requirements,
    "test-protocol": _cases,
}


def _digest(parts: Iterable[tuple[str, str]]) -> str:
    return fingerprint(list(parts))[:DIGEST_LENGTH]


def _exact(value: int | Decimal | Fraction | bool | str) -> str:
    """A number as text, the same for equal numbers: no trailing zeros, no exponent."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    decimal = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return format(decimal.normalize(), "f") if Fraction(decimal) == fraction else str(fraction)
