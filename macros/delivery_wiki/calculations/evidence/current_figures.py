"""The figures that a document cites, as exact text: frozen when it is issued, compared ever after."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from delivery_wiki.model.document_kinds import BASIC, SOW, Figures, kind_of
from delivery_wiki.model.project.requirements import Priority
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import Message, MessageValue, message, translatable

from ..base.audience_view import AudienceView
from ..base.exact_text import digest_of, exact_text
from ..base.fingerprint import case_digest
from ..base.phrases import about
from ..base.readable_digits import readable
from ..money.change_effect import EFFECT, effect_figures
from ..money.contract_figures import (
    ABSORBED,
    active_requirements,
    agreed_requests,
    contract_figures,
    frozen_as_now,
    wording_of,
)
from ..money.efforts import sow_figures
from ..money.offers import day_of_offer, offer_figures, open_changes

_FRACTION = re.compile(r"-?\d+/[1-9]\d*")
_OF_THE_SIZING = re.compile(r"\{\{\s*sizing")

# What a figure is called in a sentence, by its key or, with a dot, by how the key begins.
LABELS = translatable(
    {
        "sow.basis": "Price basis",
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
        "sow.acceptance": "The periods of acceptance have changed since they were issued",
        "sow.payment": "The payments have changed since they were issued",
        "sow.contract": "The contract data have changed since they were issued",
        "sow.rates": "The rates have changed since they were issued",
        "sow.deliverables": "The deliverables or their acceptance criteria have changed since they were issued",
        "requirements.text": "The wording of requirements has changed since they were issued",
        "cases.text": "The wording of test cases has changed since they were issued",
    }
)
# Figures of single items, so that a finding can name the one that moved; their sums and digests stand beside them.
ITEM_TEXTS = translatable(
    {
        "requirement.": (
            "Reworded, added or taken out since it was issued: {names}",
            "Reworded, added or taken out since they were issued: {names}",
        ),
        "deliverable.": (
            "Changed since it was issued, or its acceptance criteria: {names}",
            "Changed since they were issued, or their acceptance criteria: {names}",
        ),
        "work-package.": (
            "Another effort than was issued: {names}",
            "Other efforts than were issued: {names}",
        ),
    }
)
ITEM_PREFIXES = tuple(ITEM_TEXTS)
SUM_OF = {"requirements.text": "requirement", "sow.deliverables": "deliverable"}


def current_figures(
    kind: str, topic: str | None, view: AudienceView, sizing: SizingResult | None, *, on: dt.date
) -> dict[str, str]:
    """Every figure that a document of this kind cites on a day, by a stable name, in a stable order."""
    project = view.project
    found: dict[str, str] = {}
    if cites_sizing(kind, topic, project) and project.sizing is not None and sizing is not None:
        found |= _sizing(sizing)
    for figures, find in _FOUND_BY.items():
        if figures in kind_of(kind).figures:
            found |= find(project, topic, on)
    return dict(sorted(found.items()))


def cites_sizing(kind: str, topic: str | None, project: Project) -> bool:
    """Whether a document shows the sizing, and binds with it; a statement of work may say that it does not.

    One whose prose names a figure of the sizing shows it all the same.
    """
    document = kind_of(kind)
    if not document.is_contract:
        return Figures.SIZING in document.figures
    topic = topic or BASIC
    sow = next((sow for sow in project.sows if sow.topic == topic), None)
    says_so = sow is None or sow.cites_sizing
    return says_so or _names_figures(project, topic)


def _names_figures(project: Project, topic: str) -> bool:
    prose = SOW.written(project, topic)
    return prose is not None and any(_OF_THE_SIZING.search(section.text) for section in prose.sections)


def changed_figures(
    issued: dict[str, str], current: dict[str, str], sizing: SizingResult | None
) -> tuple[Message, ...]:
    """One message for each figure that differs from what was issued; sizing is judged only when it was computed."""
    moved = moved_figures(issued, current)
    changes: list[Message] = []
    told = {part.rpartition(".")[0] for part in moved}
    for name, (old, new) in sorted(moved.items(), key=lambda item: _cause_first((item[0], ""))):
        if old is None or name.startswith(ITEM_PREFIXES) or (name.startswith("sizing.") and sizing is None):
            continue
        if SUM_OF.get(name) not in told:
            changes.append(figure_change(name, old, new, sizing))
    return tuple(dict.fromkeys((*changes, *_items_changed(moved))))


def moved_figures(issued: dict[str, str], current: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """Each figure that differs, with what it was and is; a new item counts where items were frozen one by one."""
    issued = frozen_as_now(issued, current)
    listed = {prefix for prefix in ITEM_PREFIXES if any(name.startswith(prefix) for name in issued)}
    names = [*issued, *(name for name in current if name not in issued and name.startswith(tuple(listed)))]
    return {
        name: (issued.get(name), current.get(name))
        for name in names
        if issued.get(name) != current.get(name)
        and not name.startswith(ABSORBED)
        and not (name.startswith(EFFECT) and name not in current)
    }


def absorbed_requests(issued: dict[str, str]) -> frozenset[str]:
    """The agreed change requests that a frozen revision already holds."""
    return frozenset(name.removeprefix(ABSORBED) for name in issued if name.startswith(ABSORBED))


def _items_changed(moved: dict[str, tuple[str | None, str | None]]) -> Iterator[Message]:
    """One message for all requirements, one for all deliverables and one for all work packages that moved."""
    for prefix, texts in ITEM_TEXTS.items():
        changed = sorted({name.removeprefix(prefix) for name in moved if name.startswith(prefix)}, key=_by_number)
        if changed and not (prefix == "work-package." and "sow.days" in moved):
            yield about(changed, *texts)


def _by_number(id: str) -> tuple[int, str]:
    return (len(id), id)


def _cause_first(figure: tuple[str, str]) -> tuple[bool, str]:
    """Inputs before what follows from them, so that the first message names the cause."""
    return (not figure[0].startswith("sizing.input."), figure[0])


def figure_change(name: str, old: str, new: str | None, sizing: SizingResult | None) -> Message:
    """What became of one figure, in a sentence."""
    if name in TEXTS:
        return message(TEXTS[name])
    if name.startswith(EFFECT):
        return message("What the change request adds to is agreed otherwise since it was issued")
    title = _title(name, sizing)
    if new is None:
        return message("{figure} was {old} when issued and is gone now", figure=title, old=_said(old))
    before, after = _said(old), _said(new)
    if name.startswith("sizing."):
        before, after = _readable(before, after)
        title = _with_unit(name, title, sizing)
    return message("{figure} moved from {old} to {new} since it was issued", figure=title, old=before, new=after)


def _readable(old: MessageValue, new: MessageValue) -> tuple[MessageValue, MessageValue]:
    """Computed numbers with four significant digits, unless only the digits behind them differ."""
    if not isinstance(old, Decimal | Fraction) or not isinstance(new, Decimal | Fraction):
        return old, new
    before, after = _rounded(old), _rounded(new)
    return (old, new) if before == after else (before, after)


def _rounded(value: Decimal | Fraction) -> Decimal:
    """Four significant digits, as a decimal number: a fraction would be told as one."""
    return Decimal(exact_text(readable(Fraction(value))))


def _with_unit(name: str, title: str | tuple[str, ...], sizing: SizingResult | None) -> str | tuple[str, ...]:
    """The title of a figure with its unit last."""
    units = {f"sizing.{line.id}": line.count_unit for line in sizing.lines} if sizing else {}
    for line in sizing.lines if sizing else ():
        units |= {f"sizing.{line.id}.{measure.rule}": measure.unit for measure in line.measures}
    for used_input in sizing.inputs if sizing else ():
        units[f"sizing.input.{used_input.definition.id}"] = used_input.definition.unit
    unit, named = units.get(name, ""), (title,) if isinstance(title, str) else title
    return (*named, unit) if unit and unit not in named else title


def _said(figure: str) -> MessageValue:
    """A figure as the date or number that it is, so that pages write it in the reader's format."""
    with suppress(ValueError):
        return dt.date.fromisoformat(figure)
    with suppress(InvalidOperation):
        return Decimal(figure)
    return Fraction(figure) if _FRACTION.fullmatch(figure) else figure


