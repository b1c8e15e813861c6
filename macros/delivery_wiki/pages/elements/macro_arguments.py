"""What a macro's arguments may mean: a name that a project does not have is refused, never shown as nothing."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.base.near_miss import listed, near_miss


def require_known(what: str, value: str, known: Iterable[str]) -> None:
    """Raise ValueError with the near miss, for a misspelt name would print an empty table into a document."""
    names = {name for name in known if name}
    if value in names:
        return
    meant = near_miss(value, names)
    hint = f" Did you mean '{meant}'?" if meant else ""
    raise ValueError(f"{what} '{value}' is not one of: {listed(names)}.{hint}")
