"""`delivery audit`: a bundle that is checked with `sha256sum`, `ssh-keygen` and plain Python, as its README tells."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.adapters.commands.command_line import main
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_judgement import frozen_name
from delivery_wiki.model.sign_off import Channel, Meaning, sealed
from tests.adapters.repositories import Outcome, run, snapshot
from tests.adapters.repositories import replace as replace_text
from tests.sign_offs import Said, issued_repository, keys, project, public_key, record, sign, write

__all__ = ["issued_repository"]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOON = "1795521600"  # 24 November 2026, after every signature of the examples
NEEDLE = "NEEDLE-OF-THE-TEAM"
SCAN = b"%PDF-1.7\na scan of a signed page\n%%EOF\n"


@pytest.fixture(scope="module")
def signed_repository(issued_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key, a review, a mail that nobody attested, a witness, notes for the team, and another project."""
    root = Path(shutil.copytree(issued_repository, tmp_path_factory.mktemp("signed") / "repository"))
    sign(root, Said("carl-lead", key="carl-lead"))
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED, time="2026-11-21T10:00:00Z"))
    subprocess.run(["chmod", "600", str(keys()["pipeline"])], check=True)
    evidence = {"reference": "Mail of 22 November", "recorded-by": "vera-lead", "witnessed-by": "wanda-witness"}
    said = Said("olga-other", document="sow-migration", time="2026-11-22T10:00:00Z")
    write(root, sealed(replace(record(root, said), channel=Channel.MAIL, evidence=evidence)))
    folder = root / "projects/mail/internal"
    folder.mkdir()
    (folder / "retrospective.md").write_text(f"## What went well\n\n{NEEDLE}\n")
    shutil.copytree(root / "projects/mail", root / "projects/other")
    replace_text(root / "projects/other/project.yml", "Mail platform", f"{NEEDLE} of another customer")
    shutil.rmtree(root / "projects/other/sign-offs")
    shutil.rmtree(root / "projects/other/issued")
    return root


