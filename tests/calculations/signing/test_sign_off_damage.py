"""Damage by accident or by hand to records and issued content: nothing damaged counts, and everything is named."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import data_folder
from delivery_wiki.calculations.consistency.sign_offs import check_against_base, check_sign_offs
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import DamagedRecord, Meaning, SignOff
from delivery_wiki.reading.project_folder import read_project
from delivery_wiki.reading.records.sign_off_reading import read_record
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.input_edits import sign_by_both, still_current
from tests.sign_offs import Said, issued_repository, project, sign

__all__ = ["issued_repository"]
FEW, MANY = 100, 1000
INPUT_EDITS = (8, 40)
DAMAGES = 200
EDITS = pytest.mark.parametrize("edits", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789 \n"{}[],:-ÄZ'


@pytest.fixture(scope="session")
def signed_repository(issued_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two statements of work with five records, one after the other."""
    root = tmp_path_factory.mktemp("signed") / "repository"
    shutil.copytree(issued_repository, root)
    said = [
        Said("carl-lead", key="carl-lead"),
        Said("vera-lead", meaning=Meaning.APPROVED),
        Said("carl-lead", "sow-migration", time="2026-11-21T10:00:00Z"),
        Said("carl-lead", meaning=Meaning.WITHDRAWN, conditions="A mistake.", time="2026-11-22T10:00:00Z"),
        Said("carl-lead", time="2026-11-23T10:00:00Z", key="carl-lead"),
    ]
    for item in said:
        sign(root, item)
    return root


def one_character(text: str, chance: random.Random) -> str:
    """The text with one character changed, gone or added."""
    at = chance.randrange(len(text))
    kept = chance.choice((0, 1))
    new = chance.choice([*(letter for letter in LETTERS if letter != text[at]), *([] if kept else [""])])
    return text[:at] + new + text[at + 1 - kept :]


def counting(folder: Path, schemas: SchemaSet) -> int:
    """How many records count over the statement of work about provisioning."""
    read = read_project(folder, folder.parent.parent, schemas).project
    if read is None:
        return 0
    return sum(record.counts and record.record.topic == "provisioning" for record in judge_records(read).records)


@EDITS
def test_no_change_of_one_character_in_a_record_still_counts(
    edits: int, signed_repository: Path, tmp_path: Path
) -> None:
    """Whatever the character: the record is no record any more, or its name is not its digest."""
    chance = random.Random(5)
    whole, schemas = project(signed_repository), SchemaSet.load(data_folder() / "schemas")
    paths = sorted((signed_repository / "projects/mail/sign-offs").glob("*.json"))
    texts = {path: path.read_text("utf-8") for path in paths}
    still = []
    for _ in range(edits):
        path = chance.choice(paths)
        copy = tmp_path / path.name
        changed = one_character(texts[path], chance)
        copy.write_bytes(changed.encode())
        read = read_record(copy, f"sign-offs/{path.name}", schemas)
        if isinstance(read, DamagedRecord):
            continue
        if judge_records(replace(whole, sign_offs=(read,))).counting:
            still.append(changed)
    assert still == []


@EDITS
def test_no_change_of_one_character_in_issued_content_still_counts(
    edits: int, signed_repository: Path, tmp_path: Path
) -> None:
    """Clauses, figures, pins, dates, sources, also blanks between them: the record names the digest of all."""
    chance = random.Random(6)
    schemas = SchemaSet.load(data_folder() / "schemas")
    folder = tmp_path / "projects" / "mail"
    shutil.copytree(signed_repository / "projects/mail", folder)
    path = folder / "issued/sow-provisioning-r1/content.json"
    text = path.read_text("utf-8")
    assert counting(folder, schemas) == 4
    whole = project(signed_repository)
    for number in range(edits):
        changed = one_character(text, chance)
        path.write_bytes(changed.encode())
        if number % 20 == 0:  # the whole way through the reader, which takes its time
            assert counting(folder, schemas) == 0, changed
            continue
        assert not counts_with(whole, path), changed


