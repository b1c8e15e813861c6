"""Why a file cannot be kept as an attachment: what is there, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unfit:
    """What is wrong with a file, and the repair."""

    problem: str
    repair: str
