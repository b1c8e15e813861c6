"""Which side could have made a signature without the other one: what a proof is worth between the two."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Project
from delivery_wiki.model.sign_off import Channel, SignOff
from delivery_wiki.model.status import Message, message

from .people import party_kind

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
    sides = [party_kind(project, record.evidence.get(name)) for name in ("recorded-by", "witnessed-by")]
    found = sorted({side.value for side in sides if side is not None})
    if len(found) == 1:
        return message("The side {party} could have made it alone: it recorded and attested it", party=found[0])
    return message("No side could have made it alone: one recorded it, the other one attested it")
