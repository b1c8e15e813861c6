"""How the vendor presents itself: name, footer line, two colours and logos."""

from __future__ import annotations

from dataclasses import dataclass

from .project.located import Located
from .texts.picture import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand(Located):
    """docs/brand.yml; `logo` and `logo_inverse` name files, the two fields after them hold what was read.

    `logo` stands on paper and other white ground, `logo_inverse` on the primary colour.
    """

    name: str
    footer: str = ""
    primary: str = "#1f3d5c"
    accent: str = "#1c4f86"
    logo: str = ""
    logo_inverse: str = ""
    logo_picture: Picture | None = None
    logo_inverse_picture: Picture | None = None
