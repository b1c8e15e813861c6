"""A signature that came in: the vendor attests it before anybody is asked anew, and then it says what was said."""

from __future__ import annotations

import email
import re
import shutil
from email import policy
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.answers.asked import asked_of, is_an_act, people_asked
from delivery_wiki.model.answers import Asked
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.pages.document_frame.cover import held_document
from delivery_wiki.pages.document_frame.frame import state_line
from delivery_wiki.pages.document_frame.signature_block import signature_blocks
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.tree_text import inline_text
from delivery_wiki.pages.status.answer_ways import answer_places
from delivery_wiki.pages.status.status_report import render_status
from tests.adapters.repositories import ROOT, run
from tests.answer_sheets import Said as Answer
from tests.answer_sheets import answers, places, saved, sheet
from tests.sign_offs import PDF, SLUG, Said, issued_repository, keys, sign

__all__ = ["issued_repository"]
PERSON, SOW, WITNESS = "carl-lead", "sow-provisioning", "wanda-witness"
YES, IF, NO = ("yes", ""), ("conditions", "Only with the backup."), ("no", "The prices are wrong.")


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two issued statements of work, one of which the vendor signed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    copy = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    sign(copy, Said("vera-lead", meaning=Meaning.APPROVED, key="vera-lead"))
    return copy


def received(capsys: pytest.CaptureFixture[str], root: Path, folder: Path, said: Answer) -> PageContext:
    """The project after an answer of the customer's project lead was taken in."""
    asked = sheet(signing_context(root, SLUG), PERSON)
    path = saved(folder, answers(asked, PERSON, {SOW: said}, project=SLUG))
    who = ("--recorded-by", "pat-worker", "--witnessed-by", WITNESS)
    told = run(capsys, "-C", root, "receive", path, "--yes", *who)
    assert told.code == 0, told.out + told.err
    return signing_context(root, SLUG)


def attested(capsys: pytest.CaptureFixture[str], root: Path) -> PageContext:
    """The project after the witness attested what is to be attested."""
    (digest,) = (word.digest for word in statement(signing_context(root, SLUG)).received)
    told = run(capsys, "-C", root, "sign", SLUG, "--attest", digest, "--person", WITNESS, "--key", keys()[WITNESS])
    assert told.code == 0, told.out + told.err
    return signing_context(root, SLUG)


def statement(context: PageContext) -> DocumentStatus:
    """The statement of work."""
    return next(document for document in context.status.documents if document.page == SOW)


def owed(context: PageContext) -> set[tuple[str, str | None, PartyKind | None]]:
    """What is owed about it, by whom."""
    return {(owed.kind, owed.owner, owed.party) for owed in context.status.owed if owed.id == SOW}


def places_to_sign(context: PageContext) -> str:
    """What stands at its places to sign."""
    held = held_document(context, "sow", "provisioning")
    template = context.view.templates.by_kind["sow"]
    (clause,) = signature_blocks(context, template, held, number=9)
    return str(clause)


def page_line(context: PageContext) -> str:
    """What its page says at its head."""
    return inline_text(state_line(context, statement(context)))


