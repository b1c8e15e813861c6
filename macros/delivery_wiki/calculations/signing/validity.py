"""When a key or a certificate may sign."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.model.sign_off import Attestation, SignOff
from delivery_wiki.model.status import message

from .judgement_basis import Fault, Reason


def was_valid(
    record: SignOff, witness: Attestation | None, since: dt.date | None, until: dt.date | None
) -> Reason | None:
    """The witness's time decides; a key that ended proves nothing without one, since its owner types the date."""
    day = (witness or record).time[:10]
    if since and day < since.isoformat():
        return Fault.KEY_NOT_VALID, message("The key signs from {date} on", date=since)
    if until and day > until.isoformat():
        return Fault.KEY_NOT_VALID, message("The key ended on {date}", date=until)
    if until and witness is None:
        text = "The key ends on {date}, and no witness attests that the signature is older"
        return Fault.NOT_WITNESSED, message(text, date=until)
    return None
