"""A document of a project as its page shows it, and the same as frozen content: clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.evidence.document_facts import page_stem
from delivery_wiki.model.project.issued_revision import ContentPart

from ..elements import tree
from ..elements.page_kind import PageContext
from ..elements.project_links import readable_pages
from ..render.tree_text import block_lines, head_line, inline_text
from .macro_calls import CallPlace, expander, run_call

COVER = "cover"


def find_document(context: PageContext, kind: str, topic: str | None = None) -> tree.Document | None:
    """The document block of the page that shows it; None where the project has no such page, or it has no block."""
    stem = page_stem(kind, topic)
    for page_kind in context.page_kinds:
        for page in readable_pages(page_kind, context):
            if page.stem == stem:
                call = page.body.strip().removeprefix("{{").removesuffix("}}").strip()
                blocks = run_call(call, CallPlace(project=context))
                return next((block for block in blocks if isinstance(block, tree.Document)), None)
    return None


def content_parts(context: PageContext, document: tree.Document) -> tuple[ContentPart, ...]:
    """What a signature covers: the cover, then each clause with its own text; a clause inside one stands after it."""
    expand = expander(CallPlace(project=context))
    facts = "\n".join(f"{name}: {inline_text(content)}" for name, content in document.facts)
    parts = [ContentPart(id=COVER, title=document.title, text=facts)]
    for block in document.blocks:
        parts += _parts(block, expand)
    return tuple(parts)


def table_heads(document: tree.Document) -> frozenset[str]:
    """The lines of its clauses that are the head of a table, as `content_parts` has them."""
    return frozenset(head_line(table) for table in _tables(document))


def _tables(block: tree.Block | tree.Card) -> Iterator[tree.Table]:
    if isinstance(block, tree.Table):
        yield block
    elif isinstance(block, tree.Figure) and block.twin is not None:
        yield block.twin
    for inner in (*getattr(block, "blocks", ()), *getattr(block, "cards", ())):
        yield from _tables(inner)


def _parts(block: tree.Block, expand: tree.Expand) -> list[ContentPart]:
    if not isinstance(block, tree.Clause):
        return [ContentPart(id="", title="", text="\n".join(block_lines((block,), expand)))]
    own = tuple(inner for inner in block.blocks if not isinstance(inner, tree.Clause))
    title = f"{block.number} {block.title}"
    found = [ContentPart(id=block.id, title=title, text="\n".join(block_lines(own, expand)))]
    for inner in block.blocks:
        if isinstance(inner, tree.Clause):
            found += _parts(inner, expand)
    return found
