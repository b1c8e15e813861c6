"""Sections of the Implementation Concept that are drawn or computed from the project's data."""

from __future__ import annotations

from macros.model.sizing import ResultLine, ResultMeasure, RuleValue
from macros.pages import tree
from macros.pages.architecture_pages import architecture_figure, component_table, connection_table
from macros.pages.environment_pages import interface_table, migration_table, port_table
from macros.pages.page_kind import PageContext
from macros.pages.register_parts import NOTHING, register_table
from macros.pages.tree import Blocks, Column, Content, Row

from .frame import part


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
    """Inputs and results; each figure's working stands on the sizing page."""
    words, result = context.words, context.sizing
    if result is None:
        return ()
    rules = words("Computed with {title}, version {version}.", title=result.rules.title, version=result.rules.version)
    warnings = tuple(tree.Callout(kind="warning", title=words.message(text)) for text in result.warnings)
    lead = tree.Paragraph((rules, " ", tree.Link(words("Working of each figure"), "sizing.html")))
    return (
        lead,
        *warnings,
        part(words("Inputs"), "concept-sizing-inputs", (_inputs(context),)),
        part(words("Results"), "concept-sizing-results", (_results(context),)),
    )


def _inputs(context: PageContext) -> tree.Table:
    words = context.words
    rows = []
    for one in context.sizing.inputs if context.sizing else ():
        assumed = words("assumed") if one.assumed else words("measured")
        rows.append(
            Row(
                cells=(
                    words(one.definition.title),
                    _value(context, one.value, one.definition.unit),
                    assumed,
                    one.source,
                )
            )
        )
    columns = (
        Column(title=words("Input")),
        Column(title=words("Value"), numeric=True),
        Column(title=words("Basis")),
        Column(title=words("Source")),
    )
    return register_table(columns, rows, empty=words("No input is given."))


def _value(context: PageContext, value: RuleValue, unit: str) -> Content:
    words = context.words
    if value is None:
        return words("not given")
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, str):
        return words(value)
    return tree.Number(words.number(value), words(unit) if unit else "")


def _results(context: PageContext) -> tree.Table:
    words = context.words
    lines = context.sizing.lines if context.sizing else ()
    rows = [
        Row(cells=(words(line.title), _count(context, line), _measures(context, line.measures), words(line.note)))
        for line in lines
    ]
    columns = (
        Column(title=words("Component")),
        Column(title=words("Nodes"), numeric=True),
        Column(title=words("Size")),
        Column(title=words("Note")),
    )
    return register_table(columns, rows, empty=words("The rules give no result."))


def _count(context: PageContext, line: ResultLine) -> Content:
    words = context.words
    if line.count is None:
        return NOTHING
    text = words.number(line.count)
    if line.count_recommended is not None and line.count_recommended != line.count:
        text = f"{text} – {words.number(line.count_recommended)}"
    return tree.Number(text, assumed=words("rests on an assumed input") if line.assumed else "")


def _measures(context: PageContext, measures: tuple[ResultMeasure, ...]) -> Content:
    words = context.words
    lines: list[tree.Inline] = []
    for one in measures:
        lines += [tree.LineBreak()] if lines else []
        value = tree.Number(words.number(one.value), words(one.unit)) if one.value is not None else NOTHING
        lines += [f"{words(one.title)}: ", value]
    return tuple(lines) or NOTHING


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
