"""What older frozen sources hold beyond a customer's copy is named; a copy holds nothing beyond itself."""

from __future__ import annotations

import datetime as dt

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import load_schemas
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.reading.customer.customer_copy import customer_copy
from delivery_wiki.reading.customer.frozen_excess import frozen_excess, has_comments

SOW = 'format: 1\ntitle: "A #1 thing"\nwork_packages: [{id: WP-1, title: a, role: b, days: 1, spent: 1}]\n'


def _excess(**sources: str) -> dict[str, str]:
    issued = Issued(document="charter", revision=1, fingerprint="", issued=dt.date(2026, 1, 1), sources=sources)
    return dict(frozen_excess(issued, load_schemas()))


def test_fields_comments_and_notes_are_named_with_their_files() -> None:
    """Each file with what is in it; a picture and a sound copy are not named."""
    sources = {
        "sow/basic.yml": SOW + "# zq\n",
        "sow/basic.md": "[//]: # (zq)\n",
        "charter.md": "## Text\n",
        "minutes/2026-01-20-a.md": "---\ntitle: a\ndate: 2026-01-20\nformat: 1\n---\n\nText\n",
        "minutes/2026-01-21-b.md": "---\nformat: 1\ntitle: a # zq\ndate: 2026-01-21\n---\n\nText\n",
        "poc.yml": "format: [",
        "sow/x.yml": customer_copy("sow/x.yml", SOW, load_schemas()),
        "logo.svg": "eA==",
    }

    assert _excess(**sources) == {
        "minutes/2026-01-21-b.md": "notes that no page shows",
        "poc.yml": "what today's tool cannot read",
        "sow/basic.md": "notes that no page shows",
        "sow/basic.yml": "fields of the vendor (spent), comments",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# yaml-language-server: $schema=x\na: 1\n", False),
        ("a: 1 # zq\n", True),
        ("# zq\na: 1\n", True),
        ("a: [1, # zq\n  2]\n", True),
        ("a: > # zq\n  text # shown\n", True),
        ("a: |\n  # shown\nb: 1\n", False),
        ("a: \"x # shown\"\nb: 'y # shown'\nc: d#e\n", False),
        ("a:\n  # zq\n  - 1\n", True),
    ],
)
def test_comments_are_told_from_texts(text: str, found: bool) -> None:
    """Wherever a comment may stand, and wherever the sign is a part of a text."""
    assert has_comments(text) is found
