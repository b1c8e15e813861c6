"""Reads docs/people.yml of a repository; without it nobody is one person in two projects."""

from __future__ import annotations

from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.shared_people import SharedPeople

from .project_folder import check_read
from .schema.binding import bind
from .schema.schema_check import SchemaSet
from .yaml.strict_yaml import read_yaml

FILE = "docs/people.yml"


def read_people(root: Path, schemas: SchemaSet) -> tuple[SharedPeople, tuple[Finding, ...]]:
    """Who is one person in several projects; nobody where the file has a finding."""
    if not (root / FILE).is_file():
        return SharedPeople(), ()
    read = read_yaml((root / FILE).read_bytes(), FILE)
    findings = check_read(read, schemas, "people")
    return (SharedPeople(), findings) if findings else (bind(read, SharedPeople), ())
