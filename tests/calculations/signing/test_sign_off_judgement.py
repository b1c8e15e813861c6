"""Which records count, and why the others do not: every forgery is refused with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.consistency.records import check_records
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.calculations.signing.judgement_basis import Fault
from delivery_wiki.calculations.signing.sign_off_graph import record_graph, roster_digest
from delivery_wiki.calculations.signing.sign_off_judgement import Judgement, judge_records
from delivery_wiki.calculations.signing.ssh_signature import WITNESS_NAMESPACE
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import (
    Attestation,
    Channel,
    EmbeddedSignature,
    Meaning,
    ReturnedDocument,
    SignOff,
    attestation_bytes,
    sealed,
    statement_bytes,
)
from tests.sign_offs import REVIEW, Said, issued_repository, project, record, ssh_sign
from tests.signed_pdfs import certificate_digest

__all__ = ["issued_repository"]
Edit = dict[str, Any]
CARL = certificate_digest("Carl Lead")


@pytest.fixture(scope="session")
def facts(issued_repository: Path) -> tuple[Project, SignOff]:
    """The project with nothing signed, and a good record of the customer by key."""
    return project(issued_repository), record(issued_repository, Said("carl-lead", key="carl-lead"))


def judged(whole: Project, *records: SignOff, **changes: Any) -> Judgement:
    """The judgement of some records in the project, changed where asked for."""
    return judge_records(replace(whole, sign_offs=records, **changes))


def reasons(judgement: Judgement) -> list[str]:
    """What is said against each record; an empty text where it counts."""
    return [plain(record.reason) if record.reason else "" for record in judgement.records]


def attested(made: SignOff, time: str, *, by: str = "pipeline", approved: tuple[str, ...] = ()) -> Attestation:
    """What a witness signs."""
    draft = Attestation(record=made.name, witness=by, time=time, approved_by=approved, signature="")
    signature = ssh_sign(attestation_bytes(draft, signed=False), by, WITNESS_NAMESPACE)
    return replace(draft, signature=signature)


def test_a_record_over_the_issued_content_counts(facts: tuple[Project, SignOff]) -> None:
    """The right person, role, content and key."""
    whole, good = facts

    (record,) = judged(whole, good).records

    assert record.counts
    assert record.digest == good.name


FORGERIES: dict[str, tuple[Edit, str]] = {
    "another project": ({"project": "other"}, "The record is of project other"),
    "another document": (
        {"document": "implementation-concept", "topic": None},
        "Revision 1 of this document is not under issued/: its folder is gone, or nobody issued it",
    ),
    "another revision": (
        {"revision": 2},
        "Revision 2 of this document is not under issued/: its folder is gone, or nobody issued it",
    ),
    "another audience": ({"audience": "internal"}, "The record is over content for another audience"),
    "another fingerprint": ({"fingerprint": "0" * 64}, "The record is over other content than what is issued"),
    "other pins": ({"pins": {"process": "x 1"}}, "The record names other pinned versions than what is issued"),
    "another role": (
        {"role": "managing director"},
        "carl-lead does not sign as managing director, but as project lead",
    ),
    "another side": ({"party": PartyKind.VENDOR}, "carl-lead does not sign for the side vendor"),
    "a stranger": ({"person": "stefan-stranger"}, "stefan-stranger is not in the roster of project.yml"),
    "silence of the vendor": (
        {"meaning": Meaning.DEEMED_ACCEPTED},
        "Only a customer accepts by silence, and somebody else records it",
    ),
    "a no without a reason": ({"meaning": Meaning.REJECTED}, "Who rejects or withdraws says why"),
    "conditions left out": ({"meaning": Meaning.ACCEPTED_WITH_CONDITIONS}, "The conditions are missing"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_record_is_refused_with_its_reason(name: str, facts: tuple[Project, SignOff]) -> None:
    """Even where its name is the digest of its content and a review is claimed for it."""
    whole, good = facts
    edit, reason = FORGERIES[name]
    forged = sealed(replace(good, channel=Channel.REVIEW, evidence=REVIEW, **edit))

    assert reasons(judged(whole, forged)) == [reason]


def test_a_record_copied_from_another_document_names_it(facts: tuple[Project, SignOff]) -> None:
    """The fingerprint tells which content was really signed."""
    whole, good = facts
    copied = sealed(replace(good, topic="migration"))

    assert reasons(judged(whole, copied)) == ["The record was copied from sow provisioning, revision 1"]


def test_a_record_of_another_project_is_none_under_a_new_name(facts: tuple[Project, SignOff]) -> None:
    """The same document issued word by word in two projects has two fingerprints."""
    whole, good = facts
    issued = tuple(replace(revision, fingerprint=issued_fingerprint("post", revision)) for revision in whole.issued)
    other = replace(whole, slug="post", issued=issued)

    assert reasons(judged(other, good)) == ["The record is of project mail"]
    renamed = sealed(replace(good, project="post"))
    assert reasons(judged(other, renamed)) == ["The record is over other content than what is issued"]


def test_what_another_audience_was_shown_is_not_what_the_customer_signs(facts: tuple[Project, SignOff]) -> None:
    """The audience is part of the fingerprint, so that calling it the customer's does not help."""
    whole, good = facts
    issued = next(revision for revision in whole.issued if revision.topic == "provisioning")
    internal = issued_fingerprint(whole.slug, replace(issued, audience="internal"))

    forged = sealed(replace(good, channel=Channel.REVIEW, evidence=REVIEW, fingerprint=internal))
    assert reasons(judged(whole, forged)) == ["The record is over other content than what is issued"]


