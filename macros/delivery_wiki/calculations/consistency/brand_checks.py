"""Checks the colours of the brand: whoever reads letters in them must be able to."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.brand import Brand
from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.texts.colour import BLACK, READABLE, WHITE, contrast, readable


def check_brand(brand: Brand) -> Iterator[Finding]:
    """A finding for each colour that has too little contrast against white."""
    uses = {"primary": "white letters stand on it, and headings have it", "accent": "links on white have it"}
    for name, use in uses.items():
        colour = getattr(brand, name)
        ratio = contrast(colour, WHITE)
        if ratio < READABLE:
            better = readable(colour, WHITE, towards=BLACK)
            yield error(
                "brand-contrast",
                brand.location.at(name),
                f"{colour} has a contrast of {ratio} to 1 against white; {use}, which needs {READABLE} to 1.",
                f'Choose a darker one, such as "{better}".',
            )