@pytest.fixture
def root(signed_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own for a test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    return Path(shutil.copytree(signed_repository, tmp_path / "repository"))


@pytest.fixture(scope="module")
def attested_bundle(signed_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked bundle once the pipeline has attested every record that holds; for tests that copy it."""
    root = Path(shutil.copytree(signed_repository, tmp_path_factory.mktemp("attested") / "repository"))
    with contextlib.redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        assert main(["-C", str(root), "sign", "mail", "--witness", "pipeline", "--key", str(keys()["pipeline"])]) == 0
        assert main(["-C", str(root), "audit", "mail", "--out", str(root.parent / "bundle.zip")]) == 0
    with zipfile.ZipFile(root.parent / "bundle.zip") as archive:
        archive.extractall(root.parent)
    return root.parent / "mail-audit"


@pytest.fixture
def folder(attested_bundle: Path, tmp_path: Path) -> Path:
    """A bundle of its own for a test."""
    return Path(shutil.copytree(attested_bundle, tmp_path / "mail-audit"))


def bundle(root: Path, capsys: pytest.CaptureFixture[str], *options: object) -> Path:
    """The unpacked bundle of the project."""
    target = root.parent / "bundle.zip"
    outcome = run(capsys, "-C", root, "audit", "mail", "--out", target, *options)
    assert outcome.code == 0, outcome.err
    folder = root.parent / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    return folder / "mail-audit"


def follow(folder: Path) -> list[tuple[int, str]]:
    """Run each block of README.md as it stands: its status and what it printed."""
    found = []
    for block in BLOCK.findall((folder / "README.md").read_text("utf-8")):
        done = subprocess.run(
            ["sh", "-c", block],
            cwd=folder,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        )
        found.append((done.returncode, done.stdout))
    return found


def resum(folder: Path) -> None:
    """Write SHA256SUMS again, as somebody would who changed a file on purpose."""
    lines = subprocess.run(
        "find . -type f ! -name SHA256SUMS ! -path './statements/*' -printf '%P\\n' | sort | xargs sha256sum",
        shell=True,
        cwd=folder,
        check=True,
        capture_output=True,
    ).stdout
    (folder / "SHA256SUMS").write_bytes(lines)


def test_the_instructions_check_the_bundle_without_our_tool(folder: Path) -> None:
    """Sums, names of records, content, heads, and the signatures of people and witnesses."""
    done = follow(folder)

    said = "\n".join(out for _, out in done)
    assert [status for status, _ in done] == [0, 0, 0, 0, 0], said
    assert "All files are as listed, and there are no others." in said
    assert "Carl Lead (project lead), accepted sow provisioning r1 by ssh" in said
    assert "Vera Lead (project lead), approved sow provisioning r1 by review" in said
    assert "Content, records and heads fit together." in said
    assert len(re.findall(r"^good  carl-lead  delivery-sign-off", said, re.MULTILINE)) == 1
    assert len(re.findall(r"^good  pipeline  delivery-witness", said, re.MULTILINE)) == 2
    assert "roster entry changed" not in said


def test_the_heads_of_the_bundle_are_those_that_verify_prints(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that bundle, page and printed trail can be laid side by side."""
    told = json.loads(run(capsys, "-C", root, "verify", "mail", "--format", "json").out)["projects"][0]["heads"]
    folder = bundle(root, capsys)

    assert json.loads((folder / "heads.json").read_bytes()) == {"heads": told, "left_out": {}}
    assert told[0] in follow(folder)[2][1]


def flip(path: Path, old: bytes, new: bytes) -> None:
    """Change bytes of a file that have to be there."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def change_pdf(folder: Path) -> str:
    """The PDF says something else."""
    flip(folder / "issued/sow-provisioning-r1/document.pdf", b"%%EOF", b"%%EOG")
    return "issued/sow-provisioning-r1/document.pdf is not the PDF that was issued"


def change_content(folder: Path) -> str:
    """A clause of the content says something else, and nothing else was changed."""
    path = folder / "issued/sow-provisioning-r1/content.json"
    flip(path, b"Two nodes", b"Six nodes")
    return "does not have the fingerprint that it names"


def change_record(folder: Path) -> str:
    """The record says another meaning; its name stays."""
    path = record_by(folder, "ssh")
    flip(path, b'"meaning": "accepted"', b'"meaning": "reviewed"')
    return f"{path.name}: FAILED"


def rename_record(folder: Path) -> str:
    """The record says another meaning, under the name that fits: the signature no longer does."""
    path = record_by(folder, "ssh")
    flip(path, b'"meaning": "accepted"', b'"meaning": "reviewed"')
    digest = subprocess.run(["sha256sum", str(path)], check=True, capture_output=True).stdout.decode()[:64]
    path.rename(path.with_name(f"{digest}.json"))
    return f"BAD   carl-lead  delivery-sign-off  {digest}"


def remove_record(folder: Path) -> str:
    """A record is taken out that another one follows."""
    path = record_by(folder, "ssh")
    path.unlink()
    return f"the record {path.stem} is gone"


def change_key(folder: Path) -> str:
    """The allowed signers name another key for the signer."""
    flip(folder / "keys/allowed_signers", public_key("carl-lead").encode(), public_key("stranger").encode())
    return f"BAD   carl-lead  delivery-sign-off  {record_by(folder, 'ssh').stem}"


def end_key(folder: Path) -> str:
    """The key of the witness ended before it attested."""
    flip(folder / "keys/allowed_signers", b'pipeline namespaces="', b'pipeline valid-before="20261101",namespaces="')
    return "BAD   pipeline  delivery-witness"


def change_heads(folder: Path) -> str:
    """Another head is written down."""
    (folder / "heads.json").write_text('{"heads": [], "left_out": {}}')
    return "the heads are not those of heads.json"


def record_by(folder: Path, channel: str) -> Path:
    """The one record of a channel."""
    (found,) = [
        path for path in (folder / "sign-offs").glob("*.json") if json.loads(path.read_bytes())["channel"] == channel
    ]
    return found


DAMAGES: tuple[Callable[[Path], str], ...] = (
    *(change_pdf, change_content, change_record, rename_record, remove_record, change_key, end_key, change_heads),
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_was_changed_is_named(damage: Callable[[Path], str], folder: Path) -> None:
    """By the sums at first; and by what was signed where whoever changed it wrote the sums again."""
    named = damage(folder)

    assert follow(folder)[0][0] != 0
    resum(folder)
    done = follow(folder)
    assert done[0][0] == 0
    said = "\n".join(out for status, out in done if status != 0)
    assert named in said


@pytest.mark.parametrize("name", ["issued/aaa-r1/document.pdf", "json.py"])
def test_a_file_that_is_not_listed_is_named(name: str, folder: Path) -> None:
    """Nobody lays another document beside those that were issued; and no step runs what somebody put there."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("raise SystemExit('not the one of Python')")

    (status, said), *others = follow(folder)

    assert (status != 0, name in said) == (True, True)
    assert not any("not the one of Python" in out for _, out in others)


def test_the_same_repository_gives_the_same_bytes(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any time, from any folder, with other dates and rights of files and line ends of a checkout."""
    bundle(root, capsys)
    first = (root.parent / "bundle.zip").read_bytes()
    other = Path(shutil.copytree(root, root.parent / "other" / "place"))
    for path in sorted((other / "projects").rglob("*")):
        if path.suffix == ".json":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        if path.is_file():
            path.chmod(0o600)
            os.utime(path, (1, 1))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert run(capsys, "-C", other, "audit", "mail").code == 0
    assert (other / "site/audit/customer/mail.zip").read_bytes() == first
    with zipfile.ZipFile(root.parent / "bundle.zip") as archive:
        entries = archive.infolist()
    assert [member.filename for member in entries] == sorted(member.filename for member in entries)
    assert {(member.date_time, member.external_attr >> 16, member.compress_type) for member in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, zipfile.ZIP_STORED)
    }


def test_a_bundle_holds_what_it_needs_and_nothing_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No other project, nothing internal, nobody whom no record names, no address."""
    replace_text(
        root / "projects/mail/project.yml",
        "party: city, logins: {github: carl,",
        'party: city, email: "c@city.example", logins: {github: carl,',
    )
    for audience in ("customer", "internal"):
        files = snapshot(bundle(root, capsys, "--audience", audience))
        assert not [name for name, data in files.items() if NEEDLE.encode() in data]
        roster = json.loads(files["roster.json"])
        assert [person["id"] for person in roster["people"]] == [
            "vera-lead",
            "carl-lead",
            "olga-other",
            "wanda-witness",
        ]
        assert "@" not in files["roster.json"].decode()
        assert "pat-worker" not in files["keys/allowed_signers"].decode()
        assert {name.split("/")[0] for name in files} == {
            *("README.md", "SHA256SUMS", "heads.json", "issued", "keys", "roster.json", "sign-offs"),
        }


def test_a_customer_gets_no_record_of_an_internal_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its digest alone stays where a record follows it, so that the heads can still be walked; the team gets it."""
    path = root / "projects/mail/issued/sow-migration-r1/content.json"
    internal = issue_for_the_team(path)
    for old in (root / "projects/mail/sign-offs").glob("*.json"):
        old.unlink()
    first = sign(root, Said("vera-lead", meaning=Meaning.APPROVED, time="2026-11-19T10:00:00Z"))
    made = record(root, Said("carl-lead"))
    made = replace(made, topic="migration", audience="internal", **internal)
    hidden = write(root, sealed(replace(made, heads=(first.stem,))))
    last = sign(root, Said("carl-lead", time="2026-11-21T10:00:00Z", key="carl-lead"))

    folder = bundle(root, capsys)
    files = snapshot(folder)
    assert {Path(name).stem for name in files if re.fullmatch(r"sign-offs/[^/]+", name)} == {first.stem, last.stem}
    assert not [name for name in files if "migration" in name]
    heads = {"heads": [last.stem], "left_out": {hidden.stem: [first.stem]}}
    assert json.loads(files["heads.json"]) == heads
    assert [status for status, _ in follow(folder)] == [0] * 5
    assert f"sign-offs/{hidden.stem}.json" in snapshot(bundle(root, capsys, "--audience", "internal"))


def issue_for_the_team(path: Path) -> dict[str, Any]:
    """Make an issued revision one for the team; returns what a record has to name."""
    from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
    from delivery_wiki.reading.records.frozen_content import frozen_digest
    from tests.sign_offs import project

    root = path.parents[4]
    issued = next(revision for revision in project(root).issued if revision.topic == "migration")
    fingerprint = issued_fingerprint("mail", replace(issued, audience="internal"))
    replace_text(path, '"audience": "customer"', '"audience": "internal"')
    replace_text(path, issued.fingerprint, fingerprint)
    return {"fingerprint": fingerprint, "content": frozen_digest(path)}


def test_a_project_that_nobody_signed_has_a_bundle_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the issued documents, and instructions without steps that would find nothing to check."""
    shutil.rmtree(root / "projects/mail/sign-offs")
    folder = bundle(root, capsys)

    assert [status for status, _ in follow(folder)] == [0, 0]
    assert "Nobody has signed yet" in (folder / "README.md").read_text("utf-8")


def without_anything(root: Path) -> tuple[str, ...]:
    """Neither an issued document nor a record."""
    shutil.rmtree(root / "projects/mail/sign-offs")
    shutil.rmtree(root / "projects/mail/issued")
    return ()


def without_anything_for_the_customer(root: Path) -> tuple[str, ...]:
    """What was issued stays with the team, and nobody signed it."""
    shutil.rmtree(root / "projects/mail/sign-offs")
    shutil.rmtree(root / "projects/mail/issued/sow-provisioning-r1")
    issue_for_the_team(root / "projects/mail/issued/sow-migration-r1/content.json")
    return ("--audience", "customer")


@pytest.mark.parametrize("spoil", [without_anything, without_anything_for_the_customer])
@pytest.mark.parametrize("out", [False, True])
def test_an_empty_bundle_is_refused(
    out: bool, spoil: Callable[[Path], tuple[str, ...]], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that there is nothing to hand over, exits with 1 and leaves no file behind."""
    options = spoil(root)
    if out:
        options = (*options, "--out", str(root.parent / "bundle.zip"))

    outcome = run(capsys, "-C", root, "audit", "mail", *options)

    assert (outcome.code, outcome.out) == (1, "")
    assert "There is nothing to hand over: mail" in outcome.err
    assert not list(root.parent.rglob("*.zip"))


def test_a_choice_of_pdfs_that_is_empty_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As an empty bundle is: nobody takes a folder without a document for the documents."""
    chosen = ("--document", "retrospective", "--audience", "customer", "--out", root.parent / "pdfs")

    outcome = run(capsys, "-C", root, "pdf", "mail", *chosen)

    assert outcome.code == 1
    assert "There is nothing to set" in outcome.err
    assert not (root.parent / "pdfs").exists()


def test_a_signed_pdf_that_came_back_travels_along(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under its digest, which the record names."""
    scan = root.parent / "scan.pdf"
    scan.write_bytes(SCAN)
    people = ("--recorded-by", "vera-lead", "--witnessed-by", "wanda-witness")
    options = ("--person", "carl-lead", "--meaning", "accepted", "--channel", "scan", "--file", scan, *people)
    typed = ("--code", code(root, "sow-migration-r1"))
    assert run(capsys, "-C", root, "sign", "mail", "sow-migration", *options, *typed).code == 0

    folder = bundle(root, capsys)
    (returned,) = (folder / "sign-offs/returned").iterdir()
    assert returned.read_bytes() == SCAN
    assert [status for status, _ in follow(folder)] == [0] * 6
    returned.write_bytes(SCAN.replace(b"signed", b"signet"))
    resum(folder)
    assert f"{returned.name}: FAILED" in follow(folder)[2][1]


def code(root: Path, name: str) -> str:
    """The code on the pages of an issued revision."""
    return next(issue_code(issued) for issued in project(root).issued if frozen_name(issued) == name)


def refused(root: Path, capsys: pytest.CaptureFixture[str], *arguments: object) -> Outcome:
    """A run that must leave nothing behind."""
    before = snapshot(root)
    outcome = run(capsys, "-C", root, "audit", *arguments)
    assert {name for name in snapshot(root) if not name.startswith(".cache/")} == set(before)
    return outcome


def test_a_damaged_project_gets_no_bundle(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings say what is wrong, by name, and nothing is written."""
    path = next((root / "projects/mail/sign-offs").glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b'"meaning": "a', b'"meaning": "A'))

    outcome = refused(root, capsys, "mail")
    assert outcome.code == 1
    assert "error[sign-off-damaged]" in outcome.err
    assert path.name in outcome.err
    assert "Nothing was written." in outcome.err


def test_a_draft_that_needs_a_change_request_keeps_nobody_from_auditing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bundle holds what was issued; what moved since is an error of the draft."""
    bundle(root, capsys)
    before = (root.parent / "bundle.zip").read_bytes()
    replace_text(root / "projects/mail/sow/provisioning.yml", "days: 4", "days: 9")
    assert "error[change-request-missing]" in run(capsys, "-C", root, "check", "mail").out

    bundle(root, capsys)
    assert (root.parent / "bundle.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("male",), "there is no project 'male'. Did you mean 'mail'?"),
        (("mail", "--out", "projects/mail/project.yml"), "is no .zip file"),
        (("mail", "--out", "nowhere/mail.zip"), "there is no folder nowhere"),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(
    arguments: tuple[str, ...],
    said: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file of another name is never overwritten by a bundle."""
    monkeypatch.chdir(root)

    outcome = refused(root, capsys, *arguments)
    assert outcome.code == 2
    assert said in outcome.err


def test_a_place_that_cannot_be_written_leaves_no_half_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder stands where the file should go."""
    target = root.parent / "taken.zip"
    target.mkdir()

    outcome = run(capsys, "-C", root, "audit", "mail", "--out", target)
    assert outcome.code == 2
    assert "Nothing was written" in outcome.err
    assert not [path.name for path in root.parent.iterdir() if path.name.endswith(".new")]
