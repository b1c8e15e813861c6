"""The one word of a person that stands, whoever wrote the others down, and why these do not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.consistency.sign_offs import check_sign_offs
from delivery_wiki.calculations.signing.last_words import contested_by, last_word, replaced_by
from delivery_wiki.calculations.signing.sign_off_graph import record_graph
from delivery_wiki.calculations.verification.revision_verification import ProofState, superseded_by, verify_project
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, sealed
from tests.calculations.status_projects import complete_project, day, sign_off, status_of, view_of

NO, YES, BACK, IF = Meaning.REJECTED, Meaning.ACCEPTED, Meaning.WITHDRAWN, Meaning.ACCEPTED_WITH_CONDITIONS
Word = tuple[Meaning, Channel]


def said(*words: Word) -> list[SignOff]:
    """What the customer says, each word after the ones before."""
    made: list[SignOff] = []
    for number, (meaning, channel) in enumerate(words):
        heads = (made[-1].name,) if made else ()
        why = "" if meaning is YES else f"Because {meaning.value}"
        made.append(
            sign_off(
                "carl-lead",
                PartyKind.CUSTOMER,
                meaning=meaning,
                channel=channel,
                conditions=why,
                heads=heads,
                time=f"2026-03-02T10:00:{number:02}Z",
            )
        )
    return made


def word_that_counts(*words: Word) -> Word | None:
    """The word that stands after all of them."""
    records = said(*words)
    graph = record_graph(records)
    names = [record.name for record in records]
    counting = [name for name in names if contested_by(name, names, graph) is None]
    last = last_word(counting, graph)
    return None if last is None else (graph.records[last].meaning, graph.records[last].channel)


STANDS: dict[str, tuple[tuple[Word, ...], Word]] = {
    "a scan that a rejection revoked, and a mail": (
        ((YES, Channel.SCAN), (NO, Channel.SSH), (YES, Channel.MAIL)),
        (NO, Channel.SSH),
    ),
    "a scan that a mail revoked, and a mail": (
        ((YES, Channel.SCAN), (NO, Channel.MAIL), (YES, Channel.MAIL)),
        (YES, Channel.MAIL),
    ),
    "a no that a mail takes back": (((NO, Channel.SSH), (BACK, Channel.MAIL)), (NO, Channel.SSH)),
    "a no in small steps": (
        ((NO, Channel.SSH), (BACK, Channel.MAIL), (YES, Channel.MEETING), (YES, Channel.SCAN), (YES, Channel.REVIEW)),
        (NO, Channel.SSH),
    ),
    "a no that is only said again": (
        ((NO, Channel.SSH), (BACK, Channel.SSH), (NO, Channel.MAIL), (YES, Channel.MAIL)),
        (NO, Channel.MAIL),
    ),
    "conditions that a mail drops": (((IF, Channel.SSH), (YES, Channel.MAIL)), (IF, Channel.SSH)),
    "a no that is lifted as well as it was given": (
        ((NO, Channel.SSH), (YES, Channel.PDF), (NO, Channel.MAIL), (YES, Channel.MAIL)),
        (YES, Channel.MAIL),
    ),
    "a weaker no": (((YES, Channel.SSH), (NO, Channel.MAIL)), (NO, Channel.MAIL)),
}


@pytest.mark.parametrize("name", STANDS)
def test_one_word_stands(name: str) -> None:
    """In the order in which they were said."""
    words, stands = STANDS[name]

    assert word_that_counts(*words) == stands


WORDS = st.tuples(st.sampled_from([NO, YES, BACK, IF]), st.sampled_from(Channel))


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_yes_never_stands_on_a_weaker_proof_than_the_last_strong_no(words: list[Word]) -> None:
    """Exactly one record is replaced by none; a no with a key is lifted by a key or a signed PDF alone."""
    records = said(*words)
    graph = record_graph(records)
    names = [record.name for record in records]
    counting = [name for name in names if contested_by(name, names, graph) is None]
    left = [text for text in counting if replaced_by(text, counting, graph) is None]

    assert left == [last_word(counting, graph)]
    own = [meaning for meaning, channel in words if channel in {Channel.SSH, Channel.PDF}]
    if own and own[-1] is NO:
        assert graph.records[left[0]].meaning is NO
    if own and own[-1] is BACK:
        assert graph.records[left[0]].meaning in {NO, BACK}


def test_a_circle_never_forms() -> None:
    """Whatever replaces a record came after it, or proves the same better and still stands."""
    for words, _ in STANDS.values():
        records = said(*words)
        graph = record_graph(records)
        names = [record.name for record in records]
        for name in names:
            seen = [name]
            while (after := replaced_by(seen[-1], names, graph)) is not None:
                assert after not in seen
                seen.append(after)
            assert all(one != other for one, other in pairwise(seen))


def forged() -> Project:
    """A customer who rejects by review, and a mail that the vendor's people wrote and attested beside it."""
    project = complete_project()
    vendor = project.sign_offs[0]
    refusal = sign_off(
        "carl-lead", PartyKind.CUSTOMER, meaning=NO, conditions="Too late", heads=(vendor.name,), channel=Channel.REVIEW
    )
    evidence = {"reference": "Mail of 3 March", "recorded-by": "vera-lead", "witnessed-by": "max-third"}
    mail = sign_off(
        *("carl-lead", PartyKind.CUSTOMER),
        meaning=YES,
        heads=(refusal.name,),
        time="2026-03-03T10:00:00Z",
        channel=Channel.MAIL,
        evidence=evidence,
    )
    third = replace(project.people[0], id="max-third", name="Max Third", role="consultant")
    return replace(project, people=(*project.people, third), sign_offs=(vendor, refusal, sealed(mail)))


