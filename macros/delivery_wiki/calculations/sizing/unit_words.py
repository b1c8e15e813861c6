"""Units that are words: the plurals that are known, those of a rule set's own, and words whose plural nobody named."""

from __future__ import annotations

import re
from collections.abc import Mapping

from delivery_wiki.model.sizing import RuleSet
from delivery_wiki.model.status import translatable

from .headline import is_counted

COUNTED_WORD = re.compile(r"[^\W\d_][a-zà-ÿ]{2,}(?:[ -][^\W\d_][a-zà-ÿ]*)*")
SHORT_FORMS = frozenset({"avg", "max", "min", "msg", "ops", "percent", "req", "rpm", "sec"})
PLURALS = translatable(
    {
        "user": "users",
        "mailbox": "mailboxes",
        "session": "sessions",
        "node": "nodes",
        "core": "cores",
        "cluster": "clusters",
        "year": "years",
        "unit": "units",
        "block": "blocks",
        "copy": "copies",
        "device": "devices",
        "entry": "entries",
        "file": "files",
        "integration": "integrations",
        "message": "messages",
        "process": "processes",
        "request/s": "requests/s",
        "shard": "shards",
        "share": "shares",
        "socket": "sockets",
        "participant": "participants",
        "pod": "pods",
        "server": "servers",
        "second": "seconds",
        "minute": "minutes",
        "hour": "hours",
        "day": "days",
        "week": "weeks",
        "month": "months",
        "business day": "business days",
        "item": "items",
        "value": "values",
        "value/s": "values/s",
        "event/s": "events/s",
        "tag": "tags",
    }
)


def plurals_of(rules: RuleSet) -> dict[str, str]:
    """The words for several of a unit: the rule set's own, and those that are known."""
    return {**PLURALS, **{unit.unit: unit.plural for unit in rules.units}}


def lacks_plural(unit: str, plurals: Mapping[str, str]) -> bool:
    """Whether a unit is a word that has a plural which nobody named; GB, IOPS and vCPU are none."""
    is_word = COUNTED_WORD.fullmatch(unit) is not None and unit.casefold() not in SHORT_FORMS
    return is_word and is_counted(unit) and unit not in plurals and unit not in plurals.values()
