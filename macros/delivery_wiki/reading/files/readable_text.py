"""Bytes to text, within limits: size, strict UTF-8, and no character that hides from a reader."""

from __future__ import annotations

import re

from delivery_wiki.model.finding import Finding, Location, error

from .finding_limit import report_some
from .left_behind import POINTER_PROBLEM, POINTER_REPAIR, is_pointer

MAXIMUM_FILE_BYTES = 256 * 1024
_OFFICE = (
    (b"PK\x03\x04", "a spreadsheet, a document of an office program or an archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet or document of an old office program"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)

# Control characters (tab and line feed excepted), invisible and direction-changing characters, foreign line breaks.
_HIDDEN = (
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
# Joiners are letters where they shape what is seen: in signs of several, and in scripts whose letters they bind.
_PICTURES = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_BOUND_LETTERS = (
    "\u0620-\u065f\u066e-\u06ff\u0710-\u074f\u0750-\u077f\u07ca-\u07f5\u0840-\u085b\u08a0-\u08ff"
    "\u0900-\u0dff\u1000-\u109f\u1780-\u17d3\u1820-\u18aa"
)
_JOINS_PICTURES = f"(?<=[{_PICTURES}\ufe0f\U0001f3fb-\U0001f3ff])\u200d(?=[{_PICTURES}])"
_JOINS_LETTERS = f"(?<=[{_BOUND_LETTERS}])[\u200c\u200d](?=[{_BOUND_LETTERS}])"
_JOINER = f"(?!{_JOINS_PICTURES}|{_JOINS_LETTERS})"
_FORBIDDEN_IN_FILE = re.compile(f"{_JOINER}[{_HIDDEN}]|\r(?!\n)")
_FORBIDDEN_IN_VALUE = re.compile(f"{_JOINER}[{_HIDDEN}\r]")


def decode_text(data: bytes, file: str, what: str, first_line: int = 1) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of a file without its byte order mark, or the finding that says why not."""
    start = Location(file=file, line=first_line, column=1)
    if len(data) > MAXIMUM_FILE_BYTES:
        problem = f"a {what} of {len(data)} bytes; at most {MAXIMUM_FILE_BYTES} are read"
        repair = "Shorten its texts, or keep a part of it elsewhere: one file holds a register, and is not divided."
        return None, (error("file-too-large", start, problem, repair),)
    if is_pointer(data):
        return None, (error("lfs-pointer", start, POINTER_PROBLEM, POINTER_REPAIR),)
    if found := next((name for sign, name in _OFFICE if data.startswith(sign)), ""):
        problem = f"this is {found}, not a {what}"
        return None, (error("not-utf-8", start, problem, f"Write its values into a {what}; see the author guide."),)
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), ()
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Location(file=file, line=first_line + before.count(b"\n"), column=column)
        return None, (error("not-utf-8", place, "bytes that are not UTF-8", "Save the file as UTF-8."),)


def check_text(text: str, file: str, first_line: int = 1) -> tuple[Finding, ...]:
    """A finding for every character that a reader of the file cannot see."""
    if text.isascii() and text.isprintable():
        return ()
    if "\r" in text and "\n" not in text:
        problem, repair = "lines that end with CR alone, as on old systems", "Save the file with line ends LF or CRLF."
        return (error("forbidden-character", Location(file=file, line=first_line, column=1), problem, repair),)
    found = list(_FORBIDDEN_IN_FILE.finditer(text))
    return report_some(found, lambda match: _report(text, match, file, first_line))


def forbidden_character(value: str) -> str | None:
    """The first character of a value that a reader cannot see."""
    found = _FORBIDDEN_IN_VALUE.search(value)
    return found.group() if found else None


def without_forbidden(value: str) -> str:
    """A value with a blank for each character that a reader cannot see."""
    return _FORBIDDEN_IN_VALUE.sub(" ", value)


def _report(text: str, match: re.Match[str], file: str, first_line: int) -> Finding:
    line_start = text.rfind("\n", 0, match.start()) + 1
    place = Location(
        file=file, line=first_line + text.count("\n", 0, match.start()), column=match.start() - line_start + 1
    )
    name = f"U+{ord(match.group()):04X}"
    return error("forbidden-character", place, f"the character {name}, which cannot be seen", f"Delete {name}.")
