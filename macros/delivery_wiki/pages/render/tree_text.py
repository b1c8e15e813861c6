"""Trees to plain text, line by line: what a fingerprint covers and what two revisions are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from delivery_wiki.model.texts.unreadable import Unreadable

from ..elements import tree
from ..elements.tree import Expand
from .plain_prose import one_line, prose_lines


def no_calls(_: str) -> AbstractContextManager[tree.Blocks]:
    """For text that cannot hold macro calls."""
    return nullcontext(())


def block_lines(blocks: tree.Blocks, expand: Expand = no_calls) -> tuple[str, ...]:
    """A line for each paragraph, list item, table row and line of prose, in reading order; none is empty.

    Left out are drawings (their table twin stands for them), links' addresses inside the project, and the source
    files under computed blocks. Author's prose stays CommonMark; a macro call in it is followed by what it shows.
    """
    return tuple(line for block in blocks for line in _lines(block, expand) if line.strip())


def inline_text(content: tree.Content, expand: Expand = no_calls) -> str:
    """Inline content in one line."""
    if isinstance(content, str) or not isinstance(content, Sequence):
        return _inline(content, expand)
    return "".join(_inline(part, expand) for part in content)


def head_line(table: tree.Table) -> str:
    """The line that heads a table, as `block_lines` has it."""
    heads = (f"{column.title} ({column.unit})" if column.unit else column.title for column in table.columns)
    return one_line(" | ".join(heads))


def _lines(block: tree.Block, expand: Expand) -> Iterator[str]:
    lines: Callable[[Any, Expand], Iterator[str]] = _BLOCKS[type(block)]
    keep = isinstance(block, tree.Prose | tree.Clause) or hasattr(block, "blocks")  # code inside keeps its spaces
    yield from lines(block, expand) if keep else map(one_line, lines(block, expand))


def _inline(part: tree.Inline, expand: Expand) -> str:
    if isinstance(part, str | Unreadable):  # which says what it rests on
        return str(part)
    text: Callable[[Any, Expand], str] = _INLINES[type(part)]
    return text(part, expand)


# --- inline parts ---------------------------------------------------------------------------------


def _link(part: tree.Link, _: Expand) -> str:
    return f"{part.text} <{part.target}>" if part.target.startswith(("https://", "http://")) else part.text


def _number(part: tree.Number, _: Expand) -> str:
    """The figure with its unit; a star where it rests on something assumed."""
    return " ".join(text for text in (part.text, part.unit) if text) + ("*" if part.assumed else "")


def _changed(part: tree.Changed, _: Expand) -> str:
    return " ".join(text for text in (f"[-{part.removed}-]" if part.removed else "", part.added) if text)


def _source(part: tree.SourceText, expand: Expand) -> str:
    return " ".join(_written(part.text, expand))


def _plain(part: Any, _: Expand) -> str:
    return str(part.text)


_INLINES: dict[type, Callable[[Any, Expand], str]] = {
    tree.Strong: _plain,
    tree.Muted: _plain,
    tree.Code: _plain,
    tree.State: _plain,
    tree.Segments: _plain,
    tree.Link: _link,
    tree.Item: lambda part, _: str(part.id),
    tree.Anchor: lambda part, _: str(part.id),
    tree.Number: _number,
    tree.Changed: _changed,
    tree.CheckBox: lambda part, _: f"[{'x' if part.ticked else ' '}] {part.label}",
    tree.LineBreak: lambda part, _: " / ",
    tree.SourceText: _source,
    tree.Named: _plain,
    tree.ScreenOnly: lambda part, expand: inline_text(part.content, expand),
}

# --- blocks ---------------------------------------------------------------------------------------


def _prose(block: tree.Prose, expand: Expand) -> Iterator[str]:
    yield from _written(block.text, expand)


def _written(text: str, expand: Expand) -> Iterator[str]:
    def shown(call: str) -> tuple[str, ...]:
        with expand(call) as blocks:
            return block_lines(blocks, expand)

    return prose_lines(text, shown)


def _table(block: tree.Table, expand: Expand) -> Iterator[str]:
    yield block.caption
    yield head_line(block)
    for row in block.rows:
        yield " | ".join(inline_text(cell, expand) for cell in row.cells)
        yield from block_lines(row.more, expand)
    if not block.rows:
        yield block.empty


def _listing(block: tree.Listing, expand: Expand) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        yield f"{f'{number}.' if block.ordered else '-'} {inline_text(item, expand)}"


def _facts(block: tree.Facts, expand: Expand) -> Iterator[str]:
    for name, content in block.pairs:
        yield f"{name}: {inline_text(content, expand)}"


def _callout(block: tree.Callout, expand: Expand) -> Iterator[str]:
    yield block.title
    yield from block_lines(block.blocks, expand)


def _figure(block: tree.Figure, expand: Expand) -> Iterator[str]:
    yield block.caption
    if block.twin is not None:
        yield from _table(block.twin, expand)


def _details(block: tree.Details, expand: Expand) -> Iterator[str]:
    yield inline_text(block.summary, expand)
    yield from block_lines(block.blocks, expand)


def _cards(block: tree.Cards, expand: Expand) -> Iterator[str]:
    for card in block.cards:
        yield inline_text(card.title, expand)
        yield from block_lines(card.blocks, expand)


def _strip(block: tree.Strip, _: Expand) -> Iterator[str]:
    yield block.caption
    for step in block.steps:
        yield f"{step.title}: {step.note}" if step.note else step.title


def _beside(block: tree.SideBySide, expand: Expand) -> Iterator[str]:
    for part in block.parts:
        yield from block_lines(part, expand)


def _clause(block: tree.Clause, expand: Expand) -> Iterator[str]:
    yield f"{block.number} {block.title}"
    yield from block_lines(block.blocks, expand)


def _inside(block: Any, expand: Expand) -> Iterator[str]:
    yield from block_lines(block.blocks, expand)


def _signatures(block: tree.SignatureSheet, _: Expand) -> Iterator[str]:
    """Who has to sign and what it means; not who has signed."""
    for field in block.fields:
        yield " | ".join((field.party, field.role, field.meaning))


_BLOCKS: dict[type, Callable[[Any, Expand], Iterator[str]]] = {
    tree.Heading: lambda block, _: iter((block.text,)),
    tree.Paragraph: lambda block, expand: iter((inline_text(block.content, expand),)),
    tree.Prose: _prose,
    tree.Table: _table,
    tree.Listing: _listing,
    tree.Facts: _facts,
    tree.Callout: _callout,
    tree.Figure: _figure,
    tree.Details: _details,
    tree.Cards: _cards,
    tree.Strip: _strip,
    tree.SideBySide: _beside,
    tree.Bar: lambda block, _: iter((block.text,)),
    tree.Computed: _inside,
    tree.Clause: _clause,
    tree.SignatureSheet: _signatures,
    tree.Document: _inside,
    tree.WhatIf: _inside,
}
