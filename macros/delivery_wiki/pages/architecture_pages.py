"""The architecture: components and connections, drawn and as tables, as designed and as built."""

from __future__ import annotations

from delivery_wiki.model.project import Architecture, Component
from delivery_wiki.model.status import translatable

from .drawings.components import draw_components
from .drawings.shapes import wide_and_narrow
from .environment_pages import port_table
from .page_kind import Macro, PageContext, PageKind
from .register_parts import NOTHING, authors_hint, computed, register_table, single_page
from .state_marks import state_word
from .tree import Bar, Block, Blocks, Column, Content, Figure, Heading, Mark, Number, Paragraph, Row, State, Table

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
    return (_progress(context, architecture), *architecture_blocks(context, architecture))


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
    caption = context.words("Components by tier and their connections; the tables say the same.")
    return Figure(drawing=wide_and_narrow(wide, narrow), caption=caption, wide=True)


def _progress(context: PageContext, architecture: Architecture) -> Bar:
    words, total = context.words, len(architecture.components)
    built = sum(one.built is not None and one.built <= context.on for one in architecture.components)
    stands = words("{count} built", count=words.number(built))
    waits = words("{count} as designed", count=words.number(total - built))
    return Bar(
        parts=((Mark.MET, built, stands), (Mark.OPEN, total - built, waits)),
        total=total,
        text=words.counted(
            total, "{count} component: {states}", "{count} components: {states}", states=f"{stands}, {waits}"
        ),
    )


def component_table(context: PageContext, architecture: Architecture) -> Table:
    """Every component with its tier, who provides it, and whether it stands."""
    words = context.words
    columns = (
        Column(title=words("Component")),
        Column(title=words("Kind"), narrow=True),
        Column(title=words("Tier"), narrow=True),
        Column(title=words("Provided by"), narrow=True),
        Column(title=words("State"), narrow=True),
        Column(title=words("Note")),
    )
    rows = [
        Row(
            id=f"component-{one.id}",
            cells=(
                one.title,
                state_word(one.kind, words),
                one.tier,
                words(one.provided_by.value),
                _built(context, one),
                one.note or NOTHING,
            ),
        )
        for one in architecture.components
    ]
    return register_table(
        columns,
        rows,
        empty=authors_hint(context, words("No component is written yet."), words("They stand in architecture.yml.")),
    )


def _built(context: PageContext, component: Component) -> Content:
    words = context.words
    if component.built is None or component.built > context.on:
        return State(Mark.OPEN, words("as designed"))
    return State(Mark.MET, words("built {date}", date=words.date(component.built)))


def connection_table(context: PageContext, architecture: Architecture) -> Table:
    """Every connection with its protocol and port."""
    words = context.words
    titles = {one.id: one.title for one in architecture.components}
    columns = (
        Column(title=words("From")),
        Column(title=words("To")),
        Column(title=words("Protocol"), narrow=True),
        Column(title=words("Port"), numeric=True),
        Column(title=words("Note")),
    )
    rows = [
        Row(
            cells=(
                titles.get(one.source, one.source),
                titles.get(one.target, one.target),
                one.protocol,
                Number(str(one.port)) if one.port is not None else NOTHING,
                one.note or NOTHING,
            )
        )
        for one in architecture.connections
    ]
    return register_table(
        columns,
        rows,
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
