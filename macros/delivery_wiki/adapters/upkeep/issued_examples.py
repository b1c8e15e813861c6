"""Issues shipped examples again from their own frozen files: `python -m delivery_wiki.adapters.upkeep.issued_examples`.

For when a document reads otherwise, its labels or its look. Each revision is issued on the day on which it was, after
the signatures under the one before it; what was signed is signed again by `demonstration_records`.
"""

from __future__ import annotations

import base64
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..commands.command_line import main
from ..workspace.signing_context import signing_context
from .demonstration_records import MUSTERSTADT, NORTHERN_LIGHTS, write_records, write_records_of

# In the order in which they were issued.
REVISIONS = {
    MUSTERSTADT: ("implementation-concept-r1", "sow-provisioning-r1", "sow-migration-r1"),
    NORTHERN_LIGHTS: ("basic-sow-r1", "basic-sow-r2", "requirements-checklist-r5"),
}
Edit = Callable[[str], str]


def issue_again(root: Path, edit: Edit = str) -> None:
    """Every revision of the examples anew; `edit` may correct a frozen file first."""
    for slug, revisions in REVISIONS.items():
        _issue_again(root, slug, revisions, edit)
        shutil.rmtree(root / "projects" / slug / "sign-offs", ignore_errors=True)
    list(write_records(root))


def _issue_again(root: Path, slug: str, revisions: tuple[str, ...], edit: Edit) -> None:
    project = root / "projects" / slug
    with tempfile.TemporaryDirectory(prefix="delivery-wiki-") as folder:
        for name in revisions:
            frozen = json.loads((project / "issued" / name / "content.json").read_text("utf-8"))
            frozen["sources"]["project.yml"] = with_keys(root, slug, frozen["sources"]["project.yml"])
            _lay_out(Path(folder) / "projects" / slug, frozen["sources"], edit)
            document, _, revision = name.rpartition("-r")
            for earlier in range(1, int(revision)):
                write_records_of(Path(folder), slug, document, earlier)
            if main(["-C", folder, "issue", slug, document, "--on", frozen["issued"]]) != 0:
                raise SystemExit(f"{name} cannot be issued again")
        for name in revisions:
            _replace(Path(folder) / "projects" / slug / "issued" / name, project / "issued" / name)


def with_keys(root: Path, slug: str, text: str) -> str:
    """The file of a project with the keys of its people, which are in no copy that a customer gets."""
    for person in signing_context(root, slug).view.project.people:
        keys = "".join(f'\n      - {{key: "{key.key}"}}' for key in person.keys)
        text = text.replace(f"\n  - id: {person.id}\n", f"\n  - id: {person.id}\n    keys:{keys}\n") if keys else text
    return text


def _lay_out(project: Path, sources: dict[str, str], edit: Edit) -> None:
    """The project as it was, beside what was issued and signed before."""
    for path in project.iterdir() if project.is_dir() else ():
        if path.name not in {"issued", "sign-offs"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, text in sources.items():
        place = project / name
        place.parent.mkdir(parents=True, exist_ok=True)
        is_text = place.suffix in {".md", ".yml"}
        place.write_bytes(edit(text).encode() if is_text else base64.b64decode(text))


def _replace(new: Path, old: Path) -> None:
    shutil.rmtree(old)
    shutil.copytree(new, old)


if __name__ == "__main__":
    issue_again(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
