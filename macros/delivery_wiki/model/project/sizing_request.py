"""Inputs, overrides and scenarios of a sizing, from sizing.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .located import Located, Pin


class InputBasis(Enum):
    """Whether a sizing input was measured or is assumed."""

    MEASURED = "measured"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingInput(Located):
    """A value that the sizing starts from; `value` is exact, in `unit`."""

    input: str
    value: int | Decimal | bool | str
    basis: InputBasis
    unit: str = ""
    source: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingOverride(Located):
    """A result set by hand, beside the computed one, with the reason."""

    output: str
    value: int | Decimal | bool | str
    reason: str
    unit: str = ""
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Located):
    """A named variation of the inputs."""

    id: str
    title: str
    inputs: tuple[SizingInput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingRequest(Located):
    """sizing.yml: which rule set, with which inputs."""

    rules: Pin
    inputs: tuple[SizingInput, ...]
    scenarios: tuple[Scenario, ...] = ()
    overrides: tuple[SizingOverride, ...] = ()
    compare_with: Pin | None = None
