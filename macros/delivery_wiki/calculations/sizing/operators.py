"""The rule language: every operator, what it takes and gives, with an example for the reference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

MAXIMUM_DEPTH = 20
MAXIMUM_RULES = 200
MAXIMUM_OPERANDS = 50
MAXIMUM_NUMBER = 10**15
MAXIMUM_PLACES = 20
MAXIMUM_PERIODS = 100
MAXIMUM_BITS = 2048


class ValueKind(Enum):
    """What a value is."""

    NUMBER = "number"
    BOOLEAN = "yes or no"
    TEXT = "text"


class OperandShape(Enum):
    """How an operator is written in YAML."""

    REFERENCE = "a name"
    LIST = "a list of values"
    FIELDS = "named values"
    STEPS = "a value and bands"
    LOOKUP = "a value and the results by choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator: how it is written, what it gives, and an example whose result is stated.

    `takes` is the kind of every operand that `kinds` does not name; None means any kind, the same for all.
    `source` is the publication that the example is taken from, empty if it is made up.
    """

    name: str
    shape: OperandShape
    summary: str
    example: str
    source: str = ""
    gives: ValueKind | None = ValueKind.NUMBER
    takes: ValueKind | None = ValueKind.NUMBER
    minimum: int = 1
    maximum: int = MAXIMUM_OPERANDS
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    kinds: tuple[tuple[str, ValueKind], ...] = ()


_LIST = (
    Operator(
        name="add",
        shape=OperandShape.LIST,
        minimum=2,
        summary="The sum of all values.",
        example="add: [4, {multiply: [3, 8]}]  # 28",
        source="openDesk, Jitsi: 4 virtual cores for the base, 8 for each of 3 bridges",
    ),
    Operator(
        name="subtract",
        shape=OperandShape.LIST,
        minimum=2,
        maximum=2,
        summary="The first value less the second.",
        example="subtract: [48, 16]  # 32",
        source="Open-Xchange, My.cnf: 48 GB, of which 32 GB are the buffer pool",
    ),
    Operator(
        name="multiply",
        shape=OperandShape.LIST,
        minimum=2,
        summary="The product of all values.",
        example="multiply: [100, 2, 1.7]  # 340",
        source="Alibaba Cloud, Elasticsearch: 100 GB, 1 replica, printed factor",
    ),
    Operator(
        name="divide",
        shape=OperandShape.LIST,
        minimum=2,
        maximum=2,
        summary="The first value divided by the second, exact; division by zero has no result.",
        example="divide: [12, 4]  # 3",
        source="Exchange store cache: 12 GB for 4 copies",
    ),
    Operator(
        name="minimum-of",
        shape=OperandShape.LIST,
        minimum=2,
        summary="The smallest of the values.",
        example="minimum-of: [8192, {divide: [65536, 4]}]  # 8,192",
        source="Cassandra, heap of a machine with 64 GB",
    ),
    Operator(
        name="maximum-of",
        shape=OperandShape.LIST,
        minimum=2,
        summary="The largest of the values.",
        example="maximum-of: [{minimum-of: [1024, 1024]}, {divide: [2048, 4]}]  # 1,024",
        source="Cassandra, heap of a machine with 2 GB",
    ),
)

_ROUNDING = tuple(
    Operator(
        name=name,
        shape=OperandShape.FIELDS,
        fields=("value",),
        optional=("to",),
        summary=f"{words} of `to` (1 if left out); `to` is above zero.",
        example=example,
        source=source,
    )
    for name, words, example, source in (
        (
            "round-up",
            "Up to the next multiple",
            "round-up: {value: {divide: [100, 15]}, to: 1}  # 7",
            "openDesk, Collabora: 1 virtual core for every 15 of 100 active users",
        ),
        ("round-down", "Down to the last multiple", "round-down: {value: 14.9, to: 2}  # 14", ""),
        (
            "round-half-up",
            "To the nearest multiple, half of it up,",
            "round-half-up: {value: 1.70279, to: 0.1}  # 1.7",
            "Alibaba Cloud, Elasticsearch: from the exact factor to the printed one",
        ),
    )
)

_NUMBERS = (
    Operator(
        name="percent-of",
        shape=OperandShape.FIELDS,
        fields=("percent", "value"),
        summary="So many percent of a value.",
        example="percent-of: {percent: 25, value: 48}  # 12",
        source="Exchange store cache: 25 % of 48 GB",
    ),
    Operator(
        name="compound",
        shape=OperandShape.FIELDS,
        fields=("value", "percent", "periods"),
        summary="A value that grows by a percentage each period; periods are whole, from 0 to 100.",
        example="compound: {value: 1000, percent: 10, periods: 3}  # 1,331",
    ),
)

