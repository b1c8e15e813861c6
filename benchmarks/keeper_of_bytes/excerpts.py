"""Where two versions of a file first differ, in a few words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

NEARBY, SHOWN = 32, 60
LAYOUT = "the text is the same; layout or metadata differ"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The first differing place: where it is, the words before it, both readings, and how many lines differ."""

    where: str
    before: str = ""
    old: str = ""
    new: str = ""
    lines: int = 0

    @property
    def told(self) -> str:
        """In one line."""
        if not (self.old or self.new):
            return self.where
        return f"{self.where}: …{self.before}[{self.old}] is now [{self.new}]"


def excerpt_of(name: str, old: bytes, new: bytes) -> Excerpt:
    """How two versions of a file differ, by what it is."""
    if name.endswith(".pdf"):
        return pdf_excerpt(old, new)
    try:
        return text_excerpt(old.decode("utf-8"), new.decode("utf-8"))
    except UnicodeDecodeError:
        return Excerpt(f"byte {_common(old, new)}")


def text_excerpt(old: str, new: str, what: str = "line") -> Excerpt:
    """The first line that differs, cut to the words around."""
    pairs = list(zip_longest(old.split("\n"), new.split("\n")))
    differing = [number for number, (one, other) in enumerate(pairs) if one != other]
    if not differing:
        return Excerpt("white space at the end")
    one, other = (line or "" for line in pairs[differing[0]])
    before, left, right = around(one, other)
    return Excerpt(f"{what} {differing[0] + 1}", before, left, right, len(differing))


def around(old: str, new: str) -> tuple[str, str, str]:
    """The words before the first difference, and both readings to the end of the difference, by whole words."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    while start and not old[start - 1].isspace() and old[start - 1] not in "<>":
        start -= 1
    left, right = (_to_word_end(text, start, len(text) - end) for text in (old, new))
    before = old[max(0, start - NEARBY) : start]
    return " ".join(before.split()) + " " * before.endswith(" "), left, right


def _to_word_end(text: str, start: int, end: int) -> str:
    while end < len(text) and not text[end].isspace() and text[end] not in "<>":
        end += 1
    found = text[start:end]
    return found if len(found) <= SHOWN else f"{found[:SHOWN]}…"


def pdf_excerpt(old: bytes, new: bytes) -> Excerpt:
    """The first text of a PDF that differs: what is read aloud, head and foot, then what travels inside it unseen."""
    try:
        for one, other in zip_longest(_texts_of(old), _texts_of(new)):
            if one != other:
                return text_excerpt(one or "", other or "", "text, line")
    except Exception as fault:  # whatever a damaged PDF does to its reader, it differs
        return Excerpt(f"byte {_common(old, new)}; its text cannot be read ({type(fault).__name__})")
    return Excerpt(f"byte {_common(old, new)}: {LAYOUT}")


def _texts_of(pdf: bytes) -> Iterator[str]:
    from tests.pdf.opened import opened, silent_texts, tagged_text, untagged_text  # noqa: PLC0415 - slow, rarely needed

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file, opened(_written(file.name, pdf)) as document:
        yield tagged_text(document)
        yield "\n".join(untagged_text(document, number) for number in range(len(document.pdf.pages)))
        yield from silent_texts(document)


def _written(name: str, data: bytes) -> Path:
    path = Path(name)
    path.write_bytes(data)
    return path


def _common(old: Sequence[object], new: Sequence[object]) -> int:
    """How many characters or bytes two texts have in common at the beginning."""
    return next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
