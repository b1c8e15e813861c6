"""The mail that asks one person: what waits for them, by when, and how they answer; sending stays outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from delivery_wiki.calculations.answers.asked import answers_go_to, asked_of
from delivery_wiki.calculations.answers.criterion_proofs import ProofOfCriterion, criterion_proofs
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.verification.executed_revisions import ExecutedRevision
from delivery_wiki.model.answers import Asked
from delivery_wiki.model.project.parties import Person

from ..audit.executed_sheet import executed_title
from ..elements.page_kind import PageContext
from ..elements.state_marks import overdue_words
from ..status.answer_ways import sheet_name
from ..status.status_tables import ACTS
from .asked_items import shown_title


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingMail:
    """A mail that nobody has sent yet; `sheet` names the answer sheet that goes with it, `copies` the signed ones."""

    person: str
    to: str
    subject: str
    text: str
    sheet: str = ""
    copies: tuple[str, ...] = ()


def asking_mail(context: PageContext, person: Person, *, reminder: bool = False, site: str = "") -> AskingMail | None:
    """What one person is asked, or with `reminder` what is overdue; None where that is nothing.

    `site` is the address of the customer's site, which ends with a slash; without it the attached sheet alone serves.
    """
    asked = [each for each in asked_of(context.view, context.status, person) if not reminder or _is_late(context, each)]
    if not asked:
        return None
    words, project = context.words, context.view.project
    said = "Reminder, waiting for you ({count}): {project}" if reminder else "Waiting for you ({count}): {project}"
    return AskingMail(
        person=person.id,
        to=person.email,
        subject=words(said, project=project.title, count=words.number(len(asked))),
        text="\n".join(_lines(context, person, asked, site, reminder=reminder)),
        sheet=sheet_name(person.id),
    )


def thanking_mail(
    context: PageContext, person: Person, executed: Sequence[ExecutedRevision], *, site: str = ""
) -> AskingMail | None:
    """The thanks to one who signed, with the signed copies and, given its address, where they stand on the site.

    None for who signed nothing that both sides have signed.
    """
    found = [revision for revision in executed if person.id in {judged.record.person for judged in revision.records}]
    if not found:
        return None
    words, project = context.words, context.view.project
    lines = [words("Hello {name},", name=person.name), ""]
    lines += [words("thank you. In the project {project} both sides have signed:", project=project.title), ""]
    said = "The signed copies are attached. Each holds what was signed, byte by byte, and says how to check it."
    for revision in found:
        title, since = executed_title(context, revision), words.date(revision.since)
        file = f"{revision.stem}.pdf"
        lines.append(words("- {document}, complete since {date}: {file}", document=title, date=since, file=file))
        lines += [f"  {site}{file}"] if site else []
    attached = words(said)
    return AskingMail(
        person=person.id,
        to=person.email,
        subject=words("Thank you, signed ({count}): {project}", project=project.title, count=words.number(len(found))),
        text="\n".join([*lines, "", attached, *_signed_by(context)]),
        copies=tuple(revision.stem for revision in found),
    )


def _is_late(context: PageContext, asked: Asked) -> bool:
    return asked.due is not None and asked.due < context.on


def _lines(context: PageContext, person: Person, asked: list[Asked], site: str, *, reminder: bool) -> Iterator[str]:
    words, project = context.words, context.view.project.title
    yield words("Hello {name},", name=person.name)
    yield ""
    if reminder:
        yield words("we asked you for this in the project {project}, and its day has passed:", project=project)
    else:
        yield words("this waits for you in the project {project}:", project=project)
    yield ""
    for each in asked:
        yield f"- {_asked_line(context, each)}"
        yield from (f"  {line}" for line in _not_met(context, each))
        if site:
            yield f"  {site}{sheet_name(person.id)}#{quote(each.about)}"
    yield ""
    yield words("Your answer sheet is attached. Open it, answer what you can, and send the mail or the file it makes.")
    yield words("You need no account, and you may also answer this mail in your own words.")
    if any(each.kind.binds for each in asked):
        yield words("To sign, accept or refuse, please use the sheet: it names exactly what your answer is about.")
    yield from _signed_by(context)


def _not_met(context: PageContext, asked: Asked) -> Iterator[str]:
    """What of a deliverable is not met today, before anybody accepts it."""
    found: dict[ProofOfCriterion, list[str]] = {}
    for _, statement in asked.criteria:
        for proved in criterion_proofs(context.status, statement):
            found.setdefault(proved.proof, []).append(proved.id)
    for proof in (ProofOfCriterion.FAILED, ProofOfCriterion.BLOCKED):
        if named := list(dict.fromkeys(found.get(proof, ()))):
            yield f"{context.words(proof.value)}: {', '.join(named)}"


def _signed_by(context: PageContext) -> Iterator[str]:
    if sender := answers_go_to(context.view, context.on):
        yield ""
        yield sender.name


def _asked_line(context: PageContext, asked: Asked) -> str:
    """What to do, by when, and how late it is."""
    words = context.words
    line = f"{words(ACTS.get(asked.act, asked.act))}: {shown_title(words, asked)}"
    if asked.represents:
        line += f" ({words('as deputy of {name}', name=name_of(context.view.project, asked.represents))})"
    if asked.due is None:
        return line
    when = words("by {date}", date=words.date(asked.due, weekday=True))
    late = f", {overdue_words((context.on - asked.due).days, words)}" if _is_late(context, asked) else ""
    return f"{line} ({when}{late})"
