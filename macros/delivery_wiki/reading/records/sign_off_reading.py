"""Reads what stands under sign-offs/: records, attestations of witnesses, and signed PDFs that came back.

A file that is no record is kept by name as damaged instead of stopping the project: `verify` and `check` name it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.sign_off import (
    Attestation,
    DamagedRecord,
    EmbeddedSignature,
    ReturnedDocument,
    SignOff,
    attestation_bytes,
    record_bytes,
)

from ..files.folder_walk import place_of
from ..files.kept_results import KeptResults
from ..files.readable_text import MAXIMUM_FILE_BYTES, check_text, decode_text, forbidden_character
from ..files.strict_json import read_json
from ..schema.binding import bind
from ..schema.schema_check import SchemaSet
from ..yaml.strict_yaml import YamlFile

_ENDS = (b"", b"\n", b"\r\n", b"\r")
_SIGNATURE = re.compile(rb"/ByteRange\s*\[\s*[0-9]+(?:\s+[0-9]+){3}\s*\]")
MAXIMUM_UPDATES = 50


def read_record(path: Path, file: str, schemas: SchemaSet) -> SignOff | DamagedRecord:
    """A record, whatever its name; `exact` tells whether its bytes are the canonical ones, line ends apart."""
    data, read = _read(path, file, "sign-off", schemas)
    if isinstance(read, str):
        return DamagedRecord(name=path.stem, problem=read, location=place_of(file))
    record = bind(read, SignOff, name=path.stem)
    return replace(record, exact=data == record_bytes(record))


def read_attestation(path: Path, file: str, schemas: SchemaSet) -> Attestation | DamagedRecord:
    """What a witness says; anything else than the canonical bytes is damaged."""
    data, read = _read(path, file, "sign-off-witness", schemas)
    if isinstance(read, str):
        return DamagedRecord(name=path.stem, problem=read, location=place_of(file))
    attestation = bind(read, Attestation, name=path.stem)
    if data != attestation_bytes(attestation):
        return DamagedRecord(name=path.stem, problem="it was changed by hand", location=place_of(file))
    return attestation


_RETURNED: KeptResults[ReturnedDocument] = KeptResults(32)


def read_returned(path: Path, file: str, _schemas: SchemaSet) -> ReturnedDocument | DamagedRecord:
    """A signed PDF: its digest, and what it was before each update that was appended to it."""
    try:
        data = path.read_bytes()
    except OSError:
        return DamagedRecord(name=path.stem, problem="it cannot be read", location=place_of(file))
    return replace(as_returned(data), name=path.stem, location=place_of(file))


def as_returned(data: bytes) -> ReturnedDocument:
    """The bytes of a signed PDF as what is known of them; once for the same bytes, for signatures take a second."""
    key = (hashlib.sha256(data).hexdigest(), can_check_signatures())
    found = _RETURNED.find(key)
    return found if found is not None else _RETURNED.keep(key, _as_returned(data))


def _as_returned(data: bytes) -> ReturnedDocument:
    ends = [found.end() for found in re.finditer(rb"%%EOF", data)][:MAXIMUM_UPDATES]
    lengths = {end + len(tail) for end in ends for tail in _ENDS if data[end : end + len(tail)] == tail}
    earlier = {length: hashlib.sha256(data[:length]).hexdigest() for length in sorted(lengths) if length < len(data)}
    signatures = len(_SIGNATURE.findall(data))
    return ReturnedDocument(
        digest=hashlib.sha256(data).hexdigest(),
        earlier=tuple(earlier.values()),
        signatures=signatures,
        embedded=_embedded(data, earlier) if signatures and can_check_signatures() else None,
    )


def can_check_signatures() -> bool:
    """Whether the library for signatures inside PDFs is there: the extra `pdf-signatures`."""
    try:
        distribution("pyhanko")
    except PackageNotFoundError:
        return False
    return True


def _embedded(data: bytes, earlier: Mapping[int, str]) -> tuple[EmbeddedSignature, ...]:
    from .embedded_signatures import read_embedded_signatures  # noqa: PLC0415 - an extra, and slow to load

    return read_embedded_signatures(data, earlier)


def canonical_line_ends(data: bytes) -> bytes:
    """The bytes as the tool wrote them: a checkout may have turned line feeds into pairs."""
    return data.replace(b"\r\n", b"\n")


def _read(path: Path, file: str, schema: str, schemas: SchemaSet) -> tuple[bytes, YamlFile | str]:
    """The canonical bytes with the checked tree, or with what is wrong."""
    try:
        with path.open("rb") as stream:
            data = canonical_line_ends(stream.read(MAXIMUM_FILE_BYTES + 1))
    except OSError:
        return b"", "it cannot be read"
    if len(data) > MAXIMUM_FILE_BYTES:
        return b"", "it is larger than any record"
    tree = _parse(data, file)
    if isinstance(tree, str):
        return data, tree
    read = YamlFile(file=file, value=tree, positions={(): (1, 1)})
    findings = schemas.check(schema, read)
    return (data, _first(findings)) if findings else (data, read)


def _parse(data: bytes, file: str) -> dict[str, Any] | str:
    decoded, _ = decode_text(data, file, "record")
    if decoded is None or check_text(decoded, file):
        return "it holds bytes or characters that no record has"
    try:
        tree = read_json(decoded, fractions=False)
        hidden = any(forbidden_character(text) for text in _texts(tree))  # written as an escape
    except (ValueError, RecursionError):
        return "it is not the JSON of a record"
    if hidden:
        return "it holds bytes or characters that no record has"
    return tree if isinstance(tree, dict) else "it is not the JSON of a record"


def _texts(tree: Any) -> Iterator[str]:
    """Every key and text of a tree."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _texts(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _texts(item)


def _first(findings: tuple[Finding, ...]) -> str:
    return findings[0].problem.rstrip(".")
