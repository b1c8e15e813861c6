"""The architecture: components and connections, drawn and as tables, as designed and as built."""

from __future__ import annotations

from delivery_wiki.model.project.architecture import Architecture, Component, Connection
from delivery_wiki.model.status import translatable

from ..drawings.components import draw_components
from ..drawings.shapes import wide_and_narrow
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import NOTHING, authors_hint, computed, on_this_page, single_page
from ..elements.state_marks import state_word
from ..elements.tree import (
    Bar,
    Block,
    Blocks,
    Content,
    Figure,
    Heading,
    Mark,
    Number,
    Paragraph,
    State,
    Table,
)
from .environment_pages import port_table

# Authors name kinds freely; these are known in every language.
KINDS = translatable(
    (
        *("application", "application server", "balancer", "client", "database", "directory", "document conversion"),
        *("identity", "mail", "middleware", "monitoring", "provisioning", "provisioning source", "proxy", "storage"),
        "synchronisation",
    )
)


def architecture_page(context: PageContext) -> Blocks:
    """How much stands, the drawing, then components, connections and ports as tables."""
    architecture = context.view.project.architecture
    if architecture is None:
        return (
            Paragraph(
                authors_hint(
                    context,
                    context.words("No architecture is written yet."),
                    context.words("It stands in architecture.yml."),
                )
            ),
        )
    blocks = architecture_blocks(context, architecture)
    places = [(block.text, block.id) for block in blocks if isinstance(block, Heading)]
    return (_progress(context, architecture), on_this_page(context.words, places), *blocks)


def architecture_blocks(context: PageContext, architecture: Architecture) -> Blocks:
    """The drawing with its note, and the tables that say the same."""
    words = context.words
    blocks: list[Block] = [architecture_figure(context, architecture)]
    if architecture.note:
        blocks.append(Paragraph(architecture.note))
    blocks.append(Heading(level=2, text=words("Components"), id="components"))
    blocks.append(computed("architecture.yml", component_table(context, architecture)))
    blocks.append(Heading(level=2, text=words("Connections"), id="connections"))
    blocks.append(computed("architecture.yml", connection_table(context, architecture)))
    environment = context.view.project.environment
    if environment and environment.ports:
        blocks.append(Heading(level=2, text=words("Ports"), id="ports"))
        blocks.append(computed("environment.yml", port_table(context, environment.ports)))
    return tuple(blocks)


def architecture_figure(context: PageContext, architecture: Architecture) -> Figure:
    """The drawing for wide and for narrow screens."""
    wide = draw_components(architecture, context.words, on=context.on, narrow=False)
    narrow = draw_components(architecture, context.words, on=context.on, narrow=True)
    caption = context.words("Components by tier and their connections, which the table of connections lists.")
    return Figure(drawing=wide_and_narrow(wide, narrow), caption=caption, wide=True)


def _progress(context: PageContext, architecture: Architecture) -> Bar:
    words, total = context.words, len(architecture.components)
    built = sum(component.built is not None and component.built <= context.on for component in architecture.components)
    stands = words("{count} built", count=words.number(built))
    waits = words("{count} as designed", count=words.number(total - built))
    return Bar(
        parts=((Mark.MET, built, stands), (Mark.OPEN, total - built, waits)),
        total=total,
        text=words.counted(
            total, "{count} component: {states}", "{count} components: {states}", states=f"{stands}, {waits}"
        ),
        lead=words.counted(total, "{count} component", "{count} components"),
    )


def component_table(context: PageContext, architecture: Architecture) -> Table:
    """Every component with its tier, who provides it, and whether it stands."""
    words = context.words
    columns: Columns[Component] = (
        Column(words("Component"), lambda component: component.title),
        Column(words("Kind"), lambda component: state_word(component.kind, words), narrow=True),
        Column(words("Tier"), lambda component: component.tier, narrow=True),
        Column(words("Provided by"), lambda component: words(component.provided_by.value), narrow=True),
        Column(words("State"), lambda component: _built(context, component), narrow=True),
        Column(words("Note"), lambda component: component.note or NOTHING),
    )
    return register_table(
        columns,
        architecture.components,
        empty=authors_hint(context, words("No component is written yet."), words("They stand in architecture.yml.")),
        row_id=lambda component: f"component-{component.id}",
    )


def _built(context: PageContext, component: Component) -> Content:
    words = context.words
    if component.built is None or component.built > context.on:
        return State(Mark.OPEN, words("as designed"))
    return State(Mark.MET, words("built {date}", date=words.date(component.built)))


def connection_table(context: PageContext, architecture: Architecture) -> Table:
    """Every connection with its protocol and port."""
    words = context.words
    titles = {component.id: component.title for component in architecture.components}
    columns: Columns[Connection] = (
        Column(words("From"), lambda connection: titles.get(connection.source, connection.source)),
        Column(words("To"), lambda connection: titles.get(connection.target, connection.target)),
        Column(words("Protocol"), lambda connection: connection.protocol, narrow=True),
        Column(
            words("Port"),
            lambda connection: Number(str(connection.port)) if connection.port is not None else NOTHING,
            figure=True,
        ),
        Column(words("Note"), lambda connection: connection.note or NOTHING),
    )
    return register_table(
        columns,
        architecture.connections,
        empty=authors_hint(context, words("No connection is written yet."), words("They stand in architecture.yml.")),
    )


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "architecture",
        "Architecture",
        "Solution",
        "architecture",
        lambda context: context.view.project.architecture is not None,
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="architecture",
        summary="The components and connections, drawn and as tables, as designed and as built.",
        render=architecture_page,
        example="{{ architecture() }}",
    ),
)
