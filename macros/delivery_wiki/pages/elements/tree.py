"""The document tree: what a page says, typed, before any markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from markupsafe import Markup

from delivery_wiki.model.finding import Location
from delivery_wiki.model.process import NOWHERE


class Mark(Enum):
    """The one ramp of states: each has a shape and a colour of its own."""

    MET = "met"
    OPEN = "open"
    LATE = "late"
    STALE = "stale"
    SIGNED = "signed"
    NOTED = "noted"
    NOT_NEEDED = "not-needed"
    WORKING = "working"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold; `boxed` ones stand out from other bold ones on a filled ground."""

    text: str
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Muted:
    """Words of less weight; `unwritten` ones stand for a part that nobody wrote, and documents are set without them."""

    text: str
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Words in monospace: file names, keys, commands."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to `target`, relative to the page, or an absolute https address."""

    text: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An id of the project, in monospace, linked to where it stands, with its title on hover."""

    id: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state: a word, then a shape, then a colour."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure, already in the reader's locale; an assumed one is dotted, and its mark leads to the note below.

    `exact` are all the digits of a figure that is shown with fewer: a page shows them under the pointer.
    """

    text: str
    unit: str = ""
    assumed: str = ""
    exact: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """Words removed and words put in their place."""

    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that others link to; the id is shown in monospace."""

    id: str


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A box on a form, ticked or not, with the words that name it."""

    ticked: bool
    label: str


@dataclass(frozen=True, slots=True)
class Segments:
    """A row of small boxes, one a stage, and the same in words."""

    marks: tuple[Mark, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a cell."""


@dataclass(frozen=True, slots=True)
class Named:
    """A pinned version by its name; `text` is the id and version that a signature covers."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ScreenOnly:
    """What leads on from a page, and says nothing on paper."""

    content: Content


@dataclass(frozen=True, slots=True)
class SourceText:
    """Author's text of one paragraph: CommonMark inline, safe by construction, macros allowed."""

    text: str


Inline: TypeAlias = (
    str
    | Strong
    | Muted
    | Code
    | Link
    | Item
    | State
    | Number
    | Changed
    | Anchor
    | CheckBox
    | Segments
    | LineBreak
    | SourceText
    | Named
    | ScreenOnly
)
Content: TypeAlias = Inline | Sequence[Inline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; levels start at 2, for the page's title is level 1."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` sets it large."""

    content: Content
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Author's text: CommonMark without HTML; headings in it start at `level`."""

    text: str
    location: Location = field(default=NOWHERE, compare=False)
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHead:
    """The head of a table's column, and whether it holds figures; `aside` stays at the right of a row on a phone.

    A `letter` column holds a letter or nothing: its head stands upright, below a head that columns of one unit share.
    Where heads are out of sight a `named` one stands before each cell, or before none; else the table decides.
    """

    title: str
    numeric: bool = False
    unit: str = ""
    narrow: bool = False
    aside: bool = False
    letter: bool = False
    named: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table's row; `data` feeds filters, `id` is a link target, `total` sets it off by a rule.

    `keys` are what its cells are sorted by, one for each; an empty one is sorted by its words. What `more` says opens
    in place, below the words that name the row, and has the place `more_id`.
    """

    cells: tuple[Content, ...]
    id: str = ""
    data: tuple[tuple[str, str], ...] = ()
    total: bool = False
    keys: tuple[str, ...] = ()
    more: tuple[Block, ...] = ()
    more_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Chips above a table: the row's data key and (value, label) pairs."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; without rows it says what would fill it. `search` adds a text filter, `sortable` sorts by head."""

    columns: tuple[ColumnHead, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    empty: str = ""
    sortable: bool = False
    search: bool = False
    filters: tuple[Filter, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Bullets, or numbers when `ordered`."""

    items: tuple[Content, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Pairs of a name and what it is."""

    pairs: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A block that stands out: note, warning, danger or need (what the reader has to do); it may fold."""

    kind: str
    title: str
    blocks: tuple[Block, ...] = ()
    folds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing made by svg.py, with a caption and a table twin for who cannot see it."""

    drawing: Markup
    caption: str = ""
    twin: Table | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A block that opens on demand and always prints."""

    summary: Content
    blocks: tuple[Block, ...]
    open: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A small block with a title."""

    title: Content
    blocks: tuple[Block, ...]
    id: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards beside each other where there is room; `wide` ones two in a row, a `third` of the page each three.

    Those of `figures` are low, and all of them stand in one row.
    """

    cards: tuple[Card, ...]
    wide: bool = False
    third: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stage of a way: its state, its name, a word about it and where it is described; `current` is at work."""

    mark: Mark
    title: str
    note: str = ""
    target: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The stages of a way in one line."""

    steps: tuple[Step, ...]
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Parts of a page beside each other where there is room, one below the other where there is none.

    Of two parts the first one leads where it needs more room. What is `above` has the whole width where there is
    room, and stands below the parts on a phone.
    """

    parts: tuple[tuple[Block, ...], ...]
    lead: bool = False
    above: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stacked bar: (mark, amount, label) parts of `total`, said in words too.

    With a `lead`, a page says it and then each part beside the colour that it has; `text` is for where no colour is.
    A `tick` marks an amount, such as what was planned.
    """

    parts: tuple[tuple[Mark, int, str], ...]
    total: int
    text: str
    lead: str | None = None
    tick: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Blocks computed from data: a thin rule at the left, and the source file named."""

    source: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A numbered part of a contract document; an `annex` begins on a page of its own."""

    number: str
    title: str
    id: str
    blocks: tuple[Block, ...]
    level: int = 2
    annex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureField:
    """A place to sign: who, for which party, meaning what, and what is recorded so far.

    Of a recorded signature `name`, `function`, `authority` and `date` are known too; one on file is not `proved`.
    `signed_as` is then shown in place of `role`, which alone is part of what is signed.
    """

    party: str
    role: str
    meaning: str
    recorded: str = ""
    signed_as: str = ""
    name: str = ""
    function: str = ""
    authority: str = ""
    date: str = ""
    proved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSheet:
    """The sign-off block, last in a document; `about` names what is signed, for a sheet that comes loose."""

    fields: tuple[SignatureField, ...]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the project: all that a signature would cover, and nothing else."""

    kind: str
    title: str
    revision: str
    facts: tuple[tuple[str, Content], ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A place where the browser computes from `data` (JSON); without it the page shows `blocks`."""

    data: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Prose
    | Table
    | Listing
    | Facts
    | Callout
    | Figure
    | Details
    | Cards
    | Strip
    | SideBySide
    | Bar
    | Computed
    | Clause
    | SignatureSheet
    | Document
    | WhatIf
)
Blocks: TypeAlias = tuple[Block, ...]

Expand: TypeAlias = Callable[[str], AbstractContextManager[Blocks]]
"""Runs a macro call of an author; while its blocks are rendered the context is open, so that circles are seen."""