def test_an_edited_record_keeps_no_signature(facts: tuple[Project, SignOff]) -> None:
    """Under its old name it was edited; under a new one the signature of the key is none over it."""
    whole, good = facts
    edited = replace(good, meaning=Meaning.APPROVED)

    assert [record.fault for record in judged(whole, edited).records] == [Fault.EDITED]
    assert reasons(judged(whole, sealed(edited))) == ["The signature is not one over this record"]


def test_a_key_of_somebody_else_signs_for_nobody(facts: tuple[Project, SignOff]) -> None:
    """The roster says whose key it is."""
    whole, good = facts
    forged = sealed(replace(good, evidence={"signature": ssh_sign(statement_bytes(good), "stranger")}))
    borrowed = sealed(replace(good, evidence={"signature": ssh_sign(statement_bytes(good), "vera-lead")}))

    for sign_off in (forged, borrowed):
        assert reasons(judged(whole, sign_off)) == ["The signing key is none of carl-lead"]


def test_a_signature_for_another_purpose_is_none(facts: tuple[Project, SignOff]) -> None:
    """A key that signs commits does not sign documents by that."""
    whole, good = facts
    forged = sealed(replace(good, evidence={"signature": ssh_sign(statement_bytes(good), "carl-lead", "git")}))

    assert reasons(judged(whole, forged)) == ["The signature is not one over this record"]


def by_olga(good: SignOff, whole: Project, time: str) -> SignOff:
    """A record by the key that is valid in November only."""
    olga = next(person for person in whole.people if person.id == "olga-other")
    draft = replace(good, person="olga-other", roster=roster_digest(olga), time=time)
    return sealed(replace(draft, evidence={"signature": ssh_sign(statement_bytes(draft), "olga-other")}))


def test_the_date_of_the_signer_never_saves_an_ended_key(facts: tuple[Project, SignOff]) -> None:
    """Only a witness says that a signature is older than the end of its key."""
    whole, good = facts
    typed = by_olga(good, whole, "2026-11-20T10:00:00Z")

    assert reasons(judged(whole, typed)) == [
        "The key ends on 2026-11-30, and no witness attests that the signature is older"
    ]
    in_time, late, early = (attested(typed, f"{day}T10:00:00Z") for day in ("2026-11-21", "2026-12-02", "2026-10-31"))
    assert reasons(judged(whole, typed, attestations=(in_time,))) == [""]
    assert reasons(judged(whole, typed, attestations=(late,))) == ["The key ended on 2026-11-30"]
    assert reasons(judged(whole, typed, attestations=(early,))) == ["The record says a later day than its witness"]


def test_only_a_witness_of_the_project_attests(facts: tuple[Project, SignOff]) -> None:
    """With its own key and over this very record."""
    whole, good = facts
    typed = by_olga(good, whole, "2026-11-20T10:00:00Z")
    true = attested(typed, "2026-11-21T10:00:00Z")
    false = {
        "another time": replace(true, time="2026-11-22T10:00:00Z"),
        "another name": replace(true, witness="somebody"),
        "another record": replace(attested(good, "2026-11-21T10:00:00Z"), record=typed.name),
        "another key": replace(
            true,
            signature=ssh_sign(attestation_bytes(true, signed=False), "stranger", WITNESS_NAMESPACE),
        ),
    }
    for name, attestation in false.items():
        (verdict,) = judged(whole, typed, attestations=(attestation,)).records
        assert (verdict.witness, verdict.fault) == (None, Fault.NOT_WITNESSED), name


