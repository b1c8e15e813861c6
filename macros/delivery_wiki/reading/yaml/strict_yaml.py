"""The one YAML reader: limits first, then events, then own scalar rules; every fault is a finding with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from delivery_wiki.model.finding import Finding, Location, Step, error
from delivery_wiki.model.texts.plain_number import in_one_reading

from ..files.merge_conflict import find_conflicts
from ..files.readable_text import check_text, decode_text, forbidden_character
from .cut_text import CODE as CUT
from .cut_text import Cut, cut_at_comma, find_cut, find_cut_before, find_cut_behind_quotes
from .plain_scalar import AmbiguousScalar, quote_scalar, read_plain_scalar
from .scalar_places import ScalarSpan
from .whole_text import in_quotes, whole_text
from .yaml_forms import (
    BRACKETS,
    QUOTES,
    Form,
    Span,
    find_deep_blank,
    find_far_left,
    find_far_left_head,
    find_swallowed_entry,
    find_touching_comments,
    may_touch,
    text_span,
)
from .yaml_syntax import OPEN_QUOTE, Around, Syntax, explain
from .yaml_words import explain_bracket, explain_syntax, find_document_end, find_tab, find_unseen_escape, quote

MAXIMUM_DEPTH = 24
MAXIMUM_NODES = 20_000
MAXIMUM_SCALAR_BYTES = 16_384
MERGE_KEY = "<<"
UNREAD = "(The lines below were not read: check again then.)"

Path: TypeAlias = tuple[Step, ...]
Tree: TypeAlias = Any
_THOUSANDS = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,18})?(?![\w.])")
_DECIMAL = re.compile(r"(?<![\w.,])-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]{1,18}),[0-9]{1,18}(?=[ \t]*[,}])")
_BESIDE_ONE_DOCUMENT = re.compile("<document start>|node content")
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """A read file: its tree of plain values, where each value stands, and every fault that was found.

    `complete` is False when reading stopped early; `faulty` names the values that already have a finding. `spans` are
    the texts in the `lines` of the source, of which the first is line `first_line` of the file.
    """

    file: str
    value: Tree = None
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    complete: bool = True
    faulty: frozenset[Path] = frozenset()
    spans: dict[Path, ScalarSpan] = field(default_factory=dict, repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    first_line: int = 1

    @property
    def root(self) -> Location:
        """The place of the whole file."""
        line, column = self.positions.get((), (1, 1))
        return Location(file=self.file, line=line, column=column, positions=self.positions)


def read_yaml(data: bytes, file: str, *, first_line: int = 1) -> YamlFile:
    """Read a YAML file of a project; `first_line` is where the text begins in a larger file.

    The same bytes are the same tree, which nobody changes: what reads a project several times parses a file once.
    """
    return _read_yaml(data, file, first_line)


@lru_cache(maxsize=256)
def _read_yaml(data: bytes, file: str, first_line: int) -> YamlFile:
    text, findings = decode_text(data, file, "YAML file", first_line)
    if text is None:
        return YamlFile(file=file, findings=findings, complete=False)
    if findings := check_text(text, file, first_line) or find_conflicts(text, file, first_line):
        return YamlFile(file=file, findings=findings, complete=False)
    return _Builder(file, first_line).build(text)


class _Stop(Exception):
    """Reading cannot go on."""


class _Container:
    """A mapping or list that is being filled."""

    __slots__ = ("in_flow", "key", "keys", "margin", "path", "place", "value")

    def __init__(self, value: dict[str, Tree] | list[Tree], path: Path, event: Any) -> None:
        self.value = value
        self.place = (event.start_mark.line, event.start_mark.column)  # from 0
        self.margin = -1 if event.tag or event.anchor else self.place[1]  # those stand elsewhere than its entries
        self.in_flow = bool(event.flow_style)
        self.path = path
        self.key: str | None = None
        self.keys: dict[str, tuple[int, int]] = {}


class _Builder:
    """Builds the tree from parser events, without recursion."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.offset = first_line
        self.root: Tree = None
        self.documents = 0
        self.nodes = 0
        self.lines: list[str] = []
        self.told: set[int] = set()  # lines, from 0, with a form that is reported
        self.has_marks = False
        self.texts: list[Span] | None = None  # where values stand; None where no `#` touches anything
        self.last = ((0, 0), False)  # line and column, from 0, at which the last scalar began, and whether it is quoted
        self.ended = (-1, -1)  # line and column, from 0, at which the last scalar ended
        self.stack: list[_Container] = []
        self.positions: dict[Path, tuple[int, int]] = {}
        self.spans: dict[Path, ScalarSpan] = {}
        self.findings: list[Finding] = []
        self.faulty: set[Path] = set()
        self.anchors: set[str] = set()

    def build(self, text: str) -> YamlFile:
        """Read all events; stops at a syntax fault or an exceeded limit."""
        complete = True
        try:
            self._read_events(text)
        except _Stop:
            complete = False
        except yaml.MarkedYAMLError as fault:
            complete = False
            self._report_syntax(fault)
        except (yaml.YAMLError, ValueError, OverflowError):
            complete = False
            self._add("yaml-syntax", (self.offset, 1), "the file is not readable as YAML", "Check quotes and escapes.")
        return YamlFile(
            file=self.file,
            value=self.root,
            positions=self.positions,
            findings=tuple(self.findings),
            complete=complete,
            faulty=frozenset(self.faulty),
            spans=self.spans,
            lines=tuple(self.lines),
            first_line=self.offset,
        )

    def _read_events(self, text: str) -> None:
        self.lines = text.split("\n")
        self.texts = [] if may_touch(text) else None
        self.has_marks = "?" in text
        parser = _PARSER(text)
        try:
            kind: type = yaml.StreamStartEvent
            while kind is not yaml.StreamEndEvent:
                event = parser.get_event()
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self._scalar(event)
                elif kind is yaml.MappingStartEvent:
                    self._open(event, {})
                elif kind is yaml.SequenceStartEvent:
                    self._open(event, [])
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._close(event)
                elif kind is yaml.AliasEvent:
                    self._alias(event)
                elif kind is yaml.DocumentStartEvent:
                    self._start_document(event)
        finally:
            parser.dispose()
        for form in find_touching_comments(self.lines, self.texts or ()) if self.texts is not None else ():
            self._add_form(form)

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        place = self._place(event)
        if self.documents > 1:
            self._stop("yaml-several-documents", place, "a second document begins here", "Keep one document in a file.")
        if event.version or event.tags:
            self._add("yaml-directive", place, "a YAML directive (%)", "Delete the line that begins with %.")

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        is_used = event.anchor in self.anchors
        meant = "Write" if is_used else f"Put the whole text in quotes: {self._whole(event)}; or write"
        repair = f"{meant} the value out {'here' if is_used else 'where it is used'}."
        self._add("yaml-alias", place, f"the alias *{event.anchor}", repair)
        if self._expects_key():
            self._take_key("", place)
        else:
            self._attach(None, place, faulty=True)

    def _open(self, event: Any, value: dict[str, Tree] | list[Tree]) -> None:
        place = self._place(event)
        if self._expects_key():
            self._stop("yaml-key-not-text", place, "a list or mapping as a key", self._repair_key(event))
        self._check_properties(event, place)
        path = self._attach(value, place)
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._stop(
                "yaml-too-deep",
                place,
                f"values nested deeper than {MAXIMUM_DEPTH} levels",
                "Write the data flatter.",
            )
        self.stack.append(_Container(value, path, event))

    def _repair_key(self, event: Any) -> str:
        """Two braces are no key but a text, such as a call of a macro or a word of a template."""
        line, column = self.lines[event.start_mark.line], event.start_mark.column
        if line[max(column - 1, 0) : column + 1] != "{{":
            return "Use a plain word as the key."
        end = line.rfind("}}")
        text = line[column - 1 : end + 2] if end > column else line[column - 1 :].rstrip()
        return f"Put the whole text in quotes: {in_quotes(text)}."

    def _close(self, event: Any) -> None:
        """The end of a list or mapping; one in brackets may have lines that stand too far left."""
        closed = self.stack.pop()
        if closed.in_flow and event.end_mark.line != closed.place[0] and not (self.stack and self.stack[-1].in_flow):
            last = event.end_mark.line
            self._add_form(find_far_left(self.lines, closed.place[0], last, self._margin(), BRACKETS))

    def _margin(self) -> int:
        """The column, from 0, of the list or mapping with a line for each entry that this is in; -1 outside of any."""
        return next((container.margin for container in reversed(self.stack) if not container.in_flow), -1)

    def _scalar(self, event: Any) -> None:
        place = self._place(event)
        if self._expects_key() and self._is_no_key(event, place):
            return
        faulty = self._check_properties(event, place)
        value: Tree = event.value
        if not event.style and self._is_cut(event):
            faulty = True
        elif not event.style:
            try:
                value = read_plain_scalar(value)
            except AmbiguousScalar as fault:
                faulty = True
                self._add("yaml-ambiguous-scalar", place, f"{quote(event.value)} {fault.problem}", fault.repair)
                self.findings[-1] = replace(self.findings[-1], replacement=quote_scalar(event.value))
                if self._expects_key():
                    self.faulty.add((*self.stack[-1].path, event.value))
        else:
            faulty = self._check_escapes(event, place) or self._check_quoted(value, place) or faulty
            faulty = self._is_cut_behind_quotes(event) or faulty
        faulty = self._is_cut_at_comma(event) or faulty
        if self.texts is not None or event.start_mark.line != event.end_mark.line:
            self._check_form(event)
        self.ended = (event.end_mark.line, event.end_mark.column)
        self.last = ((event.start_mark.line, event.start_mark.column), event.style in ("'", '"'))
        if len(event.value) * 4 > MAXIMUM_SCALAR_BYTES:
            faulty = self._is_too_long(event.value, place) or faulty
        if self._expects_key():
            self._key(event, value, place)
        else:
            path = self._attach(value, place, faulty=faulty)
            if isinstance(value, str):
                start = event.start_mark
                self.spans[path] = (start.line, start.column, *self.ended)

    def _is_no_key(self, event: Any, place: tuple[int, int]) -> bool:
        """Whether what stands where a key stands is none that anybody meant, which then has its finding."""
        if self.has_marks and self._is_marked_key(event, place):
            return True
        if event.value[:1].isdigit() and self._is_rest_of_number(event):
            self._take_rest(event.value, place)
            return True
        if event.value == MERGE_KEY and not event.style:
            self._take_merge_key(place)
            return True
        return False

    def _is_marked_key(self, event: Any, place: tuple[int, int]) -> bool:
        """Whether a question mark before a text makes it a key, which nobody means who writes no blank between them."""
        line, column = event.start_mark.line, event.start_mark.column
        if column == 0 or self.lines[line][column - 1 : column] != "?" or event.value.startswith("?"):
            return False
        found = self.lines[line][column - 1 : event.end_mark.column] if event.end_mark.line == line else "?"
        problem = f"{quote(found)} begins with a question mark, which YAML programs take for the sign of a key"
        self._add("yaml-ambiguous-scalar", (place[0], place[1] - 1), problem, "Put the whole text in quotes.")
        self.faulty |= {self.stack[-1].path, (*self.stack[-1].path, event.value)}
        self._take_key(event.value, place)
        return True

    def _check_form(self, event: Any) -> None:
        """What other YAML programs refuse in how a value is written."""
        first, last, style = event.start_mark, event.end_mark, event.style
        if self.texts is not None:
            span = text_span(self.lines, (first.line, first.column), (last.line, last.column), style)
            self.texts.append(span)
        if first.line == last.line:
            return
        if not style:
            is_entry = bool(self.stack) and isinstance(self.stack[-1].value, list) and not self.stack[-1].in_flow
            if is_entry or event.value.startswith("-"):
                self._add_form(find_swallowed_entry(self.lines, first.line, last.line))
            return
        if style in ("|", ">"):
            self._add_form(find_far_left_head(self.lines, first.line, first.column, self._margin()))
            self._add_form(find_deep_blank(self.lines, first.line, first.column, self._margin()))
        else:
            self._add_form(find_far_left(self.lines, first.line, last.line, self._margin(), QUOTES))

    def _add_form(self, form: Form | None) -> None:
        if form is not None and form.line not in self.told:
            self.told.add(form.line)
            self._add("yaml-form", (form.line + self.offset, form.column + 1), form.problem, form.repair)

    def _is_cut(self, event: Any) -> bool:
        """Whether YAML takes the end of an unquoted text for a comment, which then has a finding."""
        first, last = event.start_mark, event.end_mark
        if not self.stack:
            return False
        in_flow = self.stack[-1].in_flow
        cut = find_cut(self.lines, (first.line, first.column), (last.line, last.column), event.value, in_flow=in_flow)
        if cut is not None:
            self._add_cut(cut)
        return cut is not None

    def _is_cut_behind_quotes(self, event: Any) -> bool:
        """The same behind a closing quote; a block of text has none."""
        if event.style not in ("'", '"') or not self.stack:
            return False
        end = (event.end_mark.line, event.end_mark.column)
        cut = find_cut_behind_quotes(self.lines, end, in_flow=self.stack[-1].in_flow)
        if cut is not None:
            self._add_cut(cut)
        return cut is not None

    def _is_cut_at_comma(self, event: Any) -> bool:
        """Whether this is the value, which nobody wrote, of a key in brackets: it may be the rest of a text."""
        line, column = event.start_mark.line, event.start_mark.column
        if event.value or event.style or not self.stack or (line, column) != self.ended:
            return False
        container = self.stack[-1]
        if not container.in_flow or container.key is None or len(container.keys) < 2:
            return False
        start = self.positions[(*container.path, container.key)]
        if start[0] - self.offset != line:
            return False
        found = cut_at_comma(self.lines[line], start[1] - 1, column)
        if found is not None:
            self._add(CUT, (start[0], found[0] + 1), found[1], found[2])
        return found is not None

    def _add_cut(self, cut: Cut) -> None:
        self._add("yaml-text-cut", (cut.line + self.offset, cut.column + 1), cut.problem, cut.repair)
        self.findings[-1] = replace(self.findings[-1], replacement=cut.replacement)

    def _key(self, event: Any, value: Tree, place: tuple[int, int]) -> None:
        if (not isinstance(value, str) or not value) and event.anchor is None:
            self._add(
                "yaml-key-not-text", place, f"the key {quote(event.value)} is not a text", "Put the key in quotes."
            )
        self._take_key(event.value, place)

    def _take_merge_key(self, place: tuple[int, int]) -> None:
        """What stands behind it is no value, and what it would merge is not missing."""
        self._add("yaml-merge-key", place, "the merge key <<", "Write the merged keys out.")
        self.faulty.add((*self.stack[-1].path, MERGE_KEY))
        self._take_key(MERGE_KEY, place)

    def _is_rest_of_number(self, event: Any) -> bool:
        """Whether a key is what stands behind the comma of `4,200`; the first such key is reported for the number."""
        line, column = self.lines[event.start_mark.line], event.start_mark.column
        found = next((number for number in _THOUSANDS.finditer(line) if number.start() < column < number.end()), None)
        if found is None:
            return self._is_behind_decimal_comma(line, column, event.start_mark.line)
        if line[found.start() : column].count(",") == 1:
            place = (event.start_mark.line + self.offset, found.start() + 1)
            plain = in_one_reading(found.group().replace(",", ""))
            problem = f"{found.group()} is several values in YAML, which a comma separates"
            self._add("yaml-ambiguous-scalar", place, problem, f"Write {plain}, without a thousands mark.")
        return True

    def _is_behind_decimal_comma(self, line: str, column: int, number: int) -> bool:
        """Whether a key is what stands behind the comma of `2,5`, as much of the world writes two and a half."""
        found = next((number for number in _DECIMAL.finditer(line) if number.start() < column < number.end()), None)
        if found is None:
            return False
        problem = f"{found.group()} is two values in YAML, which a comma separates"
        plain = in_one_reading(found.group().replace(".", "").replace(",", "."))
        repair = f"Write {plain}, with a point{' and without a thousands mark' if '.' in found.group() else ''}."
        self._add("yaml-ambiguous-scalar", (number + self.offset, found.start() + 1), problem, repair)
        return True

    def _take_rest(self, key: str, place: tuple[int, int]) -> None:
        """What stands behind a comma in a number is no key; neither it nor what stands before it is a value."""
        container = self.stack[-1]
        if container.keys:
            self.faulty.add((*container.path, next(reversed(container.keys))))
        self.faulty.add((*container.path, key))
        self.positions.setdefault((*container.path, key), place)
        container.key = key

    def _take_key(self, key: str, place: tuple[int, int]) -> None:
        container = self.stack[-1]
        normal = key if key.isascii() else unicodedata.normalize("NFC", key)
        first = container.keys.setdefault(normal, place)
        if first is not place:
            also = Location(file=self.file, line=first[0], column=first[1])
            self._add(
                "yaml-duplicate-key",
                place,
                f"the key {quote(key)} stands here a second time (first in line {first[0]})",
                "Keep one of the two.",
                also=also,
            )
            self.faulty.add((*container.path, key))
        container.key = key
        self.positions.setdefault((*container.path, key), place)

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _attach(self, value: Tree, place: tuple[int, int], *, faulty: bool = False) -> Path:
        """Put a value where it belongs and return its path."""
        self.nodes += 1
        if self.nodes > MAXIMUM_NODES:
            self._stop("yaml-too-many-values", place, f"more than {MAXIMUM_NODES} values", "Split the data.")
        path: Path = ()
        if not self.stack:
            self.root = value
            self.positions[()] = place
        else:
            container = self.stack[-1]
            if isinstance(container.value, list):
                path = (*container.path, len(container.value))
                container.value.append(value)
                self.positions[path] = place
            else:
                key = container.key or ""
                path = (*container.path, key)
                container.value.setdefault(key, value)
                container.key = None
        if faulty:
            self.faulty.add(path)
        return path

    def _check_properties(self, event: Any, place: tuple[int, int]) -> bool:
        if event.anchor is None and event.tag is None:
            return False
        text = self._whole(event) if isinstance(event, yaml.ScalarEvent) and not event.style else ""
        quoted = f"Put the whole text in quotes: {text}; or delete" if text else "Delete"
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            self._add(
                "yaml-anchor", place, f"the anchor &{event.anchor}", f"{quoted} the anchor, and write values out."
            )
        if event.tag is not None:
            is_own = text and not event.tag.startswith("tag:")
            repair = f"{quoted} the tag." if is_own else "Delete the tag; quote a text instead."
            self._add("yaml-tag", place, f"the tag {quote(event.tag)}", repair)
        return event.anchor is not None or event.tag is not None

    def _whole(self, event: Any) -> str:
        """The text that begins at an event, in quotes, as it was written."""
        mark = event.start_mark
        return in_quotes(whole_text(self.lines, (mark.line, mark.column), in_flow=self._in_flow()))

    def _written(self, event: Any) -> str:
        start, end = event.start_mark, event.end_mark
        lines = self.lines[start.line : end.line + 1]
        lines[-1] = lines[-1][: end.column]
        return "\n".join([lines[0][start.column :], *lines[1:]])

    def _check_quoted(self, value: str, place: tuple[int, int]) -> bool:
        if (found := forbidden_character(value)) is None:
            return False
        name = f"U+{ord(found):04X}"
        self._add("forbidden-character", place, f"the text holds {name}, which cannot be seen", f"Delete {name}.")
        return True

    def _check_escapes(self, event: Any, place: tuple[int, int]) -> bool:
        """Whether a backslash became a character that nobody sees, as in a path of Windows."""
        if event.style != '"':
            return False
        sign = find_unseen_escape(self._written(event), one_line="\n" not in event.value)
        if sign is None:
            return False
        problem = f"between double quotes, {sign} is not a backslash with a letter, but a character that cannot be seen"
        self._add(
            "forbidden-character", place, problem, f"Write the text between single quotes, or {sign} as \\{sign}."
        )
        return True

    def _is_too_long(self, value: str, place: tuple[int, int]) -> bool:
        """Whether a text passes the limit, which then has a finding; the others of the file are read all the same."""
        size = len(value.encode("utf-8", "surrogatepass"))
        if size > MAXIMUM_SCALAR_BYTES:
            problem = f"a text of {size} bytes; at most {MAXIMUM_SCALAR_BYTES} are read"
            self._add("yaml-text-too-long", place, problem, "Shorten it or move it to a Markdown file.")
        return size > MAXIMUM_SCALAR_BYTES

    def _report_syntax(self, fault: yaml.MarkedYAMLError) -> None:
        mark = fault.problem_mark or fault.context_mark
        place = (mark.line + self.offset, mark.column + 1) if mark else (self.offset, 1)
        if mark and mark.line >= len(self.lines):  # behind the end of a file that does not end its last line
            place = (len(self.lines) - 1 + self.offset, len(self.lines[-1]) + 1)
        if mark and (self._explains_cut(fault, mark.line) or self._ends_block(mark.line) or self._is_sign(mark.line)):
            return
        words = str(fault.problem or "")
        if mark and _BESIDE_ONE_DOCUMENT.search(words) and self._ends_document(mark.line):
            return
        opened = fault.context_mark.line if fault.context_mark else 0
        within = explain_bracket(words, self.lines, mark.line, mark.column, opened) if mark else None
        if mark and within is None and (known := self._explain(fault, mark)):
            place = (known.place[0] + self.offset, known.place[1] + 1)
            self._drop_forms(known)
            within = known.problem, known.repair
        problem, repair = within or explain_syntax(words)
        if mark and (tab := find_tab(self.lines, mark.line, mark.column)):
            place, problem = (tab[0] + self.offset, tab[1]), "a tab; YAML indents with spaces"
            repair = "Write spaces in its place."
        self._add("yaml-syntax", place, problem, repair + self._unread_below(place[0] - self.offset))

    def _unread_below(self, line: int) -> str:
        """What a repair says where other lines stand below a fault of syntax: their faults come after it."""
        return f" {UNREAD}" if any(text.strip() for text in self.lines[line + 1 :]) else ""

    def _ends_document(self, line: int) -> bool:
        """Whether three points end the document above this line; then their finding says so."""
        end = find_document_end(self.lines, line)
        if end is not None:
            problem = "'...' ends the document here, and another one stands below it"
            self._add("yaml-several-documents", (end + self.offset, 1), problem, "Take this line out.")
        return end is not None

    def _explains_cut(self, fault: yaml.MarkedYAMLError, last: int) -> bool:
        """Whether a text that was cut is why the lines up to this one are no YAML; its finding says so."""
        first = min(fault.context_mark.line if fault.context_mark else last, last) - 1
        told = [
            finding for finding in self.findings if finding.code == CUT and finding.location.line - self.offset >= first
        ]
        if not told and (cut := find_cut_before(self.lines, first, last)):
            self._add_cut(cut)
            return True
        return bool(told)

    def _drop_forms(self, known: Syntax) -> None:
        """A line is no part of a text in quotes where the closing quote is missing."""
        if known.problem.startswith(OPEN_QUOTE):
            first = known.place[0] + self.offset
            self.findings = [
                finding for finding in self.findings if finding.code != "yaml-form" or finding.location.line <= first
            ]

    def _is_sign(self, line: int) -> bool:
        """Whether what stands in this line begins with a sign of YAML; its finding says so."""
        last = self.findings[-1] if self.findings else None
        signs = ("yaml-alias", "yaml-anchor", "yaml-tag", "yaml-ambiguous-scalar")
        return last is not None and last.code in signs and last.location.line - self.offset == line

    def _explain(self, fault: yaml.MarkedYAMLError, mark: Any) -> Syntax | None:
        columns = tuple(container.place[1] for container in self.stack if not container.in_flow)
        around = Around(columns=columns, in_flow=self._in_flow(), last=self.last[0], last_is_quoted=self.last[1])
        context = fault.context_mark
        opened = (context.line, context.column) if context else None
        return explain(f"{fault.context} {fault.problem}", self.lines, (mark.line, mark.column), opened, around)

    def _in_flow(self) -> bool:
        return bool(self.stack) and self.stack[-1].in_flow

    def _ends_block(self, line: int) -> bool:
        """Whether a block of text that a blank line ended too early goes on here; its finding says so."""
        last = self.findings[-1] if self.findings else None
        is_above = last is not None and last.code == "yaml-form" and last.location.line - self.offset == line - 1
        return is_above and not self.lines[line - 1].strip()

    def _place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self.offset, mark.column + 1

    def _stop(self, code: str, place: tuple[int, int], problem: str, repair: str) -> None:
        self._add(code, place, problem, repair)
        raise _Stop

    def _add(self, code: str, place: tuple[int, int], problem: str, repair: str, also: Location | None = None) -> None:
        location = Location(file=self.file, line=place[0], column=place[1])
        self.findings.append(error(code, location, problem, repair, also))