@pytest.mark.parametrize(("said", "word"), [(YES, "Accepted"), (IF, "Accepted with conditions"), (NO, "Rejected")])
def test_what_came_in_is_the_vendors_to_attest(
    said: Answer, word: str, root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nobody is asked again: due list, sheet, page and status say that it is here and who attests it."""
    context = received(capsys, root, tmp_path, said)

    assert re.search(r"Code r1-[0-9a-f]{4}-[0-9a-f]{4}", sheet(context, PERSON))  # of what is asked still
    told = f"{word} by Carl Lead on Nov 24, 2026: received, to be attested by Wanda Witness"
    assert owed(context) == {("attestation", WITNESS, PartyKind.VENDOR)}
    assert SOW not in places(sheet(context, PERSON))
    assert told in sheet(context, PERSON)
    assert told in page_line(context)
    assert told in " ".join(render_status([context], width=400).split())
    assert "1 of 2 signatures" in page_line(context)
    assert told in places_to_sign(context)


def test_conditions_stand_wherever_it_says_signed(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On the page, in its state, at its place to sign and in the status."""
    received(capsys, root, tmp_path, IF)
    context = attested(capsys, root)

    assert statement(context).is_conditional
    assert page_line(context).startswith("agreed, with conditions")
    assert page_line(context).count("on the conditions of Carl Lead: Only with the backup.") == 1
    assert "Carl Lead, signed on Nov 24, 2026 on conditions: Only with the backup." in places_to_sign(context)
    report = " ".join(render_status([context], width=400).split())
    assert "with conditions" in report
    assert "Only with the backup." in report


def test_a_yes_without_conditions_says_nothing_of_them(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And nothing waits any more."""
    received(capsys, root, tmp_path, YES)
    context = attested(capsys, root)

    assert not statement(context).is_conditional
    assert not statement(context).received
    assert not owed(context)


def test_a_no_stands_where_it_would_be_signed(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No empty line waits for a signature that was refused."""
    received(capsys, root, tmp_path, NO)

    assert "Rejected by Carl Lead on Nov 24, 2026: The prices are wrong." in places_to_sign(attested(capsys, root))


def test_a_record_that_waits_names_the_command_that_attests_it(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nobody signs again what came in and only waits."""
    context = received(capsys, root, tmp_path, YES)

    told = run(capsys, "-C", root, "check", SLUG)
    (word,) = statement(context).received
    command = f"delivery sign {SLUG} --attest {word.digest[:12]} --person {WITNESS} --key FILE"
    assert f"Repair: Have it attested: {command}" in told.out + told.err


def test_who_is_asked_to_sign_gets_what_is_signed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Attached to the mail where no site has it, the bytes that were issued."""
    told = run(capsys, "-C", root, "ask", SLUG, "--person", PERSON)

    assert "the issued PDF of what is to be signed is attached" in told.out
    file = root / "site" / "mails" / SLUG / f"{PERSON}.eml"
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    papers = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert (papers[f"{SOW}-r1.pdf"], papers["sow-migration-r1.pdf"]) == (PDF, PDF)
    run(capsys, "-C", root, "ask", SLUG, "--person", PERSON, "--site", "https://projects.example/mail/")
    assert b".pdf" not in file.read_bytes()


def test_a_sheet_says_the_words_of_what_it_asks() -> None:
    """The requirement that is to be agreed, the tests that did not pass, the value that is assumed."""
    german = signing_context(ROOT, "stadtwerke-musterstadt")
    asked = {each.about: each for person in people_asked(german.view, german.status) for each in _asked(german, person)}
    (requirement,) = (each for each in german.view.project.requirements if each.id == "R-030")

    assert asked["R-030"].title.text == requirement.statement
    assert "33 Konto (3 Prozent" in sheet(german, "karla-kommunal")
    assert [line.split(" (")[0] for line in asked["sizing"].lines] == ["33 user"]


def test_who_signs_reads_what_is_signed_and_what_a_yes_means() -> None:
    """The issued file, not today's page alone; who decides on a change request is told that nothing binds yet."""
    english, german = signing_context(ROOT, "northern-lights"), signing_context(ROOT, "stadtwerke-musterstadt")
    signed = sheet(english, "astrid-anywhere").split('id="requirements-checklist"', 1)[1].split("</fieldset>")[0]

    assert 'href="issued/requirements-checklist-r5.pdf"' in signed
    assert "A yes means: Astrid Anywhere confirms the requirements." in signed
    assert "bindet niemanden, bevor der Änderungsantrag" in sheet(german, "karla-kommunal")
    assert "<legend>Compliance: Retention</legend>" in sheet(signing_context(ROOT, "epermit-api"), "system-owner")


def _asked(context: PageContext, person: Person) -> tuple[Asked, ...]:
    return asked_of(context.view, context.status, person)


def test_the_terminal_says_states_in_the_words_of_the_pages() -> None:
    """That an earlier revision was refused, and this one was sent."""
    context = signing_context(ROOT, "stadtwerke-musterstadt")
    report = " ".join(render_status([context], width=400).split())

    for document in (found for found in context.status.documents if found.exists):
        assert document_state(document, Words()).text in report
    assert "sent, after revision 1 was rejected" in report


@pytest.mark.parametrize("slug", sorted(path.name for path in (ROOT / "projects").iterdir() if path.is_dir()))
def test_nothing_is_asked_that_no_sheet_answers(slug: str) -> None:
    """What waits for the customer has a place on somebody's sheet, and the counts of the people add up."""
    context = signing_context(ROOT, slug)
    people = people_asked(context.view, context.status)
    ids = {person.id for person in people}
    waiting = [
        owed.id
        for owed in context.status.owed
        if (owed.owner in ids or (not owed.owner and owed.party is PartyKind.CUSTOMER))
        and is_an_act(context.view, owed)
        and owed.kind not in {"questions", "attestation"}
    ]
    known = answer_places(context)

    assert [id for id in waiting if id not in known] == []
    assert sum(len(asked_of(context.view, context.status, person)) for person in people) == len(waiting)
