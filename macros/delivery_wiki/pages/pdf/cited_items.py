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

ID = re.compile(r"[A-Z]{1,4}-[0-9]{1,9}")


def with_cited_items(context: PageContext, document: tree.Document) -> tree.Document:
    """The document, and at its end each number that its text cites and that stands nowhere in it beside its words."""
    cited = _unexplained(context, document)
    if not cited:
        return document
    words = context.words
    columns: Columns[str] = (
        Column(words("Id"), lambda id: id, narrow=True),
        Column(words("What it stands for"), lambda id: context.places[id].title),
    )
    clause = tree.Clause(
        number="", title=words("Numbers that are cited"), id=CITED_NUMBERS, blocks=(plain_table(columns, cited),)
    )
    return tree.Document(
        kind=document.kind,
        title=document.title,
        revision=document.revision,
        facts=document.facts,
        blocks=(*document.blocks, clause),
    )


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
