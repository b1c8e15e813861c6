"""The part of an issued revision's content.json that the project knows: what it is, its fingerprint, its figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project import Issued

from .folder_walk import place_of
from .schema_check import SchemaSet
from .strict_yaml import YamlFile

DOCUMENT = "document.pdf"
_RESTORE = "Restore it from version control; only the tool writes it."
_KEYS = frozenset(one.name for one in fields(Issued)) - {"location", "digest"} | {"format"}
_REPAIR = "Restore the file from version control; only the tool writes it."


def read_frozen_content(path: Path, file: str, schemas: SchemaSet) -> tuple[YamlFile | None, tuple[Finding, ...]]:
    """The checked head of a frozen content, or the findings that say why not."""
    try:
        tree = json.loads(path.read_bytes(), object_pairs_hook=_without_duplicates, parse_constant=_refuse)
        json.dumps(tree, ensure_ascii=False).encode()  # an escape may stand for half a character, which has no bytes
    except OSError:
        return None, (error("file-unreadable", place_of(file), "the file cannot be read", "Check its permissions."),)
    except (ValueError, RecursionError):
        return None, (error("frozen-content-damaged", place_of(file), "this is not the JSON of an issue", _REPAIR),)
    head = {key: value for key, value in tree.items() if key in _KEYS} if isinstance(tree, dict) else tree
    read = YamlFile(file=file, value=head, positions={(): (1, 1)})
    findings = schemas.check("issued", read) or _check_pdf(path.with_name(DOCUMENT), file, head)
    return (None if findings else read), findings


def _check_pdf(path: Path, file: str, head: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The document that was issued with this content: it is there, and has the digest that the content names."""
    place = place_of(f"{file.rsplit('/', 1)[0]}/{DOCUMENT}")
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return (error("issued-pdf-changed", place, "the document that was issued is missing", _RESTORE),)
    if found == head["pdf"]:
        return ()
    problem = f"this is not the document that was issued: its SHA-256 begins with {found[:12]}, not {head['pdf'][:12]}"
    return (error("issued-pdf-changed", place, problem, _RESTORE),)


def frozen_digest(path: Path) -> str:
    """The SHA-256 of a frozen content: the same for every kind of line end."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)
