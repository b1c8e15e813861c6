"""What the YAML parser complains about, in words that an author understands."""

from __future__ import annotations

import re

_INDENTED_BY_TAB = re.compile(r" *\t")
_IN_BRACKETS = re.compile(r"did not find expected ',' or '(?P<end>[}\]])'")
_KEY_OF_A_LINE = re.compile(r"\s*(?:- )?[\w.-]*")
_DOCUMENT_END = re.compile(r"\.{3}(?=\s|$)")
_BEGINS = (": ", ", ", "{", "[", "- ")
_ENDS = (", ", "}", "]", " #")
_SHOWN_OF_LINE = 40
_ESCAPE = re.compile(r"(?P<drive>(?<![A-Za-z])[A-Za-z]:)?\\(?P<letter>.)", re.DOTALL)
_UNSEEN = "abefrv0"  # bell, backspace, escape, form feed, return, vertical tab, null
_TAB = "t\t"
_LINE_ENDS = "nNLP_"
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


def explain_bracket(problem: str, lines: list[str], line: int, column: int, opened: int) -> tuple[str, str] | None:
    """What is wrong within brackets, at a line and column from 0; `opened` is the line of the bracket.

    None for a problem that is not about brackets.
    """
    found = _IN_BRACKETS.search(problem)
    if found is None:
        return None
    text = lines[line] if line < len(lines) else ""
    begins_line = line > opened and _KEY_OF_A_LINE.fullmatch(text[:column]) is not None
    if text[column : column + 1] == ":" and not begins_line:
        return "a second ': ' in an unquoted text", f"Put the whole text in quotes: {_quoted(text, column)}."
    if line > opened:
        problem = f"the bracket that opens in the line '{quote_line(lines[opened])}' is not closed before this line"
        return problem, f"Write '{found['end']}' where it ends, or the ',' that is missing before this."
    repair = f"Write ',' or '{found['end']}' before it, or quote the whole text if it holds quotes, commas or brackets."
    return "this does not continue what stands before it in the brackets", repair


def quote_line(text: str) -> str:
    """The beginning of a line, as it may stand in a message."""
    plain = text.strip()
    return plain if len(plain) <= _SHOWN_OF_LINE else f"{plain[:_SHOWN_OF_LINE]}…"


def _quoted(text: str, column: int) -> str:
    """The text around a second colon, from the first colon or comma before it to the end of the value, in quotes."""
    starts = [text.rfind(sign, 0, column) + len(sign) for sign in _BEGINS if sign in text[:column]]
    start = max(starts, default=0)
    end = min((at for sign in _ENDS if (at := text.find(sign, column)) >= 0), default=len(text))
    return '"' + text[start:end].strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def find_tab(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """Where a tab stands at a place, or indents its line or the one above: the line from 0, and the column from 1."""
    if line < len(lines) and lines[line][column : column + 1] == "\t":
        return line, column + 1
    for number in (line, line - 1):
        if 0 <= number < len(lines) and (found := _INDENTED_BY_TAB.match(lines[number])):
            return number, found.end()
    return None


def find_document_end(lines: list[str], last: int) -> int | None:
    """The line, from 0, that ends a document by three points and has nothing but others, comments and blanks below it.

    That is up to a line that begins another document.
    """
    found = None
    for number in range(min(last, len(lines) - 1), -1, -1):
        if _DOCUMENT_END.match(lines[number]):
            found = number
        elif number != last and lines[number].strip() and not lines[number].lstrip().startswith("#"):
            break
    return found


def quote(text: str) -> str:
    """A text as it may stand in a message: short, on one line, without invisible characters."""
    shown = "".join(character if character.isprintable() else "�" for character in text[:60])
    return f"'{shown}…'" if len(text) > 60 else f"'{shown}'"


def find_unseen_escape(written: str, *, one_line: bool) -> str | None:
    """The first escape of a double-quoted text that stands for a character nobody sees, or that cuts a path.

    A tab is one that somebody means where the text has several lines, such as a table or a program.
    """
    unseen = _UNSEEN + _TAB if one_line else _UNSEEN
    for found in _ESCAPE.finditer(written):
        if found["letter"] in unseen or (found["drive"] and found["letter"] in _TAB + _LINE_ENDS):
            return f"\\{found['letter']}"
    return None
