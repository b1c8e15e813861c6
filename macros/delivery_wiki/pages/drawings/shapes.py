"""Parts of drawings with their looks: a class for the stylesheet, and attributes for where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from delivery_wiki.pages.render.html import element, join
from delivery_wiki.pages.render.svg import Length, number


def label(
    x: Length, y: Length, words: str, *, size: int = 13, anchor: str = "", weight: str = "", muted: bool = False
) -> Markup:
    """One line of text; muted text has less weight than the rest."""
    return element(
        "text",
        f"{words} ",
        x=number(x),
        y=number(y),
        class_="dw-svg-muted" if muted else "dw-svg-text",
        fill="currentColor",
        fill_opacity="0.75" if muted else None,
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
    )


def box(
    x: Length,
    y: Length,
    width: Length,
    height: Length,
    *,
    filled: bool = False,
    done: bool = False,
    dashed: bool = False,
    strong: bool = False,
    radius: int = 4,
) -> Markup:
    """A box: outlined or filled; `done` for what exists, dashed when it does not yet, `strong` for work behind us."""
    return element(
        "rect",
        x=number(x),
        y=number(y),
        width=number(width),
        height=number(height),
        rx=radius or None,
        class_="dw-svg-box dw-svg-done" if done else "dw-svg-box",
        fill="currentColor" if filled or done or strong else "none",
        fill_opacity="0.38" if strong else "0.12" if filled or done else None,
        stroke="currentColor",
        stroke_width="1.5" if done else "1.25",
        stroke_dasharray="5 3" if dashed else None,
    )


def stroke(
    points: Sequence[tuple[Length, Length]], *, class_: str = "dw-svg-line", width: str = "1.25", dashed: str = ""
) -> Markup:
    """A line through points."""
    d = " ".join(f"{'L' if index else 'M'}{number(x)} {number(y)}" for index, (x, y) in enumerate(points))
    return element(
        "path",
        d=d,
        class_=class_,
        fill="none",
        stroke="#fff" if class_ == "dw-svg-ground" else "currentColor",
        stroke_width=width,
        stroke_dasharray=dashed,
    )


def filled_path(d: str, *, class_: str = "dw-svg-strong") -> Markup:
    """A filled shape; `d` comes from numbers only."""
    return element("path", d=d, class_=class_, fill="currentColor")


def ring(x: Length, y: Length, radius: int) -> Markup:
    """An open circle."""
    return element(
        "circle",
        cx=number(x),
        cy=number(y),
        r=radius,
        class_="dw-svg-line",
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
    )


def disc(x: Length, y: Length, radius: int, *, class_: str = "dw-svg-strong") -> Markup:
    """A filled circle."""
    return element("circle", cx=number(x), cy=number(y), r=radius, class_=class_, fill="currentColor")


def hexagon(x: Length, y: Length, radius: int, *, class_: str = "dw-svg-line", filled: bool = False) -> Markup:
    """The shape of a gate, around a centre: wide, with a tip at each side."""
    high, flat = radius - 1, radius // 2
    corners = [(-radius - 1, 0), (-flat, -high), (flat, -high), (radius + 1, 0), (flat, high), (-flat, high)]
    d = " ".join(f"{'L' if place else 'M'}{number(x + dx)} {number(y + dy)}" for place, (dx, dy) in enumerate(corners))
    if filled:
        return filled_path(f"{d} Z", class_=class_)
    return element("path", d=f"{d} Z", class_=class_, fill="none", stroke="currentColor", stroke_width="1.5")


def triangle(x: Length, y: Length) -> Markup:
    """The shape of `late`, around a centre."""
    d = f"M{number(x)} {number(y - 7)} L{number(x + 7)} {number(y + 6)} L{number(x - 7)} {number(y + 6)} Z"
    return filled_path(d, class_="dw-svg-late")


def arrow_right(x: Length, y: Length) -> Markup:
    """The head of an arrow whose tip points right at a place."""
    return filled_path(
        f"M{number(x)} {number(y)} L{number(x - 8)} {number(y - 4)} L{number(x - 8)} {number(y + 4)} Z",
        class_="dw-svg-arrow",
    )


def arrow_left(x: Length, y: Length) -> Markup:
    """The head of an arrow whose tip points left at a place."""
    return filled_path(
        f"M{number(x)} {number(y)} L{number(x + 8)} {number(y - 4)} L{number(x + 8)} {number(y + 4)} Z",
        class_="dw-svg-arrow",
    )


def wide_and_narrow(wide: Markup, narrow: Markup, *, medium: Markup | None = None, roomy: bool = False) -> Markup:
    """The same drawing for wide and for narrow screens, of which the stylesheet shows one.

    A `roomy` one needs more width before its words are large enough to be read; until then there is the narrow one, or
    a `medium` one from the width of a tablet on.
    """
    room = " dw-only-wide--roomy" if roomy or medium else "", " dw-only-narrow--roomy" if roomy and not medium else ""
    drawings = [
        element("div", wide, class_=f"dw-only-wide{room[0]}"),
        element("div", medium, class_="dw-only-medium") if medium else "",
        element("div", narrow, class_=f"dw-only-narrow{room[1]}"),
    ]
    return join(drawings)
