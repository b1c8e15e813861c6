"""The records of shipped examples: every way to sign is among them, and the script makes the same bytes again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.demonstration_records import write_records
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.model.sign_off import Channel, Meaning
from tests.adapters.repositories import ROOT

SLUG = "stadtwerke-musterstadt"


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    """Records, attestations and the paper that came back; a second run adds nothing."""
    project = tmp_path / "projects" / SLUG
    shutil.copytree(ROOT / "projects" / SLUG, project)
    shutil.rmtree(project / "sign-offs")

    made = list(write_records(tmp_path))

    assert files(project / "sign-offs") == files(ROOT / "projects" / SLUG / "sign-offs")
    assert len(made) == len([path for path in made if path.is_file()]) > 0
    assert list(write_records(tmp_path)) == []


def test_the_example_holds_every_way_to_answer() -> None:
    """Signed with a key, on paper that came back, by mail and in a meeting with a witness, in part by a deputy."""
    (project,) = load_workspace(ROOT, (SLUG,)).repository.projects
    judgement = judge_records(project)

    assert {judged.reason for judged in judgement.records} == {None}
    said = {(judged.record.channel, judged.record.meaning, judged.record.represents) for judged in judgement.records}
    assert said == {
        (Channel.SSH, Meaning.APPROVED, ""),
        (Channel.SSH, Meaning.ACCEPTED, ""),
        (Channel.SCAN, Meaning.APPROVED, ""),
        (Channel.MEETING, Meaning.ACCEPTED_WITH_CONDITIONS, ""),
        (Channel.MAIL, Meaning.REJECTED, "karla-kommunal"),
    }
    (refusal,) = (record for record in project.sign_offs if record.meaning is Meaning.REJECTED)
    assert refusal.conditions.startswith("Die Eingliederung der Nachbarort Online GmbH")
    assert [str(told.attested_on) for told in told_deputies(project)] == ["2026-11-10"]
    told = {
        record.name for record in project.sign_offs if record.channel in {Channel.SCAN, Channel.MEETING, Channel.MAIL}
    }
    assert told < {attestation.record for attestation in project.attestations}
