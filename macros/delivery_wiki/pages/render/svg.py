"""Drawings as inline SVG: text escaped here, colours from the page, a title and a description on each."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup, escape

from .html import element, join

Length = int | Fraction


def drawing(width: int, height: int, title: str, description: str, parts: list[Markup], *, id: str) -> Markup:
    """A drawing that scales to its place and never grows beyond its own width."""
    head = join([element("title", title, id=f"{id}-title"), element("desc", description, id=f"{id}-desc")])
    return element(
        "svg",
        head + join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="group" if any("<a " in part for part in parts) else "img",  # a picture has no links of its own
        aria_labelledby=f"{id}-title {id}-desc",
        class_="dw-svg",
    )


def text(x: Length, y: Length, words: str, *, class_: str = "", anchor: str = "") -> Markup:
    """One line of text; `anchor` is start, middle or end."""
    # The space keeps lines of one name apart for who hears them; drawn text drops it.
    return element("text", f"{words} ", x=number(x), y=number(y), class_=class_, text_anchor=anchor)


def line(x1: Length, y1: Length, x2: Length, y2: Length, *, class_: str = "") -> Markup:
    """A straight line."""
    return element("line", x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2), class_=class_)


def path(d: str, *, class_: str = "") -> Markup:
    """A path; `d` comes from numbers only."""
    return element("path", d=d, class_=class_)


def group(parts: list[Markup], *, class_: str = "", transform: str = "") -> Markup:
    """Parts that belong together."""
    return element("g", join(parts), class_=class_, transform=transform)


def link(target: str, parts: list[Markup]) -> Markup:
    """A part of the drawing that leads somewhere; its words name it."""
    return element("a", join(parts), href=target)


def number(value: Length) -> str:
    """A length with at most two places, without a float on the way."""
    hundredths = int(value * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"


def wrap(words: str, characters: int) -> tuple[str, ...]:
    """Text broken into lines of at most so many characters; a longer word stands alone."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= characters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


__all__ = ["drawing", "escape", "group", "line", "link", "number", "path", "text", "wrap"]