def test_what_the_vendor_tells_does_not_lift_what_the_customer_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document stays rejected; check, verify and the audit trail tell the same of the mail."""
    monkeypatch.setattr("delivery_wiki.calculations.signing.attesting_people.attested_on", lambda *_: day(3, 3))
    project = forged()

    proof = verify_project(view_of(project), status_of(project))
    (sow,) = [document for document in proof.documents if (document.kind, document.topic) == ("sow", "mail")]
    mail = proof.judgement.records[-1]
    refusal = proof.judgement.records[-2]

    assert sow.state is ProofState.REFUSED
    assert any(change.text.startswith("Contested: a weaker proof") for change in sow.changes)
    assert mail.reason is not None
    assert mail.reason.text.startswith("Contested: a better proved no of the same person stands against it")
    assert superseded_by(refusal, project, proof.judgement, status_of(project).on) is None
    found = [finding for finding in check_sign_offs(project) if "contested" in finding.problem]
    assert [finding.code for finding in found] == ["sign-off-void"]


@pytest.mark.parametrize(("first", "second", "stands"), [("23", "22", NO), ("22", "23", YES), ("22", "22", YES)])
def test_the_day_of_the_answer_decides_which_word_is_the_later_one(first: str, second: str, stands: Meaning) -> None:
    """In whichever order answers are taken in; of one day the one that was taken in later stands."""
    no, yes = said((NO, Channel.MAIL), (YES, Channel.MAIL))
    no = sealed(replace(no, evidence={"answered": f"2026-02-{first}"}))
    yes = sealed(replace(yes, heads=(no.name,), evidence={"answered": f"2026-02-{second}"}))
    graph = record_graph([no, yes])

    last = last_word([no.name, yes.name], graph)

    assert last is not None
    assert graph.records[last].meaning is stands


def test_what_a_key_signs_says_no_other_day() -> None:
    """The evidence is no part of what a person signs: a day in it moves nothing."""
    no, yes = said((NO, Channel.SSH), (YES, Channel.SSH))
    no = sealed(replace(no, evidence={"answered": "2026-03-09"}))
    yes = sealed(replace(yes, heads=(no.name,)))

    assert replaced_by(no.name, [no.name, yes.name], record_graph([no, yes])) == yes.name
