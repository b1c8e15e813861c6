"""The digest of one project in its own language: what happened, what it did to days and money, and who is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from delivery_wiki.calculations.base.people import name_of, party_kind, people_with_role
from delivery_wiki.calculations.business_diff.changes import Change, Presence, Topic
from delivery_wiki.calculations.business_diff.digest import ProjectDigest, is_turned
from delivery_wiki.calculations.business_diff.weights import NEVER_CUT, Weight, weight_of
from delivery_wiki.calculations.business_diff.work import DAYS, TOTAL
from delivery_wiki.calculations.gates.acting_people import LEAD
from delivery_wiki.calculations.gates.dated_facts import DatedFact
from delivery_wiki.calculations.gates.work_list import SOON_DAYS
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.status import Owed, translatable

from ..diff.diff_lines import PRESENCES, TOPICS
from ..diff.diff_markdown import shortened
from ..diff.diff_signature_effects import baseline_lines, gate_lines, signature_line
from ..diff.diff_spans import Line, Look, Section, Span, ids
from ..diff.diff_things import thing_lines
from ..elements.page_kind import PageContext
from ..elements.state_marks import health_state, late_words, overdue_words
from ..elements.words import Words
from ..status.status_tables import act
from .digest_page import DigestPage, Period

MOST_LINES = 12  # of a section, beside those that may never be left out
LONGEST = 320  # characters of a line: what counts most stands first in it
OTHERS = TOPICS | translatable({Topic.REGISTERS: "Assumptions and actions"})


RISEN = translatable({DAYS: "effort {figure} person-days", TOTAL: "price {figure}"})
COUNTED = (Topic.SIZING, Topic.EFFORT, Topic.DECISIONS, Topic.CHANGE_REQUESTS, Topic.REQUIREMENTS)
# In the order in which `summary` counts.
COUNTS = translatable(
    (
        ("1 gate passed or shut", "{count} gates passed or shut"),
        ("1 gate moves", "{count} gates move"),
        ("1 signature", "{count} signatures"),
        ("1 to sign again", "{count} to sign again"),
        ("1 date new or moved", "{count} dates new or moved"),
        ("1 figure of the sizing", "{count} figures of the sizing"),
        ("1 effort or price", "{count} efforts or prices"),
        ("1 decision", "{count} decisions"),
        ("1 change request", "{count} change requests"),
        ("1 requirement", "{count} requirements"),
        ("1 open point new", "{count} open points new"),
        ("1 open point closed", "{count} open points closed"),
        ("1 risk", "{count} risks"),
    )
)


def project_page(digest: ProjectDigest, context: PageContext, period: Period) -> DigestPage:
    """The page of a project that can be read now."""
    words, project = context.words, context.view.project
    customers = () if context.view.internal else people_with_role(context.view, PartyKind.CUSTOMER, LEAD)
    return DigestPage(
        slug=project.slug,
        title=words("{project}: what moved since {date}", project=project.title, date=words.date(period.since)),
        words=words,
        lead=tuple(_lead(digest, context)),
        sections=(*happened(digest, context), *coming(digest, context)),
        to=tuple(person.email for person in project.people if person.id in customers and person.email),
    )


def _lead(digest: ProjectDigest, context: PageContext) -> Iterator[Line]:
    """Where it stands on its day, then all that happened in a line; that nothing did is a line, too."""
    words, status = context.words, context.status
    line = [Span(words("As of {date}", date=words.date(context.on, weekday=True)))]
    if context.view.internal:
        cause = words.message(status.cause)
        line.append(Span(f" · {health_state(status.health, words).text}{': ' if cause else ''}{cause}"))
    if status.current and not status.archived:
        line.append(Span(f" · {words(status.current.phase.title)}"))
    if gate := status.next_gate if not status.archived else None:
        met = words("{met} of {count}", met=words.number(gate.met), count=words.number(gate.count))
        line.append(Span(f" · {words('Next gate')}: {words(gate.gate.title)}, {met}"))
        line += [Span(f", {words.date(gate.forecast)}")] if gate.forecast else []
        line += [Span(f" ({late_words(gate.days_late, words)})")] if gate.days_late > 0 else []
    yield tuple(line)
    if digest.diff.presence is not Presence.BOTH:
        yield (Span(words(PRESENCES[digest.diff.presence]), Look.STRONG),)
    elif told := summary(digest, words):
        yield (Span(told, Look.STRONG),)
    else:
        yield (Span(words("Nothing happened."), Look.STRONG),)


def summary(digest: ProjectDigest, words: Words) -> str:
    """All that happened, counted in one sentence; empty where nothing did."""
    turned = sum(map(is_turned, digest.gates))
    counts = (
        turned,
        len(digest.gates) - turned,
        digest.signatures,
        sum(bool(each.signers) for each in digest.diff.signatures),
        digest.moved_dates,
        *(_things(digest, topic) for topic in COUNTED),
        len(digest.asked),
        len(digest.answered),
        len({change.subject for change in digest.risks}),
    )
    forms = zip(counts, COUNTS, strict=True)
    parts = [words.counted(count, singular, plural) for count, (singular, plural) in forms if count]
    parts += _days_and_money(digest, words)
    if not parts and not digest.quiet:
        parts = [words("Something else changed")]
    return f"{', '.join(parts)}." if parts else ""


def _days_and_money(digest: ProjectDigest, words: Words) -> Iterator[str]:
    """By how many person-days and how much money the statements of work rose or fell together."""
    for field, text in RISEN.items():
        for risen in digest.risen(field):
            told = words.money(risen.value, risen.currency) if risen.currency else words.days(risen.value)
            yield words(text, figure=f"+{told}" if risen.value > 0 else told)


def _things(digest: ProjectDigest, topic: Topic) -> int:
    """How many things changed in more than where they come from."""
    changes = (change for change in digest.diff.about(topic) if weight_of([change]) is not Weight.SOURCE)
    return len({(change.subject, change.title) for change in changes})


def happened(digest: ProjectDigest, context: PageContext) -> tuple[Section, ...]:
    """What happened, by what a lead asks; sections about which there is nothing to say are left out."""
    words = context.words
    signatures = [*_papers(digest.papers, context), *_signatures_changed(digest, words)]
    found = [
        Section(key="gates", title=words("Gates"), lines=tuple(_gates(digest, words))),
        Section(key="signatures", title=words("Signatures and documents"), lines=tuple(signatures)),
        Section(key="baseline", title=words("What was signed"), lines=tuple(baseline_lines(digest.diff, words))),
        _topic(Topic.DATES, digest, context),
        *(_topic(topic, digest, context) for topic in (Topic.SIZING, Topic.EFFORT, Topic.DECISIONS)),
        _topic(Topic.CHANGE_REQUESTS, digest, context),
        Section(key="open-points", title=words("Open points"), lines=tuple(_points(digest, context))),
        _changes("risks", words("Risks"), digest.risks, words),
        *(_topic(topic, digest, context) for topic in (Topic.SCOPE, Topic.REQUIREMENTS, Topic.DELIVERABLES)),
        _topic(Topic.INTERNAL, digest, context),
        Section(key="others", title=words("Also changed"), lines=tuple(_others(digest, words))),
    ]
    return tuple(section for section in found if section.lines)


def _gates(digest: ProjectDigest, words: Words) -> Iterator[Line]:
    """A gate that was passed or shut with its conditions; of any other how many hold."""
    for gate in digest.gates:
        lines = tuple(gate_lines(gate, words))
        yield from lines if is_turned(gate) else lines[:1]


def _papers(facts: Sequence[DatedFact], context: PageContext) -> Iterator[Line]:
    """What happened to documents: which, what, by whom of which side, on which day, and on which conditions."""
    words, project = context.words, context.view.project
    for fact in facts:
        who = name_of(project, fact.who)
        side = party_kind(project, fact.who)
        by = f", {who} ({words(side.value)})" if side and who else f", {who}" if who else ""
        title = Span(words.message(fact.title), Look.STRONG)
        note = f": “{fact.note}”" if fact.note else ""
        yield title, Span(f": {words.message(fact.said)}{by}, {words.date(fact.date)}{note}")


def _signatures_changed(digest: ProjectDigest, words: Words) -> Iterator[Line]:
    return (signature_line(change, words) for change in digest.diff.signatures)


def _topic(topic: Topic, digest: ProjectDigest, context: PageContext) -> Section:
    causes = dict(digest.causes) if topic is Topic.DATES else {}
    told = {
        id: context.words("moved {causes}", causes=", ".join(map(context.words.message, found)))
        for id, found in causes.items()
    }
    return _changes(topic.value, context.words(TOPICS[topic]), digest.diff.about(topic), context.words, told)


def _changes(
    key: str, title: str, changes: Sequence[Change], words: Words, causes: dict[str, str] | None = None
) -> Section:
    """Things with what changed in them, the heaviest first; where light ones are left out, they are counted."""
    weighed = list(thing_lines(changes, words, whole=False, gathered=True))
    told = [line for number, (weight, line) in enumerate(weighed) if weight <= NEVER_CUT or number < MOST_LINES]
    lines = [_with_cause(shortened(line, LONGEST), causes or {}) for line in told]
    if left := len(weighed) - len(lines):
        lines.append((Span(words.counted(left, "… and 1 more", "… and {count} more"), Look.QUIET),))
    return Section(key=key, title=title, lines=tuple(lines))


def _with_cause(line: Line, causes: dict[str, str]) -> Line:
    cause = causes.get(line[0].text) if line and line[0].look is Look.ID else None
    return (*line, Span(f" – {cause}")) if cause else line


def _points(digest: ProjectDigest, context: PageContext) -> Iterator[Line]:
    """Questions that are new, then those that were answered or taken back."""
    words = context.words
    for point in digest.asked:
        if point not in digest.answered:
            who = name_of(context.view.project, point.owner)
            by = words("by {date}", date=words.date(point.due)) if point.due else ""
            asked = ", ".join(filter(None, (who, by)))
            yield (*_point(point, words("new")), Span(f" ({asked})" if asked else "", Look.QUIET))
    for point in digest.answered:
        said = point.answer or point.withdrawn
        fate = words("withdrawn") if point.withdrawn else words("closed")
        yield (*_point(point, fate), Span(f" – {said}" if said else ""))


def _point(point: OpenPoint, fate: str) -> Line:
    return (*ids([point.id]), Span(" "), Span(f"{fate}: ", Look.STRONG), Span(point.question))


def _others(digest: ProjectDigest, words: Words) -> Iterator[Line]:
    """Of every other topic how many things changed, in one line."""
    if digest.others:
        yield (Span(", ".join(f"{words(OTHERS[topic])} {words.number(count)}" for topic, count in digest.others)),)


# --- what comes next ------------------------------------------------------------------------------


def coming(digest: ProjectDigest, context: PageContext) -> tuple[Section, ...]:
    """What is overdue and what is due in the days ahead, with who owes it; for a customer, theirs and ours apart."""
    words = context.words
    last = words.date(context.on + dt.timedelta(days=SOON_DAYS), weekday=True)
    if context.view.internal:
        found = [
            ("overdue", words("Overdue"), digest.overdue),
            ("due", words("Due until {date}", date=last), digest.due),
        ]
    else:
        entries = (*digest.overdue, *digest.due)
        yours = [owed for owed in entries if owed.party is PartyKind.CUSTOMER]
        ours = [owed for owed in entries if owed.party is not PartyKind.CUSTOMER]
        found = [
            ("yours", words("What we need from you until {date}", date=last), tuple(yours)),
            ("ours", words("What we do until {date}", date=last), tuple(ours)),
        ]
    sections = [
        Section(key=key, title=title, lines=tuple(_owed(owed, context) for owed in entries))
        for key, title, entries in found
        if entries
    ]
    return tuple(sections) or (_nothing_due(context, last),)


def _nothing_due(context: PageContext, last: str) -> Section:
    words = context.words
    return Section(
        key="due",
        title=words("Due until {date}", date=last),
        lines=((Span(words("Nothing is owed.")),),),
    )


def _owed(owed: Owed, context: PageContext) -> Line:
    """The day, who, what to do, and how late it is."""
    words = context.words
    day = words.date(owed.due, weekday=True) if owed.due else "–"
    who = name_of(context.view.project, owed.owner) or (words(owed.party.value) if owed.party else words("nobody"))
    late = f" ({overdue_words(owed.days_late, words)})" if owed.days_late else ""
    known = (*ids([owed.id]), Span(" ")) if owed.id[:1].isupper() else ()
    return (
        Span(f"{day}: "),
        Span(who, Look.STRONG),
        Span(f" – {act(owed, words)}: "),
        *known,
        Span(words.message(owed.title)),
        Span(late, Look.QUIET),
    )
