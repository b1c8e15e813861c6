"""The Customer Implementation Concept: prose sections from concept/, computed ones from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from delivery_wiki.model.project import ProseSection
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import single_page
from delivery_wiki.pages.tree import Blocks

from . import concept_sections, shared_sections
from .cover import document_exists
from .frame import DocumentParts, Part, document_page, unwritten

KIND = "implementation-concept"
COMPUTED: Mapping[str, tuple[str, Callable[[PageContext], Blocks]]] = {
    "scope": ("project.yml", shared_sections.scope),
    "goals": ("project.yml", shared_sections.goals),
    "architecture": ("architecture.yml", concept_sections.architecture),
    "sizing": ("sizing.yml", concept_sections.sizing),
    "network": ("environment.yml", concept_sections.network),
    "migration": ("environment.yml", concept_sections.migration),
    "responsibilities": ("responsibilities.yml", shared_sections.responsibilities),
    "plan": ("project.yml", shared_sections.milestones),
    "requirements": ("requirements.yml", shared_sections.requirements),
    "risks": ("project.yml", shared_sections.uncertainties),
}


def implementation_concept(context: PageContext) -> Blocks:
    """The whole concept, in the order of the pinned template."""
    parts = DocumentParts(
        computed={name: partial(_computed, context, name) for name in COMPUTED},
        standard=standard_texts(context),
        prose=concept_prose(context),
        prose_file=lambda section: f"concept/{section}.md",
        anchor="concept",
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
