"""Components and their connections, from architecture.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..process import PartyKind
from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Located):
    """A part of the system as designed; `built` tells whether it stands."""

    id: str
    title: str
    kind: str
    tier: str
    provided_by: PartyKind
    note: str = ""
    built: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(Located):
    """Traffic from one component to another."""

    source: str
    target: str
    protocol: str
    port: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture(Located):
    """architecture.yml: tiers from the user inwards, components and their connections."""

    tiers: tuple[str, ...]
    components: tuple[Component, ...]
    connections: tuple[Connection, ...] = ()
    note: str = ""
