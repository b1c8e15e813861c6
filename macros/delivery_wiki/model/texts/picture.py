"""A picture that was checked while reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class PictureKind(Enum):
    """The kinds of pictures that are accepted, as the ending of their file."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that was checked while reading: small, without scripts, and it fetches nothing.

    `file` is relative to the repository; `digest` is the SHA-256 of the bytes; sizes are pixels or user units.
    """

    file: str
    kind: PictureKind
    data: bytes = field(repr=False)
    digest: str
    width: int
    height: int
