"""The contract data that hold for a statement of work or for the offer: their own before those of the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from delivery_wiki.model.project.contract_data import ContractData
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from .exact_text import exact_text


def contract_of(project: Project, sow: StatementOfWork | None = None) -> ContractData:
    """What holds for a statement of work, or for the project; each key that nobody wrote is empty."""
    usual, own = project.contract or ContractData(), (sow.contract if sow else None) or ContractData()
    stated: dict[str, Any] = {name: value for name, value in _values(own) if value not in _NOTHING}
    return replace(usual, **stated)


def stated_terms(contract: ContractData) -> tuple[tuple[str, str], ...]:
    """Each key that is written, with its value as exact text, in the order of the keys."""
    return tuple((name, _exact(value)) for name, value in _values(contract) if value not in _NOTHING)


def _values(record: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(record, field.name)) for field in fields(record) if field.name != "location")


def _exact(value: Any) -> str:
    if is_dataclass(value):
        return "; ".join(f"{name}: {_exact(inner)}" for name, inner in _values(value) if inner not in _NOTHING)
    if isinstance(value, tuple):
        return " | ".join(_exact(inner) for inner in value)
    return exact_text(value) if isinstance(value, Decimal) else str(value)


_NOTHING: tuple[object, ...] = (None, "", ())


def offer_with_terms(project: Project) -> Offer | None:
    """The offer with rate of tax and days to pay: its own, else those of the project."""
    offer, contract = project.offer, contract_of(project)
    if offer is None:
        return None
    vat, days = offer.vat_percent, offer.payment_days
    return replace(
        offer,
        vat_percent=contract.vat_percent if vat is None else vat,
        payment_days=contract.payment_days if days is None else days,
    )
