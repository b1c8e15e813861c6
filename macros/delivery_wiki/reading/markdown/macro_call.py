"""Macro calls in Markdown: `{{ name("text", key=1) }}` and nothing else; every other brace is made literal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from delivery_wiki.model.finding import Replacement

from .markdown_blocks import Blocks, read_blocks

Literal: TypeAlias = str | int | bool

MAXIMUM_CALL_LENGTH = 1_000
_SPACE = re.compile(r"[ \t\n]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEXT = re.compile(r'"([^"\\\n]*)"|\'([^\'\\\n]*)\'')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?![0-9A-Za-z_.])")
_FLAG = re.compile(r"(true|True|false|False)(?![0-9A-Za-z_])")
_LIKE_A_CALL = re.compile(r"\s*[A-Za-z_][A-Za-z0-9_-]*\s*\(")
_BRACES = re.compile(r"[{}%#]+")
_DANGEROUS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroCall:
    """A call as written: the macro's name and its literals."""

    name: str
    positional: tuple[Literal, ...] = ()
    keywords: tuple[tuple[str, Literal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroFault:
    """Why a text between double braces is no macro call, and how far in."""

    offset: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A pair of double braces in a Markdown source, with the text between them; `alone` where nothing else is said."""

    start: int
    end: int
    line: int
    column: int
    text: str
    alone: bool


def parse_macro_call(text: str) -> MacroCall | MacroFault:
    """Read what stands between `{{` and `}}`."""
    try:
        return _Reader(text).read()
    except _Fault as fault:
        return MacroFault(offset=fault.offset, reason=fault.reason)


@lru_cache(maxsize=256)
def find_macro_calls(markdown: str) -> tuple[tuple[int, int, str], ...]:
    """Line, column and inner text of each `{{ … }}` outside code; `\\{{` writes a literal."""
    return tuple((found.line, found.column, found.text) for found in find_calls(markdown))


def find_calls(markdown: str) -> Iterator[FoundCall]:
    """Each `{{ … }}` outside code with its place; `\\{{` writes a literal."""
    if "{{" not in markdown:
        return
    blocks = read_blocks(markdown)
    for start, end, paragraph in blocks.inline_parts():
        yield from _find_in_span(blocks, start, end, paragraph.strip())


def find_unclosed(blocks: Blocks) -> Iterator[int]:
    """The offset of each `{{` outside code that no `}}` closes before its paragraph ends or the next one begins."""
    if "{{" not in blocks.source:
        return
    for start, end in blocks.inline_spans():
        for opening, closing in _pairs_in_span(blocks, start, end):
            if closing < 0 or "{{" in blocks.source[opening + 2 : closing]:
                yield opening


def literal_braces(inner: str, backslash: str) -> Replacement | None:
    """The repair that makes double braces a text, where what they hold is nothing like a call; else none."""
    return None if _LIKE_A_CALL.match(inner) else ("{{", f"{backslash}{{{{")


def neutralise(markdown: str, keep: Callable[[str], bool]) -> str:
    """The source with every brace that is not part of a kept call made literal for Jinja, in code too."""
    parts: list[str] = []
    done = 0
    for found in find_calls(markdown):
        if keep(found.text) and isinstance(parse_macro_call(found.text), MacroCall):
            parts += [_literal(markdown[done : found.start]), markdown[found.start : found.end]]
            done = found.end
    parts.append(_literal(markdown[done:]))
    return "".join(parts)


def _find_in_span(blocks: Blocks, start: int, end: int, paragraph: str) -> Iterator[FoundCall]:
    for opening, closing in _pairs_in_span(blocks, start, end):
        if closing >= 0:
            line, column = blocks.place(opening)
            text = blocks.source[opening + 2 : closing]
            alone = paragraph == f"{{{{{text}}}}}"
            yield FoundCall(start=opening, end=closing + 2, line=line, column=column, text=text, alone=alone)


def _pairs_in_span(blocks: Blocks, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where double braces open and close; the last one closes at -1 when nothing closes it."""
    source = blocks.source
    position = start
    for code_start, code_end in (*blocks.code_spans(start, end), (end, end)):
        while (opening := source.find("{{", position, code_start)) >= 0:
            if opening > start and source[opening - 1] == "\\":
                position = opening + 2
                continue
            closing = source.find("}}", opening + 2, end)
            yield opening, closing
            if closing < 0:
                return
            position = closing + 2
        position = max(position, code_end)


def _literal(source: str) -> str:
    """Runs of braces that Jinja would read, or that touch a kept call, as Jinja literals."""

    def replace(match: re.Match[str]) -> str:
        run = match.group()
        touches = match.start() == 0 or match.end() == len(source)
        if _DANGEROUS.search(run) or (touches and ("{" in run or "}" in run)):
            return "{{ '" + run + "' }}"
        return run

    return _BRACES.sub(replace, source)


class _Fault(Exception):
    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


class _Reader:
    """Reads one call from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def read(self) -> MacroCall:
        if len(self.text) > MAXIMUM_CALL_LENGTH:
            raise _Fault(0, f"a call has at most {MAXIMUM_CALL_LENGTH} characters")
        self._space()
        name = self._match(_NAME, "a macro name in small letters is expected")
        self._space()
        self._expect("(", f"an opening bracket is expected: {name}()")
        positional, keywords = self._arguments()
        self._space()
        if self.position < len(self.text):
            raise _Fault(self.position, "nothing may follow the closing bracket")
        return MacroCall(name=name, positional=tuple(positional), keywords=tuple(keywords.items()))

    def _arguments(self) -> tuple[list[Literal], dict[str, Literal]]:
        positional: list[Literal] = []
        keywords: dict[str, Literal] = {}
        self._space()
        while not self._take(")"):
            self._argument(positional, keywords)
            self._space()
            if self._take(","):
                self._space()
            elif self.text[self.position : self.position + 1] != ")":
                raise _Fault(self.position, "a comma or a closing bracket is expected")
        return positional, keywords

    def _argument(self, positional: list[Literal], keywords: dict[str, Literal]) -> None:
        start = self.position
        if not _FLAG.match(self.text, start) and (found := _NAME.match(self.text, start)):
            self.position = found.end()
            self._space()
            if not self._take("="):
                raise _Fault(start, "a text in quotes, a whole number, true or false is expected")
            if found.group() in keywords:
                raise _Fault(start, f"'{found.group()}' is given twice")
            self._space()
            keywords[found.group()] = self._literal()
        elif keywords:
            raise _Fault(start, "values without a name come first")
        else:
            positional.append(self._literal())

    def _literal(self) -> Literal:
        if found := _TEXT.match(self.text, self.position):
            self.position = found.end()
            return found.group(1) if found.group(1) is not None else found.group(2)
        if found := _NUMBER.match(self.text, self.position):
            self.position = found.end()
            return int(found.group())
        if found := _FLAG.match(self.text, self.position):
            self.position = found.end()
            return found.group() in ("true", "True")
        raise _Fault(self.position, "a text in quotes, a whole number, true or false is expected")

    def _space(self) -> None:
        found = _SPACE.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def _match(self, pattern: re.Pattern[str], reason: str) -> str:
        found = pattern.match(self.text, self.position)
        if found is None:
            raise _Fault(self.position, reason)
        self.position = found.end()
        return found.group()

    def _take(self, character: str) -> bool:
        if self.text.startswith(character, self.position):
            self.position += 1
            return True
        return False

    def _expect(self, character: str, reason: str) -> None:
        if not self._take(character):
            raise _Fault(self.position, reason)
