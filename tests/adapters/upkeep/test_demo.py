"""The demonstration shows what it promises, on a repository of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.demo import run, run_demo

STORY = (
    "Go / No-Go: shut, 4 of 5",
    "Webmail accounts: 80,000 → 96,000 users",
    "Total price 14,400.00 EUR → 18,600.00 EUR (+4,200.00 EUR)",
    "Issued projects/lakeside-mail/issued/basic-sow-r1/",
    "2 records written.",
    "Go / No-Go: ready, 5 of 5",
    "Waiting for you (1): Groupware for Lakeside Online",
    "Her sheet, an HTML file that works without network, asks",
    "> HAProxy, run by the customer; it ends TLS.",
    "Load balancer: HAProxy, run by the customer; it ends TLS.",
    "Duties of the customer: Access is possible from 18 January on.",
    "it was taken in before",
    "its words are others now than those that were answered: ask again",
    "Needs a change request, 1 document must be signed again, 1 gate moves.",
    "Go / No-Go: ready, 5 of 5 → shut, 4 of 5",
    "error[change-request-missing]",
    "of vera-boss: The file was edited or renamed",
    "error[sign-off-damaged]",
)


@pytest.mark.slow
@pytest.mark.built
def test_the_demonstration_tells_its_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number changes, the diff says what it means, people sign, the gate opens and shuts, a forgery is named."""
    before = dict(os.environ)
    run_demo(tmp_path)
    said = " ".join(capsys.readouterr().out.split())

    places = [said.find(part) for part in STORY]
    assert -1 not in places, dict(zip(STORY, places, strict=True))
    assert places == sorted(places)
    assert dict(os.environ) == before


def test_the_demonstration_stays_in_a_folder_that_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there already is never written into."""
    (tmp_path / "mine").mkdir()

    assert run([str(tmp_path / "mine")]) == 2
    assert "cannot be made" in capsys.readouterr().err
    assert list((tmp_path / "mine").iterdir()) == []
