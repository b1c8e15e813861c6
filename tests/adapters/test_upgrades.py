"""An upgrade of theme, labels, number formats or the tool changes how a page looks, and makes no signature stale."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po

from delivery_wiki.adapters.pdf import pdf_cache
from delivery_wiki.adapters.site import build_state
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.pages.elements import words
from delivery_wiki.pages.macros.document_content import find_document
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.render.tree_text import no_calls
from tests.adapters.repositories import ROOT, run, write
from tests.sign_offs import Said, context, issued_repository, sign, write_sow

__all__ = ["issued_repository"]
Shown = pytest.CaptureFixture[str]


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which both sides signed both statements of work."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    made = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    for topic in ("sow-provisioning", "sow-migration"):
        sign(made, Said("carl-lead", topic))
        sign(made, Said("vera-lead", topic, Meaning.APPROVED))
    return made


def proof(root: Path, capsys: Shown) -> dict[str, Any]:
    """What verify prints as JSON."""
    outcome = run(capsys, "-C", root, "verify", "--format", "json")
    assert outcome.code == 0, outcome.err
    return dict(json.loads(outcome.out)["projects"][0])


def states(found: dict[str, Any]) -> dict[str, str]:
    """The state of each statement of work."""
    return {document["topic"]: document["state"] for document in found["documents"] if document["document"] == "sow"}


def page(root: Path) -> str:
    """The statement of work as it looks."""
    seen = context(root)
    document = find_document(seen, "sow", "provisioning")
    assert document is not None
    return str(HtmlRenderer(seen.words, no_calls).render((document,)))


def new_labels(root: Path) -> None:
    """Every text of the product reads otherwise, in the language of the project too."""
    with (ROOT / "docs/labels/messages.pot").open("rb") as stream:
        catalog = read_po(stream, charset="utf-8")
    for message in catalog:
        if isinstance(message.id, str) and message.id:
            message.string = f"» {message.id} «"
    path = root / "docs/labels/en.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, catalog)


def new_look(root: Path) -> None:
    """Another theme and other colours."""
    write(root, {"docs/theme/main.html": "{# another theme #}", "docs/theme/assets/extra.css": "p { color: navy }"})
    text = "".join(
        f"{line}\n" for line in (ROOT / "docs/brand.yml").read_text("utf-8").splitlines() if "logo" not in line
    )
    write(root, {"docs/brand.yml": text.replace("#1f3d5c", "#5c1f3d").replace("#1c4f86", "#861c4f")})


def new_templates(root: Path) -> None:
    """A next version of the templates, which the project does not pin."""
    text = (ROOT / "docs/templates/standard-1.yml").read_text("utf-8").replace('version: "1"', 'version: "2"')
    write(root, {"docs/templates/standard-2.yml": text.replace("title: ", "title: New ")})


def new_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release of the tool, and of the library that formats dates and numbers."""
    for module in (build_state, pdf_cache):
        monkeypatch.setattr(module, "version", lambda _: "99.0")
    monkeypatch.setattr(words.Words, "number", lambda self, value, **_: f"#{value}")
    monkeypatch.setattr(words.Words, "date", lambda self, day, **_: f"day {day.toordinal()}")


def test_an_upgrade_makes_no_signature_stale(root: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks otherwise and the proof is the same, record by record; a change of content still shows."""
    before, looked = proof(root, capsys), page(root)
    assert states(before) == {"provisioning": "current", "migration": "current"}

    new_labels(root)
    new_look(root)
    new_templates(root)
    new_tool(monkeypatch)

    assert page(root) != looked
    after = proof(root, capsys)
    assert after["records"] == before["records"]
    assert states(after) == states(before)
    assert "issued-revision-changed" not in run(capsys, "-C", root, "check", "mail").out

    write_sow(root, "provisioning", "DEL-1", "WP-1", days=6)
    changed = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)["projects"][0]
    assert states(changed) == {"provisioning": "stale", "migration": "current"}
