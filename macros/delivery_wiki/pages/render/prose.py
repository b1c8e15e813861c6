"""Author's prose: CommonMark without HTML, with macro calls; safe by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from delivery_wiki.reading.markdown.markdown_syntax import NOTE_REFERENCE, TASK, new_parser

from .prose_headings import close_gaps, name_headings, without_empty_headings

SHOWN = "shown"  # the key under which rules for tokens find what they draw on
Expand = Callable[[str], Markup]
Leads = Callable[[str], bool]


@dataclass(slots=True)
class PageProse:
    """What the texts of one page have in common: ids that are taken, how many footnotes there are, words for boxes."""

    ids: set[str] = field(default_factory=set)
    notes: int = 0
    box_words: tuple[str, str] = ("not ticked", "ticked")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the rules for tokens draw on while a text is rendered."""

    block: Expand
    inline: Expand
    page: PageProse
    notes_before: int


def render_prose(
    text: str, level: int, block: Expand, inline: Expand, *, leads: Leads | None = None, page: PageProse | None = None
) -> Markup:
    """Prose as HTML; its first heading level becomes `level`, a macro alone in its paragraph a block.

    A link that leads nowhere for the reader is its words alone: an address may say what its page would not. Footnotes
    stand behind the text and are counted through the page.
    """
    page = page or PageProse()
    tokens = _without_dead_links(prose_parser().parse(text), leads)
    tokens = name_headings(close_gaps(without_empty_headings(tokens), level), page.ids)
    shown = _Shown(block, inline, page, page.notes)
    page.notes += sum(token.type == "footnote_open" for token in tokens)
    return Markup(_render(tokens, shown))


def render_inline_prose(
    text: str, inline: Expand, *, leads: Leads | None = None, page: PageProse | None = None
) -> Markup:
    """One paragraph's inline content as HTML."""
    tokens = _without_dead_links(prose_parser().parseInline(text), leads)
    return Markup(_render(tokens, _Shown(inline, inline, page or PageProse(), 0)))


@cache
def prose_parser() -> MarkdownIt:
    """The Markdown of this product with macro calls."""
    parser = new_parser()
    parser.inline.ruler.before("emphasis", "macro", _macro_rule)
    parser.inline.ruler.after("macro", "literal_brace", _literal_rule)
    parser.add_render_rule("macro", _render_macro)
    parser.add_render_rule("macro_block", _render_macro_block)
    parser.add_render_rule(TASK, _render_task)
    parser.add_render_rule(NOTE_REFERENCE, _render_note_mark)
    parser.add_render_rule("footnote_block_open", _render_notes_open)
    parser.add_render_rule("footnote_open", _render_note_open)
    parser.add_render_rule("footnote_anchor", _render_nothing)
    return parser


def _without_dead_links(tokens: list[Token], leads: Leads | None) -> list[Token]:
    """The tokens without the links whose target leads nowhere."""
    for token in tokens:
        if leads is not None and token.children:
            token.children = _living(token.children, leads)
    return tokens


def _living(tokens: list[Token], leads: Leads) -> list[Token]:
    """The parts of a paragraph without dead links; links do not stand inside each other."""
    kept: list[Token] = []
    dead = False
    for token in tokens:
        if token.type == "link_open":
            dead = not leads(str(token.attrGet("href") or ""))
        if not (dead and token.type in ("link_open", "link_close")):
            kept.append(token)
        if token.type == "link_close":
            dead = False
    return kept


def _macro_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("macro", "", 0)
        token.content = state.src[state.pos + 2 : end].strip()
    state.pos = end + 2
    return True


def _literal_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\{{", state.pos):
        return False
    if not silent:
        state.push("text", "", 0).content = "{{"
    state.pos += 3
    return True


def _render(tokens: list[Token], shown: _Shown) -> str:
    """markdown-it's own renderer, with macro calls expanded; a paragraph of one macro becomes a block."""
    parser = prose_parser()
    return str(parser.renderer.render(_lift_block_macros(tokens), parser.options, {SHOWN: shown}))


def _lift_block_macros(tokens: list[Token]) -> list[Token]:
    lifted: list[Token] = []
    position = 0
    while position < len(tokens):
        children = tokens[position + 1].children or [] if tokens[position].type == "paragraph_open" else []
        if len(children) == 1 and children[0].type == "macro":
            lifted.append(Token("macro_block", "", 0, content=children[0].content, block=True))
            position += 3
        else:
            lifted.append(tokens[position])
            position += 1
    return lifted


Tokens: TypeAlias = Sequence[Token]
Environment: TypeAlias = Mapping[str, _Shown]


def _render_macro(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    return str(env[SHOWN].inline(tokens[index].content))


def _render_macro_block(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    return str(env[SHOWN].block(tokens[index].content))


def _render_task(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    ticked = bool(tokens[index].meta["ticked"])
    word = escape(env[SHOWN].page.box_words[ticked])
    mark = "✓" if ticked else ""
    return f'<span class="dw-box" aria-hidden="true">{mark}</span><span class="dw-hidden">{word}: </span> '


def _render_note_mark(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    number = _number(tokens[index], env)
    own = f' id="note-{number}-mark"' if tokens[index].meta["subId"] == 0 else ""
    return f'<sup><a href="#note-{number}"{own}>{number}</a></sup>'


def _render_notes_open(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    return f'<section class="dw-notes">\n<ol start="{env[SHOWN].notes_before + 1}">\n'


def _render_note_open(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    return f'<li id="note-{_number(tokens[index], env)}">'


def _render_nothing(self: object, tokens: Tokens, index: int, options: object, env: Environment) -> str:
    return ""


def _number(token: Token, env: Environment) -> int:
    return env[SHOWN].notes_before + int(token.meta["id"]) + 1
