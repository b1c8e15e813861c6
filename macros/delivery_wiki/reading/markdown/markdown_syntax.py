"""The Markdown that this product knows: one configuration of the parser for pages, checks and customers' copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

TASK = "task_box"
NOTE_OPEN = "footnote_reference_open"
NOTE_CLOSE = "footnote_reference_close"
NOTE_REFERENCE = "footnote_ref"
ALLOWED_SCHEMES = ("https:", "http:", "mailto:")
_INSIDE = "inside a note"
_BOX = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def new_parser(*, notes_at_end: bool = True, **options: bool) -> MarkdownIt:
    """CommonMark with tables, struck-out text, footnotes, definition lists and tasks; no HTML, no images.

    Footnotes come behind the text that refers to them, and what nothing refers to is left out, unless they stay where
    they are written; then every mark of one is read, whether it has a text or not. `options` are the parser's own.
    """
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, **options})
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline", "image"])
    parser.use(footnote_plugin, inline=False, move_to_end=notes_at_end, always_match_refs=not notes_at_end)
    parser.block.ruler.at("footnote_def", _read_note, {"alt": ["paragraph", "reference"]})
    if notes_at_end:
        parser.core.ruler.before("footnote_tail", "unseen_notes", _leave_out_unseen_notes)
    parser.use(deflist_plugin)
    parser.core.ruler.push("task", _find_tasks)
    parser.validateLink = _link_is_safe  # type: ignore[method-assign]  # the library's documented hook
    return parser


def _read_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote, unless it stands inside another one: notes are moved as a whole, and each has to end in itself."""
    if silent:  # whether a paragraph ends here
        return footnote_def(state, start, end, silent)
    if state.env.get(_INSIDE):
        return False
    state.env[_INSIDE] = True
    try:
        return footnote_def(state, start, end, silent)
    finally:
        state.env[_INSIDE] = False


def marks_of_notes(tokens: Iterable[Token]) -> Mapping[str, tuple[Token, ...]]:
    """The marks of footnotes, by the footnote that they stand in; those of the text itself are under no name.

    Of footnotes of one name only the last is shown, and only its marks are here.
    """
    marks: dict[str, tuple[Token, ...]] = {"": ()}
    inside = ""
    for token in tokens:
        if token.type == NOTE_OPEN:
            inside = token.meta["label"]
            marks[inside] = ()
        elif token.type == NOTE_CLOSE:
            inside = ""
        marks[inside] += tuple(child for child in token.children or () if child.type == NOTE_REFERENCE)
    return marks


def _leave_out_unseen_notes(state: StateCore) -> None:
    """A footnote to which only unseen ones refer is as unseen as they are; what is left is numbered without gaps."""
    notes = state.env.get("footnotes", {}).get("list", {})
    marks = marks_of_notes(state.tokens)
    seen = {""}
    reached = [""]
    while reached:
        labels = {mark.meta["label"] for mark in marks.get(reached.pop(), ())} - seen
        seen |= labels
        reached += sorted(labels)
    shown = [mark for label, some in marks.items() if label in seen for mark in some]
    if len(shown) == sum(note["count"] for note in notes.values()):
        return
    kept = [note["label"] for note in notes.values() if note["label"] in seen]
    state.env["footnotes"]["list"] = {number: {"label": label, "count": 0} for number, label in enumerate(kept)}
    numbers = {label: number for number, label in enumerate(kept)}
    for mark in shown:
        note = state.env["footnotes"]["list"][numbers[mark.meta["label"]]]
        mark.meta |= {"id": numbers[mark.meta["label"]], "subId": note["count"]}
        note["count"] += 1


def _link_is_safe(url: str) -> bool:
    """Relative links and three schemes; everything else stays text."""
    head = url.strip().lower()
    before = head.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return ":" not in before or head.startswith(ALLOWED_SCHEMES)


def _find_tasks(state: StateCore) -> None:
    """A box at the beginning of an item becomes a token; the source of the paragraph keeps it."""
    for index, token in enumerate(state.tokens):
        item = state.tokens[index - 2] if index > 1 else token
        if token.type != "inline" or item.type != "list_item_open" or not token.children:
            continue
        first = token.children[0]
        found = _BOX.match(first.content) if first.type == "text" else None
        if found:
            first.content = first.content[found.end() :]
            token.children.insert(0, Token(TASK, "", 0, meta={"ticked": found[1] != " "}))
            item.attrSet("class", "dw-task")
