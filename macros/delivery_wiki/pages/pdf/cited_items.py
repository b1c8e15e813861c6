"""What the numbers stand for that a paper cites and does not explain: a screen follows a link, paper has none."""

from __future__ import annotations

import re

from delivery_wiki.model.texts.word_borders import whole_words

from ..elements import tree
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..macros.macro_calls import CallPlace, expander
from ..render.tree_text import block_lines
from .pdf_block import CITED_NUMBERS

MANY, SHORT = 6, 40  # numbers, and letters of what they stand for, that are set in two columns
ID = re.compile(r"[A-Z]{1,4}-[0-9]{1,9}")


def with_cited_items(context: PageContext, document: tree.Document) -> tree.Document:
    """The document, and at its end each number that its text cites and that stands nowhere in it beside its words."""
    cited = _unexplained(context, document)
    if not cited:
        return document
    words = context.words
    table = _table(context, cited)
    clause = tree.Clause(number="", title=words("Numbers that are cited"), id=CITED_NUMBERS, blocks=(table,))
    return tree.Document(
        kind=document.kind,
        title=document.title,
        revision=document.revision,
        facts=document.facts,
        blocks=(*document.blocks, clause),
    )


def _table(context: PageContext, cited: tuple[str, ...]) -> tree.Table:
    """A number a row; many short ones stand in two columns, the first half on the left."""
    words = context.words

    def title(id: str) -> str:
        return context.places[id].title if id else ""

    is_short = len(cited) > MANY and all(len(title(id)) <= SHORT for id in cited)
    half = (len(cited) + 1) // 2 if is_short else len(cited)
    rows = [(cited[place], cited[place + half] if place + half < len(cited) else "") for place in range(half)]
    columns: Columns[tuple[str, str]] = (
        Column(words("Id"), lambda pair: pair[0], narrow=True),
        Column(words("What it stands for"), lambda pair: title(pair[0])),
        Column(words("Id"), lambda pair: pair[1], narrow=True, shown=is_short),
        Column(words("What it stands for"), lambda pair: title(pair[1]), shown=is_short),
    )
    return plain_table(columns, rows)


def _unexplained(context: PageContext, document: tree.Document) -> tuple[str, ...]:
    """The ids in order of kind and number; one is explained where a line of the paper has it and its words."""
    expand = expander(CallPlace(project=context))
    lines = [" ".join(line.split()) for line in (document.title, *block_lines(document.blocks, expand))]
    cited = {match.group() for line in lines for match in whole_words(ID, line, joining="-_")}
    titles = {id: " ".join(context.places[id].title.split()) for id in cited if id in context.places}
    open_ones = (id for id, title in titles.items() if not any(id in line and title in line for line in lines))
    return tuple(sorted(open_ones, key=_order))


def _order(id: str) -> tuple[str, int]:
    kind, _, number = id.partition("-")
    return kind, int(number)
