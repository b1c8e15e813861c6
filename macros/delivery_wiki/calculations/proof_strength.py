"""Which of two proofs of the same word is the stronger one."""

from __future__ import annotations

from delivery_wiki.model.sign_off import Channel, SignOff

# What the signer alone can make, what a forge says, and what others tell of them.
STRENGTH = {
    Channel.SSH: 4,
    Channel.PDF: 4,
    Channel.REVIEW: 3,
    Channel.SCAN: 2,
    Channel.MAIL: 1,
    Channel.MEETING: 1,
}


def is_stronger(one: SignOff, other: SignOff) -> bool:
    """Whether a record proves the same word by a better proof than another."""
    return STRENGTH[one.channel] > STRENGTH[other.channel]
