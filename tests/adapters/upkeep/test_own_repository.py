"""Upkeep writes in its own repository, or nowhere and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep import label_inventory, own_repository, reference_pages
from tests.adapters.repositories import ROOT

WRITERS: dict[str, Callable[[], int]] = {
    "labels": lambda: label_inventory.main(["--update"]),
    "reference": reference_pages.main,
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_nothing_is_written_from_another_repository(
    write: Callable[[], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Who stands there means that one, and would look for a change in vain, or find it elsewhere unasked."""
    (tmp_path / "docs" / "labels").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    watched = [ROOT / "docs/labels/messages.pot", ROOT / "docs/labels/de.po", *(ROOT / "docs/reference").rglob("*.md")]
    before = {path: path.stat().st_mtime_ns for path in watched}

    assert write() == 2
    assert f"are those in {ROOT}. Call it there." in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in watched} == before
    assert list((tmp_path / "docs" / "labels").iterdir()) == []


def test_an_installed_copy_says_that_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its data lies in the package, without the source that texts are found in."""
    monkeypatch.setattr(own_repository, "data_folder", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "this is an installed copy" in own_repository.refused_here("the catalogues")
    monkeypatch.undo()
    monkeypatch.chdir(ROOT / "docs")
    assert own_repository.refused_here("the catalogues") == ""