def test_a_project_may_ask_for_a_witness(facts: tuple[Project, SignOff]) -> None:
    """Then nothing counts before the pipeline has seen it."""
    whole, good = facts

    assert reasons(judged(whole, good, witness_required=True)) == ["No witness attests when the record was admitted"]
    seen = attested(good, "2026-11-21T10:00:00Z")
    (record,) = judged(whole, good, witness_required=True, attestations=(seen,)).records
    assert (record.counts, record.day) == (True, dt.date(2026, 11, 21))


def test_a_person_who_changes_roles_keeps_what_was_witnessed(facts: tuple[Project, SignOff]) -> None:
    """The roster of the day of admission decided; without a witness the role counts that the issue froze."""
    whole, good = facts
    moved = tuple(replace(person, role="consultant") if person.id == "carl-lead" else person for person in whole.people)
    seen = attested(good, "2026-11-21T10:00:00Z")
    unknown = tuple(replace(issued, roles={}) for issued in whole.issued)

    assert reasons(judged(whole, good, people=moved)) == [""]
    assert reasons(judged(whole, good, people=moved, issued=unknown)) == [
        "carl-lead does not sign as project lead, but as consultant",
    ]
    assert reasons(judged(whole, good, people=moved, issued=unknown, attestations=(seen,))) == [""]


def test_a_new_login_voids_no_signature(facts: tuple[Project, SignOff]) -> None:
    """The digest of the roster entry is another one then, and role, side and key are still the same."""
    whole, good = facts
    known = tuple(replace(person, logins={"github": "carl-2"}, email="c@city.example") for person in whole.people)

    assert reasons(judged(whole, good, people=known)) == [""]


def by_mail(good: SignOff, **evidence: str) -> SignOff:
    """What somebody said in a mail."""
    told = {"reference": "Mail of 20 November", "recorded-by": "pat-worker", "witnessed-by": "wanda-witness"}
    return sealed(replace(good, channel=Channel.MAIL, evidence=told | evidence))


def test_a_mail_needs_three_people(facts: tuple[Project, SignOff]) -> None:
    """One signs, one records, one attests; the attestation is signed, or an approval that the pipeline saw."""
    whole, good = facts
    told = by_mail(good)
    alone = "Signer, recorder and witness have to be three people"

    assert reasons(judged(whole, told)) == ["wanda-witness has not attested what was recorded"]
    assert reasons(judged(whole, by_mail(good, **{"recorded-by": "carl-lead"}))) == [alone]
    assert reasons(judged(whole, by_mail(good, **{"witnessed-by": "pat-worker"}))) == [alone]
    by_key = attested(told, "2026-11-21T10:00:00Z", by="wanda-witness")
    approved = attested(told, "2026-11-21T10:00:00Z", approved=("wanda-witness",))
    assert reasons(judged(whole, told, attestations=(by_key,))) == [""]
    assert reasons(judged(whole, told, attestations=(approved,))) == [""]


@pytest.mark.parametrize(("time", "counts"), [("2026-10-31", False), ("2026-11-30", True), ("2026-12-01", False)])
def test_a_key_attests_only_while_it_is_valid(time: str, counts: bool, facts: tuple[Project, SignOff]) -> None:
    """As it signs only then: who lost a key in November attests nothing with it in December."""
    whole, good = facts
    told = by_mail(good, **{"witnessed-by": "olga-other"})

    judgement = judged(whole, told, attestations=(attested(told, f"{time}T10:00:00Z", by="olga-other"),))

    assert reasons(judgement) == ["" if counts else "olga-other has not attested what was recorded"]


def test_a_revision_is_issued_in_one_folder(facts: tuple[Project, SignOff]) -> None:
    """A second one with other content under the same number could be shown as what was signed."""
    whole, _ = facts
    (first, *_) = whole.issued
    second = replace(first, location=replace(first.location, file="projects/mail/issued/aaa-r1/content.json"))

    found = list(check_records(replace(whole, issued=(second, *whole.issued))))

    assert [finding.code for finding in found] == ["duplicate-entry"]
    assert found[0].problem == "a second revision 1 of sow migration; one is expected."


def test_a_key_has_one_holder(facts: tuple[Project, SignOff]) -> None:
    """Two people who share a key could each sign for the other; a person may name a key again, for another time."""
    whole, _ = facts
    carl, pat = (next(person for person in whole.people if person.id == name) for name in ("carl-lead", "pat-worker"))
    twice = replace(carl, keys=carl.keys * 2)
    shared = replace(pat, keys=carl.keys)

    assert list(check_records(replace(whole, people=(twice, pat)))) == []
    (found,) = check_records(replace(whole, people=(carl, shared)))
    assert (found.code, found.location) == ("duplicate-entry", pat.location)
    assert found.problem.startswith("a second holder of the key SHA256:")


