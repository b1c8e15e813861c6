"""Author's prose: CommonMark without HTML, with macro calls; safe by construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from delivery_wiki.reading.markdown_syntax import new_parser

from .prose_headings import close_gaps, name_headings, without_empty_headings

ALLOWED_SCHEMES = ("https:", "http:", "mailto:")
Expand = Callable[[str], Markup]
Leads = Callable[[str], bool]


def render_prose(
    text: str, level: int, block: Expand, inline: Expand, *, leads: Leads | None = None, ids: set[str] | None = None
) -> Markup:
    """Prose as HTML; its first heading level becomes `level`, a macro alone in its paragraph a block.

    A link that leads nowhere for the reader is its words alone: an address may say what its page would not. `ids` are
    those that the page has already; headings add theirs.
    """
    tokens = _without_dead_links(prose_parser().parse(text), leads)
    tokens = name_headings(close_gaps(without_empty_headings(tokens), level), set() if ids is None else ids)
    return Markup(_render(tokens, block, inline))


def render_inline_prose(text: str, inline: Expand, *, leads: Leads | None = None) -> Markup:
    """One paragraph's inline content as HTML."""
    return Markup(_render(_without_dead_links(prose_parser().parseInline(text), leads), inline, inline))


@cache
def prose_parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, without HTML and images, with macro calls."""
    parser = new_parser()
    parser.inline.ruler.before("emphasis", "macro", _macro_rule)
    parser.inline.ruler.after("macro", "literal_brace", _literal_rule)
    parser.add_render_rule("macro", _render_macro)
    parser.add_render_rule("macro_block", _render_macro_block)
    parser.validateLink = _link_is_safe  # type: ignore[method-assign]  # the library's documented hook
    return parser


def _link_is_safe(url: str) -> bool:
    """Relative links and three schemes; everything else stays text."""
    head = url.strip().lower()
    before = head.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return ":" not in before or head.startswith(ALLOWED_SCHEMES)


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


def _render(tokens: list[Token], block: Expand, inline: Expand) -> str:
    """markdown-it's own renderer, with macro calls expanded; a paragraph of one macro becomes a block."""
    parser = prose_parser()
    return str(parser.renderer.render(_lift_block_macros(tokens), parser.options, {"block": block, "inline": inline}))


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


def _render_macro(self: object, tokens: list[Token], index: int, options: object, env: Mapping[str, Expand]) -> str:
    return str(env["inline"](tokens[index].content))


def _render_macro_block(
    self: object, tokens: list[Token], index: int, options: object, env: Mapping[str, Expand]
) -> str:
    return str(env["block"](tokens[index].content))
