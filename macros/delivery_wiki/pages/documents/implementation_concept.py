"""The Customer Implementation Concept: prose sections from concept/, computed ones from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.model.project.prose_file import ProseSection
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import single_page
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.registers.architecture_pages import architecture_figure, component_table, connection_table
from delivery_wiki.pages.registers.environment_pages import interface_table, migration_table, port_table

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, Part, document_page, part, unwritten
from . import shared_sections
from .concept_glance import concept_at_a_glance
from .sizing_clauses import sizing_in_full

KIND = CONCEPT.id


def implementation_concept(context: PageContext) -> Blocks:
    """The whole concept, in the order of the pinned template."""
    parts = DocumentParts(
        computed={name: partial(_computed, context, name) for name in COMPUTED},
        standard=standard_texts(context),
        prose=concept_prose(context),
        prose_file=partial(CONCEPT.prose_path, None),
        anchor="concept",
        glance=concept_at_a_glance(context),
    )
    return document_page(context, KIND, parts)


def _computed(context: PageContext, name: str) -> Blocks:
    """A computed section: what it holds, or that it is still to come."""
    source, render = COMPUTED[name]
    blocks = render(context)
    if not blocks:
        missing = context.words("This section is not written yet.")
        return (tree.Paragraph(unwritten(missing)),)
    if any(isinstance(block, tree.Clause) for block in blocks):
        return blocks
    return (tree.Computed(source=source, blocks=blocks),)


def concept_prose(context: PageContext) -> dict[str, tuple[ProseSection, ...]]:
    """The prose of each section by its id: one file in concept/ each."""
    return {
        name.removeprefix("concept/"): file.sections
        for name, file in context.view.project.prose.items()
        if name.startswith("concept/")
    }


def standard_texts(context: PageContext) -> Mapping[str, Part]:
    """Sections that have data of their own where nothing is written about them."""
    environment = context.view.project.environment
    if environment is None or not environment.migration:
        return {}
    return {"migration": partial(_computed, context, "migration")}


def _architecture(context: PageContext) -> Blocks:
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


def _sizing(context: PageContext) -> Blocks:
    """Inputs, results, growth and scenarios as on the sizing page, which also opens the working of each figure."""
    return sizing_in_full(context, "concept-sizing")


def _network(context: PageContext) -> Blocks:
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


def _migration(context: PageContext) -> Blocks:
    """The groups of mailboxes that move together, when, and the way back."""
    environment = context.view.project.environment
    return (migration_table(context),) if environment and environment.migration else ()


def _goals(context: PageContext) -> Blocks:
    """The goals with a line that says what they are: the text above them speaks of how they are measured."""
    found = shared_sections.goals(context)
    return (tree.Paragraph(context.words("These are the goals:")), *found) if found else ()


COMPUTED: Mapping[str, tuple[str, Callable[[PageContext], Blocks]]] = {
    "scope": ("project.yml", shared_sections.scope),
    "goals": ("project.yml", _goals),
    "architecture": ("architecture.yml", _architecture),
    "sizing": ("sizing.yml", _sizing),
    "network": ("environment.yml", _network),
    "migration": ("environment.yml", _migration),
    "responsibilities": ("responsibilities.yml", shared_sections.responsibilities),
    "plan": ("project.yml", shared_sections.milestones),
    "requirements": ("requirements.yml", shared_sections.requirements),
    "risks": ("project.yml", shared_sections.uncertainties),
}
MACROS: tuple[Macro, ...] = (
    Macro(
        name="implementation_concept",
        summary="The whole Implementation Concept.",
        render=implementation_concept,
        example="{{ implementation_concept() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        KIND,
        "Customer Implementation Concept",
        "Documents",
        "implementation_concept",
        lambda context: document_exists(context, KIND),
    ),
)
