"""The audit trail: each record with person, role, meaning, what was signed, and what took its place."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.sign_off import Channel, Meaning, sealed
from delivery_wiki.pages.audit.audit_pages import PAGE_KINDS
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.macros.document_content import content_parts, find_document
from delivery_wiki.pages.pdf.pdf_project import pdf_names
from tests.adapters.repositories import replace as replace_text
from tests.sign_offs import (
    ON,
    Said,
    context,
    freeze,
    issued_repository,
    project,
    read,
    record,
    sign,
    write,
    write_sow,
)

__all__ = ["issued_repository"]
CHANGE = """\
# yaml-language-server: $schema=../../schemas/changes.schema.json
format: 1
changes:
  - {id: CR-1, title: "More days", reason: "They are needed.", raised: 2026-11-02, raised_by: carl-lead,
     moves: [SOW-provisioning], days: 1, amount: 0, currency: EUR, decision: agreed, decided: 2026-11-04,
     decided_by: carl-lead, evidence: "Mail of 4 November"}
"""
LATER = ON + dt.timedelta(days=2)  # after the last of the records that these tests make


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path) -> Path:
    """A repository of its own."""
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def text(root: Path, audience: Audience = Audience.CUSTOMER) -> str:
    """Everything that the document says to a reader."""
    found = read(root)
    seen = page_context(found.projects[0], audience, found.library, found.catalogues, LATER, asked=True)
    document = find_document(seen, "audit-trail")
    assert document is not None
    return "\n".join(f"{content_part.title}\n{content_part.text}" for content_part in content_parts(seen, document))


def test_a_record_is_told_with_person_role_meaning_and_content(root: Path) -> None:
    """And the documents say who has still to sign."""
    sign(root, Said("carl-lead", key="carl-lead"))
    said = text(root)

    for part in ("Carl Lead", "project lead", "orders the work", "signed with a key", "Time not witnessed"):
        assert part in said
    assert "accepted" not in said  # the word of deliverables: who signs a contract declares what stands on the line
    assert project(root).issued[0].fingerprint[:12] in said
    assert "vendor, project lead: Vera Lead" in said


def test_the_heads_are_printed_in_full(root: Path) -> None:
    """Whoever keeps the page or its PDF can tell later that no record is gone."""
    first = sign(root, Said("carl-lead"))
    second = sign(root, Said("vera-lead", meaning=Meaning.APPROVED, time="2026-11-21T10:00:00Z"))
    said = text(root)

    heads = said.split("3 Heads\n")[1].split("4 Digests in full")[0]
    assert second.stem in heads
    assert first.stem not in heads
    assert first.stem[:12] in said


def test_what_took_the_place_of_a_record_is_named(root: Path) -> None:
    """A later word of the same person, or a later revision."""
    sign(root, Said("carl-lead"))
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED))
    assert "of the same person" not in text(root)
    later = sign(
        root, Said("carl-lead", meaning=Meaning.WITHDRAWN, conditions="A mistake.", time="2026-11-21T10:00:00Z")
    )
    assert f"by the record {later.stem[:12]} of the same person" in text(root)

    write_sow(root, "provisioning", "DEL-1", "WP-1", days=6, revision=2)
    freeze(root, "sow", "provisioning")
    assert "Superseded by revision 2, issued on Nov 20, 2026" in text(root)
    assert "Revision 1 is superseded by revision 2, issued on Nov 20, 2026" in text(root)


def test_of_two_words_side_by_side_the_one_that_agrees_less_counts(root: Path) -> None:
    """Two branches cannot make a yes of a no; what was only read is a note that nothing takes away."""
    yes = record(root, Said("carl-lead"))
    no = record(root, Said("carl-lead", meaning=Meaning.REJECTED, conditions="Too dear."))
    write(root, yes)
    write(root, no)
    assert f"The record {no.name[:12]} of the same person, given beside this one on" in text(root)
    assert f"The record {yes.name[:12]}" not in text(root)

    sign(root, Said("carl-lead", meaning=Meaning.WITHDRAWN, conditions="Mine.", time="2026-11-21T10:00:00Z"))
    read_only = sign(root, Said("carl-lead", meaning=Meaning.REVIEWED, time="2026-11-22T10:00:00Z"))
    said = text(root)
    assert said.count("by the record") == 2
    assert "given beside this one" not in said
    assert read_only.stem[:12] in said


def test_a_project_without_issued_documents_has_a_trail_that_says_so(root: Path) -> None:
    """That nobody has signed is an answer; page and PDF exist for every project."""
    shutil.rmtree(root / "projects/mail/issued")
    seen = context(root)

    assert [page.stem for kind in PAGE_KINDS for page in kind.find(seen)] == ["audit-trail"]
    assert "audit-trail" in {pdf_name.page for pdf_name in pdf_names(seen)}
    assert "No revision is kept here with a proof of its content;" in text(root)
    assert "There is no record. The signature of an issued document makes one." in text(root)
    assert "Heads" not in text(root)


def test_a_signature_that_was_noted_without_a_record_is_told_apart(root: Path) -> None:
    """An audit has to see that it rests on the word of the team; internal ones stay inside."""
    noted = """\
