"""Releasing data files: new ones are added to the lock, changed ones are refused."""

import json
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.release import main

ROOT = Path(__file__).parents[3]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The released data of the product, in a folder of its own."""
    for folder in ("process", "templates", "sizing"):
        shutil.copytree(ROOT / "docs" / folder, tmp_path / "docs" / folder)
    return tmp_path


def test_every_data_file_is_released(repository: Path) -> None:
    """The lock names each file by kind, id and version."""
    assert main([str(repository)]) == 0

    lock = json.loads((repository / "docs/released.json").read_text("utf-8"))
    assert "sizing/ox-2011/1" in lock
    assert "process/ox-professional-services/2011-11-03" in lock


def test_a_changed_file_is_refused_and_the_lock_stays(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pinned version has to give the same answer for ever, so releasing never replaces a digest."""
    assert main([str(repository)]) == 0
    lock = (repository / "docs/released.json").read_bytes()
    file = repository / "docs/sizing/ox-2011-1.yml"
    file.write_text(file.read_text("utf-8") + "# changed\n", "utf-8")

    assert main([str(repository)]) == 1

    assert "released-data-changed" in capsys.readouterr().out
    assert (repository / "docs/released.json").read_bytes() == lock
