"""What signed texts and figures that moved do to days and money: sums that moved, and work that hangs on texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from delivery_wiki.model.document_kinds import BASIC, kind_of
from delivery_wiki.model.project.statement_of_work_terms import WorkPackage
from delivery_wiki.model.status import SowFigures

from ..verification.baselines import MovedField
from .changes import BaselineEffect, ComparedSide, HangingWork

REQUIREMENT, DELIVERABLE = "requirement.", "deliverable."  # how figures of items are called


def baseline_effects(
    moved: Sequence[MovedField], before: ComparedSide, after: ComparedSide
) -> Iterator[BaselineEffect]:
    """The effect of each document of which something moved, where it has one."""
    for document, topic in dict.fromkeys((field.document, field.topic) for field in moved):
        fields = [field for field in moved if (field.document, field.topic) == (document, topic)]
        old, new = (_figures(side, document, topic) for side in (before, after))
        effect = BaselineEffect(
            document=document,
            topic=topic,
            days=_pair(old.days, new.days) if old and new else None,
            price=_pair(old.total, new.total) if old and new else None,
            currency=new.currency if new else "",
            hanging=_hanging(fields, after, (new,) if new else after.status.sows),
        )
        if effect.days or effect.price or effect.hanging:
            yield effect


def _pair(before: Decimal | None, after: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return None if before is None or after is None or before == after else (before, after)


def _figures(side: ComparedSide, document: str, topic: str | None) -> SowFigures | None:
    """The sums of the statement of work that a document is; None of another kind."""
    if not kind_of(document).is_contract:
        return None
    return next((sow for sow in side.status.sows if sow.sow.topic == (topic or BASIC)), None)


def _hanging(fields: Iterable[MovedField], side: ComparedSide, sums: Sequence[SowFigures]) -> HangingWork | None:
    """The work packages that bring the deliverables which moved, or those of requirements which moved."""
    handed = set(_handed(fields, side))
    found = [
        (package, figures) for figures in sums for package in figures.sow.work_packages if _brings(package, handed)
    ]
    if not found:
        return None
    amounts = [_amount(package, figures) for package, figures in found]
    priced = [amount for amount in amounts if amount is not None]
    return HangingWork(
        packages=tuple(package.id for package, _ in found),
        days=sum((package.days for package, _ in found), Decimal(0)),
        amount=sum(priced, Decimal(0)) if priced and len(priced) == len(amounts) else None,
        currency=found[0][1].currency,
    )


def _handed(fields: Iterable[MovedField], side: ComparedSide) -> Iterator[str]:
    requirements = {requirement.id: requirement for requirement in side.view.project.requirements}
    for field in fields:
        if field.figure.startswith(DELIVERABLE):
            yield field.figure.removeprefix(DELIVERABLE)
        elif field.figure.startswith(REQUIREMENT):
            known = requirements.get(field.figure.removeprefix(REQUIREMENT))
            yield from known.deliverables if known else ()


def _brings(package: WorkPackage, handed: set[str]) -> bool:
    return not package.withdrawn and bool(handed & {*package.deliverables})


def _amount(package: WorkPackage, figures: SowFigures) -> Decimal | None:
    return next((line.amount for line in figures.lines if line.id == package.id), None)
