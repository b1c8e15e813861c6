"""A deputy: named by a person, attested, and then signing and answering for them on the days and for what was named."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace as changed
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.answers.asked import asked_of
from delivery_wiki.calculations.signing.deputies import deputy_digest, told_deputies
from delivery_wiki.calculations.signing.sign_off_graph import person_of
from tests.adapters.repositories import ROOT, Outcome, replace, run
from tests.answer_sheets import answers, saved, sheet
from tests.sign_offs import SLUG, issued_repository, keys, project, public_key

__all__ = ["issued_repository"]
DORA = """
  - {{id: dora-deputy, name: "Dora Deputy", role: architect, party: city, keys: [{{key: "{key}"}}]}}
  - {{id: emil-else, name: "Emil Else", role: architect, party: city}}
"""
NAMED = """
     deputies: [{deputy: dora-deputy, since: 2026-11-20, until: 2026-11-30, documents: [sow],
       evidence: "Mail of 19 November 2026", recorded_by: pat-worker}],
"""
SOW = ("mail", "sow-provisioning")
SCHEMA = json.loads((ROOT / "schemas/verification.schema.json").read_text("utf-8"))
Shown = pytest.CaptureFixture[str]


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Carl has named Dora as his deputy for statements of work; nobody has attested it yet. It is 24 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    copy = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    roster = copy / "projects/mail/project.yml"
    replace(roster, "witnesses:", DORA.format(key=public_key("stranger")).lstrip("\n") + "witnesses:")
    replace(
        roster, "logins: {github: carl, gitlab: carl.l},", f"logins: {{github: carl, gitlab: carl.l}},{NAMED.rstrip()}"
    )
    return copy


def digest(root: Path) -> str:
    """What is attested of the deputy."""
    (told,) = told_deputies(project(root))
    return told.digest


def attest(capsys: Shown, root: Path, person: str, key: str = "") -> Outcome:
    """Somebody attests that Carl named Dora."""
    return run(
        capsys,
        *("-C", root, "sign", SLUG, "--attest", digest(root)[:12], "--person", person),
        "--key",
        keys()[key or person],
    )


def sign(capsys: Shown, root: Path, *more: object, person: str = "dora-deputy", key: str = "stranger") -> Outcome:
    """The deputy accepts the statement of work."""
    words = ("-C", root, "sign", *SOW, "--person", person, "--meaning", "accepted", "--key", keys()[key])
    return run(capsys, *words, *more)


def test_a_deputy_signs_once_it_is_attested_that_they_were_named(root: Path, capsys: Shown) -> None:
    """Before, a line in a file says it, which whoever may write it could have written."""
    early = sign(capsys, root)
    assert early.code == 1
    assert "Nobody had attested by 2026-11-24 that carl-lead named dora-deputy as deputy. Nothing was" in early.out

    assert attest(capsys, root, "carl-lead").code == 0
    done = sign(capsys, root)

    assert done.out.startswith("sow provisioning r1: accepted by Dora Deputy for Carl Lead (project lead, customer)\n")
    assert "does not count" not in run(capsys, "-C", root, "check").out
    told = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    (signed,) = told["projects"][0]["records"]
    assert (signed["person"], signed["represents"]) == ("dora-deputy", "carl-lead")
    assert (signed["role"], signed["counts"]) == ("project lead", True)
    assert "accepted: dora-deputy for carl-lead (project lead, customer)" in run(capsys, "-C", root, "verify").out


def test_a_deputy_changes_no_document(
    issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    """Who stands in for whom is no part of what is signed: naming one makes nothing stale."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    copy = Path(shutil.copytree(issued_repository, tmp_path / "other"))
    named = NAMED.rstrip().replace("dora-deputy", "olga-other")
    replace(copy / "projects/mail/project.yml", "logins: {github: carl,", f"{named.lstrip()} logins: {{github: carl,")
    assert run(capsys, "-C", copy, "check").out.startswith("No findings.")


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("dora-deputy", "dora-deputy is the deputy or took it in: who named them attests it, or somebody else"),
        ("pat-worker", "pat-worker is the deputy or took it in"),
    ],
)
def test_neither_the_deputy_nor_who_took_it_in_attests_it(person: str, said: str, root: Path, capsys: Shown) -> None:
    """Otherwise somebody would make themselves a deputy."""
    refused = attest(capsys, root, person, "stranger" if person == "dora-deputy" else "")
    assert refused.code == 1
    assert said in refused.out
    assert sign(capsys, root).code == 1


