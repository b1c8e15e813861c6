"""Whose signatures fill what a document needs: distinct people in their roles, never the author alone."""

from __future__ import annotations

import shutil
from dataclasses import replace as changed
from pathlib import Path

import pytest

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.verification.revision_verification import DocumentProof, verify_project
from delivery_wiki.model.sign_off import Meaning, sealed
from tests.adapters.repositories import replace
from tests.sign_offs import REVIEW, SLUG, Said, context, freeze, issued_repository, project, record, sign, write

__all__ = ["issued_repository"]


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path) -> Path:
    """A repository of its own."""
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def file(root: Path, name: str = "project.yml") -> Path:
    """A file of the project."""
    return root / "projects" / SLUG / name


def ask_for(root: Path, *signatures: str) -> None:
    """The project asks for more signatures than the template."""
    with file(root).open("a", encoding="utf-8") as stream:
        stream.write("signatures:\n" + "".join(f"  - {{{signature}, meaning: agrees}}\n" for signature in signatures))


def proof(root: Path, kind: str = "sow", topic: str | None = "provisioning") -> DocumentProof:
    """What the records prove of a document."""
    seen = context(root)
    found = verify_project(seen.view, seen.status).documents
    return next(proof for proof in found if (proof.kind, proof.topic) == (kind, topic))


def test_two_signatures_need_two_people(root: Path) -> None:
    """One person with two records that both count fills one of them."""
    ask_for(root, "document: sow, party: customer, role: project lead")
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED))
    sign(root, Said("carl-lead"))
    write(
        root, sealed(changed(record(root, Said("olga-other")), person="carl-lead", evidence=REVIEW | {"review": "77"}))
    )
    assert [judged.counts for judged in judge_records(project(root)).records] == [True, True, True]

    found = proof(root)
    assert (found.state.value, [missing.people for missing in found.missing]) == (
        "missing",
        [("carl-lead", "olga-other")],
    )

    sign(root, Said("olga-other", time="2026-11-20T11:00:00Z"))
    assert proof(root).state.value == "current"


def test_a_count_of_two_needs_two_people(root: Path) -> None:
    """As data of the project, beside the one of the template."""
    ask_for(root, "document: sow, party: customer, role: project lead, count: 2")
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED))
    for person in ("carl-lead", "olga-other"):
        sign(root, Said(person))

    assert len(proof(root).missing) == 1


def test_one_side_never_signs_for_the_other(root: Path) -> None:
    """However many people of the vendor sign, the customer's signature stays open."""
    replace(file(root), "role: consultant, party: maker", "role: consultant, signs: [project lead], party: maker")
    for person in ("vera-lead", "pat-worker"):
        sign(root, Said(person, meaning=Meaning.APPROVED))

    assert [missing.required.party.value for missing in proof(root).missing] == ["customer"]


def test_the_author_alone_is_no_approval(root: Path) -> None:
    """Where the only signature that is asked for is the author's own, somebody else has to sign as well."""
    replace(file(root), "role: consultant, party: maker", "role: consultant, signs: [project lead], party: maker")
    entry = "documents:\n  - {kind: charter, revision: 1, revised: 2026-11-02, owner: vera-lead}\n"
    replace(file(root), "documents:\n", entry)
    ask_for(root, "document: charter, party: vendor, role: project lead")
    file(root, "charter.md").write_text("## Motivation\n\nThe old system ends.\n", "utf-8")
    freeze(root, "charter", None)
    sign(root, Said("vera-lead", "charter", Meaning.APPROVED))

    alone = proof(root, "charter", None)
    assert alone.state.value == "missing"
    assert [plain(change) for change in alone.changes] == ["Only the author signed; somebody else has to sign too"]

    sign(root, Said("pat-worker", "charter", Meaning.APPROVED))
    assert proof(root, "charter", None).state.value == "current"
