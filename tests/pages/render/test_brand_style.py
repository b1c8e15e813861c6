"""The brand's colours in the site's stylesheet."""

import re

import pytest

from delivery_wiki.model.brand import Brand
from delivery_wiki.model.texts.colour import READABLE, WHITE, contrast
from delivery_wiki.pages.render.brand_style import DARK_LETTERS, DARK_PANEL, LIGHT_PANEL, brand_stylesheet


@pytest.mark.parametrize(
    ("primary", "accent"),
    [("#1f3d5c", "#1c4f86"), ("#f0a000", "#3a9bdc"), ("#ffffff", "#ffffff"), ("#000000", "#000000")],
)
def test_every_colour_can_be_read_in_both_schemes(primary: str, accent: str) -> None:
    """Whatever the brand says, heads and links keep their contrast."""
    sheet = brand_stylesheet(Brand(name="Vendor", primary=primary, accent=accent))
    light, dark = (dict(re.findall(r"(--[\w-]+):(#\w{6})", line)) for line in sheet.splitlines())

    assert contrast(light["--md-primary-fg-color"], WHITE) >= READABLE
    assert contrast(light["--dw-link"], LIGHT_PANEL) >= READABLE
    assert contrast(dark["--md-primary-fg-color"], DARK_LETTERS) >= READABLE
    assert contrast(dark["--dw-link"], DARK_PANEL) >= READABLE


def test_a_readable_brand_keeps_its_colours() -> None:
    """The colours that the file names are the ones that the light scheme shows."""
    sheet = brand_stylesheet(Brand(name="Vendor", primary="#1f3d5c", accent="#1c4f86"))

    assert "--md-primary-fg-color:#1f3d5c" in sheet
    assert "--dw-link:#1c4f86" in sheet
