"""What the XML parser complains about, in words that lead to the repair: each fault has its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers.expat import errors

AGAIN = "Give the file as the program wrote it, whole."
_COLOURS = (
    "These are colours for a terminal: switch them off where it is written (NO_COLOR=1 or --color=no), run again."
)
_CUT = "It was cut off: let the program that writes it end, and give the whole file."
_NAMES = {0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x0B: "VT", 0x0C: "FF", 0x1B: "ESC"}
_ESCAPE = 0x1B
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,9}));")
_ENTITY = re.compile(rb"&([A-Za-z_][A-Za-z0-9_.-]{0,40});")
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\x00<|<\x00")
_REACH = 4096
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")
_IN_TAG = rb"<[^<>\s!?/][^<>]*"
# What stands before and behind the place of the parser, what it is called, and what helps.
_TOKENS: tuple[tuple[re.Pattern[bytes], re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(rb"<!--(?:(?!-->).)*--$|<!--(?:(?!-->).)*$", re.DOTALL),
        re.compile(rb"-{0,2}"),
        "two hyphens inside a comment",
        "Delete the comment, or write one hyphen.",
    ),
    (
        re.compile(_IN_TAG + rb"=\s*$"),
        re.compile(rb"[^\"'\s]"),
        "a value without quotes",
        'Put the value in quotes: name="value".',
    ),
    (
        re.compile(_IN_TAG + rb"\s[\w:.-]+\s*$"),
        re.compile(rb"[\w:/>]"),
        'a name in a tag without ="…" behind it',
        'Give it a value, name="value", or delete it; no name has a blank in it.',
    ),
    (
        re.compile(rb"</?$"),
        re.compile(rb"[0-9.-]"),
        "the name of an element that begins with no letter",
        "Begin the name with a letter; where a < is meant, write &lt;.",
    ),
    (re.compile(rb"\]\]$"), re.compile(rb">"), "]]> outside of a CDATA section", "Write ]]&gt; in its place."),
    (re.compile(rb""), re.compile(rb"\]\]>"), "]]> outside of a CDATA section", "Write ]]&gt; in its place."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlWords:
    """What is wrong, what to do, and how many bytes behind the parser's place it stands."""

    problem: str
    repair: str
    behind: int = 0


def explain_xml(code: int, data: bytes, index: int) -> XmlWords:
    """The words for a fault that the parser found at a byte of the file; its own words stand first."""
    own = f"no XML: {errors.messages[code]}"
    if data.startswith(_PACKED):
        return XmlWords(problem=f"{own}, for it is packed", repair="Unpack it, and give the XML file inside of it.")
    if data[:1] and not _BEGINNING.match(data):
        return XmlWords(problem=f"{own}, for it does not begin with <", repair="Give a file in XML.")
    here = data[index : index + _REACH]
    match errors.messages[code]:
        case errors.XML_ERROR_INVALID_TOKEN:
            return _token(own, here, data[:index])
        case errors.XML_ERROR_BAD_CHAR_REF:
            return _reference(own, here)
        case errors.XML_ERROR_UNDEFINED_ENTITY:
            found = _ENTITY.search(here)
            name = f" {found.group().decode()}" if found else ""
            repair = "Write the character itself; XML knows by name only &amp; &lt; &gt; &quot; and &apos;."
            return XmlWords(problem=f"{own}{name}", repair=repair, behind=found.start() if found else 0)
        case known:
            said, repair = _WORDS.get(known, ("", AGAIN))
            return XmlWords(problem=f"{own}, {said}" if said else own, repair=repair)


def _token(own: str, here: bytes, before: bytes) -> XmlWords:
    """A character that may not stand where it does: one that cannot be seen, bytes that are none, or a bare sign."""
    control = _CONTROL.search(here.partition(b"\n")[0])
    try:
        here.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start < len(here) - 3 and (control is None or fault.start < control.start()):
            problem = f"{own}, for these bytes are not UTF-8"
            repair = 'Save it as UTF-8, or name its encoding in the first line: <?xml version="1.0" encoding="…"?>.'
            return XmlWords(problem=problem, repair=repair, behind=fault.start)
    if control:
        return _character(own, control.group()[0] if len(control.group()) == 1 else 0xFFFF, control.start())
    if before.endswith(b"&") or here.startswith(b"&"):
        return XmlWords(problem=f"{own}, a bare &", repair="Write &amp; in its place.")
    if here.startswith(b"<"):
        return XmlWords(problem=f"{own}, a bare <", repair="Write &lt; in its place.")
    for front, behind, what, repair in _TOKENS:
        if behind.match(here) and front.search(before[-_REACH:]):
            return XmlWords(problem=f"{own}, {what}", repair=repair)
    return XmlWords(problem=own, repair=AGAIN)


def _reference(own: str, here: bytes) -> XmlWords:
    found = _REFERENCE.search(here)
    if found is None:
        return XmlWords(problem=own, repair=AGAIN)
    number = int(found[1], 16) if found[1] else int(found[2])
    return _character(f"{own} {found.group().decode()}", number, found.start())


def _character(own: str, number: int, behind: int) -> XmlWords:
    """A character that XML does not have: colours of a terminal begin with the one called ESC."""
    name = f" ({_NAMES[number]})" if number in _NAMES else ""
    problem = f"{own}, for XML has no character U+{number:04X}{name}"
    repair = _COLOURS if number == _ESCAPE else "Leave the character out where it is written, and run again."
    return XmlWords(problem=problem, repair=repair, behind=behind)


_WORDS = {
    errors.XML_ERROR_NO_ELEMENTS: ("for it is empty or ends before its first element does", _CUT),
    errors.XML_ERROR_UNCLOSED_TOKEN: ("for it ends in the middle of a tag", _CUT),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: ("for it ends in the middle of a CDATA section", _CUT),
    errors.XML_ERROR_PARTIAL_CHAR: ("for it ends in the middle of a character", _CUT),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: (
        "for more stands behind the end of its first element",
        "Give one file for each report, or put all of them between <testsuites> and </testsuites>.",
    ),
    errors.XML_ERROR_TAG_MISMATCH: (
        "for this closing tag closes another element than the one that is open",
        "Close each element in the order in which they were opened, or write the file again.",
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: ("for an element has it twice", "Delete one of the two."),
    errors.XML_ERROR_MISPLACED_XML_PI: (
        "for something stands before <?xml",
        "Delete what stands before <?xml: blank lines, or what a program printed into the file.",
    ),
    errors.XML_ERROR_UNKNOWN_ENCODING: ("for nobody knows the encoding that it names", "Save it as UTF-8."),
    errors.XML_ERROR_INCORRECT_ENCODING: (
        "for it is in another encoding than it names",
        "Name the one it is in, or save it as UTF-8.",
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: (
        "for nothing says what the name before the colon stands for",
        "Take the prefix and its colon out, or say it with xmlns:….",
    ),
    errors.XML_ERROR_XML_DECL: ("", 'Begin it with <?xml version="1.0" encoding="UTF-8"?>.'),
}
