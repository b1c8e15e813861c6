"""Why lines are not YAML together: wrong indentation, a quote that is open, or an unquoted sign; and what to write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .whole_text import in_quotes, whole_text
from .yaml_words import quote_line

Place: TypeAlias = tuple[int, int]  # line and column, from 0

OPEN_QUOTE = "the quote that opens in the line"
_LEAD = re.compile(r"\s*(?:- +)*")
_KEY = re.compile(r"""(?:[\w.-]+|"[^"]*"|'[^']*')[ \t]*:(?=\s|$)""")
_CLOSE_KEY = re.compile(r"\s*(?:- +)*(?P<key>[\w.-]+):(?P<value>(?!//)[\S\u00a0\u202f].*)")
_SIGN = "a character that cannot begin a value here"
_OF_A_SIGN = (
    *(("cannot start any token", _SIGN), ("while scanning an alias", _SIGN), ("while scanning an anchor", _SIGN)),
    *(("while scanning a tag", _SIGN), ("while parsing a tag", _SIGN), ("undefined tag handle", _SIGN)),
    ("block sequence entries are not allowed", "a hyphen, which YAML takes for the sign of a list"),
    ("mapping keys are not allowed", "a question mark, which YAML takes for the sign of a key"),
)
_CLOSE_HYPHEN = re.compile(r"-[^\s-]")
_APOSTROPHE = re.compile(r"'\w[^']*\Z")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]+\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """A fault of syntax: where it is, what it is, and how to write it."""

    place: Place
    problem: str
    repair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the reader knows at the fault: the lists and mappings that are open, by column, and the last text."""

    columns: tuple[int, ...]
    in_flow: bool
    last: Place
    last_is_quoted: bool


def explain(words: str, lines: Sequence[str], at: Place, opened: Place | None, around: Around) -> Syntax | None:
    """The fault that the parser means by its words; None where nothing better is known than them."""
    if at[0] >= len(lines):
        at = (len(lines) - 1, 0)
    if "mapping values are not allowed" in words:
        return _second_colon(lines, at)
    if "unexpected end of stream" in words and opened is not None:
        return Syntax(
            place=opened, problem="a quote that is never closed", repair=close_quote(lines[opened[0]], opened[1])
        )
    if "could not find expected ':'" in words and opened is not None:
        return _without_colon(lines, opened)
    if sign := next((problem for words_of, problem in _OF_A_SIGN if words_of in words), ""):
        text = whole_text(lines, at, in_flow=around.in_flow)
        return Syntax(place=at, problem=sign, repair=_put_in_quotes(text))
    if "did not find expected" in words or "expected <block end>" in words:
        return _does_not_continue(lines, at, around)
    return None


def close_quote(line: str, column: int) -> str:
    """How a quote is closed; one that stands before a letter may be an apostrophe."""
    close = "Close it at the end of its text"
    text = line[column:].strip()
    if not _APOSTROPHE.match(text):
        return f"{close}."
    return f"{close}; if it is an apostrophe, {_quoted_whole(text)}."


def _second_colon(lines: Sequence[str], at: Place) -> Syntax:
    """A colon in an unquoted text, or a key that stands deeper than the lines above allow."""
    number, column = at
    line = lines[number]
    start = _LEAD.match(line).end()  # type: ignore[union-attr]  # it fits every line
    first = _KEY.match(line, start)
    if first and first.end() <= column:
        value = line[first.end() :].strip()
        problem = "a second ': ' in an unquoted text"
        return Syntax(place=at, problem=problem, repair=_put_in_quotes(value))
    above = _line_above(lines, number)
    if above is not None and (close := _close_colon(lines, above) or _close_hyphen(lines, above)):
        return close
    problem = "a key that is indented deeper than the line above, which has a value already"
    depth = _depth_of_key(lines[above]) if above is not None else 0
    return Syntax(place=(number, start), problem=problem, repair=_indent(depth, lines, above))


def _close_colon(lines: Sequence[str], number: int) -> Syntax | None:
    """A key whose colon has no blank behind it."""
    found = _CLOSE_KEY.fullmatch(lines[number].rstrip())
    if found is None:
        return None
    problem = "a colon without a blank behind it, so that it is part of a text"
    place = (number, found.start("value") - 1)
    return Syntax(place=place, problem=problem, repair=f"Write {found['key']}: {found['value'].strip()}")


def _close_hyphen(lines: Sequence[str], number: int) -> Syntax | None:
    """An entry whose hyphen has no blank behind it."""
    text = lines[number].strip()
    if not _CLOSE_HYPHEN.match(text):
        return None
    problem = "a hyphen without a blank behind it, so that it begins no entry of the list"
    place = (number, lines[number].index("-"))
    return Syntax(place=place, problem=problem, repair=f"Write - {text[1:]}")


def _without_colon(lines: Sequence[str], opened: Place) -> Syntax:
    line = lines[opened[0]]
    text = line[opened[1] :].strip()
    if close := _close_colon(lines, opened[0]):
        return close
    if hyphen := _close_hyphen(lines, opened[0]):
        return hyphen
    if text[:1] in "\"'":
        problem = "a text in quotes that is not closed on its line"
        return Syntax(place=opened, problem=problem, repair="Close the quote at the end of its text.")
    problem = "a line without 'key: value'"
    return Syntax(place=opened, problem=problem, repair="Add the colon, or indent the line as text.")


def _does_not_continue(lines: Sequence[str], at: Place, around: Around) -> Syntax | None:
    number, column = at
    line = lines[number]
    begins = not line[:column].strip()
    if line[column : column + 1] == ",":
        return Syntax(place=at, problem="a comma with no value before it", repair="Delete it.")
    if around.last_is_quoted and around.last[0] < number and not begins:
        problem = f"{OPEN_QUOTE} '{quote_line(lines[around.last[0]])}' is not closed on it"
        repair = close_quote(lines[around.last[0]], around.last[1])
        return Syntax(place=around.last, problem=problem, repair=repair)
    if not begins:
        return _behind_value(line, at)
    if line.lstrip().startswith(":"):
        return Syntax(place=at, problem="a colon without a key before it", repair="Write the key before the colon.")
    if column in around.columns:
        return _another_kind(lines, at)
    above, depth = _nearest(lines, at)
    problem = "a line whose indentation is that of no line above that it could belong to"
    return Syntax(place=at, problem=problem, repair=_indent(depth, lines, above))


_OTHER_BLANKS = re.compile(r"[^\S \t\r\n](?=\s*(?:#.*)?$)")


def _behind_value(line: str, at: Place) -> Syntax:
    """Something behind a value that has ended: behind a closing quote, or behind the head of a block of text."""
    start = _LEAD.match(line).end()  # type: ignore[union-attr]  # it fits every line
    key = _KEY.match(line, start)
    value = line[key.end() if key else start :].strip()
    if _BLOCK_HEAD.match(value):
        problem = f"text behind {value[0]}, where only a line break may stand"
        repair = f"Write it on the next line, indented; or {_quoted_whole(value)}."
        return Syntax(place=at, problem=problem, repair=repair)
    if value[:1] in ("'", '"') and (other := _OTHER_BLANKS.search(line, at[1])):
        named = f"U+{ord(other.group()):04X}"
        problem = f"a blank of another kind, {named}, which YAML takes for text behind the closing quote"
        return Syntax(place=(at[0], other.start()), problem=problem, repair="Delete it.")
    if value[:1] in ("'", '"'):
        problem = "text behind a closing quote"
        inner = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value
        repair = f"Put the whole text in one pair of quotes: {in_quotes(inner)}."
        return Syntax(place=at, problem=problem, repair=repair)
    return Syntax(place=at, problem="this does not continue what stands before it", repair=_put_in_quotes(value))


def _another_kind(lines: Sequence[str], at: Place) -> Syntax:
    """An entry of a list among keys, or a key among entries."""
    line = lines[at[0]].strip()
    if line.startswith("- ") or line == "-":
        problem = "an entry of a list among keys; the key above has a value already"
        repair = "Write the list below a key that has no value behind its colon."
        return Syntax(place=at, problem=problem, repair=repair)
    if hyphen := _close_hyphen(lines, at[0]):
        return hyphen
    problem = "a key among the entries of a list"
    return Syntax(place=at, problem=problem, repair="Write '- ' before it, or indent it as the key above.")


def _indent(depth: int, lines: Sequence[str], above: int | None) -> str:
    blanks = "no blanks" if depth == 0 else "1 blank" if depth == 1 else f"{depth} blanks"
    like = f", as the line '{quote_line(lines[above])}'" if above is not None else ""
    return f"Indent it by {blanks}{like}; or quote it, if it is text of the line above."


def _line_above(lines: Sequence[str], number: int) -> int | None:
    """The last line above that says something."""
    for above in range(number - 1, -1, -1):
        if (text := lines[above].strip()) and not text.startswith("#"):
            return above
    return None


def _nearest(lines: Sequence[str], at: Place) -> tuple[int | None, int]:
    """Of the lines above that are open, the one whose depth is nearest, the deeper of two; and its depth."""
    number, column = at
    is_entry = lines[number].lstrip().startswith("- ")
    found: list[tuple[int, int]] = []
    lowest = 1 << 30
    for above in range(number - 1, -1, -1):
        text = lines[above].strip()
        depth = len(lines[above]) - len(lines[above].lstrip(" "))
        if not text or text.startswith("#") or depth >= lowest:
            continue
        lowest = depth
        if not is_entry or text.startswith("- "):
            found.append((above, depth if is_entry else _depth_of_key(lines[above])))
    return min(found, key=lambda each: (abs(each[1] - column), -each[1]), default=(None, 0))


def _depth_of_key(line: str) -> int:
    """The column at which the key of a line begins, behind the hyphens of lists."""
    return _LEAD.match(line).end()  # type: ignore[union-attr]  # it fits every line


def _put_in_quotes(text: str) -> str:
    return f"{_quoted_whole(text)[0].upper()}{_quoted_whole(text)[1:]}."


def _quoted_whole(text: str) -> str:
    return f"put the whole text in quotes: {in_quotes(text.strip())}"