def test_what_is_wrong_with_a_deputy_is_told_at_once(root: Path, capsys: Shown) -> None:
    """Other days, and nobody attested it: not one after the other."""
    replace(root / "projects/mail/project.yml", "until: 2026-11-30", "until: 2026-11-23")
    refused = sign(capsys, root)
    assert refused.code == 1
    assert "or for other documents, 2026-11-20 to 2026-11-23 for sow, unattested" in refused.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "until: 2026-11-30",
            "until: 2026-11-23",
            "at other times or for other documents: 2026-11-20 to 2026-11-23 for sow",
        ),
        (
            "since: 2026-11-20",
            "since: 2026-11-25",
            "at other times or for other documents: 2026-11-25 to 2026-11-30 for sow",
        ),
        (
            "documents: [sow]",
            "documents: [charter]",
            "at other times or for other documents: 2026-11-20 to 2026-11-30 for charter",
        ),
    ],
)
def test_other_days_and_other_documents_are_refused(old: str, new: str, said: str, root: Path, capsys: Shown) -> None:
    """With the terms that were named."""
    replace(root / "projects/mail/project.yml", old, new)
    assert attest(capsys, root, "carl-lead").code == 0
    refused = sign(capsys, root)
    assert refused.code == 1
    assert f"dora-deputy is deputy of carl-lead {said}" in refused.out


def test_terms_that_change_are_to_be_attested_again(root: Path, capsys: Shown) -> None:
    """A signature under other terms stops counting, and says what helps; so does one of a deputy who is taken out."""
    attest(capsys, root, "carl-lead")
    sign(capsys, root)
    replace(root / "projects/mail/project.yml", "documents: [sow]", "documents: [sow, charter]")

    found = run(capsys, "-C", root, "check").out
    assert "does not count: nobody had attested by 2026-11-24 that carl-lead named dora-deputy as deputy." in found
    assert "have it attested: delivery sign --attest" in found
    assert "is gone or changed; a witness has attested it" in found


def test_a_deputy_speaks_for_one_person_and_fills_one_place(root: Path, capsys: Shown) -> None:
    """What Carl says himself afterwards takes the place of what was said for him; they are not two customers."""
    attest(capsys, root, "carl-lead")
    sign(capsys, root)
    again = sign(capsys, root, person="carl-lead", key="carl-lead")
    assert "has already accepted this revision" in again.out
    no = ("-C", root, "sign", *SOW, "--person", "carl-lead", "--meaning", "rejected", "--conditions", "Too dear.")
    assert run(capsys, *no, "--key", keys()["carl-lead"]).code == 0

    told = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    (document,) = [each for each in told["projects"][0]["documents"] if each["topic"] == "provisioning"]
    assert document["state"] == "refused"


def test_verify_says_by_which_digits_a_deputy_is_attested(root: Path, capsys: Shown) -> None:
    """Before and after, as text and as JSON of its schema."""
    before = run(capsys, "-C", root, "verify").out
    terms = "dora-deputy stands in for carl-lead, 2026-11-20 to 2026-11-30 for sow"
    assert f"  unattested {terms}: nobody has attested it yet  {digest(root)[:12]}" in before
    attest(capsys, root, "carl-lead")
    assert f"  deputy     {terms}: attested by carl-lead on 2026-11-24" in run(capsys, "-C", root, "verify").out
    tree = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    Draft202012Validator(SCHEMA).validate(tree)
    (deputy,) = tree["projects"][0]["deputies"]
    assert (deputy["digest"], deputy["attested_by"]) == (digest(root), "carl-lead")


