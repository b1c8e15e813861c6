"""Money: minor units and the one rounding to them, shares of a total, costs, margins and the limits of prices.

No page and no door rounds."""
