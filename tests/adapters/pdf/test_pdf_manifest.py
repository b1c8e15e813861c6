"""The folder of set PDFs where it cannot be written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.faults import WrongUse
from delivery_wiki.adapters.pdf.pdf_manifest import write_folder
from delivery_wiki.model.as_of import asked_for


def test_a_place_that_is_no_folder_is_said(tmp_path: Path) -> None:
    """By its name alone, without the machine's path before it, and as wrong use instead of a failure of the tool."""
    place = tmp_path / "notes.txt"
    place.write_text("mine")

    with pytest.raises(WrongUse, match=r"notes.txt cannot be written: file exists\."):
        write_folder(place, (), asked_for(dt.date(2026, 11, 24)), whole=False)

    assert place.read_text() == "mine"
