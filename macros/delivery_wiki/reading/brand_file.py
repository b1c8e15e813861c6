"""Reads docs/brand.yml with its logos; a part that has a finding is left out, the rest of the brand holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from delivery_wiki.model.brand import Brand
from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.texts.picture import Picture

from .files.pictures import read_picture
from .project_folder import check_read
from .schema.binding import bind
from .schema.schema_check import SchemaSet
from .yaml.strict_yaml import read_yaml

FILE = "docs/brand.yml"
DEFAULT_BRAND = Brand(name="Professional Services")


def read_brand(root: Path, data: Path, schemas: SchemaSet) -> tuple[Brand, tuple[Finding, ...]]:
    """The brand of a repository, else the shipped one; its pictures are read and checked."""
    base = next((path for path in (root, data) if (path / FILE).is_file()), None)
    if base is None:
        return DEFAULT_BRAND, ()
    read = read_yaml((base / FILE).read_bytes(), FILE)
    findings = check_read(read, schemas, "brand")
    if findings:
        return DEFAULT_BRAND, findings
    brand = bind(read, Brand)
    logo, of_logo = _picture(base, brand, "logo", brand.logo)
    inverse, of_inverse = _picture(base, brand, "logo_inverse", brand.logo_inverse)
    return replace(brand, logo_picture=logo, logo_inverse_picture=inverse), (*of_logo, *of_inverse)


def _picture(base: Path, brand: Brand, key: str, name: str) -> tuple[Picture | None, tuple[Finding, ...]]:
    if not name:
        return None, ()
    path, docs = base / "docs" / name, (base / "docs").resolve()
    if not path.is_file() or not path.resolve().is_relative_to(docs):
        problem = f"docs/{name} is not there"
        return None, (error("picture-missing", brand.location.at(key), problem, "Add it, or correct its name."),)
    return read_picture(path, f"docs/{name}")
