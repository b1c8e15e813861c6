"""The wording of "that name is not known": what is known, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher, get_close_matches

from delivery_wiki.model.finding import Replacement
from delivery_wiki.model.texts.likeness import certain_replacement

NUMBER = re.compile(r"^[a-z]+-([0-9]{1,9})$", re.ASCII | re.IGNORECASE)
SHOWN_NAMES = 12
LONGEST_NAME = 80
_SHOWN_NEAR = 3
_MISSPELT = 0.9  # from here on a name is a slip of the other, whatever they end with


def near_miss(name: str, known: Collection[str]) -> str | None:
    """The one known name that was probably meant; none where nothing is near.

    Of numbered ids only another spelling of the same number is near: R-013 is no misspelt R-012.
    """
    if len(name) > LONGEST_NAME:
        return None
    found = near_misses(name, known)
    return found[0] if found else None


def near_misses(name: str, known: Collection[str]) -> tuple[str, ...]:
    """The known names that may be meant, the likeliest first: what they end with says more than what they begin with.

    `mail-size` is rather `message-size` than `mail-system`; of the two nobody but the author knows.
    """
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    if number := NUMBER.search(name):
        same = [name for name in folded if (other := NUMBER.search(name)) and int(other[1]) == int(number[1])]
        folded = {name: folded[name] for name in same}
    matches = get_close_matches(name.casefold(), list(folded), n=_SHOWN_NEAR, cutoff=0.6)
    nearest = SequenceMatcher(None, name.casefold(), matches[0]).ratio() if matches else 0
    if nearest >= _MISSPELT or "-" not in name:
        return tuple(folded[name] for name in matches[:1])
    ending = name.casefold().rpartition("-")[2]
    same = [name for name in folded if "-" in name and name.rpartition("-")[2] == ending]
    alike = get_close_matches(name.casefold(), same, n=1, cutoff=0.5)
    return tuple(folded[name] for name in dict.fromkeys((*alike, *matches[:1])))


def repair_name(name: str, known: Collection[str], *, otherwise: str) -> str:
    """What to do about an unknown name: the near miss, or the other way out."""
    meant = " or ".join(near_misses(name, known)) if len(name) <= LONGEST_NAME else ""
    return f"Did you mean {meant}? If not, {otherwise}." if meant else f"{otherwise[0].upper()}{otherwise[1:]}."


def replace_name(name: str, known: Collection[str]) -> Replacement | None:
    """The near miss as a replacement, where it is near enough to be written without asking what was meant."""
    found = near_misses(name, known) if len(name) <= LONGEST_NAME else ()
    return certain_replacement(name, found[0]) if len(found) == 1 else None


def listed(known: Collection[str]) -> str:
    """The known names in order, shortened where there are many."""
    names = sorted(known)
    if not names:
        return "none"
    more = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (f" and {more} more" if more > 0 else "")


def quoted(text: str) -> str:
    """A value as findings show it: on one line and not too long."""
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= LONGEST_NAME else f"'{flat[: LONGEST_NAME - 1]}…'"