def _title(name: str, sizing: SizingResult | None) -> str | tuple[str, ...]:
    if name in LABELS or sizing is None:
        return LABELS.get(name, name)
    titles: dict[str, str | tuple[str, ...]] = {f"sizing.{line.id}": line.title for line in sizing.lines}
    titles |= {f"sizing.input.{used_input.definition.id}": used_input.definition.title for used_input in sizing.inputs}
    titles |= {
        f"sizing.{line.id}.{measure.rule}": (line.title, measure.title)
        for line in sizing.lines
        for measure in line.measures
    }
    return titles.get(name, name)


def _sizing(sizing: SizingResult) -> dict[str, str]:
    found = {
        f"sizing.input.{used_input.definition.id}": exact_text(used_input.value)
        for used_input in sizing.inputs
        if used_input.value is not None
    }
    for line in sizing.lines:
        if line.count is not None:
            found[f"sizing.{line.id}"] = exact_text(line.count)
        for measure in line.measures:
            if measure.value is not None:
                found[f"sizing.{line.id}.{measure.rule}"] = exact_text(measure.value)
    return found


def _offer(project: Project, _topic: str | None, on: dt.date) -> dict[str, str]:
    if project.offer is None:
        return {}
    last = min(day_of_offer(project), on)
    sums = offer_figures(project.offer, sow_figures(project, on=on), on=last, open_changes=open_changes(project, last))
    found = {"offer.licences": f"{exact_text(sums.licences)} {sums.currency}"}
    if sums.services is not None:
        found["offer.services"] = f"{exact_text(sums.services)} {sums.currency}"
    return found


def _requirements(project: Project, _topic: str | None, _on: dt.date) -> dict[str, str]:
    active = active_requirements(project)
    return {
        "requirements.count": str(len(active)),
        "requirements.mandatory": str(sum(requirement.priority is Priority.MUST for requirement in active)),
        "requirements.text": digest_of(wording_of(requirement) for requirement in active),
        **{f"requirement.{requirement.id}": digest_of([wording_of(requirement)]) for requirement in active},
    }


def _cases(project: Project, _topic: str | None, _on: dt.date) -> dict[str, str]:
    active = sorted((case for case in project.tests if not case.withdrawn), key=lambda case: case.id)
    return {"cases.count": str(len(active)), "cases.text": digest_of((case.id, case_digest(case)) for case in active)}


def _scope(project: Project, _topic: str | None, _on: dt.date) -> dict[str, str]:
    parts = [("in", text) for text in project.scope.included] + [("out", text) for text in project.scope.excluded]
    return {"scope.text": digest_of([*parts, *(("goal", text) for text in project.goals)])}


# The sizing is found apart: it is handed over, and not computed here.
_FOUND_BY: dict[Figures, Callable[[Project, str | None, dt.date], dict[str, str]]] = {
    Figures.SCOPE: _scope,
    Figures.REQUIREMENTS: _requirements,
    Figures.CASES: _cases,
    Figures.OFFER: _offer,
    Figures.CONTRACT: contract_figures,
    Figures.AGREED_REQUESTS: lambda project, _topic, on: agreed_requests(project, on),
    Figures.CHANGE: effect_figures,
}