def counts_with(whole: Project, path: Path) -> bool:
    """Whether a record still counts when the issued content has the digest that the changed file has."""
    from delivery_wiki.reading.records.frozen_content import frozen_digest

    issued = tuple(
        replace(revision, digest=frozen_digest(path)) if revision.topic == "provisioning" else revision
        for revision in whole.issued
    )
    judged = judge_records(replace(whole, issued=issued)).records
    return any(record.counts and record.record.topic == "provisioning" for record in judged)


@pytest.mark.parametrize("edits", [INPUT_EDITS[0], pytest.param(INPUT_EDITS[1], marks=pytest.mark.slow)])
def test_no_change_of_one_character_in_what_it_is_made_of_leaves_it_current(
    edits: int, issued_repository: Path, tmp_path: Path
) -> None:
    """Values, ids and keys; `benchmarks/sign_offs.py` changes 1,000."""
    root = tmp_path / "repository"
    shutil.copytree(issued_repository, root)
    sign_by_both(root)

    assert still_current(root, edits, random.Random(8)) == []


def test_every_removal_edit_and_reordering_is_named(signed_repository: Path) -> None:
    """A record that is gone by those that follow it or by the base version, an edit by its own name."""
    chance = random.Random(7)
    whole = project(signed_repository)
    for number in range(DAMAGES):
        records = list(whole.sign_offs)
        at = chance.randrange(len(records))
        kind = ("removed", "edited", "swapped", "renamed")[number % 4]
        named = {records[at].name}
        if kind == "removed":
            del records[at]
        elif kind == "edited":
            records[at] = replace(records[at], **edit(records[at], chance))
        elif kind == "renamed":
            records[at] = replace(records[at], name=f"{chance.getrandbits(256):064x}")
            named = {records[at].name}
        else:
            other = (at + 1 + chance.randrange(len(records) - 1)) % len(records)
            sign_off, two = records[at], records[other]
            records[at], records[other] = replace(sign_off, name=two.name), replace(two, name=sign_off.name)
            named.add(two.name)
        after = replace(whole, sign_offs=tuple(placed(record) for record in records))

        found = [*check_sign_offs(after), *check_against_base(after, whole)]

        told = " ".join(f"{finding.location.file} {finding.problem}" for finding in found)
        assert all(name in told for name in named), (kind, named)


def placed(record: SignOff) -> SignOff:
    """A record in the file that its name says."""
    from delivery_wiki.calculations.consistency.sign_offs import record_place

    return replace(record, location=record_place("mail", record.name))


def edit(record: SignOff, chance: random.Random) -> dict[str, Any]:
    """Another value for one field of a record."""
    edits: list[dict[str, Any]] = [
        {"person": "vera-lead" if record.person != "vera-lead" else "carl-lead"},
        {"time": "2026-11-20T10:00:01Z"},
        {"revision": record.revision + 1},
        {"meaning": Meaning.APPROVED if record.meaning is not Meaning.APPROVED else Meaning.ACCEPTED},
        {"heads": (*record.heads, "0" * 64)},
        {"fingerprint": "0" * 64},
        {"evidence": {"note": "another"}},
    ]
    return chance.choice(edits)


def test_a_head_that_is_gone_shows_by_its_witness(signed_repository: Path, tmp_path: Path) -> None:
    """What the pipeline attested leaves a trace, also where nothing followed it yet."""
    root = tmp_path / "repository"
    shutil.copytree(signed_repository, root)
    (head,) = [sign_off for sign_off in project(root).sign_offs if sign_off.time == "2026-11-23T10:00:00Z"]
    attestation = {"format": 1, "record": head.name, "witness": "pipeline", "time": "2026-11-23T11:00:00Z"}
    path = root / f"projects/mail/sign-offs/witness/{head.name}.pipeline.json"
    path.parent.mkdir()
    tree = attestation | {"signature": "none"}
    path.write_bytes((json.dumps(tree, sort_keys=True, indent=2) + "\n").encode())
    (root / f"projects/mail/sign-offs/{head.name}.json").unlink()

    assert [sign_off.code for sign_off in check_sign_offs(project(root))] == ["sign-off-missing"]
