"""Sections of the Implementation Concept that are drawn or computed from the project's data."""

from __future__ import annotations

from macros.model.sizing import ResultLine, ResultMeasure
from macros.pages import tree
from macros.pages.page_kind import PageContext
from macros.pages.register_parts import NOTHING, day, register_table
from macros.pages.tree import Blocks, Column, Content, Row

from .frame import part
from .shared_sections import milestones


def architecture(context: PageContext) -> Blocks:
    """The components tier by tier, with who provides them."""
    words, found = context.words, context.view.project.architecture
    if found is None:
        return ()
    rows = [
        Row(cells=(one.title, words(one.kind), words(tier), words(one.provided_by.value), one.note))
        for tier in found.tiers
        for one in found.components
        if one.tier == tier
    ]
    columns = (
        Column(title=words("Component")),
        Column(title=words("Kind")),
        Column(title=words("Tier")),
        Column(title=words("Provided by")),
        Column(title=words("Note")),
    )
    note: Blocks = (tree.Prose(found.note, found.location.at("note"), 4),) if found.note else ()
    return (*note, register_table(columns, rows, empty=words("No component is named yet.")))


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


def _value(context: PageContext, value: object, unit: str) -> Content:
    words = context.words
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, str):
        return words(value)
    return tree.Number(words.number(value), words(unit) if unit else "")  # type: ignore[arg-type]


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
        parts.append(part(words("Ports"), "concept-network-ports", (_ports(context),)))
    if environment.interfaces:
        parts.append(part(words("Interfaces"), "concept-network-interfaces", (_interfaces(context),)))
    return tuple(parts)


def _ports(context: PageContext) -> tree.Table:
    words, environment = context.words, context.view.project.environment
    rows = [
        Row(cells=(one.source, one.target, str(one.port), one.protocol, one.purpose))
        for one in (environment.ports if environment else ())
    ]
    columns = (
        Column(title=words("From")),
        Column(title=words("To")),
        Column(title=words("Port"), numeric=True),
        Column(title=words("Protocol")),
        Column(title=words("Purpose")),
    )
    return register_table(columns, rows, empty="")


def _interfaces(context: PageContext) -> tree.Table:
    words, environment = context.words, context.view.project.environment
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.title,
                one.system,
                words(one.direction),
                one.protocol,
                context.person(one.owner),
                one.note,
            )
        )
        for one in (environment.interfaces if environment else ())
    ]
    columns = (
        Column(title=words("Interface"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("System")),
        Column(title=words("Direction")),
        Column(title=words("Protocol")),
        Column(title=words("Owner")),
        Column(title=words("Note")),
    )
    return register_table(columns, rows, empty="")


def migration(context: PageContext) -> Blocks:
    """The groups of mailboxes that move together, when, and the way back."""
    words, environment = context.words, context.view.project.environment
    if environment is None or not environment.migration:
        return ()
    rows = [
        Row(cells=(context.item(one.id), one.title, words.number(one.mailboxes), day(context, one.date), one.rollback))
        for one in environment.migration
    ]
    columns = (
        Column(title=words("Wave"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("Mailboxes"), numeric=True),
        Column(title=words("Date"), narrow=True),
        Column(title=words("Way back")),
    )
    return (register_table(columns, rows, empty=""),)


def plan(context: PageContext) -> Blocks:
    """The milestones."""
    return milestones(context)