def test_the_audit_bundle_holds_why_a_deputy_counts(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Who named them, under which terms, and the attestation, so that it is checked without this tool."""
    attest(capsys, root, "carl-lead")
    sign(capsys, root)
    assert run(capsys, "-C", root, "audit", SLUG, "--out", tmp_path / "mail.zip").code == 0
    with zipfile.ZipFile(tmp_path / "mail.zip") as bundle:
        names = bundle.namelist()
        roster = json.loads(bundle.read("mail-audit/roster.json"))

    assert f"mail-audit/sign-offs/witness/{digest(root)}.carl-lead.json" in names
    carl, dora = roster["people"]
    assert (carl["id"], dora["id"]) == ("carl-lead", "dora-deputy")
    assert carl["deputies"][0]["deputy"] == "dora-deputy"


def test_who_is_named_by_nobody_signs_for_nobody(root: Path, capsys: Shown) -> None:
    """Not for somebody else of the same side, nor for somebody who is not there."""
    attest(capsys, root, "carl-lead")
    assert "olga-other has not named dora-deputy as deputy" in sign(capsys, root, "--for", "olga-other").out
    assert "nemo is not in the roster" in sign(capsys, root, "--for", "nemo").out
    assert sign(capsys, root, "--for", "carl-lead").code == 0


def test_the_pipeline_attests_what_the_person_approved(root: Path, capsys: Shown) -> None:
    """An approving review of the pull request that names the deputy is the person's own word."""
    witness = ("-C", root, "sign", SLUG, "--witness", "pipeline", "--key", keys()["pipeline"])
    assert "neither carl-lead nor another person approved the deputy" in run(capsys, *witness).out
    assert "attested by pipeline" in run(capsys, *witness, "--approved-by", "carl-lead").out
    assert sign(capsys, root).code == 0


def test_a_deputy_is_asked_what_the_person_is_asked(root: Path, capsys: Shown) -> None:
    """While it holds, for the documents that are named, and marked as asked for the person."""
    assert asked_by(root) == {}

    attest(capsys, root, "carl-lead")

    assert asked_by(root) == {"sow-provisioning": "carl-lead", "sow-migration": "carl-lead"}
    assert "as deputy of Carl Lead" in sheet(signing_context(root, SLUG), "dora-deputy")


def test_an_answer_of_a_deputy_becomes_a_record_for_the_person(root: Path, tmp_path: Path, capsys: Shown) -> None:
    """Which another person attests as any other."""
    attest(capsys, root, "carl-lead")
    asked = sheet(signing_context(root, SLUG), "dora-deputy")
    file = saved(tmp_path, answers(asked, "dora-deputy", {"sow-provisioning": ("yes", "")}, project=SLUG))
    who = ("--recorded-by", "pat-worker", "--witnessed-by", "wanda-witness", "--yes")

    told = run(capsys, "-C", root, "receive", file, *who)

    assert told.code == 0, told.out + told.err
    assert "accepted for carl-lead" in told.out
    (record,) = (root / "projects" / SLUG / "sign-offs").glob("*.json")
    tree = json.loads(record.read_text("utf-8"))
    assert (tree["person"], tree["represents"], tree["role"]) == ("dora-deputy", "carl-lead", "project lead")


def asked_by(root: Path) -> dict[str, str]:
    """What Dora is asked, and for whom."""
    today = signing_context(root, SLUG)
    dora = person_of(today.view.project, "dora-deputy")
    assert dora is not None
    return {asked.about: asked.represents for asked in asked_of(today.view, today.status, dora)}


def test_what_is_attested_of_a_deputy_is_the_whole_entry(root: Path) -> None:
    """Each field counts, and so do project and person."""
    (told,) = told_deputies(project(root))
    others = [
        deputy_digest("other", told.person.id, told.deputy),
        deputy_digest(SLUG, "olga-other", told.deputy),
        *(
            deputy_digest(SLUG, told.person.id, changed(told.deputy, **change))
            for change in (
                {"deputy": "emil-else"},
                {"since": told.deputy.until},
                {"until": told.deputy.since},
                {"documents": ()},
                {"evidence": "Another mail"},
                {"recorded_by": None},
            )
        ),
    ]
    assert len({told.digest, *others}) == len(others) + 1
