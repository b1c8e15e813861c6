"""A page's document block as XML for the PDF template: a small closed vocabulary, and text as data only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO
from itertools import zip_longest
from typing import TypeAlias
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import tinyhtml5  # type: ignore[import-untyped]  # it carries no types

from .pdf_drawing import COLOURS, PIXEL, SVG, drawing_title, is_decoration, print_drawing
from .pdf_layout import lay_out
from .pdf_spaces import break_long_words, hold_together, tidy_spaces
from .pdf_words import break_wide_words, mark_names

CITED_NUMBERS = "cited-numbers"  # the id of the part that says what numbers stand for

# What a page has for use on a screen alone.
WHITE = " \t\r\n\f"  # a space that does not break is room for a pen
DROPPED_CLASSES = frozenset(
    {"headerlink", "dw-filterbar", "dw-only-narrow", "dw-only-medium", "dw-hidden", "dw-count", "dw-screen"}
)
BLOCKS = frozenset(
    {"h", "p", "list", "facts", "table", "quote", "pre", "rule", "callout", "cards", "card", "figure", "bar"}
    | {"signatures", "group", "details", "cover"}
)
_INLINE = {
    **{"strong": "strong", "b": "strong", "em": "em", "i": "em"},
    **{"s": "del", "del": "del", "ins": "ins", "sup": "sup"},
}
_SPANS = {
    "dw-muted": "muted",
    "dw-named": "",
    "dw-unit": "unit",
    "dw-number": "number",
    "dw-assumed": "assumed",
    "dw-assumed-mark": "assumed-mark",
    "dw-clause-number": "clause-number",
}
_PARAGRAPHS = {
    "dw-lead": "lead",
    "dw-empty": "muted",
    "dw-source": "source",
    "dw-assumed-note": "source",
    "dw-bar-text": "muted",
    "dw-card-title": "title",
    "dw-callout-title": "title",
    "dw-signature-party": "party",
    "dw-signature-role": "role",
    "dw-signature-about": "about",
}
_GROUPS = frozenset(
    {"dw-document", "dw-prose", "dw-scroll", "dw-filterable", "dw-computed", "dw-drawing", "dw-details-body"}
    | {"dw-only-wide", "dw-block", "dw-what-if", "dw-bar-block"}
)
_WIDTH = re.compile(r"width:([0-9.]+)%")
_HEADING = re.compile(r"h([1-6])")

Handler: TypeAlias = Callable[[Xml.Element, tuple[str, ...]], Xml.Element | None]


class UnknownElement(ValueError):
    """An element of a page for which the PDF template has no rule."""


def block_xml(block: str, names: Sequence[str] = ()) -> str:
    """The document block in the vocabulary of the template; raises UnknownElement for what has no rule.

    `names` of people and parties are never hyphenated.
    """
    result = converted(block)
    hold_together(result)
    mark_names(result, names)
    break_long_words(result)
    lay_out(result)
    break_wide_words(result)
    return Xml.tostring(result, "unicode")


def converted(block: str) -> Xml.Element:
    """The document block in the vocabulary of the template before it is laid out for paper: word for word the same."""
    root = tinyhtml5.parse(StringIO(block), namespace_html_elements=False)  # a short text could be the name of a file
    body = root.find("body")
    converter = _Converter({str(node.get("id")) for node in root.iter() if node.get("id")})
    result = Xml.Element("block")
    for node in converter.children(body if body is not None else root):
        result.append(node)
    _lift_cover(result)
    return tidy_spaces(result)


def _lift_cover(block: Xml.Element) -> None:
    """Let the facts of the document stand before its text, for the template has a place of its own for them."""
    for group in tuple(block.iter()):
        for cover in group.findall("cover"):
            group.remove(cover)
            block.insert(0, cover)


def signatories(block: str) -> tuple[tuple[str, str], ...]:
    """The party and role of each place to sign in a converted block, in order."""
    found = []
    for signature in Xml.fromstring(block).iter("signature"):  # noqa: S314 - our own XML
        kinds = {part.get("kind"): "".join(part.itertext()) for part in signature}
        found.append((kinds.get("party", ""), kinds.get("role", "")))
    return tuple(found)


class _Converter:
    """Turns elements of the page into elements of the template."""

    def __init__(self, ids: set[str]) -> None:
        self.ids = ids
        self.seen: set[str] = set()
        self.shift: int | None = None

    def children(self, node: Xml.Element) -> list[Xml.Element]:
        """The converted children; runs of text and inline elements become elements too."""
        found: list[Xml.Element] = []
        if node.text and node.text.strip(WHITE):
            found.append(_text(node.text))
        for child, after in zip_longest(node, list(node)[1:]):
            made = list(self.convert(child))
            if made and made[0].tag == "box" and after is not None:
                made[0].set("alt", "".join(after.itertext()))  # the words that only a screen reader gets on the page
            found += made
            if child.tail and (child.tail.strip() or (found and found[-1].tag not in BLOCKS)):
                found.append(_text(child.tail))
        return found

    def convert(self, node: Xml.Element) -> Iterator[Xml.Element]:
        """An element of the page as none, one or several of the template."""
        if not isinstance(node.tag, str):
            return
        classes = _classes(node)
        if DROPPED_CLASSES & set(classes) or node.tag in ("colgroup",):
            return
        made = self._make(node, classes)
        if made is None:
            return
        if node.tag != f"{{{SVG}}}svg":
            self._take_id(node, made)
        yield made

    def _take_id(self, node: Xml.Element, made: Xml.Element) -> None:
        identity = node.get("id")
        if identity and identity not in self.seen:
            self.seen.add(identity)
            made.set("id", identity)

    def _make(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element | None:
        tag = node.tag
        if tag == f"{{{SVG}}}svg":
            return self._svg(node)
        if heading := _HEADING.fullmatch(tag):
            return self._heading(node, int(heading[1]))
        handler: Handler | None = getattr(self, f"_{tag}", None) if tag.isalpha() else None
        if tag in _INLINE:
            return self._filled(_INLINE[tag], node)
        if handler is None:
            raise UnknownElement(f"the page has <{tag}>, for which the PDF template has no rule")
        return handler(node, classes)

    def _filled(self, name: str, node: Xml.Element, **attributes: str) -> Xml.Element:
        made = Xml.Element(name, attributes)
        made.extend(self.children(node))
        return made

    def _container(self, name: str, node: Xml.Element, **attributes: str) -> Xml.Element:
        """An element that holds either blocks or one run of inline content; a mixture is put into paragraphs."""
        made = self._filled(name, node, **attributes)
        if any(child.tag in BLOCKS for child in made):
            _wrap_runs(made)
        else:
            made.set("flow", "inline")
        return made

    # --- blocks -----------------------------------------------------------------------------------

    def _heading(self, node: Xml.Element, level: int) -> Xml.Element:
        if self.shift is None:
            self.shift = level - 1
        return self._filled("h", node, level=str(max(1, level - self.shift)))

    def _p(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        kinds = [_PARAGRAPHS[name] for name in classes if name in _PARAGRAPHS]
        return self._filled("p", node, kind=kinds[0] if kinds else "")

    def _div(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element | None:
        if "dw-bar" in classes:
            return _bar(node)
        if "dw-callout" in classes:
            kinds = [name.removeprefix("dw-callout--") for name in classes if name.startswith("dw-callout--")]
            return self._container("callout", node, kind=kinds[0] if kinds else "note")
        named = {"dw-cards": "cards", "dw-signatures": "signatures", "dw-signature": "signature"}
        for name in classes:
            if name in named:
                return self._container(named[name], node, wide=str("dw-cards--wide" in classes).lower())
        if classes and not _GROUPS & set(classes):
            raise UnknownElement(f"the page has <div class={classes[0]}>, for which the PDF template has no rule")
        return self._container("group", node)

    def _section(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        if "dw-card" in classes:
            return self._container("card", node)
        made = self._container("group", node)
        if "dw-notes" in classes:
            made.set("kind", "notes")
        if "dw-annex" in classes:
            made.set("kind", "annex")
        if "dw-clause" in classes and any(child.tag == "signatures" for child in made):
            made.set("kind", "signature-sheet")
        if any(child.get("id") == CITED_NUMBERS for child in made):
            made.set("kind", "cited")
            for table in made.iter("table"):
                table.set("notes", "true")
        return made

    def _ul(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._list(node, ordered=False)

    def _ol(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._list(node, ordered=True)

    def _list(self, node: Xml.Element, *, ordered: bool) -> Xml.Element:
        made = Xml.Element("list", ordered=str(ordered).lower(), start=node.get("start", "1"))
        items = [item for item in node if item.tag == "li"]
        for item in items:
            entry = self._container("item", item)
            self._take_id(item, entry)
            for inner in entry.iter("list"):
                inner.set("inner", "true")
            made.append(entry)
        if items and all("dw-task" in _classes(item) or _begins_with_box(item) for item in items):
            made.set("boxes", "true")  # which stand for the marks of the list
            for box in made.iter("box"):
                box.set("form", "true")
        return made

    def _dl(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        """Terms with what is said of them, each in an element of its own or one after the other."""
        made = Xml.Element("facts")
        fact = made
        pairs = [pair for pair in node if not DROPPED_CLASSES & set(_classes(pair))]
        for part in (part for pair in pairs for part in (pair if pair.tag == "div" else (pair,))):
            if part.tag == "dt":
                fact = Xml.SubElement(made, "fact")
            elif fact.find("value") is not None:  # one more thing that is said of the same term
                fact = Xml.SubElement(made, "fact")
                Xml.SubElement(fact, "name")
            fact.append(self._container("name" if part.tag == "dt" else "value", part))
        if "dw-cover" not in classes:
            return made
        cover = Xml.Element("cover")
        cover.append(made)
        return cover

    def _blockquote(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._container("quote", node)

    def _pre(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        made = Xml.Element("pre")
        made.text = "".join(node.itertext()).rstrip("\n")
        return made

    def _hr(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return Xml.Element("rule")

    def _details(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._container("details", node)

    def _summary(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._filled("p", node, kind="title")

    def _figure(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._container("group", node)

    def _figcaption(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return self._filled("p", node, kind="caption")

    def _svg(self, node: Xml.Element) -> Xml.Element:
        if is_decoration(node):
            shape = Xml.Element("shape", svg=print_drawing(node, _colour_of(node)))
            return shape
        title = drawing_title(node)
        if not title:
            raise UnknownElement("a drawing has neither title nor description")
        width = Decimal(node.get("width", "600")) * Decimal(str(PIXEL))
        height = Decimal(node.get("height", "400")) * Decimal(str(PIXEL))
        return Xml.Element("figure", svg=print_drawing(node), alt=title, width=str(width), height=str(height))

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        made = Xml.Element("table")
        for part in node:
            if part.tag == "caption":
                made.append(self._filled("caption", part))
                continue
            for row in part:
                made.append(self._row(row, "head" if part.tag == "thead" else "row"))
        return made

    def _row(self, node: Xml.Element, name: str) -> Xml.Element:
        made = Xml.Element(name)
        if "dw-total" in _classes(node):
            made.set("total", "true")
        self._take_id(node, made)
        for cell in node:
            align = "right" if "dw-num" in _classes(cell) else _alignment(cell)
            narrow = str("dw-narrow" in _classes(cell)).lower()
            made.append(self._container("cell", cell, align=align, narrow=narrow, head=str(name == "head").lower()))
        return made

    # --- inline -----------------------------------------------------------------------------------

    def _a(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        made = self._filled("span", node, kind="id" if "dw-id" in classes else "")
        target = self._target(node.get("href", ""))
        if not target or target == f"#{node.get('id')}":
            return made
        link = Xml.Element("a", href=target)
        link.append(made)
        return link

    def _target(self, href: str) -> str:
        """Where a link leads inside the document or on the web; nowhere when it leads to another page."""
        if href.startswith(("https://", "http://", "mailto:")):
            return href
        _, sign, anchor = href.partition("#")
        anchor = unquote(anchor)
        return f"#{anchor}" if sign and anchor in self.ids else ""

    def _span(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element | None:
        if "dw-box" in classes:
            ticked = bool("".join(node.itertext()).strip())
            filled_in = {"ticked": "true"} if ticked else {"ticked": "false", "form": "true"}
            return Xml.Element("box", filled_in)
        for name in classes:
            if name.startswith("dw-state--"):
                return self._state(node, name.removeprefix("dw-state--"))
        kinds = [_SPANS[name] for name in classes if name in _SPANS]
        if not kinds:
            known = f" class={classes[0]}" if classes else ""
            raise UnknownElement(f"the page has <span{known}>, for which the PDF template has no rule")
        return self._filled("span", node, kind=kinds[0])

    def _state(self, node: Xml.Element, mark: str) -> Xml.Element:
        colour = COLOURS.get(mark, COLOURS["word"])
        for svg in node.iter(f"{{{SVG}}}svg"):
            svg.set("data-colour", colour)
        return self._filled("state", node, colour=colour)

    def _code(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        made = Xml.Element("code")
        made.text = "".join(node.itertext())
        return made

    def _br(self, node: Xml.Element, classes: tuple[str, ...]) -> Xml.Element:
        return Xml.Element("br")


def _text(text: str) -> Xml.Element:
    made = Xml.Element("t")
    made.text = text
    return made


def _classes(node: Xml.Element) -> tuple[str, ...]:
    return tuple((node.get("class") or "").split())


def _colour_of(node: Xml.Element) -> str:
    return node.get("data-colour", COLOURS["word"])


def _alignment(cell: Xml.Element) -> str:
    style = (cell.get("style") or "").replace(" ", "")
    return next((side for side in ("right", "center") if f"text-align:{side}" in style), "left")


def _begins_with_box(item: Xml.Element) -> bool:
    return not (item.text or "").strip() and len(item) > 0 and "dw-box" in _classes(item[0])


def _wrap_runs(node: Xml.Element) -> None:
    """Put inline content that stands between blocks into paragraphs."""
    children = list(node)
    for child in children:
        node.remove(child)
    run: Xml.Element | None = None
    for child in children:
        if child.tag in BLOCKS or child.tag in _PARTS:
            run = None
            node.append(child)
            continue
        if run is None:
            run = Xml.SubElement(node, "p", kind="")
        run.append(child)


_PARTS = frozenset({"signature", "caption", "head", "row", "item", "fact", "name", "value", "cell"})


def _bar(node: Xml.Element) -> Xml.Element:
    """A stacked bar: the share of each part in hundredths of a percent, and its colour."""
    made = Xml.Element("bar")
    for part in node:
        found = _WIDTH.search(part.get("style") or "")
        mark = next(
            (
                mark_class.removeprefix("dw-state--")
                for mark_class in _classes(part)
                if mark_class.startswith("dw-state--")
            ),
            "open",
        )
        try:
            share = int(Decimal(found[1] if found else "0") * 100)
        except InvalidOperation:
            share = 0
        Xml.SubElement(made, "part", share=str(share), colour=COLOURS.get(mark, COLOURS["open"]))
    return made
