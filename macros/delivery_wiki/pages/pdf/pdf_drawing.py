"""Drawings for paper: the page's own SVG with its colours and font resolved."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

SVG = "http://www.w3.org/2000/svg"
# The light scheme of docs/theme/assets/stylesheets/delivery.css; a test keeps both equal.
COLOURS = {
    "ground": "#fff",
    "line-strong": "#8b94a1",
    "word": "#1d2229",
    "muted": "#545d69",
    "link": "#1c4f86",
    "met": "#1b6e3c",
    "open": "#545d69",
    "late": "#a32a12",
    "stale": "#7d4e00",
    "signed": "#1c4f86",
    "noted": "#545d69",
    "working": "#4b4a9c",
    "failed": "#a32a12",
    "not-needed": "#545d69",
}
# What the style sheet says of drawings, by class.
_STYLES = {
    "dw-svg-muted": {"fill": COLOURS["muted"]},
    "dw-svg-grid": {"color": COLOURS["line-strong"]},
    "dw-svg-today": {"color": COLOURS["link"]},
    "dw-svg-late": {"color": COLOURS["late"]},
    "dw-svg-done": {"color": COLOURS["met"]},
    "dw-svg-heat": {"color": COLOURS["stale"]},
    **{f"dw-state--{name}": {"color": colour} for name, colour in COLOURS.items()},
}
_VARIABLE = re.compile(r"var\(--dw-([a-z-]+)(?:,\s*[^)]*)?\)")
_DROPPED = ("class", "id", "role", "tabindex", "focusable", "href", "title")
_KEPT_IDS = ("clipPath", "linearGradient", "pattern", "marker")
PIXEL = 0.75  # of a point

Xml.register_namespace("", SVG)


def print_drawing(svg: Xml.Element, colour: str = COLOURS["word"]) -> str:
    """The drawing as a file of its own, in the colour of the words around it."""
    copy = _plain(svg, is_root=True)
    copy.set("color", colour)
    copy.set("font-family", "Inter")
    if (svg.get("aria-labelledby") or "").startswith("growth"):  # words stand out from the lines that they cross
        for words in copy.iter(f"{{{SVG}}}text"):
            words.attrib.update({"paint-order": "stroke", "stroke": COLOURS["ground"], "stroke-width": "3"})
    return Xml.tostring(copy, "unicode")


def drawing_title(svg: Xml.Element) -> str:
    """What a drawing shows: its title and its description, for who cannot see it."""
    parts = [(svg.findtext(f"{{{SVG}}}{name}") or "").strip() for name in ("title", "desc")]
    return ". ".join(part.rstrip(".") for part in parts if part)


def is_decoration(svg: Xml.Element) -> bool:
    """Whether the words beside it say the same."""
    return svg.get("aria-hidden") == "true"


def _plain(node: Xml.Element, *, is_root: bool = False) -> Xml.Element:
    name = node.tag.removeprefix(f"{{{SVG}}}")
    copy = Xml.Element(f"{{{SVG}}}{'g' if name == 'a' else name}")
    for key, value in node.attrib.items():
        if _is_kept(key, name):
            copy.set(key, _VARIABLE.sub(lambda found: COLOURS.get(found[1], COLOURS["word"]), value))
    for part in (node.get("class") or "").split():
        for key, value in _STYLES.get(part, {}).items():
            copy.set(key, value)
    copy.text, copy.tail = node.text, None if is_root else node.tail
    for child in node:
        if child.tag not in (f"{{{SVG}}}title", f"{{{SVG}}}desc"):
            copy.append(_plain(child))
    return copy


def _is_kept(key: str, name: str) -> bool:
    if key.startswith(("aria-", "data-")) or "}" in key or key.startswith("xmlns"):
        return False
    return key not in _DROPPED or (key == "id" and name in _KEPT_IDS)
