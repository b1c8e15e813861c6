"""How often a property is tried: a few times by `make test`, and as often as it says by `make test-slow`."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = "thorough"
FEW = 15  # and a tenth of what a property says, where that is more


def tries(count: int) -> settings:
    """So many tries where a run is thorough."""
    return settings(max_examples=count if settings.get_current_profile_name() == THOROUGH else min(count, few(count)))


def few(count: int) -> int:
    """The tries of a run that is not thorough: other ones each time, so that many runs are as thorough."""
    return max(FEW, count // 10)
