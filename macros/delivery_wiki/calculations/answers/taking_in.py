"""What an answer does to a project: facts it may state, words somebody else decides on, or nothing, with the reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from delivery_wiki.model.answers import COMMENT, DEPUTY, OWN_WORDS, SHORT, Answered, AnswerFile, Asked, AskedKind, Says
from delivery_wiki.model.finding import Step
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Deputy, Person
from delivery_wiki.model.project.register_entries import AssumptionState
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, AttemptOutcome, Deliverable
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.model.status import Message, ProjectStatus, message

from ..base.audience_view import AudienceView
from ..base.ids_in_text import ids_of_text
from ..base.item_words import deliverable_words
from ..base.people import is_here, name_of, party_kind
from ..base.phrases import plain
from ..signing.attested_attempts import attempt_digest
from ..signing.deputies import deputy_digest
from ..sizing.stated_units import states_number
from .asked import answered_of, answers_go_to, asked_of, comments_of, deputy_of, people_asked, questions_of
from .choices import choice_text

Entry: TypeAlias = dict[str, "str | dt.date | list[str]"]
ENVIRONMENT = "environment.yml"
PROJECT = "project.yml"
_MEANINGS = {
    Says.YES: Meaning.ACCEPTED,
    Says.CONDITIONS: Meaning.ACCEPTED_WITH_CONDITIONS,
    Says.NO: Meaning.REJECTED,
}
_POINT = re.compile(r"OP-([0-9]+)")
LONG_AGO = 14  # days between an answer and its taking in, above which both are told
_CONTRADICTED = "it is answered in more than one way: ask which one is meant"
_NO_RECORDER = "it binds: say who takes it in, so that another person can attest it"
_NO_REASON = "a no says why, and a condition which one: the answer has no words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something for a YAML file of the project: an entry for the list `key` below `steps`, or fields there."""

    file: str
    steps: tuple[Step, ...]
    entry: Entry
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One answer and what it does, in words.

    `signs` is the meaning of a signature over `asked`; `attested` the digest of an attempt, or of a named deputy, that
    somebody has to attest. `instead` is written where a file has no room for what is `written`; `before` is the answer
    that this one takes the place of.
    """

    answer: Answered
    told: str
    written: tuple[Written, ...] = ()
    asked: Asked | None = None
    signs: Meaning | None = None
    attested: str = ""
    instead: tuple[Written, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """An answer that does nothing, and why; `known` is one that was taken in before.

    `waits` is one that is taken in once somebody says who takes it in.
    """

    answer: Answered
    reason: str
    known: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What a file of answers does."""

    taken: tuple[Taken, ...] = ()
    left: tuple[NotTaken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The words, in the project's language, of where a fact came from, of a yes and a no, and of titles.

    `today` is the day on which answers are taken in; `trusted` says that whoever sent them is known to be the person;
    `recorded_by` takes them in.
    """

    source: str
    says: Mapping[Says, str]
    say: Callable[[Message], str]
    today: dt.date
    trusted: bool = True
    recorded_by: str = ""


@dataclass(slots=True)
class _Ids:
    """The next free id of an open point."""

    last: int

    def next(self) -> str:
        self.last += 1
        return f"OP-{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    view: AudienceView
    status: ProjectStatus
    file: AnswerFile
    person: Person
    asked: Mapping[str, Asked]
    told: Telling
    ids: _Ids = field(compare=False)

    @property
    def project(self) -> Project:
        return self.view.project

    @property
    def source(self) -> str:
        """How a fact names where it came from: the same for the same bytes."""
        return self.told.source


def take_in(view: AudienceView, status: ProjectStatus, file: AnswerFile, told: Telling) -> TakenIn:
    """Judge each answer of a file by what is asked of its sender today."""
    person = next((person for person in view.project.people if person.id == file.person), None)
    refused = _why_nobody(view, status, file, person) or _why_not_then(file, told)
    if person is None or refused:
        return TakenIn(left=tuple(NotTaken(answer=answer, reason=refused) for answer in file.answers))
    waiting = asked_of(view, status, person)
    said = answered_of(view, status, person)
    found = (*said, *waiting, *questions_of(view), *comments_of(view, status), *deputy_of(view, status, person))
    ids = _Ids(max((int(match[1]) for match in _points(view.project)), default=0))
    asked = {each.about: each for each in found}
    reading = _Reading(view=view, status=status, file=file, person=person, asked=asked, told=told, ids=ids)
    contradicted = _contradicted(file.answers)
    first = {answer.about: answer for answer in reversed(file.answers)}
    judged = [
        NotTaken(answer=answer, reason=_CONTRADICTED) if answer.about in contradicted else _judge(reading, answer)
        for answer in dict.fromkeys(file.answers)
        if answer.about not in contradicted or answer is first[answer.about]
    ]
    return TakenIn(
        taken=tuple(each for each in judged if isinstance(each, Taken)),
        left=tuple(each for each in judged if isinstance(each, NotTaken)),
    )


def _points(project: Project) -> Iterator[re.Match[str]]:
    for point in project.open_points:
        if found := _POINT.fullmatch(point.id):
            yield found


def _contradicted(answers: tuple[Answered, ...]) -> frozenset[str]:
    """What is answered in more than one way; of comments there may be several."""
    said = [answer.about for answer in dict.fromkeys(answers) if not answer.about.startswith(COMMENT)]
    return frozenset(about for about in said if said.count(about) > 1)


def _why_nobody(view: AudienceView, status: ProjectStatus, file: AnswerFile, person: Person | None) -> str:
    """Why nothing of a file counts; empty where it may."""
    if file.project != view.project.slug:
        return f"these are answers for {file.project}, not for {view.project.slug}"
    if person is None:
        return f"{file.person} is not in the roster of project.yml"
    if party_kind(view.project, person.id) is not PartyKind.CUSTOMER:
        return f"{person.id} is not on the customer's side, who answers on these sheets"
    if not is_here(person, status.on):
        return f"{person.id} has left the project"
    if status.archived:
        return "the project is over"
    return ""


def _why_not_then(file: AnswerFile, told: Telling) -> str:
    """Nobody answers on a day that has not come; the sender's day may be the next one already."""
    if file.made > told.today + dt.timedelta(days=1):
        return f"it is dated {file.made}, and today is {told.today}"
    return ""


def _judge(reading: _Reading, answer: Answered) -> Taken | NotTaken:
    asked = reading.asked.get(answer.about)
    if _is_known(reading, answer):
        return _known(answer)
    if answer.about == OWN_WORDS:
        title = message("Mail in own words")
        asked = Asked(kind=AskedKind.OTHER, about=OWN_WORDS, digest="", title=title, act="open-point")
        return _new_point(reading, asked, answer)
    if asked is None:
        return _not_theirs(reading, answer)
    if asked.kind.binds and not reading.told.trusted:
        reason = f"it binds, and was sent from {reading.file.sender}: ask them; known to be theirs: --sender-known"
        return NotTaken(answer=answer, reason=reason)
    if reason := _why_not(asked, answer) or _why_not_recorded(reading, asked):
        return NotTaken(answer=answer, reason=reason, waits=reason == _NO_RECORDER)
    return _EFFECTS.get(asked.kind, _new_point)(reading, asked, answer)


def _known(answer: Answered) -> NotTaken:
    return NotTaken(answer=answer, reason="it was taken in before", known=True)


def _why_not(asked: Asked, answer: Answered) -> str:
    """Why an answer to this does nothing; empty where it does."""
    if len(answer.digest) < SHORT or not asked.digest.startswith(answer.digest):
        return "its words are others now than those that were answered: ask again"
    if asked.kind is AskedKind.CHOICE:
        return _why_no_choice(answer)
    if asked.kind is AskedKind.DEPUTY:
        return _why_no_deputy(asked, answer)
    if not asked.kind.binds:
        return "" if answer.text.strip() else "it has no words"
    return _why_it_does_not_bind(asked, answer)


def _why_not_recorded(reading: _Reading, asked: Asked) -> str:
    """What binds is the word of one person, recorded by a second and attested by a third one."""
    if asked.kind not in {AskedKind.DELIVERABLE, AskedKind.DEPUTY}:
        return ""
    if not reading.told.recorded_by:
        return _NO_RECORDER
    if reading.told.recorded_by == reading.person.id:
        return f"it binds, and {reading.person.id} does not take in what they said themselves"
    if all(person.id != reading.told.recorded_by for person in reading.project.people):
        return f"it binds, and {reading.told.recorded_by} is not in the roster of project.yml"
    return ""


def _why_no_choice(answer: Answered) -> str:
    """A yes may stand alone, a no says why, and who chooses neither says it in words."""
    if answer.says is Says.CONDITIONS:
        return "it is answered with yes, no or words: conditions belong to a document"
    if answer.says is Says.YES or answer.text.strip():
        return ""
    return _NO_REASON if answer.says is Says.NO else "it has no words"


def _why_no_deputy(asked: Asked, answer: Answered) -> str:
    """A deputy is somebody of the same party, for days that there are, and for kinds of documents that are signed."""
    if answer.deputy not in {id for id, _ in asked.people}:
        return f"{answer.deputy or 'nobody'} is no other person of the same party in project.yml"
    if answer.since is None or answer.until is None:
        return "it names no first or no last day"
    if answer.until < answer.since:
        return f"it is until {answer.until}, which is before {answer.since}"
    if unknown := [kind for kind in answer.documents if kind not in asked.documents]:
        return f"{', '.join(unknown)} is no kind of document that is signed"
    return ""


def _why_it_does_not_bind(asked: Asked, answer: Answered) -> str:
    if answer.says not in _MEANINGS:
        return "it says neither yes nor no"
    if answer.says is not Says.YES and not answer.text.strip():
        return _NO_REASON
    if answer.says is Says.YES and (answer.text.strip() or answer.place):
        return f"it says yes, and more: '{_one_line(' '.join((answer.place, answer.text)))[:80]}'; ask what is meant"
    if asked.kind is AskedKind.DELIVERABLE and answer.says is Says.CONDITIONS:
        return "a deliverable is accepted or refused: conditions belong to a document"
    if asked.kind is AskedKind.DELIVERABLE and answer.place not in {"", *(id for id, _ in asked.criteria)}:
        return f"{answer.place} is no acceptance criterion of {asked.about}"
    return ""


def _not_theirs(reading: _Reading, answer: Answered) -> Taken | NotTaken:
    """What the sender may not decide becomes a question to the team; what nobody is asked, nothing."""
    others = (
        asked
        for person in people_asked(reading.view, reading.status)
        for asked in asked_of(reading.view, reading.status, person)
    )
    asked = next((asked for asked in others if asked.about == answer.about), None)
    if asked is None:
        return NotTaken(answer=answer, reason="nothing of this name is asked today: done, withdrawn or never there")
    return _new_point(reading, asked, answer)


def _is_known(reading: _Reading, answer: Answered) -> bool:
    """Whether the project holds this answer from these bytes already."""
    project = reading.project
    if answer.about.startswith(COMMENT):
        return any(point.question.startswith(_question(reading, answer)[:200]) for point in project.open_points)
    environment = project.environment.answers if project.environment else ()
    reference = reference_of(reading.told, answer.about)
    return (
        any(known.question == answer.about and known.source == reading.source for known in environment)
        or any(point.id == answer.about and reading.source in point.answer for point in project.open_points)
        or any(
            attempt.evidence == reading.source or _is_said(reading, answer, deliverable, attempt)
            for sow in project.sows
            for deliverable in sow.deliverables
            if deliverable.id == answer.about
            for attempt in deliverable.attempts
        )
        or any(_is_named(reading, answer, deputy) for deputy in reading.person.deputies)
        or any(record.evidence.get("reference") == reference for record in project.sign_offs)
        or any(point.question == _question(reading, answer) for point in project.open_points)
    )


def _is_said(reading: _Reading, answer: Answered, deliverable: Deliverable, attempt: AcceptanceAttempt) -> bool:
    """Whether an attempt says the same about the same words on the same day, whichever way it came."""
    outcome = AttemptOutcome.ACCEPTED if answer.says is Says.YES else AttemptOutcome.REJECTED
    same = (reading.person.id, reading.file.made, outcome, answer.text.strip(), deliverable_words(deliverable))
    return same == (attempt.by, attempt.date, attempt.outcome, attempt.reason, attempt.words)


def _is_named(reading: _Reading, answer: Answered, deputy: Deputy) -> bool:
    """Whether the roster has this deputy, for these days and documents, whichever way it was said."""
    named = (answer.deputy, answer.since, answer.until, frozenset(answer.documents))
    same = named == (deputy.deputy, deputy.since, deputy.until, frozenset(deputy.documents))
    return answer.about == DEPUTY and (same or deputy.evidence == reading.source)


def _signature(_: _Reading, asked: Asked, answer: Answered) -> Taken:
    meaning = _MEANINGS[answer.says]
    deputy = f" for {asked.represents}" if asked.represents else ""
    told = f"{plain(asked.title)} r{asked.revision}: {meaning.value}{deputy}"
    return Taken(answer=answer, told=_with_text(told, answer), asked=asked, signs=meaning)


def _deliverable(reading: _Reading, asked: Asked, answer: Answered) -> Taken:
    accepted = answer.says is Says.YES
    found = next(
        deliverable for sow in reading.project.sows for deliverable in sow.deliverables if deliverable.id == asked.about
    )
    attempt = AcceptanceAttempt(
        date=reading.file.made,
        outcome=AttemptOutcome.ACCEPTED if accepted else AttemptOutcome.REJECTED,
        by=reading.person.id,
        criterion=answer.place if answer.place and not accepted else None,
        reason=answer.text.strip(),
        evidence=reading.source,
        words=deliverable_words(found),
        recorded_by=reading.told.recorded_by,
    )
    written = Written(
        file=_inside(reading, found.location.file),
        steps=found.location.steps,
        key="attempts",
        entry=_as_entry(attempt),
    )
    said = f"{'accepted' if accepted else 'refused'}{_long_ago(reading)}"
    told = f"{asked.about} {plain(asked.title)}: {said}, to be attested"
    digest = attempt_digest(reading.project.slug, asked.about, attempt)
    before = _answered_before(found, reading.file.made)
    told = _with_text(told, answer)
    return Taken(answer=answer, told=told, written=(written,), attested=digest, before=before)


def _answered_before(deliverable: Deliverable, made: dt.date) -> str:
    """The answer that waits to be attested and is no later one."""
    waiting = deliverable.received_on(made)
    return f"{waiting.outcome.value} on {waiting.date}, which nobody has attested" if waiting else ""


def _deputy(reading: _Reading, _: Asked, answer: Answered) -> Taken:
    """An entry of the roster, which counts for nothing until somebody attests it."""
    if answer.since is None or answer.until is None:
        raise ValueError("only a deputy with a first and a last day is taken in")
    deputy = Deputy(
        deputy=answer.deputy,
        since=answer.since,
        until=answer.until,
        documents=answer.documents,
        evidence=reading.source,
        recorded_by=reading.told.recorded_by,
    )
    entry: Entry = {"deputy": deputy.deputy, "since": deputy.since, "until": deputy.until}
    entry |= {"documents": [*deputy.documents]} if deputy.documents else {}
    entry |= {"evidence": deputy.evidence, "recorded_by": reading.told.recorded_by}
    person = reading.person
    file = _inside(reading, person.location.file)
    kinds = f" for {', '.join(deputy.documents)}" if deputy.documents else ""
    told = (
        f"{name_of(reading.project, deputy.deputy)} as deputy, {deputy.since} to {deputy.until}{kinds}, to be attested"
    )
    return Taken(
        answer=answer,
        told=_with_text(told, answer),
        written=(Written(file=file, steps=person.location.steps, key="deputies", entry=entry),),
        attested=deputy_digest(reading.project.slug, person.id, deputy),
    )


def _long_ago(reading: _Reading) -> str:
    """The day that an answer names, where it came much later: periods count from that day."""
    days = (reading.told.today - reading.file.made).days
    return f" on {reading.file.made}, {days} days before it is taken in" if days > LONG_AGO else ""


def _as_entry(attempt: AcceptanceAttempt) -> Entry:
    """The attempt as its file writes it, without what it does not say."""
    entry: Entry = {"date": attempt.date, "outcome": attempt.outcome.value}
    said = {name: getattr(attempt, name) for name in ("by", "criterion", "reason", "evidence", "words", "recorded_by")}
    return entry | {name: value for name, value in said.items() if value}


def _environment_answer(reading: _Reading, asked: Asked, answer: Answered) -> Taken:
    """A fact of the environment; where a number is asked for and none is given in its unit, a question to the team."""
    if asked.figure and not states_number(answer.text, asked.units):
        return _new_point(reading, asked, answer)
    entry: Entry = {
        "question": asked.about,
        "answer": _one_line(answer.text),
        "source": reading.source,
        "date": reading.file.made,
    }
    written = Written(file=ENVIRONMENT, steps=(), key="answers", entry=entry)
    return Taken(answer=answer, told=f"{plain(asked.title)}: {_one_line(answer.text)}", written=(written,))


def _point_answer(reading: _Reading, asked: Asked, answer: Answered) -> Taken | NotTaken:
    """An answer to an open point closes it; to one that has an answer, other words are a question to the team."""
    point = next(point for point in reading.project.open_points if point.id == asked.about)
    if point.answer:
        said = _one_line(answer.text)
        is_same = point.answer == said or point.answer.startswith(f"{said} (")
        return _known(answer) if is_same else _new_point(reading, asked, answer)
    entry: Entry = {"closed": reading.file.made, "answer": f"{_one_line(answer.text)} ({reading.source})"}
    written = Written(file=PROJECT, steps=point.location.steps, entry=entry)
    return Taken(answer=answer, told=f"{asked.about} answered: {_one_line(answer.text)}", written=(written,))


def _choice(reading: _Reading, asked: Asked, answer: Answered) -> Taken:
    """What is decided stays for the team to write down, as an open point; a confirmed assumption is found at once.

    A point that is closed already says who confirmed it and where that stands.
    """
    found = next((each for each in reading.project.assumptions if each.id == asked.about), None)
    is_plain = answer.says in {Says.YES, Says.NO} and reading.told.trusted
    if found is None or not is_plain or found.state is not AssumptionState.OPEN:
        return _new_point(reading, asked, answer)
    state = AssumptionState.CONFIRMED if answer.says is Says.YES else AssumptionState.FALSE
    point = _new_point(reading, asked, answer)
    (raised,) = point.written
    said = f"{reading.told.say(message(choice_text(asked.act, answer.says)))} ({reading.source})"
    closed = replace(raised, entry={**raised.entry, "closed": reading.file.made, "answer": said})
    fact = Written(file=_inside(reading, found.location.file), steps=found.location.steps, entry={"state": state.value})
    told = f"{asked.about} {state.value}: {_question(reading, answer)}"
    return replace(point, told=told, written=(fact, closed), instead=(raised,))


def _new_point(reading: _Reading, asked: Asked, answer: Answered) -> Taken:
    """A question to the team, with what was said and about what."""
    id, about = reading.ids.next(), answer.about.removeprefix(COMMENT)
    entry: Entry = {"id": id, "question": _question(reading, answer), "raised": reading.file.made}
    entry |= {"owner": lead.id} if (lead := answers_go_to(reading.view, reading.status.on)) else {}
    if ids := _about(reading.project, about, answer.place):
        entry["about"] = ids
    written = Written(file=PROJECT, steps=(), key="open_points", entry=entry)
    said = _question(reading, answer).removeprefix(f"{reading.person.name}, ")
    return Taken(answer=answer, told=f"new {id}: {said}", written=(written,))


_EFFECTS: Mapping[AskedKind, Callable[[_Reading, Asked, Answered], Taken | NotTaken]] = {
    AskedKind.DOCUMENT: _signature,
    AskedKind.DELIVERABLE: _deliverable,
    AskedKind.DEPUTY: _deputy,
    AskedKind.QUESTION: _environment_answer,
    AskedKind.OPEN_POINT: _point_answer,
    AskedKind.CHOICE: _choice,
}


def _question(reading: _Reading, answer: Answered) -> str:
    """The words of a new open point: who says what about what."""
    asked = reading.asked.get(answer.about)
    is_item = answer.about[:1].isupper()  # what has no id of its own is called by its words
    named = reading.told.say(asked.title) if asked and not is_item else answer.about
    named = reading.told.say(message("in own words")) if answer.about == OWN_WORDS else named
    about = ", ".join(part for part in (named, answer.place) if part)
    choice = choice_text(asked.act, answer.says) if asked else ""
    said = reading.told.say(message(choice)) if choice else reading.told.says.get(answer.says, "")
    text = ". ".join(part for part in (said, _one_line(answer.text)) if part)
    return f"{reading.person.name}, {about}: {text}"


def _about(project: Project, about: str, place: str) -> list[str]:
    """The items that an open point is linked to: what it is about, and what the place names by its id."""
    items = _can_be_about(project)
    papers = {sow.id.casefold(): sow.id for sow in project.sows}
    papers |= {f"change-request-{change.id.casefold()}": change.id for change in project.changes}
    named = (papers.get(about, about), *ids_of_text(place))
    return [id for id in dict.fromkeys(named) if id in items]


def _can_be_about(project: Project) -> frozenset[str]:
    return frozenset(
        {
            *(requirement.id for requirement in project.requirements),
            *(change.id for change in project.changes),
            *(assumption.id for assumption in project.assumptions),
            *(decision.id for decision in project.decisions),
            *(case.id for case in project.tests),
            *(sow.id for sow in project.sows),
            *(deliverable.id for sow in project.sows for deliverable in sow.deliverables),
        }
    )


def reference_of(told: Telling, about: str) -> str:
    """How the record of a signature names the answer that it rests on."""
    return f"{told.source}, {about}"


def _inside(reading: _Reading, file: str) -> str:
    return file.removeprefix(f"projects/{reading.project.slug}/")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_text(told: str, answer: Answered) -> str:
    reason = " ".join(part for part in (answer.place, _one_line(answer.text)) if part)
    return f"{told}: {reason}" if reason else told
