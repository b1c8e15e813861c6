"""Sections of the Implementation Concept that are drawn or computed from the project's data."""

from __future__ import annotations

from delivery_wiki.pages import tree
from delivery_wiki.pages.architecture_pages import architecture_figure, component_table, connection_table
from delivery_wiki.pages.environment_pages import interface_table, migration_table, port_table
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.tree import Blocks

from .frame import part
from .sizing_clauses import sizing_in_full


def architecture(context: PageContext) -> Blocks:
    """The drawing, then components and connections as tables."""
    words, found = context.words, context.view.project.architecture
    if found is None:
        return ()
    note: Blocks = (tree.Prose(found.note, found.location.at("note"), 4),) if found.note else ()
    return (
        architecture_figure(context, found),
        *note,
        part(words("Components"), "concept-architecture-components", (component_table(context, found),)),
        part(words("Connections"), "concept-architecture-connections", (connection_table(context, found),)),
    )


def sizing(context: PageContext) -> Blocks:
    """Inputs, results, growth and scenarios as on the sizing page, which also opens the working of each figure."""
    return sizing_in_full(context, "concept-sizing")


def network(context: PageContext) -> Blocks:
    """The network paths that have to be open, and the systems that are connected."""
    words, environment = context.words, context.view.project.environment
    if environment is None:
        return ()
    parts: list[tree.Clause] = []
    if environment.ports:
        ports = port_table(context, environment.ports)
        parts.append(part(words("Ports"), "concept-network-ports", (ports,)))
    if environment.interfaces:
        parts.append(part(words("Interfaces"), "concept-network-interfaces", (interface_table(context),)))
    return tuple(parts)


def migration(context: PageContext) -> Blocks:
    """The groups of mailboxes that move together, when, and the way back."""
    environment = context.view.project.environment
    return (migration_table(context),) if environment and environment.migration else ()
