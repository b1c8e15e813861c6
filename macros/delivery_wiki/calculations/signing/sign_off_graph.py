"""The graph of sign-off records: what each record follows, which are missing, and which nothing follows yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import SignOff, record_digest

from ..base.fingerprint import fingerprint


@dataclass(frozen=True, kw_only=True)
class RecordGraph:
    """Records by their true digest, whatever their files are called."""

    records: Mapping[str, SignOff]

    @cached_property
    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """Records that are cited and gone, each with those that cite it."""
        gone: dict[str, tuple[str, ...]] = {}
        for digest, record in sorted(self.records.items()):
            for head in record.heads:
                if head not in self.records:
                    gone[head] = (*gone.get(head, ()), digest)
        return dict(sorted(gone.items()))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The records that nothing follows: the state of the whole graph in one line."""
        followed = {head for record in self.records.values() for head in record.heads}
        return tuple(sorted(self.records.keys() - followed))

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """Everything that each record follows, near or far."""
        found: dict[str, frozenset[str]] = {}
        waiting = list(self.records)
        while waiting:
            digest = waiting[-1]
            unknown = [head for head in self.records[digest].heads if head in self.records and head not in found]
            if unknown and digest not in found:
                waiting += unknown
                continue
            waiting.pop()
            near = [head for head in self.records[digest].heads if head in self.records]
            found[digest] = frozenset(near).union(*(found[head] for head in near))
        return found

    def follows(self, later: str, earlier: str) -> bool:
        """Whether one record was made in the knowledge of the other."""
        return earlier in self.ancestors.get(later, frozenset())


def record_graph(records: Iterable[SignOff]) -> RecordGraph:
    """The graph of some records; the same record in two files counts once."""
    return RecordGraph(records={record_digest(record): record for record in records})


def roster_digest(person: Person) -> str:
    """The digest of what makes a person's signature count, no name and no address.

    Id, role, party, logins, keys and certificates. That somebody had another role before, or leaves, makes it no other.
    """
    parts = [("id", person.id), ("role", person.role), ("party", person.party)]
    parts += [("signs", role) for role in sorted(person.signs)]
    parts += [(f"login {host}", login) for host, login in sorted(person.logins.items())]
    for signing_key in sorted(person.keys, key=lambda signing_key: signing_key.key):
        parts += [
            ("key", signing_key.key),
            ("from", str(signing_key.valid_from or "")),
            ("until", str(signing_key.valid_until or "")),
        ]
    for certificate in sorted(person.certificates, key=lambda certificate: certificate.sha256):
        parts += [("certificate", certificate.sha256)]
        parts += [("from", str(certificate.valid_from or "")), ("until", str(certificate.valid_until or ""))]
    return fingerprint(parts)


def roles_on(person: Person, day: str) -> tuple[str, ...]:
    """The roles in which somebody signs on a day, as YYYY-MM-DD: today's, and each earlier one until its last day."""
    earlier = [role.role for role in person.formerly if day <= role.until.isoformat()]
    return (person.role, *person.signs, *earlier)


def person_of(project: Project, id: str) -> Person | None:
    """The roster entry of a person."""
    return next((person for person in project.people if person.id == id), None)