documents:
  - {kind: retrospective, events: [
      {event: signed, date: 2026-11-02, evidence: "Hidden letter", by: vera-lead}]}
  - {kind: sow, topic: migration, events: [
      {event: signed, date: 2026-11-03, evidence: "Letter of 3 November", by: carl-lead}]}
"""
    replace_text(root / "projects/mail/project.yml", "documents:\n", noted)

    on_file = "Agreements on paper or by mail that the project's team has on file; no record here proves them"
    told = text(root).split(on_file)[1]
    assert "Letter of 3 November" in told
    assert "Hidden letter" not in told
    assert "Hidden letter" in text(root, Audience.INTERNAL)


def test_every_digest_stands_in_full_where_it_can_be_printed(root: Path) -> None:
    """Twelve digits name a record; a proof needs all of them: of the record, the content, the file and the PDF."""
    record = sign(root, Said("carl-lead", key="carl-lead"))
    (issued,) = (revision for revision in project(root).issued if revision.topic == "provisioning")
    said = text(root)

    for digest in (record.stem, issued.fingerprint, issued.digest, issued.pdf):
        assert digest in said
    assert len(issued.digest) == 64


def test_who_recorded_and_who_attests_a_mail_is_told(root: Path) -> None:
    """Three people, so that nobody vouches for themselves."""
    evidence = {"reference": "Mail of 20 November", "recorded-by": "vera-lead", "witnessed-by": "wanda-witness"}
    write(root, sealed(replace(record(root, Said("carl-lead")), channel=Channel.MAIL, evidence=evidence)))

    assert "Mail of 20 November" in text(root)
    assert "Recorded by Vera Lead, to be attested by Wanda Witness" in text(root)


HIDDEN: dict[str, dict[str, Any]] = {
    "an internal document": {"document": "retrospective", "topic": None},
    "content for the team": {"audience": "internal"},
    "another project": {"project": "other-customer"},
    "a document that no template knows": {"document": "margin-review", "topic": None},
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_customer_sees_no_record_of_anything_else(name: str, root: Path) -> None:
    """Neither the record nor its digest among the heads; the team sees it and why it does not count."""
    first = sign(root, Said("carl-lead"))
    made = record(root, Said("vera-lead", meaning=Meaning.APPROVED, time="2026-11-21T10:00:00Z"))
    hidden = write(root, sealed(replace(made, conditions="Margin 12 %", **HIDDEN[name])))

    said = text(root)
    assert hidden.stem[:12] not in said
    assert "Margin" not in said
    assert "other-customer" not in said
    assert first.stem in said.split("Heads\n")[-1]
    assert "Margin 12 %" in text(root, Audience.INTERNAL)
    assert hidden.stem in text(root, Audience.INTERNAL)


def test_a_customer_sees_no_revision_that_was_issued_for_the_team(root: Path) -> None:
    """The audience gate takes it out before any page can show it."""
    path = root / "projects/mail/issued/sow-migration-r1/content.json"
    path.write_bytes(path.read_bytes().replace(b'"audience": "customer"', b'"audience": "internal"'))

    assert [issued.topic for issued in context(root).view.project.issued] == ["provisioning"]
    assert len(project(root).issued) == 2


def test_what_was_agreed_outside_the_records_is_listed_whatever_it_is(root: Path) -> None:
    """Documents, change requests and deliverables: a list of some would say that there was nothing else."""
    agreed = """\
documents:
  - {kind: sow, topic: migration, events: [
      {event: agreed, date: 2026-11-03, evidence: "Mail of 3 November", by: carl-lead}]}
"""
    replace_text(root / "projects/mail/project.yml", "documents:\n", agreed)
    assert "Mail of 3 November" in text(root)

    (root / "projects/mail/changes.yml").write_text(CHANGE, encoding="utf-8")
    assert "CR-1 More days" in text(root)
    assert "Mail of 4 November" in text(root)


def test_a_refused_revision_has_nobody_left_to_sign_it_once_a_later_one_is_at_work(root: Path) -> None:
    """The answer to a refusal is a new revision, not a signature under the old one."""
    sign(root, Said("carl-lead", meaning=Meaning.REJECTED, conditions="Too dear."))
    assert "vendor, project lead: Vera Lead" in text(root)

    write_sow(root, "provisioning", "DEL-1", "WP-1", days=6, revision=2)
    assert "Revision 1 was refused; revision 2 takes its place and is not issued yet | –\n" in text(root)
