"""Money, rates and person-days: minor units and the one rounding to them, efforts, costs, margins, limits, payments.

No page and no door rounds. Uses `base`.
"""
