"""`delivery sign` and `verify` from end to end, with real keys."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.adapters.repositories import ROOT, Outcome, commit, replace, run
from tests.sign_offs import PDF, Said, issued_repository, keys, sign, write_sow
from tests.signed_pdfs import certificate_digest, rewrite_page, sign_pdf

__all__ = ["issued_repository"]
SOW = ("mail", "sow-provisioning")
SCAN = b"%PDF-1.7\na scan\n%%EOF\n"
SCHEMA = json.loads((ROOT / "schemas/verification.schema.json").read_text("utf-8"))


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own for a test, on the day of the examples."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def signed(
    root: Path, capsys: pytest.CaptureFixture[str], person: str, meaning: str, *more: object, key: str = ""
) -> Outcome:
    """Sign the statement of work with the key of somebody."""
    options = ("--person", person, "--meaning", meaning, "--key", keys()[key or person], *more)
    return run(capsys, "-C", root, "sign", *SOW, *options)


def records(root: Path) -> list[Path]:
    """The records of the project."""
    return sorted((root / "projects/mail/sign-offs").glob("*.json"))


def proof(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What verify prints as JSON about the statement of work."""
    tree = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)
    Draft202012Validator(SCHEMA).validate(tree)
    return next(document for document in tree["projects"][0]["documents"] if document["topic"] == "provisioning")


