"""A customer's copy of Markdown: what a page shows of it, without the notes that Markdown lets somebody hide.

Hidden are definitions that no link uses, as in `[//]: # (note)`, a second definition of the same name, footnotes that
nothing refers to and all of one name but the last, HTML comments, what stands behind the language of a code block, and
the cells of a table row beyond its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..markdown.markdown_blocks import read_blocks
from ..markdown.markdown_syntax import NOTE_OPEN, marks_of_notes, new_parser
from ..markdown.prose_links import find_links, inline_texts

_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)[ \t>]*)*")
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})\s*(?P<language>\S*)")
_TABLE_RULE = re.compile(r"[\s|:>-]*-[\s|:>-]*")
_BAR = re.compile(r"(?<!\\)\|")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_COMMENT = re.compile(r"<!--")
_TERM = re.compile(_PREFIX.pattern.replace("[-*+]", "[-*+:~]"))  # what is said of a term begins with a mark, too
_SAID = re.compile(r"[ \t>]*[:~][ \t]")
_ITEM = re.compile(r"[-*+:~0-9]")
_RULE = re.compile(r"[ >]*([-*])(?:[ \t]*\1){2,}")  # marks of lists in lists that alone would be a rule across the page


def customer_markdown(text: str) -> str:
    """The copy of a body of Markdown with line feeds; links are resolved section by section, as pages show them."""
    parts = [_without_comments(part) for part in _sections(text)]
    shown = _shown_notes(parts)
    copy = "".join(_without_hidden(part, shown[number]) for number, part in enumerate(parts))
    return _without_files(copy)


def _without_files(text: str) -> str:
    """Without the addresses of pictures beside the pages: no page shows one, only its words."""
    if "![" not in text:
        return text
    for link in sorted(find_links(read_blocks(text)), key=lambda link: -link.offset):
        if link.image and not _FOREIGN.match(link.target):
            text = text[: link.offset] + text[link.offset + len(link.target) :]
    return text


def _shown_notes(parts: list[str]) -> list[set[str]]:
    """The footnotes of each section that pages show: what a section lacks is taken from the last one that has it."""
    shown: list[set[str]] = [set() for _ in parts]
    if not any("[^" in part for part in parts):
        return shown
    marks = [marks_of_notes(_parser().parse(part)) for part in parts]
    reached = [(number, mark.meta["label"]) for number, some in enumerate(marks) for mark in some[""]]
    taken: set[tuple[int, str]] = set()
    while reached:
        number, label = reached.pop()
        having = [place for place, some in enumerate(marks) if label in some]
        if not having or (number, label) in taken:
            continue
        taken.add((number, label))
        place = number if number in having else having[-1]
        shown[place].add(label)
        reached += [(number, mark.meta["label"]) for mark in marks[place][label]]
    return shown


def _sections(text: str) -> Iterator[str]:
    """The text in pieces that together are all of it: a heading of level 2 begins each, and is a piece of its own."""
    blocks = read_blocks(text)
    spans = [
        token.map
        for token in blocks.tokens
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map
    ]
    done = 0
    for first, last in spans:
        yield blocks.source[blocks.offset(done) : blocks.offset(first)]
        yield blocks.source[blocks.offset(first) : blocks.offset(last)]
        done = last
    yield blocks.source[blocks.offset(done) :]


def _without_comments(text: str) -> str:
    """Without HTML comments outside code; one that is not closed ends with the text."""
    while (found := _first_comment(text)) is not None:
        end = text.find("-->", found + 4)
        text = text[:found] if end < 0 else text[:found] + text[end + 3 :]
    return text


def _first_comment(text: str) -> int | None:
    if "<!--" not in text:
        return None
    places = (
        start + comment.start()
        for start, inline in inline_texts(read_blocks(text))
        for comment in _COMMENT.finditer(inline)
    )
    return next(places, None)


def _without_hidden(text: str, notes: set[str]) -> str:
    """A piece of which those footnotes are shown."""
    if not any(mark in text for mark in ("]:", "```", "~~~", "|")):
        return text
    environment: dict[str, object] = {}
    # A page shows no blank at the end of a section, of whichever kind: one alone would be an address here.
    tokens = _parser().parse(text.rstrip(), environment)
    lines = text.split("\n")
    emptied: set[int] = set()
    hidden = [*_unused_definitions(tokens, environment), *_hidden_notes(tokens, notes)]
    for first, last in hidden:
        _empty(lines, first, last, text)
        emptied |= set(range(first, last))
    for token in tokens:
        if token.type == "fence" and token.map:
            lines[token.map[0]] = _plain_fence(*lines[token.map[0] : token.map[0] + 2])
    _cut_rows(tokens, lines)
    return "\n".join(_closed_up(lines, emptied))


def _closed_up(lines: list[str], emptied: set[int]) -> list[str]:
    """Without the lines that were emptied between blank ones, so that nothing tells that a note stood there."""
    kept: list[str] = []
    gone = False
    for number, line in enumerate(lines):
        blank = not line and (not kept or not kept[-1])
        if blank and number in emptied and not any(lines[number + 1 : number + 2]):
            gone = True
        elif blank and gone and number not in emptied:
            gone = False
        else:
            gone = False
            kept.append(line)
    return kept


def _unused_definitions(tokens: list[Token], environment: dict[str, object]) -> Iterator[tuple[int, int]]:
    """The lines of each definition that no link uses, and of each that another one precedes."""
    used = {child.meta.get("label") for token in tokens for child in token.children or () if child.type == "link_open"}
    for token in tokens:
        if token.type == "definition" and token.map and token.meta["id"] not in used:
            yield token.map[0], token.map[1]
    repeated = environment.get("duplicate_refs", [])
    for statement in repeated if isinstance(repeated, list) else []:
        yield statement["map"][0], statement["map"][1]


def _hidden_notes(tokens: list[Token], shown: set[str]) -> Iterator[tuple[int, int]]:
    """The lines of footnotes that nothing refers to, and of each that another one of its name follows."""
    found = [(token.meta["label"], token.map) for token in tokens if token.type == NOTE_OPEN and token.map]
    last = {label: lines[0] for label, lines in found}
    for label, lines in found:
        if label not in shown or last[label] != lines[0]:
            yield lines[0], lines[1]


def _empty(lines: list[str], first: int, last: int, text: str) -> None:
    """Take a definition out of its lines: the marks before it stay what they are."""
    found = _TERM.match(lines[first])
    prefix = found.group() if found else ""
    quotes = re.compile(rf"(?:[ \t]*>){{0,{prefix.count('>')}}}")
    above = lines[first - 1].strip(" \t>") if first else ""
    for number in range(first + 1, last):
        found = quotes.match(lines[number])
        lines[number] = found.group().rstrip() if found else ""
    lines[first] = prefix.rstrip()
    label = "-"
    while f"[{label}]" in text.replace(f"[{label}]: <>", ""):
        label += "-"
    # A mark of a list alone would be a rule, or a heading or text of the line above.
    if _RULE.fullmatch(prefix.rstrip()) or (above and _ITEM.search(prefix)) or prefix.strip() in (":", "~"):
        lines[first] = f"{prefix}[{label}]: <>"
    elif above and last < len(lines) and _SAID.match(lines[last]):
        lines[first] = f"{prefix.rstrip()}\n{prefix}[{label}]: <>"  # what follows would be said of the line above


def _prefix(line: str) -> str:
    """The marks of the lists and quotes that a line stands in."""
    found = _PREFIX.match(line)
    return found.group() if found else ""


def _plain_fence(line: str, below: str = "") -> str:
    """The beginning of a block of code with its language alone, unless that would be the head of a table."""
    start = len(_prefix(line))
    found = _FENCE.match(line, start)
    if found is None:
        return line
    is_head = "|" in found["language"] and _TABLE_RULE.fullmatch(below)
    return f"{line[:start]}{found['marks']}{'' if is_head else found['language']}"


def _cut_rows(tokens: list[Token], lines: list[str]) -> None:
    """Each row of a table with no more cells than its head has."""
    columns = 0
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map:
            number = token.map[0]
            cells = _cells(lines[number])
            if 0 < columns < len(cells):
                lines[number] = f"{_prefix(lines[number])}|{'|'.join(cells[:columns])}|"


def _cells(line: str) -> list[str]:
    cells = _BAR.split(line[len(_prefix(line)) :].strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1].strip() else cells


@cache
def _parser() -> MarkdownIt:
    """The parser of pages, which also tells where definitions stand and which one a link uses."""
    return new_parser(notes_at_end=False, inline_definitions=True, store_labels=True)
