"""Deputies: who signs and answers for another person, on which days and for what, and whether that was agreed.

A deputy of the roster counts once it is attested that the person named them: by that person with a key of their own, by
somebody else who saw it, or by an approval of the pull request as a witness of the project saw it. Nobody attests that
they are the deputy themselves, nor what they took in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.project.parties import Deputy, Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Tree, canonical_json
from delivery_wiki.model.status import Message, message

from ..base.people import party_kind
from .attesting_people import attesting
from .sign_off_graph import person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDeputy:
    """A deputy with the person whom they stand in for, the digest that is attested, and since when it is, if it is."""

    person: Person
    deputy: Deputy
    digest: str
    attested_by: str = ""
    attested_on: dt.date | None = None

    def covers(self, kind: str, day: dt.date) -> bool:
        """Whether it is for this kind of document, on this day."""
        kinds = {document_key(kind, None) for kind in self.deputy.documents}
        return self.deputy.since <= day <= self.deputy.until and (not kinds or document_key(kind, None) in kinds)

    def is_agreed(self, day: dt.date) -> bool:
        """Whether somebody had attested it by then."""
        return self.attested_on is not None and self.attested_on <= day


def told_deputies(project: Project) -> Iterator[ToldDeputy]:
    """Every deputy of the roster, in the order of the file."""
    for person in project.people:
        for deputy in person.deputies:
            yield _told(project, person, deputy)


def deputy_digest(slug: str, person: str, deputy: Deputy) -> str:
    """What is attested: who stands in for whom, when and for what, where it was said, and who took it in."""
    tree: dict[str, Tree] = {
        "project": slug,
        "person": person,
        "deputy": deputy.deputy,
        "since": deputy.since.isoformat(),
        "until": deputy.until.isoformat(),
        "documents": [*sorted(deputy.documents)],
        "evidence": deputy.evidence,
        "recorded_by": deputy.recorded_by or "",
    }
    return hashlib.sha256(canonical_json(tree)).hexdigest()


def may_attest_deputy(deputy: Deputy, person: str) -> bool:
    """Whether somebody is another person than the deputy and the one who took it in; who named them may."""
    return person not in {deputy.deputy, deputy.recorded_by}


def represented_by(project: Project, deputy: str, kind: str, day: dt.date) -> tuple[str, ...]:
    """The people for whom somebody signs documents of this kind on this day."""
    return tuple(
        told.person.id
        for told in told_deputies(project)
        if told.deputy.deputy == deputy and told.covers(kind, day) and told.is_agreed(day)
    )


def why_no_deputy(project: Project, deputy: str, person: str, kind: str, day: dt.date) -> Message | None:
    """Why somebody does not sign for another person a document of this kind on this day; None where they do."""
    own = [told for told in told_deputies(project) if (told.deputy.deputy, told.person.id) == (deputy, person)]
    if not own:
        return message("{person} has not named {deputy} as deputy", person=person, deputy=deputy)
    if party_kind(project, deputy) is not party_kind(project, person):
        return message(
            "{deputy} is not on the side of {person}, and signs for nobody of it", deputy=deputy, person=person
        )
    covering = [told for told in own if told.covers(kind, day)]
    if not covering:
        terms = tuple(_terms(told.deputy) for told in own)
        if not any(told.is_agreed(day) for told in own):
            text = "{deputy} is deputy of {person} at other times or for other documents, {terms}, unattested"
            return message(text, deputy=deputy, person=person, terms=terms)
        text = "{deputy} is deputy of {person} at other times or for other documents: {terms}"
        return message(text, deputy=deputy, person=person, terms=terms)
    if not any(told.is_agreed(day) for told in covering):
        text = "Nobody had attested by {date} that {person} named {deputy} as deputy"
        return message(text, date=day, person=person, deputy=deputy)
    return None


def _terms(deputy: Deputy) -> str:
    kinds = ", ".join(deputy.documents)
    return f"{deputy.since} to {deputy.until}{f' for {kinds}' if kinds else ''}"


def _told(project: Project, person: Person, deputy: Deputy) -> ToldDeputy:
    digest = deputy_digest(project.slug, person.id, deputy)
    for made in sorted(project.attestations, key=lambda made: (made.time, made.name)):
        if made.record != digest:
            continue
        for name in sorted(attesting(project, made)):
            if may_attest_deputy(deputy, name) and person_of(project, deputy.deputy):
                day = dt.date.fromisoformat(made.time[:10])
                return ToldDeputy(person=person, deputy=deputy, digest=digest, attested_by=name, attested_on=day)
    return ToldDeputy(person=person, deputy=deputy, digest=digest)