def test_both_sides_sign_and_the_document_is_current(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Missing signatures are named with the people who can give them, until nothing is missing."""
    assert [item["people"] for item in proof(root, capsys)["missing"]] == [["vera-lead"], ["carl-lead", "olga-other"]]

    assert signed(root, capsys, "carl-lead", "accepted").code == 0
    assert proof(root, capsys)["state"] == "missing"
    assert signed(root, capsys, "vera-lead", "approved").code == 0

    found = proof(root, capsys)
    assert (found["state"], found["missing"], len(found["signed"])) == ("current", [], 2)
    assert run(capsys, "-C", root, "verify", "--require").code == 1  # the other statement of work is missing its own
    assert run(capsys, "-C", root, "check").out.startswith("No findings.")


def test_a_record_after_the_projects_own_day_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else it is there, and nobody sees it."""
    file = root / "projects/mail/project.yml"
    file.write_text(file.read_text("utf-8").replace("started: ", "as_of: 2026-11-20\nstarted: "), "utf-8")

    told = signed(root, capsys, "carl-lead", "accepted")

    assert told.code == 0
    assert "It is of 2026-11-24, and project.yml sets as_of: 2026-11-20" in told.out
    assert "delivery verify --on 2026-11-24" in told.out


def test_a_record_holds_no_name_and_no_address(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records stay for ever; what is known about a person stands in project.yml."""
    signed(root, capsys, "carl-lead", "accepted")
    (path,) = records(root)
    text = path.read_text("utf-8")

    assert "Carl" not in text
    assert "@" not in text
    assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.read_bytes() == (json.dumps(json.loads(text), sort_keys=True, indent=2) + "\n").encode()


REFUSALS: dict[str, tuple[tuple[str, str], str, str]] = {
    "no role for it": (
        ("pat-worker", "approved"),
        "",
        "pat-worker (consultant, vendor) signs no document of this kind",
    ),
    "a stranger": (("stefan-stranger", "accepted"), "carl-lead", "stefan-stranger is not in the roster"),
    "the key of another": (("carl-lead", "accepted"), "stranger", "The signing key is none of carl-lead"),
    "no without a reason": (("carl-lead", "rejected"), "", "Who rejects or withdraws says why"),
    "silence by key": (("carl-lead", "deemed-accepted"), "", "Only a customer accepts by silence"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_signature_that_proves_nothing_is_not_recorded(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is said, and no file is left."""
    who, key, reason = REFUSALS[name]

    outcome = signed(root, capsys, *who, key=key)

    assert (outcome.code, records(root)) == (1, [])
    assert reason in outcome.out


def test_one_person_signs_a_revision_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Until they take it back."""
    assert signed(root, capsys, "carl-lead", "accepted").code == 0
    assert "has already accepted" in signed(root, capsys, "carl-lead", "accepted").out

    assert signed(root, capsys, "carl-lead", "withdrawn", "--conditions", "The date is wrong.").code == 0
    assert proof(root, capsys)["state"] == "missing"
    assert signed(root, capsys, "carl-lead", "accepted").code == 0
    assert [slot["party"] for slot in proof(root, capsys)["missing"]] == ["vendor"]


def test_a_no_refuses_the_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its reason, until the same person says yes."""
    signed(root, capsys, "vera-lead", "approved")
    signed(root, capsys, "carl-lead", "rejected", "--conditions", "The price is not what we agreed.")

    assert proof(root, capsys)["state"] == "refused"
    assert "rejected (The price is not what we agreed.)" in run(capsys, "-C", root, "verify").out
    signed(root, capsys, "carl-lead", "accepted")
    assert proof(root, capsys)["state"] == "current"


def test_the_base_version_decides_who_signs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody makes themselves a signer in the change that they sign; `check --base` refuses such a record as well."""
    commit(root)
    path = root / "projects/mail/project.yml"
    replace(path, "role: consultant, party: maker", "role: project lead, party: maker")

    refused = signed(root, capsys, "pat-worker", "approved", "--base", "HEAD")
    assert refused.code == 1
    assert "pat-worker (consultant, vendor) signs no document of this kind" in refused.out
    assert signed(root, capsys, "pat-worker", "approved").code == 0
    found = run(capsys, "-C", root, "check", "--base", "HEAD").out
    assert "error[sign-off-refused]: the new record of pat-worker is not admitted: pat-worker does not sign as" in found


def test_a_record_that_is_gone_since_the_base_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest record of all leaves no gap behind: the base version or a printed head shows it."""
    signed(root, capsys, "carl-lead", "accepted")
    (path,) = records(root)
    commit(root)
    path.unlink()

    assert (
        f"the record {path.stem} of carl-lead was in the base" in run(capsys, "-C", root, "check", "--base", "HEAD").out
    )
    assert run(capsys, "-C", root, "verify").code == 0
    anchored = run(capsys, "-C", root, "verify", "--head", path.stem[:12])
    assert (anchored.code, f"there is no record {path.stem[:12]}" in anchored.err) == (1, True)


def test_an_attestation_that_is_gone_since_the_base_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it the time would silently be nobody's but the signer's."""
    signed(root, capsys, "carl-lead", "accepted")
    assert run(capsys, "-C", root, "sign", "--witness", "pipeline", "--key", keys()["pipeline"]).code == 0
    commit(root)
    (path,) = (root / "projects/mail/sign-offs/witness").glob("*.json")
    path.unlink()

    (record,) = records(root)
    found = run(capsys, "-C", root, "check", "--base", "HEAD").out
    assert f"error[sign-off-missing]: what pipeline attested of the record {record.stem} is gone." in found


def test_verify_names_what_was_tampered_with(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edited record never counts, and the document says who has to sign again."""
    signed(root, capsys, "carl-lead", "accepted")
    signed(root, capsys, "vera-lead", "approved")
    path = next(record for record in records(root) if "carl-lead" in record.read_text("utf-8"))
    replace(path, '"meaning": "accepted"', '"meaning": "approved"')

    outcome = run(capsys, "-C", root, "verify")

    assert outcome.code == 1
    assert f"{path.name}:1:1: error[sign-off-damaged]" in outcome.err
    assert "must sign: customer project lead (carl-lead, olga-other)" in outcome.out
    assert "error[sign-off-damaged]" in run(capsys, "-C", root, "check").out


def test_an_issued_revision_in_the_folder_of_another_is_an_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands under a name is what was signed under it."""
    issued = root / "projects/mail/issued"
    folder = next(path for path in sorted(issued.iterdir()) if path.name.startswith("sow-"))
    folder.rename(issued / "charter-r1")

    checked = run(capsys, "-C", root, "check", "mail")
    verified = run(capsys, "-C", root, "verify", "mail")

    assert "error[issued-misplaced]: the folder is called charter-r1, and it holds " in checked.out
    assert (checked.code, verified.code) == (1, 1)


def test_line_ends_do_not_matter(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A checkout on another system turns line feeds into pairs; the canonical bytes are the same."""
    signed(root, capsys, "carl-lead", "accepted")
    signed(root, capsys, "vera-lead", "approved")
    for path in [*records(root), *root.glob("projects/mail/issued/*/content.json")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert proof(root, capsys)["state"] == "current"
    assert run(capsys, "-C", root, "check").out.startswith("No findings.")


def test_a_change_makes_it_stale_in_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What moved since the issued content, and in the next revision who signs again."""
    signed(root, capsys, "carl-lead", "accepted")
    signed(root, capsys, "vera-lead", "approved")
    write_sow(root, "provisioning", "DEL-1", "WP-1", days=6)

    found = proof(root, capsys)
    assert found["state"] == "stale"
    assert "Effort in days moved from 4 to 6 since it was issued" in found["changes"]


def test_the_pipeline_attests_what_it_admits(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key with an end counts once a witness says when; nothing is attested twice."""
    refused = signed(root, capsys, "olga-other", "accepted")
    assert "It does not count yet: The key ends on 2026-11-30" in refused.out
    assert proof(root, capsys)["signed"] == []

    witness = ("sign", "--witness", "pipeline", "--key", keys()["pipeline"])
    assert "attested by pipeline" in run(capsys, "-C", root, *witness).out
    assert len(proof(root, capsys)["signed"]) == 1
    assert run(capsys, "-C", root, *witness).out == "mail: nothing to attest.\n"
    assert "witnessed by pipeline on 2026-11-24" in run(capsys, "-C", root, "verify").out


def test_what_was_said_in_a_mail_is_attested_by_another(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By a third person with a key, named in the record."""
    written = ("--channel", "mail", "--reference", "Mail of 20 November", "--recorded-by", "pat-worker")
    told = (*written, "--witnessed-by", "wanda-witness")
    person = ("--person", "carl-lead", "--meaning", "accepted")
    assert "does not count yet" in run(capsys, "-C", root, "sign", *SOW, *person, *told).out
    (path,) = records(root)

    attest = ("sign", "mail", "--attest", path.stem[:12], "--person")
    assert "is not the witness" in run(capsys, "-C", root, *attest, "vera-lead", "--key", keys()["vera-lead"]).out
    assert run(capsys, "-C", root, *attest, "wanda-witness", "--key", keys()["vera-lead"]).code == 1
    assert run(capsys, "-C", root, *attest, "wanda-witness", "--key", keys()["wanda-witness"]).code == 0
    assert len(proof(root, capsys)["signed"]) == 1


def test_a_signed_pdf_comes_back(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The issued bytes with a signature behind them by the signer's certificate; the bare file and a scan are not."""
    back = tmp_path / "signed.pdf"
    options = ("--person", "carl-lead", "--meaning", "accepted", "--channel", "pdf", "--file", back)
    back.write_bytes(PDF)
    assert "carries no signature" in run(capsys, "-C", root, "sign", *SOW, *options).out
    back.write_bytes(SCAN)
    assert "the scan of a paper is of the channel scan" in run(capsys, "-C", root, "sign", *SOW, *options).out
    back.write_bytes(sign_pdf(PDF, "Karl Ledd"))
    said = run(capsys, "-C", root, "sign", *SOW, *options).out
    assert f"certificates: [sha256: {certificate_digest('Karl Ledd')}]" in said
    back.write_bytes(sign_pdf(PDF))

    assert run(capsys, "-C", root, "sign", *SOW, *options).code == 0
    assert len(proof(root, capsys)["signed"]) == 1
    said = run(capsys, "-C", root, "verify").out
    digest = certificate_digest("Carl Lead")[:12]
    assert f"signed inside with the certificate of Carl Lead ({digest}), which says 20" in said
    assert "was not traced to a root" in said
    (kept,) = (root / "projects/mail/sign-offs/returned").glob("*.pdf")
    assert kept.stem == hashlib.sha256(back.read_bytes()).hexdigest()
    kept.write_bytes(kept.read_bytes() + b" ")
    assert proof(root, capsys)["signed"] == []


FORGED_PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one byte of what was signed": (
        lambda: sign_pdf(PDF).replace(b"(I agree)", b"(I Agree)"),
        "A signature inside the PDF does not hold over the bytes of the file",
    ),
    "another page before it was signed": (
        lambda: sign_pdf(rewrite_page(PDF)),
        "No signature inside the PDF is over the issued document and nothing else",
    ),
    "another page after it was signed": (
        lambda: rewrite_page(sign_pdf(PDF)),
        "No signature inside the PDF is over the issued document and nothing else",
    ),
    "only the look of a signature": (
        lambda: PDF + b"1 0 obj <</Type /Sig /ByteRange [0 10 20 30] /Contents <00>>> endobj\n%%EOF\n",
        "No signature inside the PDF is over the issued document and nothing else",
    ),
    "another document": (
        lambda: sign_pdf(PDF.replace(b"612", b"613")),
        "The bytes that were signed are not those of the issued PDF: another one was signed, or it was changed",
    ),
}


@pytest.mark.parametrize("name", FORGED_PDFS)
def test_a_forged_signed_pdf_is_refused(
    name: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is said, and nothing is kept."""
    make, reason = FORGED_PDFS[name]
    (tmp_path / "signed.pdf").write_bytes(make())
    options = ("--person", "carl-lead", "--meaning", "accepted", "--channel", "pdf", "--file", tmp_path / "signed.pdf")

    outcome = run(capsys, "-C", root, "sign", *SOW, *options)

    assert (outcome.code, records(root)) == (1, [])
    assert reason in outcome.out
    assert not (root / "projects/mail/sign-offs/returned").exists()


def test_without_the_library_a_signed_pdf_does_not_count(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said which extra is missing, instead of trusting the look of a signature."""
    (tmp_path / "signed.pdf").write_bytes(sign_pdf(PDF))
    options = ("--person", "carl-lead", "--meaning", "accepted", "--channel", "pdf", "--file", tmp_path / "signed.pdf")
    assert run(capsys, "-C", root, "sign", *SOW, *options).code == 0

    monkeypatch.setattr("delivery_wiki.reading.records.sign_off_reading.can_check_signatures", lambda: False)
    found = run(capsys, "-C", root, "check")

    assert (found.code, proof(root, capsys)["signed"]) == (0, [])
    assert "warning[sign-off-void]" in found.out
    assert "the extra pdf-signatures is not installed" in found.out


def test_another_pdf_than_the_issued_one_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is published is what was approved, or it is said that it is not."""
    signed(root, capsys, "carl-lead", "accepted")
    (root / "projects/mail/issued/sow-provisioning-r1/document.pdf").write_bytes(PDF + b" ")

    assert "error[issued-pdf-changed]" in run(capsys, "-C", root, "check").out
    outcome = run(capsys, "-C", root, "verify")
    assert (outcome.code, "error[issued-pdf-changed]" in outcome.err) == (1, True)
    told = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)["projects"]
    states = {document["document"]: document["state"] for document in told[0]["documents"]}
    assert states.pop("sow") == "changed"
    assert states  # the other documents still stand there
    assert dt.date.fromisoformat(told[0]["on"])


WRONG_USE = {
    "nothing": ((), "SLUG is missing"),
    "unknown document": (("mail", "sow-provisionin", "--person", "x", "--meaning", "approved"), "Did you mean"),
    "no key": ((*SOW, "--person", "carl-lead", "--meaning", "accepted"), "--key is missing"),
    "no such key": ((*SOW, "--person", "carl-lead", "--meaning", "accepted", "--key", "nothing"), "no key file"),
    "no file": ((*SOW, "--person", "carl-lead", "--meaning", "accepted", "--channel", "pdf"), "--file is missing"),
    "bytes that are no text": (
        (*SOW, "--person", "x", "--meaning", "rejected", "--conditions", "\udcff"),
        "--conditions is",
    ),
    "a text without end": (
        (*SOW, "--person", "x", "--meaning", "rejected", "--conditions", "x" * 4001),
        "longer than 4000",
    ),
    "no such record": (("mail", "--attest", "00", "--person", "x", "--key", "x"), "names no record"),
}


@pytest.mark.parametrize("name", WRONG_USE)
def test_wrong_use_is_told(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and one line."""
    options, said = WRONG_USE[name]
    outcome = run(capsys, "-C", root, "sign", *options)

    assert (outcome.code, said in outcome.err) == (2, True), outcome.err


def test_ssh_keygen_itself_agrees(root: Path, tmp_path: Path) -> None:
    """The statement and the signature of a record can be checked without this tool."""
    from delivery_wiki.calculations.signing.allowed_signers import allowed_signers
    from delivery_wiki.model.sign_off import statement_bytes
    from tests.sign_offs import project

    sign(root, Said("carl-lead", key="carl-lead"))
    whole = project(root)
    (made,) = whole.sign_offs
    (tmp_path / "signature").write_text(made.evidence["signature"])
    (tmp_path / "signers").write_text(allowed_signers(whole))
    command = ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "signers", "-I", "carl-lead", "-n", "delivery-sign-off"]
    done = subprocess.run(
        [*map(str, command), "-s", str(tmp_path / "signature")],
        input=statement_bytes(made),
        capture_output=True,
        check=False,
    )

    assert (done.returncode, b'Good "delivery-sign-off" signature for carl-lead' in done.stdout) == (0, True)


def test_a_witness_whose_key_does_not_sign_says_so_with_nothing_to_attest(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise a pipeline is green until the day of the first record, and its witness is missing then."""
    broken = tmp_path / "broken"
    broken.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")
    broken.chmod(0o600)
    attest = ("-C", root, "sign", "--witness", "pipeline", "--key")

    refused = run(capsys, *attest, broken)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("delivery: ssh-keygen did not sign: ")
    assert run(capsys, *attest, tmp_path / "none").err.startswith("delivery: there is no key file none.")
    assert (
        run(capsys, *attest, keys()["pipeline"]).out
        == "No project holds a record, an answer or a deputy: nothing to attest.\n"
    )


def test_what_a_witness_has_attested_is_not_attested_again_in_silence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each run says of each project what it did; another key than the witness's writes nothing."""
    signed(root, capsys, "carl-lead", "accepted")
    attest = ("-C", root, "sign", "--witness", "pipeline", "--key")

    other = run(capsys, *attest, keys()["stranger"])
    assert other.out == "mail: the key is not that of pipeline in project.yml; nothing was attested.\n"
    assert (other.code, list((root / "projects/mail/sign-offs").glob("witness/*"))) == (1, [])
    assert "attested by pipeline" in run(capsys, *attest, keys()["pipeline"]).out
    assert run(capsys, *attest, keys()["pipeline"]).out == "mail: nothing to attest.\n"
