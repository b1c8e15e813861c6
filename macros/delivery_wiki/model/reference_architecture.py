"""A reference architecture: components and connections that examples of several sizes share, sized by a rule set."""

from __future__ import annotations

from dataclasses import dataclass

from .process import PartyKind
from .project.architecture import Architecture, Component, Connection
from .project.located import Located, Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedComponent(Located):
    """A component whose number and size are those of a result line of the rule set, `sized_by`."""

    id: str
    title: str
    kind: str
    tier: str
    provided_by: PartyKind
    sized_by: str = ""
    note: str = ""

    @property
    def drawn(self) -> Component:
        """The component as drawings have it."""
        return Component(
            id=self.id,
            title=self.title,
            kind=self.kind,
            tier=self.tier,
            provided_by=self.provided_by,
            note=self.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceArchitecture(Located):
    """Components, connections and the sizes to show them at: each the worked example of `rules` for so many users."""

    id: str
    version: str
    title: str
    rules: Pin
    users: tuple[int, ...]
    tiers: tuple[str, ...]
    components: tuple[SizedComponent, ...]
    connections: tuple[Connection, ...] = ()
    summary: str = ""
    notes: tuple[str, ...] = ()
    language: str = "en"

    def drawn(self, components: tuple[SizedComponent, ...]) -> Architecture:
        """The architecture of some of its components, with the traffic between them and the tiers that they need."""
        kept = {component.id for component in components}
        return Architecture(
            tiers=tuple(tier for tier in self.tiers if any(component.tier == tier for component in components)),
            components=tuple(component.drawn for component in components),
            connections=tuple(line for line in self.connections if {line.source, line.target} <= kept),
        )
