"""What the YAML parser complains about, in words that an author understands."""

from __future__ import annotations

import re

_INDENTED_BY_TAB = re.compile(r" *\t")
_EXPLANATIONS = (
    ("cannot start any token", "a character that cannot begin a value here", "Quote the text, and indent with spaces."),
    ("mapping values are not allowed", "a second ': ' in an unquoted text", "Put the whole text in quotes."),
    ("unexpected end of stream", "a quote that is never closed", "Close the quote."),
    ("could not find expected ':'", "a line without 'key: value'", "Add the colon, or indent the line as text."),
    ("did not find expected", "the line does not continue what stands above", "Check indentation, brackets, quotes."),
    ("expected <block end>", "the line does not continue what stands above", "Check indentation, brackets, quotes."),
    ("escape", "an escape that YAML does not know", "Use single quotes, or double the backslash."),
    ("undefined alias", "an alias", "Write the value out where it is used."),
)


def explain_syntax(problem: str) -> tuple[str, str]:
    """The problem and its repair for a message of the parser."""
    for part, words, repair in _EXPLANATIONS:
        if part in problem:
            return words, repair
    return "the text is not YAML here", "Check indentation, brackets and quotes of this line and the one above."


def find_tab(lines: list[str], line: int) -> tuple[int, int] | None:
    """Where a line, or the one above it, is indented by a tab: the line from 0, and the column from 1."""
    for number in (line, line - 1):
        if 0 <= number < len(lines) and (found := _INDENTED_BY_TAB.match(lines[number])):
            return number, found.end()
    return None


def quote(text: str) -> str:
    """A text as it may stand in a message: short, on one line, without invisible characters."""
    shown = "".join(character if character.isprintable() else "�" for character in text[:60])
    return f"'{shown}…'" if len(text) > 60 else f"'{shown}'"
