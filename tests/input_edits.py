"""One character changed in the files that an issued document is made of: its signatures may not count as before."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.adapters.workspace.workspace_loading import data_folder
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.revision_verification import ProofState, verify_project
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.repository import Repository
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.sign_offs import ON, SLUG, Said, read, sign

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SOW, PROJECT = "sow/provisioning.yml", "project.yml"
# Of the project's own file the statement of work binds with these; its title and the people may be called otherwise.
SHOWN = re.compile(r'(?<=id: city, name: ")[^"]+|(?<=id: maker, name: ")[^"]+')


def sign_by_both(root: Path) -> None:
    """Both sides sign the statement of work about provisioning."""
    sign(root, Said("carl-lead"))
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED))


def still_current(root: Path, count: int, chance: random.Random) -> list[str]:
    """Change one letter or digit, as often as told; those changes after which the signed document is current."""
    folder, found, schemas = root / "projects" / SLUG, read(root), SchemaSet.load(data_folder() / "schemas")
    assert is_current(found.projects[0], found, schemas)
    places = [(name, at) for name in (SOW, PROJECT) for at in places_in(name, (folder / name).read_text("utf-8"))]
    missed = []
    for _ in range(count):
        name, at = chance.choice(places)
        text = (folder / name).read_text("utf-8")
        other = chance.choice([letter for letter in LETTERS if letter != text[at].lower()])
        (folder / name).write_bytes((text[:at] + other + text[at + 1 :]).encode())
        changed = read_project(folder, root, schemas).project
        if changed is not None and is_current(changed, found, schemas):
            missed.append(f"{name}: {text[max(0, at - 20) : at]}»{other}«{text[at + 1 : at + 20]}")
        (folder / name).write_bytes(text.encode())
    return missed


def places_in(name: str, text: str) -> Iterator[int]:
    """Where a letter or digit stands that the document is made of; keys and ids are among them."""
    begin = text.index("format: 1") + len("format: 1")
    spans = SHOWN.finditer(text) if name == PROJECT else re.finditer(r".+", text[begin:])
    for span in spans:
        start = span.start() if name == PROJECT else begin + span.start()
        yield from (start + at for at, letter in enumerate(span[0]) if letter.isalnum())


def is_current(project: Project, repository: Repository, schemas: SchemaSet) -> bool:
    """Whether the records prove the statement of work as it reads now."""
    drifts = find_drifts(project, repository, lambda: schemas)
    library, catalogues = repository.library, repository.catalogues
    context = page_context(project, Audience.INTERNAL, library, catalogues, ON, asked=True, drifts=drifts)
    found = verify_project(context.view, context.status).documents
    return any(proof.state is ProofState.CURRENT for proof in found if proof.topic == "provisioning")