def test_one_login_is_of_one_person(facts: tuple[Project, SignOff]) -> None:
    """A review by a login that two people share would be of neither; forges take no notice of letter case."""
    whole, _ = facts
    people = {person.id: person for person in whole.people}
    carl, pat = people["carl-lead"], people["pat-worker"]
    shared = replace(pat, logins={forge: login.upper() for forge, login in carl.logins.items()})

    found = list(check_records(replace(whole, people=(carl, shared))))
    assert {(finding.code, finding.location) for finding in found} == {("duplicate-entry", pat.location)}
    assert found[0].problem.startswith("a second holder of the github login carl;")


def test_a_signed_pdf_begins_with_the_issued_bytes(facts: tuple[Project, SignOff]) -> None:
    """A signature is appended; everything before it has to be the issued PDF."""
    whole, good = facts
    issued = next(revision for revision in whole.issued if revision.topic == "provisioning").pdf
    evidence = {"returned": "a" * 64, "issued": issued}
    time = "2026-11-20T10:00:00Z"
    inside = EmbeddedSignature(subject="Carl Lead", time=time, holds=True, covers=(issued,), certificate=CARL)
    came = ReturnedDocument(digest="a" * 64, earlier=(issued,), signatures=1, embedded=(inside,))
    back = sealed(replace(good, channel=Channel.PDF, evidence=evidence))

    assert reasons(judged(whole, back, returned=(came,))) == [""]
    assert reasons(judged(whole, back)) == ["The signed PDF is not under sign-offs/returned/"]
    broken = replace(came, embedded=(inside, replace(inside, holds=False)))
    assert reasons(judged(whole, back, returned=(broken,))) == [
        "A signature inside the PDF does not hold over the bytes of the file"
    ]
    narrow = replace(came, embedded=(replace(inside, covers=("c" * 64,)),))
    assert reasons(judged(whole, back, returned=(narrow,))) == [
        "No signature inside the PDF is over the issued document and nothing else"
    ]
    (unknown,) = judged(whole, back, returned=(replace(came, embedded=None),)).records
    assert unknown.fault is Fault.NOT_CHECKED
    empty = replace(came, signatures=0)
    assert reasons(judged(whole, back, returned=(empty,))) == [
        "The PDF that came back carries no signature; the scan of a paper is of the channel scan"
    ]
    foreign = sealed(replace(back, evidence=evidence | {"issued": "b" * 64}))
    assert reasons(judged(whole, foreign, returned=(came,))) == [
        "The signed PDF is of another document than the issued one"
    ]
    scan = replace(came, earlier=("c" * 64,))
    assert reasons(judged(whole, back, returned=(scan,))) == [
        "The bytes that were signed are not those of the issued PDF: another one was signed, or it was changed"
    ]


def test_a_record_is_not_older_than_what_it_follows(facts: tuple[Project, SignOff]) -> None:
    """Backdating into the middle of the graph shows."""
    whole, good = facts
    draft = replace(good, heads=(good.name,), time="2026-11-19T09:00:00Z")
    later = sealed(replace(draft, evidence={"signature": ssh_sign(statement_bytes(draft), "carl-lead")}))

    assert reasons(judged(whole, good, later))[1] == "The record says an earlier time than a record that it follows"


def test_nobody_signs_before_the_issue(facts: tuple[Project, SignOff]) -> None:
    """What a record says of its time is written by hand; a day is left for places where it is another date."""
    whole, good = facts
    (issued,) = [revision for revision in whole.issued if revision.digest == good.content]
    early = issued.issued - dt.timedelta(days=2)
    near = issued.issued - dt.timedelta(days=1)
    text = f"The record says an earlier day than that of the issue, {issued.issued.isoformat()}"
    assert reasons(judged(whole, sealed(replace(good, time=f"{early}T10:00:00Z")))) == [text]
    assert reasons(judged(whole, sealed(replace(good, time=f"{near}T10:00:00Z")))) != [text]


def test_two_branches_may_both_sign(facts: tuple[Project, SignOff]) -> None:
    """After the merge there are two heads, and the next record follows both."""
    _, good = facts
    ours, theirs = (sealed(replace(good, heads=(good.name,), time=f"2026-11-21T10:00:0{n}Z")) for n in (1, 2))
    both = tuple(sorted((ours.name, theirs.name)))
    last = sealed(replace(good, heads=both, time="2026-11-22T10:00:00Z"))

    assert record_graph((good, ours, theirs)).heads == both
    assert record_graph((good, ours, theirs, last)).heads == (last.name,)
    assert record_graph((good, ours, last)).missing == {theirs.name: (last.name,)}
