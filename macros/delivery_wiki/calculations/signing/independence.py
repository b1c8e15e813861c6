"""Which side could have made a signature without the other one: what a proof is worth between the two."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, SignOff
from delivery_wiki.model.status import Message, message

from ..base.people import name_of, party_kind

TOLD_BY = ("recorded-by", "witnessed-by")
BY_ITS_OWNER = frozenset({Channel.SSH, Channel.PDF})


def could_be_made_alone(project: Project, record: SignOff) -> Message:
    """Who needs nobody else to make such a record, as a sentence: the vendor keeps the repository and the roster."""
    if project.demonstration:
        return message("Anybody could have made it alone: this is a demonstration, and its keys are published")
    if record.channel in BY_ITS_OWNER:
        text = "Only who holds this key or certificate, a person of the side {party}, could have made it alone"
        return message(text, party=record.party.value)
    if record.channel is Channel.REVIEW:
        text = "The side {party}, which keeps the repository, could have made it alone"
        return message(text, party=PartyKind.VENDOR.value)
    found = sorted(side.value for side in _telling(project, record))
    if len(found) == 1:
        return message("The side {party} could have made it alone: it recorded and attested it", party=found[0])
    return message("No side could have made it alone: one recorded it, the other one attested it")


def told_by_the_vendor(project: Project, record: SignOff) -> tuple[str, ...]:
    """The names of the vendor's people, where they alone say what somebody of the customer said; else none."""
    is_told = record.channel not in {*BY_ITS_OWNER, Channel.REVIEW} and record.party is PartyKind.CUSTOMER
    if not is_told or _telling(project, record) != {PartyKind.VENDOR}:
        return ()
    return tuple(name_of(project, record.evidence[name]) for name in TOLD_BY if record.evidence.get(name))


def _telling(project: Project, record: SignOff) -> set[PartyKind]:
    sides = (party_kind(project, record.evidence.get(name)) for name in TOLD_BY)
    return {side for side in sides if side is not None}
