"""Colours written #rrggbb: how well one can be read on another, and mixtures, exact to the last digit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

WHITE = "#ffffff"
BLACK = "#000000"
READABLE = Decimal("4.5")  # WCAG 2, level AA, for text of normal size
_PLACES = Decimal("0.01")
_STEPS = 20


def contrast(one: str, other: str) -> Decimal:
    """The contrast ratio of two colours as WCAG 2 defines it, from 1 to 21, with two decimal places."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    with localcontext(prec=28):
        ratio = (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))
        return ratio.quantize(_PLACES, rounding=ROUND_HALF_UP)


def mix(colour: str, other: str, percent: int) -> str:
    """A colour with so many percent of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{(low * (100 - percent) + high * percent + 50) // 100:02x}" for low, high in pairs)


def readable(colour: str, ground: str, *, towards: str, least: Decimal = READABLE) -> str:
    """The colour, mixed with another in steps of 5 % until it can be read on a ground."""
    for step in range(_STEPS + 1):
        mixed = mix(colour, towards, step * 100 // _STEPS)
        if contrast(mixed, ground) >= least:
            return mixed
    return towards


def _channels(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))


def _luminance(colour: str) -> Decimal:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(channel: int) -> Decimal:
    with localcontext(prec=28):
        share = Decimal(channel) / 255
        if share <= Decimal("0.04045"):
            return share / Decimal("12.92")
        return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
