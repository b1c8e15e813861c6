"""Money: minor units, the one rounding to them, and how a total is shared; no page and no door rounds."""
