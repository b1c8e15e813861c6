"""Money, rates and person-days: minor units and the one rounding to them, prices, efforts, costs, margins, payments.

The sums of a statement of work are in `efforts`. Uses `base`.
"""
