"""The brand's two colours as the stylesheet's own names, for the light and the dark scheme."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.model.brand import Brand
from delivery_wiki.model.texts.colour import BLACK, WHITE, mix, readable

# Grounds and letters of delivery.css that the colours of a brand meet.
LIGHT_PANEL = "#f6f7f9"
DARK_PANEL = "#242a33"
DARK_LETTERS = "#e6e9ee"
EASY = Decimal(7)


def brand_stylesheet(brand: Brand) -> str:
    """A stylesheet that follows the theme's; a colour that could not be read is darkened or lightened until it can."""
    primary = readable(brand.primary, WHITE, towards=BLACK)
    accent = readable(brand.accent, LIGHT_PANEL, towards=BLACK)
    dark_primary = readable(mix(primary, BLACK, 35), DARK_LETTERS, towards=BLACK, least=EASY)
    dark_accent = readable(accent, DARK_PANEL, towards=WHITE, least=EASY)
    return _scheme("default", primary, accent) + _scheme("slate", dark_primary, dark_accent)


def _scheme(name: str, primary: str, accent: str) -> str:
    values = {
        "--md-primary-fg-color": primary,
        "--md-primary-fg-color--light": mix(primary, WHITE, 15),
        "--md-primary-fg-color--dark": mix(primary, BLACK, 20),
        "--md-accent-fg-color": accent,
        "--md-typeset-a-color": accent,
        "--dw-link": accent,
    }
    return f'[data-md-color-scheme="{name}"]{{{";".join(f"{key}:{value}" for key, value in values.items())}}}\n'