_CONDITIONS = tuple(
    Operator(
        name=name,
        shape=OperandShape.LIST,
        minimum=2,
        maximum=2,
        gives=ValueKind.BOOLEAN,
        summary=f"Whether the first value is {words} the second.",
        example=f"{name}: {example}",
        source=source,
    )
    for name, words, example, source in (
        ("more-than", "more than", "[500000, 500000]  # no", "Open-Xchange, 2011: exactly 500,000 mailboxes"),
        ("at-least", "the same as or more than", "[30, 30]  # yes", "Elastic: shards of at least 30 GB"),
        ("less-than", "less than", "[500, 500]  # no", "Kopano Archiver: exactly 500 archived users"),
        ("at-most", "the same as or less than", "[1000, 1000]  # yes", "Nextcloud: up to 1,000 users"),
    )
)

_LOGIC = (
    Operator(
        name="equal-to",
        shape=OperandShape.LIST,
        minimum=2,
        maximum=2,
        gives=ValueKind.BOOLEAN,
        takes=None,
        summary="Whether both values are the same; for numbers, choices and yes or no.",
        example='equal-to: [{input: profile}, "mail"]  # yes, if the profile is mail',
        source="BlueMind: profiles of accounts",
    ),
    Operator(
        name="all-of",
        shape=OperandShape.LIST,
        gives=ValueKind.BOOLEAN,
        takes=ValueKind.BOOLEAN,
        summary="Whether all conditions hold.",
        example="all-of: [{equal-to: [100, 100]}, {equal-to: [10, 10]}]  # yes",
        source="SOGo: the published point of 100 users with 10 devices",
    ),
    Operator(
        name="any-of",
        shape=OperandShape.LIST,
        gives=ValueKind.BOOLEAN,
        takes=ValueKind.BOOLEAN,
        summary="Whether at least one condition holds.",
        example="any-of: [{more-than: [2, 3]}, {input: federation}]  # as federation is",
    ),
    Operator(
        name="not",
        shape=OperandShape.LIST,
        maximum=1,
        gives=ValueKind.BOOLEAN,
        takes=ValueKind.BOOLEAN,
        summary="Whether the condition does not hold.",
        example="not: [{more-than: [500000, 500000]}]  # yes",
        source="Open-Xchange, 2011: no server for provisioning at exactly 500,000",
    ),
)

_CHOICES = (
    Operator(
        name="when",
        shape=OperandShape.FIELDS,
        fields=("condition", "then"),
        optional=("else",),
        kinds=(("condition", ValueKind.BOOLEAN),),
        gives=None,
        takes=None,
        summary="One value if the condition holds, else the other; without `else`, no rule matches.",
        example="when: {condition: {more-than: [{input: users}, 500000]}, then: 1, else: 0}  # 0 for 500,000",
        source="Open-Xchange, 2011: a server for provisioning above 500,000 mailboxes",
    ),
    Operator(
        name="steps",
        shape=OperandShape.STEPS,
        gives=None,
        summary="What the band gives that holds the value. A band's lower end is `above` (not included) or `from` "
        "(included), its upper end `up-to` (included) or `below` (not included). Outside all bands no rule matches.",
        example="steps: {value: 1200, bands: [{up-to: 1000, gives: 4}, {above: 1000, up-to: 2000, gives: 6}]}  # 6",
        source="BlueMind: cores of 1,200 units",
    ),
    Operator(
        name="lookup",
        shape=OperandShape.LOOKUP,
        gives=None,
        takes=ValueKind.TEXT,
        summary="The result that belongs to a choice; for a choice that is not listed, no rule matches.",
        example='lookup: {by: {input: profile}, values: {mail: 1, collaboration: 2, "mail and mobile": 5}}',
        source="BlueMind: units of an account by its profile",
    ),
)

_REFERENCES = (
    Operator(
        name="input",
        shape=OperandShape.REFERENCE,
        gives=None,
        summary="The value of an input, in the rule set's unit.",
        example="input: users",
    ),
    Operator(
        name="rule",
        shape=OperandShape.REFERENCE,
        gives=None,
        summary="The value of another rule; the order in the file does not matter.",
        example="rule: sessions",
    ),
)

OPERATORS = MappingProxyType(
    {
        operator.name: operator
        for operator in (*_REFERENCES, *_LIST, *_ROUNDING, *_NUMBERS, *_CONDITIONS, *_LOGIC, *_CHOICES)
    }
)
