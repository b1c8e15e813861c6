"""Typed, scanned, shared and old proofs: none of them counts, and each is told which check it fails first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.consistency.sign_offs import check_sign_offs
from delivery_wiki.calculations.signing.independence import told_by_the_vendor
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.issued_content import issued_fingerprint
from delivery_wiki.calculations.signing.sign_off_graph import person_of, roster_digest
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.signing.ssh_signature import WITNESS_NAMESPACE
from delivery_wiki.calculations.verification.revision_verification import ProofState, verify_project
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import (
    Attestation,
    Channel,
    EarlierRole,
    EmbeddedSignature,
    ReturnedDocument,
    SigningCertificate,
    SignOff,
    attestation_bytes,
    sealed,
    statement_bytes,
)
from delivery_wiki.pages.audit.verification_report import render_verification
from tests.calculations.status_projects import complete_project, day, event, status_of, view_of
from tests.sign_offs import REVIEW, Said, issued_repository, project, record, ssh_sign
from tests.signed_pdfs import certificate_digest

__all__ = ["issued_repository"]
CARL, VERA = certificate_digest("Carl Lead"), certificate_digest("Vera Lead")
THIRD = {"recorded-by": "pat-worker", "witnessed-by": "wanda-witness"}
FILE = "a" * 64


@dataclass(frozen=True)
class Forgery:
    """A project with records, of which the last one is forged."""

    project: Project
    records: tuple[SignOff, ...]
    attested: bool = True

    def verdict(self) -> str:
        """Why the last record does not count; empty where it does."""
        records = self.records
        if len(records) > 1 and records[-1].channel is not Channel.SSH:  # the forged one is made after the good one
            records = (*records[:-1], sealed(replace(records[-1], heads=(records[-2].name,))))
        made = tuple(attested(sign_off) for sign_off in records) if self.attested else ()
        whole = replace(self.project, sign_offs=records, attestations=(*self.project.attestations, *made))
        judged = next(record for record in judge_records(whole).records if record.digest == records[-1].name)
        assert judged.counts is (judged.reason is None)
        return plain(judged.reason) if judged.reason else ""


@dataclass(frozen=True)
class Bench:
    """What forgeries are made of: a project, and a good record of the customer over its statement of work."""

    project: Project
    good: SignOff

    @property
    def issued(self) -> Issued:
        """The statement of work as it was issued."""
        return next(issued for issued in self.project.issued if issued.digest == self.good.content)

    def told(self, person: str = "carl-lead", channel: Channel = Channel.MAIL, **evidence: str) -> SignOff:
        """What somebody is said to have said."""
        known = person_of(self.project, person)
        assert known is not None
        evidence = {name.replace("_", "-"): text for name, text in evidence.items()}
        evidence = THIRD | {"reference": "Mail of 20 November"} | evidence
        return self.by(known, channel, {name: text for name, text in evidence.items() if text})

    def by(self, person: Person, channel: Channel, evidence: dict[str, str]) -> SignOff:
        """A record of a person by a channel."""
        side = PartyKind.CUSTOMER if person.party == "city" else PartyKind.VENDOR
        return sealed(
            replace(
                self.good,
                person=person.id,
                role=person.role,
                party=side,
                roster=roster_digest(person),
                channel=channel,
                evidence=evidence,
            )
        )

    def scanned(self, person: str = "carl-lead", **evidence: str) -> SignOff:
        """A paper that somebody is said to have signed."""
        given = {"reference": "", "returned": FILE, "code": issue_code(self.issued)} | evidence
        return self.told(person, Channel.SCAN, **given)

    def inside(self, person: str = "carl-lead", **evidence: str) -> SignOff:
        """A PDF with a signature inside."""
        known = person_of(self.project, person)
        assert known is not None
        return self.by(known, Channel.PDF, {"returned": FILE, "issued": self.issued.pdf} | evidence)

    def having(self, *returned: ReturnedDocument, **changes: Any) -> Project:
        """The project with files that came back."""
        return replace(self.project, returned=returned, **changes)

    def people(self, id: str, **changes: Any) -> tuple[Person, ...]:
        """The roster with another entry of one person."""
        return tuple(replace(person, **changes) if person.id == id else person for person in self.project.people)

    def came(self, certificate: str = CARL, **changes: Any) -> ReturnedDocument:
        """The issued PDF with a signature by a certificate."""
        inside = EmbeddedSignature(subject="Carl Lead", time="", holds=True, covers=(self.issued.pdf,))
        embedded = (replace(inside, certificate=certificate),)
        found = ReturnedDocument(digest=FILE, earlier=(self.issued.pdf,), signatures=1, embedded=embedded, name=FILE)
        return replace(found, **changes)

    def second(self) -> tuple[Project, Issued]:
        """The project with a second issued revision of the same."""
        again = replace(self.issued, revision=2)
        again = replace(again, fingerprint=issued_fingerprint(self.project.slug, again))
        return replace(self.project, issued=(*self.project.issued, again)), again

    def later(self, first: SignOff) -> Forgery:
        """A proof of the first revision, recorded for the second."""
        whole, again = self.second()
        forged = sealed(replace(first, revision=2, fingerprint=again.fingerprint, heads=(first.name,)))
        return Forgery(replace(whole, returned=(self.came(), scan())), (first, forged))


def attested(made: SignOff) -> Attestation:
    """What the witness of the record signs."""
    draft = Attestation(record=made.name, witness="wanda-witness", time="2026-11-21T10:00:00Z", signature="")
    signature = ssh_sign(attestation_bytes(draft, signed=False), "wanda-witness", WITNESS_NAMESPACE)
    return replace(draft, signature=signature)


def scan(digest: str = FILE, **changes: Any) -> ReturnedDocument:
    """A picture of a paper."""
    return replace(ReturnedDocument(digest=digest, earlier=(), signatures=0, name=digest), **changes)


@pytest.fixture(scope="session")
def bench(issued_repository: Path) -> Bench:
    """The project with nothing signed."""
    good = record(issued_repository, Said("carl-lead", key="carl-lead"))
    return Bench(project(issued_repository), good)


Make = Callable[[Bench], Forgery]
ONE_PROOF = "one proof, one person"
PDFS: dict[str, tuple[Make, str]] = {
    "the certificate of the other side": (
        lambda b: Forgery(b.having(b.came(VERA)), (b.inside(),)),
        "with the certificate of vera-lead (Carl Lead), not with one of carl-lead",
    ),
    "one signed PDF for two people": (
        lambda b: Forgery(b.having(b.came()), (b.inside(), b.inside("vera-lead"))),
        "with the certificate of carl-lead (Carl Lead), not with one of vera-lead",
    ),
    "one signed PDF for two of one side": (
        lambda b: Forgery(b.having(b.came()), (b.inside(), b.inside("olga-other"))),
        "with the certificate of carl-lead (Carl Lead), not with one of olga-other",
    ),
    "a certificate in the right name that nobody has": (
        lambda b: Forgery(b.having(b.came("e" * 64)), (b.inside(),)),
        "in the name of Carl Lead that project.yml gives to nobody",
    ),
    "a certificate without a digest": (
        lambda b: Forgery(b.having(b.came("")), (b.inside(),)),
        "that project.yml gives to nobody",
    ),
    "a certificate that two people have": (
        lambda b: Forgery(
            b.having(b.came(), people=b.people("olga-other", certificates=(SigningCertificate(sha256=CARL),))),
            (b.inside(),),
        ),
        "is held by carl-lead, olga-other: it proves for none of them",
    ),
    "a certificate that ended": (
        lambda b: Forgery(b.having(b.came(), people=dated(b, valid_until=dt.date(2026, 11, 1))), (b.inside(),)),
        "The key ended on 2026-11-01",
    ),
    "a certificate that ends, without a witness of its time": (
        lambda b: Forgery(b.having(b.came(), people=dated(b, valid_until=dt.date(2026, 12, 1))), (b.inside(),)),
        "no witness attests that the signature is older",
    ),
    "a certificate that begins later": (
        lambda b: Forgery(b.having(b.came(), people=dated(b, valid_from=dt.date(2026, 12, 1))), (b.inside(),)),
        "The key signs from 2026-12-01 on",
    ),
    "no signature inside": (
        lambda b: Forgery(b.having(b.came(signatures=0, embedded=None)), (b.inside(),)),
        "carries no signature; the scan of a paper is of the channel scan",
    ),
    "no signature inside, with three people": (
        lambda b: Forgery(b.having(b.came(signatures=0, embedded=None)), (b.inside(**THIRD),)),
        "carries no signature; the scan of a paper is of the channel scan",
    ),
    "the page's own PDF, signed": (
        lambda b: Forgery(b.having(b.came(earlier=("d" * 64,))), (b.inside(),)),
        "The bytes that were signed are not those of the issued PDF",
    ),
    "the page's own PDF, signed, with three people": (
        lambda b: Forgery(b.having(b.came(earlier=("d" * 64,))), (b.inside(**THIRD),)),
        "The bytes that were signed are not those of the issued PDF",
    ),
    "one byte of the signature": (
        lambda b: Forgery(b.having(b.came(embedded=tuple(replace(i, holds=False) for i in signed(b)))), (b.inside(),)),
        "does not hold over the bytes of the file",
    ),
    "something laid over it": (
        lambda b: Forgery(b.having(b.came(embedded=tuple(replace(i, covers=()) for i in signed(b)))), (b.inside(),)),
        "over the issued document and nothing else",
    ),
    "one byte of the file after it was recorded": (
        lambda b: Forgery(b.having(b.came(digest="b" * 64)), (b.inside(),)),
        "was changed after it was recorded",
    ),
    "no file": (lambda b: Forgery(b.project, (b.inside(),)), "is not under sign-offs/returned/"),
    "the PDF of another document": (
        lambda b: Forgery(b.having(b.came()), (b.inside(issued="b" * 64),)),
        "of another document than the issued one",
    ),
    "signatures that nothing can read": (
        lambda b: Forgery(b.having(b.came(embedded=None)), (b.inside(),)),
        "the extra pdf-signatures is not installed",
    ),
    "a signed PDF for who left before": (
        lambda b: Forgery(b.having(b.came(), people=b.people("carl-lead", until=dt.date(2026, 11, 1))), (b.inside(),)),
        "carl-lead left on 2026-11-01",
    ),
}
SCANS: dict[str, tuple[Make, str]] = {
    "the code of another document": (
        lambda b: Forgery(b.having(scan()), (b.scanned(code=issue_code(other(b))),)),
        "another document was scanned",
    ),
    "the code of a later revision": (
        lambda b: Forgery(b.having(scan()), (b.scanned(code=issue_code(b.second()[1])),)),
        "another document was scanned",
    ),
    "the revision without its digits": (
        lambda b: Forgery(b.having(scan()), (b.scanned(code="r1"),)),
        "another document was scanned",
    ),
    "the digits without their revision": (
        lambda b: Forgery(b.having(scan()), (b.scanned(code=issue_code(b.issued)[3:]),)),
        "another document was scanned",
    ),
    "no code": (lambda b: Forgery(b.having(scan()), (b.scanned(code=""),)), "another document was scanned"),
    "the whole fingerprint": (
        lambda b: Forgery(b.having(scan()), (b.scanned(code=b.issued.fingerprint),)),
        "another document was scanned",
    ),
    "the issued PDF itself": (
        lambda b: Forgery(b.having(scan(b.issued.pdf)), (b.scanned(returned=b.issued.pdf),)),
        "is an issued PDF itself",
    ),
    "the issued PDF with something behind it": (
        lambda b: Forgery(b.having(scan(earlier=(b.issued.pdf,))), (b.scanned(),)),
        "is an issued PDF itself",
    ),
    "a PDF that somebody else signed": (
        lambda b: Forgery(b.having(b.came(VERA, earlier=())), (b.scanned(),)),
        "carries a signature inside, which the channel pdf checks",
    ),
    "a scan that is gone": (lambda b: Forgery(b.project, (b.scanned(),)), "is not under sign-offs/returned/"),
    "a scan that was exchanged": (
        lambda b: Forgery(b.having(scan("b" * 64, name=FILE)), (b.scanned(),)),
        "was changed after it was recorded",
    ),
    "nobody attests it": (
        lambda b: Forgery(b.having(scan()), (b.scanned(),), attested=False),
        "wanda-witness has not attested what was recorded",
    ),
    "recorded by the signer": (
        lambda b: Forgery(b.having(scan()), (b.scanned(recorded_by="carl-lead"),)),
        "have to be three people",
    ),
    "attested by the signer": (
        lambda b: Forgery(b.having(scan()), (b.scanned(witnessed_by="carl-lead"),)),
        "have to be three people",
    ),
    "recorded and attested by one": (
        lambda b: Forgery(b.having(scan()), (b.scanned(witnessed_by="pat-worker"),)),
        "have to be three people",
    ),
    "recorded by nobody": (
        lambda b: Forgery(b.having(scan()), (b.scanned(recorded_by=""),)),
        "is not in the roster of project.yml",
    ),
    "recorded by a stranger": (
        lambda b: Forgery(b.having(scan()), (b.scanned(recorded_by="stefan-stranger"),)),
        "stefan-stranger is not in the roster",
    ),
    "attested by a stranger": (
        lambda b: Forgery(b.having(scan()), (b.scanned(witnessed_by="stefan-stranger"),)),
        "stefan-stranger is not in the roster",
    ),
    "attested by another than was named": (
        lambda b: Forgery(b.having(scan()), (b.scanned(witnessed_by="vera-lead"),)),
        "vera-lead has not attested what was recorded",
    ),
}
SHARED: dict[str, tuple[Make, str]] = {
    "one mail for two people": (lambda b: Forgery(b.project, (b.told(), b.told("olga-other"))), ONE_PROOF),
    "one mail for both sides": (lambda b: Forgery(b.project, (b.told(), b.told("vera-lead"))), ONE_PROOF),
    "one mail in another spelling": (
        lambda b: Forgery(b.project, (b.told(), b.told("olga-other", reference=" MAIL of  20. November"))),
        ONE_PROOF,
    ),
    "one mail by its marked number": (
        lambda b: Forgery(
            b.project, (b.told(reference="<7@city.example>"), b.told("olga-other", reference="7@city.example"))
        ),
        ONE_PROOF,
    ),
    "a mail as a meeting": (
        lambda b: Forgery(b.project, (b.told(), b.told("olga-other", Channel.MEETING))),
        ONE_PROOF,
    ),
    "a meeting as a mail": (
        lambda b: Forgery(b.project, (b.told(channel=Channel.MEETING), b.told("olga-other"))),
        "by a meeting",
    ),
    "one attachment under two mails": (
        lambda b: Forgery(
            b.having(scan()), (b.told(returned=FILE), b.told("olga-other", reference="B", returned=FILE))
        ),
        ONE_PROOF,
    ),
    "one scan for two people": (
        lambda b: Forgery(b.having(scan()), (b.scanned(), b.scanned("olga-other"))),
        ONE_PROOF,
    ),
    "one scan for both sides": (
        lambda b: Forgery(b.having(scan()), (b.scanned(), b.scanned("vera-lead"))),
        ONE_PROOF,
    ),
    "one scan with something behind it": (
        lambda b: Forgery(
            b.having(scan(), scan("b" * 64, earlier=(FILE,))),
            (b.scanned(), b.scanned("olga-other", returned="b" * 64)),
        ),
        ONE_PROOF,
    ),
    "a scan as the attachment of a mail": (
        lambda b: Forgery(b.having(scan()), (b.scanned(), b.told("olga-other", returned=FILE))),
        ONE_PROOF,
    ),
    "a signed PDF as the attachment of a mail": (
        lambda b: Forgery(b.having(b.came()), (b.inside(), b.told("olga-other", returned=FILE))),
        ONE_PROOF,
    ),
    "one review for two people": (
        lambda b: Forgery(b.project, (reviewed(b, "carl-lead"), reviewed(b, "vera-lead"))),
        "The review is already that of carl-lead",
    ),
    "one review in another spelling": (
        lambda b: Forgery(
            b.project,
            (reviewed(b, "carl-lead"), reviewed(b, "olga-other", url="HTTPS://forge.example/pull/1")),
        ),
        "The review is already that of carl-lead",
    ),
    "a key that two people have": (
        lambda b: Forgery(replace(b.project, people=b.people("pat-worker", keys=keys_of(b, "carl-lead"))), (b.good,)),
        "is held by carl-lead, pat-worker: it proves for none of them",
    ),
    "the key of another": (
        lambda b: Forgery(b.project, (by_key(b.told("olga-other", Channel.SSH), "carl-lead"),)),
        "The signing key is none of olga-other",
    ),
}
OLD: dict[str, tuple[Make, str]] = {
    "the mail about an earlier revision": (lambda b: b.later(b.told()), ONE_PROOF),
    "the review of an earlier revision": (
        lambda b: b.later(reviewed(b, "carl-lead")),
        "The review is already that of carl-lead over revision 1",
    ),
    "the scan of an earlier revision": (
        lambda b: replace(b.later(b.scanned()), project=replace(b.second()[0], returned=(scan(),))),
        "another document was scanned",
    ),
    "the key's signature over an earlier revision": (lambda b: b.later(b.good), "is not one over this record"),
    "what somebody says who left": (
        lambda b: Forgery(replace(b.project, people=b.people("carl-lead", until=dt.date(2026, 11, 10))), (b.good,)),
        "carl-lead left on 2026-11-10",
    ),
    "a role that ended before": (
        lambda b: Forgery(replace(b.project, people=moved(b, dt.date(2026, 11, 10))), (b.good,), attested=False),
        "carl-lead does not sign as project lead, but as consultant",
    ),
    "a role that nobody had": (
        lambda b: Forgery(
            b.project,
            (by_key(sealed(replace(b.good, role="managing director")), "carl-lead"),),
        ),
        "carl-lead does not sign as managing director",
    ),
    "a mail without a reference": (
        lambda b: Forgery(b.project, (b.told(reference=" "),)),
        "The evidence lacks reference",
    ),
}
FORGERIES = PDFS | SCANS | SHARED | OLD


def signed(bench: Bench) -> tuple[EmbeddedSignature, ...]:
    """The signature inside the PDF that came back."""
    return bench.came().embedded or ()


def dated(bench: Bench, valid_from: dt.date | None = None, valid_until: dt.date | None = None) -> tuple[Person, ...]:
    """The roster with the days on which the certificate may sign."""
    bound = SigningCertificate(sha256=CARL, valid_from=valid_from, valid_until=valid_until)
    return bench.people("carl-lead", certificates=(bound,))


def moved(bench: Bench, until: dt.date) -> tuple[Person, ...]:
    """The roster with somebody who had another role before."""
    return bench.people("carl-lead", role="consultant", formerly=(EarlierRole(role="project lead", until=until),))


def other(bench: Bench) -> Issued:
    """Another issued document."""
    return next(issued for issued in bench.project.issued if issued.digest != bench.good.content)


def keys_of(bench: Bench, id: str) -> tuple[object, ...]:
    """The keys of somebody."""
    known = person_of(bench.project, id)
    return known.keys if known else ()


def reviewed(bench: Bench, id: str, **evidence: str) -> SignOff:
    """A record by a review."""
    known = person_of(bench.project, id)
    assert known is not None
    return bench.by(known, Channel.REVIEW, REVIEW | evidence)


def by_key(draft: SignOff, key: str) -> SignOff:
    """A record signed with a key."""
    return sealed(replace(draft, evidence={"signature": ssh_sign(statement_bytes(draft), key)}))


def test_there_are_sixty_of_them() -> None:
    """Of each kind some."""
    assert len(FORGERIES) + len(TYPED) >= 60


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_proof_does_not_count(name: str, bench: Bench) -> None:
    """Its reason is the check that failed first."""
    make, reason = FORGERIES[name]
    said = make(bench).verdict()

    assert said
    assert reason in said


TYPED: dict[str, tuple[DocumentEvent, ...]] = {
    f"{kind.value} by {who} on {date}": (event(kind, date, who),)
    for kind in (EventKind.SIGNED, EventKind.AGREED, EventKind.ACCEPTED)
    for who, date in (("carl-lead", day(2, 1)), ("vera-lead", day(3, 2)))
}


@pytest.mark.parametrize("name", TYPED)
def test_a_typed_proof_does_not_count(name: str) -> None:
    """Before the issue or after it, by either side: the signatures stay missing."""
    whole = complete_project()
    kept = tuple(document for document in whole.documents if (document.kind, document.topic) != ("sow", "mail"))
    typed = DocumentRecord(kind="sow", topic="mail", events=TYPED[name])
    forged = replace(whole, documents=(*kept, typed), sign_offs=())

    proof = verify_project(view_of(forged), status_of(forged))
    (found,) = [document for document in proof.documents if (document.kind, document.topic) == ("sow", "mail")]
    assert (found.state, len(found.missing)) == (ProofState.MISSING, 2)


GOOD: dict[str, Make] = {
    "a signed PDF": lambda b: Forgery(b.having(b.came()), (b.inside(),)),
    "one PDF that two people signed": lambda b: Forgery(
        b.having(b.came(embedded=(*signed(b), replace(signed(b)[0], certificate=VERA)))),
        (b.inside(), b.inside("vera-lead")),
    ),
    "a scan": lambda b: Forgery(b.having(scan()), (b.scanned(),)),
    "a scan whose code is typed as people do": lambda b: Forgery(
        b.having(scan()), (b.scanned(code=issue_code(b.issued).upper().replace("-", " ")),)
    ),
    "one meeting of two people": lambda b: Forgery(
        b.project, (b.told(channel=Channel.MEETING), b.told("olga-other", Channel.MEETING))
    ),
    "two mails": lambda b: Forgery(b.project, (b.told(), b.told("olga-other", reference="Mail of 21 November"))),
    "a role until its last day": lambda b: Forgery(
        replace(b.project, people=moved(b, dt.date(2026, 11, 20))), (b.good,), attested=False
    ),
    "what somebody signed before they left": lambda b: Forgery(
        replace(b.project, people=b.people("carl-lead", until=dt.date(2026, 11, 20))), (b.good,), attested=False
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_proof_beside_it_counts(name: str, bench: Bench) -> None:
    """What is refused is the forgery, and not all that looks like it."""
    assert GOOD[name](bench).verdict() == ""


def test_what_the_vendor_alone_tells_is_said_to_be_told(bench: Bench) -> None:
    """Beside the signature, by name; not for a key, and not where the customer attested it."""
    mail = bench.told()
    whole = replace(bench.project, sign_offs=(mail,), attestations=(*bench.project.attestations, attested(mail)))
    proof = verify_project(view_of(whole), status_of(whole))

    (judged,) = proof.judgement.records
    assert (judged.counts, judged.told_by) == (True, ("Pat Worker", "Wanda Witness"))
    assert "mail (seen by Pat Worker, Wanda Witness, vendor)" in render_verification((proof,))
    assert told_by_the_vendor(bench.project, bench.good) == ()
    assert told_by_the_vendor(bench.project, bench.told(witnessed_by="olga-other")) == ()


def test_a_record_with_a_forged_time_is_left_behind_by_a_new_revision(bench: Bench) -> None:
    """It is refused and named with the repair that works; the next revision is not held up by it."""
    forged = sealed(replace(bench.good, time="2026-11-20T09:00:00Z", heads=(bench.good.name,)))
    whole = replace(bench.project, sign_offs=(bench.good, forged))
    (refused,) = [sign_off for sign_off in check_sign_offs(whole) if sign_off.code == "sign-off-refused"]
    assert refused.repair.startswith("Raise the revision of the document and issue it again")

    again, _ = bench.second()
    whole = replace(again, sign_offs=whole.sign_offs)
    assert not [sign_off for sign_off in check_sign_offs(whole) if sign_off.code == "sign-off-refused"]
    found = verify_project(view_of(whole), status_of(whole)).documents
    assert not [proof for proof in found if proof.topic == "provisioning" and proof.state is ProofState.REFUSED]
