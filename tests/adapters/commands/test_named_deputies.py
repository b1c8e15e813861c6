"""A deputy who is named on an answer sheet: taken into the roster, attested, asked and signing from then on."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.answers.asked import asked_of, people_asked
from delivery_wiki.calculations.signing.deputies import told_deputies
from delivery_wiki.model.answers import DEPUTY
from tests.adapters.repositories import ROOT, run
from tests.answer_sheets import answers, places, saved, sent_without_script, sheet
from tests.sign_offs import keys, with_key

SLUG, LEAD, OTHER, ABSENT = "northern-lights", "astrid-anywhere", "cara-contrived", "dag-demo"
PROJECTS = sorted(path.name for path in (ROOT / "projects").iterdir() if path.is_dir())
NAMED = {"deputy": OTHER, "since": "2026-11-26", "until": "2026-12-18"}
BY = ("--recorded-by", "petra-beispiel")
Shown = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in git on 26 November 2026, with a key for somebody who attests."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795694400")
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    file = root / "projects" / SLUG / "project.yml"
    file.write_text(with_key(file.read_text("utf-8"), "ines-invented", "stranger"), "utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return root


def named(root: Path, **fields: object) -> str:
    """The file of a sheet on which a deputy is named."""
    asked = sheet(signing_context(root, SLUG), LEAD)
    tree = json.loads(answers(asked, LEAD, {DEPUTY: ("text", "")}, project=SLUG, made="2026-11-26"))
    tree["answers"] = [{**each, **NAMED, **fields} for each in tree["answers"]]
    return json.dumps(tree)


def test_a_deputy_is_named_attested_and_then_asked(root: Path, capsys: Shown, tmp_path: Path) -> None:
    """Not before somebody attests it; a second time nothing is written."""
    path = saved(tmp_path, named(root))

    told = run(capsys, "-C", root, "receive", path, "--yes", *BY)

    assert told.code == 0, told.out + told.err
    assert "Cara Contrived as deputy, 2026-11-26 to 2026-12-18, to be attested" in told.out
    context = signing_context(root, SLUG)
    (deputy,) = told_deputies(context.view.project)
    assert (deputy.person.id, deputy.deputy.deputy, deputy.deputy.recorded_by) == (LEAD, OTHER, "petra-beispiel")
    assert deputy.deputy.evidence.startswith("Answers of Astrid Anywhere, ")
    assert "Cara Contrived, 26 Nov 2026 to 18 Dec 2026 (nobody has attested it yet)" in sheet(context, LEAD)
    assert not _stands_in(root)

    assert f"delivery sign {SLUG} --attest {deputy.digest[:12]} --person ID --key ~/.ssh/id_ed25519" in told.out
    attest = ("--attest", deputy.digest[:12], "--person", "ines-invented", "--key", keys()["stranger"])
    attested = run(capsys, "-C", root, "sign", SLUG, *attest)
    assert attested.code == 0, attested.out + attested.err

    assert "DEL-2" in _stands_in(root)
    again = run(capsys, "-C", root, "receive", path, "--yes", *BY)
    assert "it was taken in before" in again.out
    assert len(list(told_deputies(signing_context(root, SLUG).view.project))) == 1


def _stands_in(root: Path) -> set[str]:
    context = signing_context(root, SLUG)
    person = next(person for person in people_asked(context.view, context.status) if person.id == OTHER)
    return {each.about for each in asked_of(context.view, context.status, person) if each.represents == LEAD}


def test_a_deputy_for_kinds_of_documents_is_asked_for_those_alone(root: Path, capsys: Shown, tmp_path: Path) -> None:
    """The roster has the kinds."""
    told = run(capsys, "-C", root, "receive", saved(tmp_path, named(root, documents=["sow"])), "--yes", *BY)
    assert "as deputy, 2026-11-26 to 2026-12-18 for sow, to be attested" in told.out
    (deputy,) = told_deputies(signing_context(root, SLUG).view.project)
    assert deputy.deputy.documents == ("sow",)


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "themselves": ({"deputy": LEAD}, "no other person of the same party"),
    "somebody of the vendor": ({"deputy": "petra-beispiel"}, "no other person of the same party"),
    "a stranger": ({"deputy": "nobody-known"}, "no other person of the same party"),
    "days that run backwards": ({"until": "2026-11-01"}, "until 2026-11-01, which is before 2026-11-26"),
    "a kind that nobody signs": ({"documents": ["minutes"]}, "minutes is no kind of document that is signed"),
    "other words": ({"digest": "0" * 12}, "its words are others now"),
    "a day that is none": ({"since": "soon"}, "since"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_who_cannot_be_a_deputy_is_not_taken(name: str, root: Path, capsys: Shown, tmp_path: Path) -> None:
    """With the reason, and nothing is written."""
    fields, reason = REFUSED[name]
    before = (root / "projects" / SLUG / "project.yml").read_bytes()
    told = run(capsys, "-C", root, "receive", saved(tmp_path, named(root, **fields)), "--yes", *BY)
    assert told.code == 1
    assert reason in told.out + told.err
    assert (root / "projects" / SLUG / "project.yml").read_bytes() == before


def test_a_deputy_needs_both_days_who_took_it_in_and_a_known_sender(root: Path, capsys: Shown, tmp_path: Path) -> None:
    """It binds as a signature does."""
    tree = json.loads(named(root))
    del tree["answers"][0]["until"]
    told = run(capsys, "-C", root, "receive", saved(tmp_path, json.dumps(tree)), "--yes", *BY)
    assert "it names no first or no last day" in told.out
    told = run(capsys, "-C", root, "receive", saved(tmp_path, named(root)), "--yes", "--recorded-by", "nobody-known")
    assert "it binds, and nobody-known is not in the roster" in told.out
    tag = f"{DEPUTY} {places(sheet(signing_context(root, SLUG), LEAD))[DEPUTY]}"
    lines = [f"Answers: {SLUG} {LEAD} 2026-11-26", *(f"[{tag} {part}] {said}" for part, said in NAMED.items())]
    text = "\n".join(lines)
    mail = saved(tmp_path, f"From: someone@elsewhere.example\nSubject: Answers\n\n{text}\n", "mail.eml")
    told = run(capsys, "-C", root, "receive", mail, "--yes", *BY)
    assert "it binds, and was sent from someone@elsewhere.example" in told.out
    assert not list(told_deputies(signing_context(root, SLUG).view.project))


@pytest.mark.parametrize("slug", PROJECTS)
def test_a_browser_without_script_sends_mails_that_a_mail_program_takes(slug: str) -> None:
    """Each part alone, with room for a thousand letters of answers in an address; together they are the whole sheet."""
    context = signing_context(ROOT, slug)
    for person in people_asked(context.view, context.status):
        html = sheet(context, person.id)
        parts = sent_without_script(html)
        for names in parts.values():
            assert len("".join(quote(f"{name}=\r\n") for name in names)) <= 900
            assert names[0] == "Answers:"
            assert names[-1] == "#"
        sent = {name for names in parts.values() for name in names}
        assert all(f"[{about} {digest}" in html for about, digest in places(html).items())
        texts = {f"[{about} {digest} text]" for about, digest in places(html).items() if about != DEPUTY}
        assert texts <= sent
