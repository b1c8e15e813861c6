"""The part of an issued revision's content.json that the project knows: what it is, its fingerprint, its figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from pathlib import Path

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project.issued_revision import Issued

from ..files.folder_walk import place_of
from ..files.strict_json import read_json
from ..schema.schema_check import SchemaSet
from ..yaml.strict_yaml import YamlFile

DOCUMENT = "document.pdf"
_KEYS = frozenset(field.name for field in fields(Issued)) - {"location", "digest"} | {"format"}
_REPAIR = "Restore the file from version control; only the tool writes it."


def read_frozen_content(path: Path, file: str, schemas: SchemaSet) -> tuple[YamlFile | None, tuple[Finding, ...]]:
    """The checked head of a frozen content, or the findings that say why not."""
    try:
        tree = read_json(path.read_bytes())
        json.dumps(tree, ensure_ascii=False).encode()  # an escape may stand for half a character, which has no bytes
    except OSError:
        return None, (error("file-unreadable", place_of(file), "the file cannot be read", "Check its permissions."),)
    except (ValueError, RecursionError):
        return None, (error("frozen-content-damaged", place_of(file), "this is not the JSON of an issue", _REPAIR),)
    head = {key: value for key, value in tree.items() if key in _KEYS} if isinstance(tree, dict) else tree
    read = YamlFile(file=file, value=head, positions={(): (1, 1)})
    findings = schemas.check("issued", read)
    return (None if findings else read), findings


def frozen_digest(path: Path) -> str:
    """The SHA-256 of a frozen content: the same for every kind of line end."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
