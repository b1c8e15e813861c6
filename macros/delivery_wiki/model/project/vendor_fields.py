"""Which fields of a project are the vendor's own, class by class, as schemas mark them; no customer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFields:
    """Of a class, the fields that are the vendor's `own`, and those `leading` to such fields of other classes."""

    own: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()


VendorFields: TypeAlias = Mapping[type, MarkedFields]
