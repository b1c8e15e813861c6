"""Strict XML: elements with line and column, within limits; no document type, no own entities, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from .xml_words import AGAIN, explain_xml

MAXIMUM_DEPTH = 64
MAXIMUM_ELEMENTS = 100_000


class XmlFault(Exception):
    """Why a text was not taken as XML, where, and what to do."""

    def __init__(self, problem: str, line: int, column: int, repair: str = AGAIN) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column, self.repair = problem, line, column, repair


@dataclass(slots=True)
class XmlElement:
    """An element: its name and attributes as "namespace name" or "name", its own text, and what is inside."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    @property
    def local_name(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]

    def walk(self) -> Iterator[XmlElement]:
        """This element and all inside of it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


def read_xml(data: bytes, *, maximum_bytes: int) -> XmlElement:
    """The root element of a file; raises XmlFault for what is not XML, too large, or brings a document type."""
    if len(data) > maximum_bytes:
        raise XmlFault(f"{len(data)} bytes; at most {maximum_bytes} are read", 1, 1, "Split it, or leave text out.")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as fault:
        index = max(reader.parser.ErrorByteIndex, 0)
        words = explain_xml(fault.code, data, index)
        place = _place_of(data, index + words.behind) if words.behind else (fault.lineno, fault.offset + 1)
        raise XmlFault(words.problem, *place, words.repair) from None
    except (LookupError, ValueError):  # an encoding that nobody knows, or that this parser does not take
        raise XmlFault("an encoding that cannot be read", 1, 1, "Save it as UTF-8.") from None
    return reader.root


def _place_of(data: bytes, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte of a file."""
    start = data.rfind(b"\n", 0, index) + 1
    return data.count(b"\n", 0, index) + 1, len(data[start:index].decode("utf-8", "replace")) + 1


class _Reader:
    """Collects elements from the events of the parser."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._open: list[XmlElement] = []
        self._count = 0
        self.root = XmlElement("", {}, 1, 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAXIMUM_ELEMENTS:
            raise self._fault(f"more than {MAXIMUM_ELEMENTS} elements")
        if len(self._open) >= MAXIMUM_DEPTH:
            raise self._fault(f"elements nested deeper than {MAXIMUM_DEPTH}")
        line, column = self._place()
        element = XmlElement(name, attributes, line, column)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise self._fault("a document type declaration, which may name other files", "Take out <!DOCTYPE …>.")

    def _entity(self, *_: object) -> None:
        raise self._fault("an entity declaration, which may name other files", "Take out <!ENTITY …>.")

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _fault(self, problem: str, repair: str = "Split the report into several.") -> XmlFault:
        return XmlFault(problem, *self._place(), repair)
