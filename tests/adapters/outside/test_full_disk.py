"""A disk that takes no more: nothing half-written stays, and the message names the folder and what helps."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands import command_issue
from delivery_wiki.adapters.outside.faults import WrongUse
from delivery_wiki.adapters.outside.files import told_fault
from delivery_wiki.adapters.pdf.pdf_cache import write_whole


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file takes more bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_pdf_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    """The message names the folder, and not a file that is gone."""
    with room_for(10), pytest.raises(OSError, match="too large") as caught:
        write_whole(tmp_path / "x.pdf", b"x" * 99)

    assert list(tmp_path.iterdir()) == []
    assert told_fault(caught.value) == f"{tmp_path}: file too large. Raise the limit of file sizes (ulimit -f)."


def test_a_revision_that_finds_no_room_says_what_helps(tmp_path: Path) -> None:
    """Nothing of it stays."""
    issued = tmp_path / "projects" / "mail" / "issued"
    issued.parent.mkdir(parents=True)
    with room_for(10), pytest.raises(WrongUse, match=r"^issued/ cannot be written: file too large\. Raise the limit"):
        command_issue._write(tmp_path, issued / "x-r1", {"a": b"x" * 99})

    assert list(issued.iterdir()) == []
