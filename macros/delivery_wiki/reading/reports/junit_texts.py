"""What the message and the text of a JUnit outcome say together: each line once, and none of the way a program took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..files.strict_xml import XmlElement

_LONGEST_SOUGHT = 5_000
_NAME_OF_ERROR = re.compile(r"\s*(?:[\w.$]+:\s*)?")
_FRAME = re.compile(r"\s*(?:at \S+.*[:(].*|\.\.\. [0-9]+ (?:more|common frames omitted)|Traceback \(most recent .*)")
_FILE = re.compile(r"\s*File \"[^\"]*\", line [0-9]+.*")
_OF_PYTEST = re.compile(r"E(?: {2,}(?P<said>.*))?")


def text_of(outcome: XmlElement) -> str:
    """The message of an outcome with its lines, and below it the lines of its text that do not repeat it.

    XML makes blanks of line breaks that stand bare in an attribute: where the text repeats the message with them, they
    are taken from there. Beside a message, the places of a program are left out: they say nothing of the defect.
    """
    message, text = outcome.attributes.get("message", "").strip(), outcome.text.strip()
    if not message or not text:
        return message or text
    start, end = _repeated(message, text)
    told = text[start:end] if "\n" not in message and end else message
    known = {line.strip() for line in told.splitlines()}
    rest = _said([*_lines_beside(text, start, end)])
    return "\n".join((told, *(line for line in rest if line.strip() and line.strip() not in known)))


def _repeated(message: str, text: str) -> tuple[int, int]:
    """Where the text repeats the message, be it with other blanks and breaks; twice 0 where it does not."""
    if (start := text.find(message)) >= 0:
        return start, start + len(message)
    if len(message) > _LONGEST_SOUGHT:
        return 0, 0
    found = re.search(r"\s+".join(re.escape(word) for word in message.split()), text)
    return found.span() if found else (0, 0)


def _lines_beside(text: str, start: int, end: int) -> Iterator[str]:
    """The lines of a text without those that say nothing but what stands there, be it behind the name of an error."""
    first, behind = text.rfind("\n", 0, start) + 1, text[end:].partition("\n")
    if not end or behind[0].strip() or not _NAME_OF_ERROR.fullmatch(text, first, start):
        yield from text.splitlines()
        return
    yield from (*text[:first].splitlines(), *behind[2].splitlines())


def _said(lines: Sequence[str]) -> Iterator[str]:
    """The lines without the places of a program; of those of pytest, only what was expected and what was found."""
    marked = [found["said"] or "" for line in lines if (found := _OF_PYTEST.fullmatch(line.rstrip()))]
    if marked:
        yield from marked
        return
    is_code = False
    for line in lines:
        is_place = _FILE.fullmatch(line) is not None
        if not is_place and not is_code and not _FRAME.fullmatch(line):
            yield line.rstrip()
        is_code = is_place
