"""When two records say the same word, and which of two proofs of it is the stronger one."""

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


def is_same_word(one: SignOff, other: SignOff) -> bool:
    """Whether two records say the same: another condition or another reason is another word."""
    return one.meaning is other.meaning and one.conditions.split() == other.conditions.split()


def is_stronger(one: SignOff, other: SignOff) -> bool:
    """Whether a record proves the same word by a better proof than another."""
    return is_same_word(one, other) and STRENGTH[one.channel] > STRENGTH[other.channel]
