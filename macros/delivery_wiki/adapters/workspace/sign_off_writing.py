"""Writes sign-off records and attestations: each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from delivery_wiki.model.sign_off import Attestation, SignOff, attestation_bytes, record_bytes

from ..outside.faults import WrongUse
from ..outside.files import reason_of
from ..outside.scratch import scratch_folder


def write_record(root: Path, record: SignOff) -> Path:
    """The record under its own digest; returns where it stands."""
    return write_once(root, root / record_file(record), record_bytes(record))


def record_file(record: SignOff) -> str:
    """Where a record stands, from the root."""
    return f"projects/{record.project}/sign-offs/{record.name}.json"


def new_records(root: Path, records: Iterable[SignOff]) -> dict[str, bytes]:
    """The files of records that are not there yet; raises WrongUse where something else stands in the place of one."""
    files = {record_file(record): record_bytes(record) for record in records}
    return {file: data for file, data in files.items() if not _is_there(root / file, data)}


def write_attestation(root: Path, slug: str, attestation: Attestation) -> Path:
    """What a witness says of a record; returns where it stands."""
    name = f"{attestation.record}.{attestation.witness}.json"
    return write_once(root, root / "projects" / slug / "sign-offs" / "witness" / name, attestation_bytes(attestation))


def write_once(root: Path, path: Path, data: bytes) -> Path:
    """A new file; one that is there already with other bytes is never replaced. Raises WrongUse."""
    try:
        if _is_there(path, data):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(root, path.parent) as scratch:
            fresh = scratch / path.name
            with fresh.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
    except OSError as fault:
        raise WrongUse(f"{path.relative_to(root)} cannot be written: {reason_of(fault)}") from fault
    return path


def _is_there(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes already; raises WrongUse where it has others."""
    if not path.exists():
        return False
    if path.read_bytes().replace(b"\r\n", b"\n") != data.replace(b"\r\n", b"\n"):
        raise WrongUse(f"{path.name} is there already and holds something else; nothing was written.")
    return True
