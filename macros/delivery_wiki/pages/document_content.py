"""A document of a project as its page shows it, and the same as frozen content: clause by clause."""

from __future__ import annotations

from delivery_wiki.calculations.dossier import page_stem
from delivery_wiki.model.project import ContentPart

from . import tree
from .macro_calls import Place, expander, run_call
from .page_kind import PageContext
from .project_links import readable_pages
from .registry import PAGE_KINDS
from .tree_text import block_lines, inline_text

COVER = "cover"


def find_document(context: PageContext, kind: str, topic: str | None = None) -> tree.Document | None:
    """The document block of the page that shows it; None where the project has no such page, or it has no block."""
    stem = page_stem(kind, topic)
    for page_kind in PAGE_KINDS:
        for page in readable_pages(page_kind, context):
            if page.stem == stem:
                call = page.body.strip().removeprefix("{{").removesuffix("}}").strip()
                blocks = run_call(call, Place(project=context))
                return next((one for one in blocks if isinstance(one, tree.Document)), None)
    return None


def content_parts(context: PageContext, document: tree.Document) -> tuple[ContentPart, ...]:
    """What a signature covers: the cover, then each clause with its own text; a clause inside one stands after it."""
    expand = expander(Place(project=context))
    facts = "\n".join(f"{name}: {inline_text(content)}" for name, content in document.facts)
    parts = [ContentPart(id=COVER, title=document.title, text=facts)]
    for block in document.blocks:
        parts += _parts(block, expand)
    return tuple(parts)


def _parts(block: tree.Block, expand: tree.Expand) -> list[ContentPart]:
    if not isinstance(block, tree.Clause):
        return [ContentPart(id="", title="", text="\n".join(block_lines((block,), expand)))]
    own = tuple(one for one in block.blocks if not isinstance(one, tree.Clause))
    title = f"{block.number} {block.title}"
    found = [ContentPart(id=block.id, title=title, text="\n".join(block_lines(own, expand)))]
    for one in block.blocks:
        if isinstance(one, tree.Clause):
            found += _parts(one, expand)
    return found
