"""`delivery receive`: answers of customers, from the file of an answer sheet or from a mail, taken into the project.

What binds becomes a record that a witness attests; facts and questions become lines of the project's files. All of a
file is shown first, and written whole or not at all; what was taken in before is not taken in again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delivery_wiki.calculations.answers.asked import people_asked
from delivery_wiki.calculations.answers.taking_in import Taken, TakenIn, Telling, Written, reference_of, take_in
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.sign_off_drafts import (
    Refused,
    Signing,
    admit,
    draft_record,
    issued_by_name,
    words_before,
)
from delivery_wiki.model.answers import SHORT, Answered, AnswerFile, Says
from delivery_wiki.model.document_names import find_document
from delivery_wiki.model.sign_off import ANSWERED, Channel, SignOff, record_digest
from delivery_wiki.model.status import message
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.finding_reports import render_text, visible
from delivery_wiki.reading.answers.answer_file import MAXIMUM_BYTES, UnreadableAnswers, read_answers, read_own_words
from delivery_wiki.reading.formats.added_entries import add_entry, add_fields

from ..outside.clock import moment
from ..outside.faults import WrongUse
from ..outside.git import own_address
from ..workspace.received_files import LIST, Keeping, keep, paths_of
from ..workspace.sign_off_writing import new_records, record_file
from ..workspace.signing_context import CONSEQUENCES, roster_at, signing_context
from ..workspace.staged_writing import NEW_FILE, write_all
from ..workspace.tried_changes import new_errors
from ..workspace.workspace_loading import load_schemas
from .shown_changes import agreed, diff


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """What a file does, with the records that it makes and the texts that change, by path from the root."""

    file: AnswerFile
    context: PageContext
    taken: TakenIn
    records: tuple[tuple[SignOff, str], ...]
    refused: Mapping[Answered, str]
    texts: Mapping[str, str]
    keeping: Keeping
    witness: str


def run_receive(arguments: argparse.Namespace) -> int:
    """Show what each file would do, and write it if agreed; 1 where an answer does nothing and was not known."""
    code = 0
    for name in arguments.files:
        code = max(code, _receive(arguments, Path(name)))
    return code


def _receive(arguments: argparse.Namespace, path: Path) -> int:
    data = _bytes(path)
    file = _read(arguments, path, data)
    if file is None:
        return 1
    root: Path = arguments.root
    before: dict[str, str] = {}
    received = _judge(arguments, file, data, before)
    print("\n".join(visible(line) for line in _told(received)))
    code = 1 if any(not left.known for left in received.taken.left) or received.refused else 0
    kept = paths_of(file.project, received.keeping.kept)
    if not received.texts and not received.records:
        print("Nothing to write.")
        return code
    if received.texts:
        print("\n".join(diff(before, received.texts)))
    print("\n".join(f"  kept       {visible(name)}" for name in kept))
    new = new_errors(root, file.project, {**received.texts, **kept})
    if new:
        print(render_text(new), file=sys.stderr)
    if any(finding.code not in CONSEQUENCES for finding in new):
        print("Nothing was written: with these answers the project would have the findings above.")
        return 1
    if not agreed(arguments, _same_command(arguments, path)):
        print("Nothing was written.")
        return code
    records = [record for record, _ in received.records]
    # In one go: an answer that is noted without its record would be taken for known the next time.
    write_all(root, before, {**received.texts, **kept, **new_records(root, records)})
    print("".join(f"  {record_file(record)}\n" for record in records), end="")
    if new:
        print("Taken in; mend the findings above before you commit it: they follow from what was answered.")
    print("\n".join(_next_steps(received)))
    return code


def _same_command(arguments: argparse.Namespace, path: Path) -> str:
    """The command that writes what was shown: as it was given, with --yes."""
    said = ["delivery", "receive", str(path)]
    for name in ("recorded_by", "witnessed_by", "project"):
        value = getattr(arguments, name)
        said += [f"--{name.replace('_', '-')}", str(value)] if value else []
    said += ["--sender-known"] if arguments.sender_known else []
    return shlex.join([*said, "--yes"])


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAXIMUM_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"{path} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault


def _read(arguments: argparse.Namespace, path: Path, data: bytes) -> AnswerFile | None:
    try:
        file, findings = read_answers(data, path.name, load_schemas())
    except UnreadableAnswers as fault:
        if arguments.project:
            return _own_words(arguments, path, data)
        raise WrongUse(f"{path}: {fault}. Nothing was written.") from fault
    if findings:
        print(render_text(findings), file=sys.stderr)
    return file


def _own_words(arguments: argparse.Namespace, path: Path, data: bytes) -> AnswerFile:
    """A mail in somebody's own words, about the project that is named; raises WrongUse where it is nobody's."""
    context = signing_context(arguments.root, arguments.project, besides=CONSEQUENCES)
    people = people_asked(context.view, context.status)
    addresses = {person.email.casefold(): person.id for person in people if person.email}
    try:
        return read_own_words(data, path.name, arguments.project, addresses, dt.date.fromisoformat(moment()[:10]))
    except UnreadableAnswers as fault:
        raise WrongUse(f"{path}: {fault}. Nothing was written.") from fault


def _judge(arguments: argparse.Namespace, file: AnswerFile, data: bytes, before: dict[str, str]) -> _Received:
    context = signing_context(arguments.root, file.project, besides=CONSEQUENCES)
    told = _telling(arguments, context, file)
    taken = _of_its_sender(context, file, take_in(context.view, context.status, file, told))
    records: list[tuple[SignOff, str]] = []
    refused: dict[Answered, str] = {}
    for each in taken.taken:
        if each.signs is None:
            continue
        if lacking := _who_is_missing(told.recorded_by, arguments.witnessed_by):
            refused[each.answer] = lacking
        else:
            try:
                records.append(_record(arguments, context, (file, told), each))
            except Refused as fault:
                refused[each.answer] = plain(fault.reason)
    texts = _texts(arguments.root, file.project, taken, before)
    keeping = Keeping()
    if texts or records:
        project, words = context.view.project, context.words
        known = file.person if told.trusted else ""
        keeping = keep(arguments.root, project, words, data, name=file.name, person=known, made=file.made)
        texts = _listed(arguments.root, file.project, keeping, before, texts)
    return _Received(
        file=file,
        context=context,
        taken=taken,
        records=tuple(records),
        refused=refused,
        texts=texts,
        keeping=keeping,
        witness=arguments.witnessed_by or "",
    )


def _who_is_missing(recorder: str, witness: str | None) -> str:
    """Who has to be named before a signature is recorded; empty where both are."""
    missing = [] if recorder else ["who takes it in with --recorded-by ID"]
    missing += [] if witness else ["who attests it with --witnessed-by ID"]
    return f"it binds: say {' and '.join(missing)}" if missing else ""


def _listed(
    root: Path, slug: str, keeping: Keeping, before: dict[str, str], texts: Mapping[str, str]
) -> dict[str, str]:
    """The files with the entries of what is kept."""
    entries = tuple(Written(file=LIST, steps=(), key="attachments", entry=kept.entry) for kept in keeping.kept)
    after = _added(root, slug, entries, before, texts)
    if after is None:
        file = f"projects/{slug}/{LIST}"
        raise WrongUse(f"{file} is written in a way that no entry can be added to; nothing was written.")
    return after


def _of_its_sender(context: PageContext, file: AnswerFile, taken: TakenIn) -> TakenIn:
    """A mail from another address than the person's own says so before anything is taken from it."""
    person = next((person for person in context.view.project.people if person.id == file.person), None)
    if person is not None and file.sender and person.email and file.sender != person.email.casefold():
        print(f"Sent from {visible(file.sender)}, and project.yml has {person.email} for {person.name}: ask them.")
    return taken


def _telling(arguments: argparse.Namespace, context: PageContext, file: AnswerFile) -> Telling:
    words = context.words
    name = name_of(context.view.project, file.person)
    said = {Says.YES: words("yes"), Says.NO: words("no"), Says.CONDITIONS: words("yes, on conditions")}
    person = next((person for person in context.view.project.people if person.id == file.person), None)
    known = not file.sender or not person or not person.email or file.sender == person.email.casefold()
    return Telling(
        source=words("Answers of {name}, {digest}", name=name, digest=file.digest[:SHORT]),
        says=said,
        say=words.message,
        today=dt.date.fromisoformat(moment()[:10]),
        trusted=known or arguments.sender_known,
        recorded_by=_recorder(arguments, context),
    )


def _recorder(arguments: argparse.Namespace, context: PageContext) -> str:
    """Who takes answers in: as named, else the person of the project whose address git has here."""
    if arguments.recorded_by:
        return str(arguments.recorded_by)
    own = own_address(arguments.root).casefold()
    people = context.view.project.people
    return next((person.id for person in people if own and person.email.casefold() == own), "")


def _record(
    arguments: argparse.Namespace, context: PageContext, answers: tuple[AnswerFile, Telling], taken: Taken
) -> tuple[SignOff, str]:
    """The record of a signature, and what it lacks to count; raises Refused."""
    file, told = answers
    view, asked = context.view, taken.asked
    if asked is None or taken.signs is None:
        raise ValueError("only an answer over a document signs")
    issued = find_document(asked.about, issued_by_name(view.project, asked.revision))
    if issued is None:
        raise ValueError("what is asked to be signed was issued")
    signing = Signing(
        issued=issued,
        person=file.person,
        meaning=taken.signs,
        channel=Channel.MAIL,
        time=moment(),
        conditions=taken.answer.text.strip() if taken.signs.value not in ("accepted", "approved") else "",
        represents=asked.represents,
    )
    draft = draft_record(view, roster_at(arguments.root, file.project, None, view.project), signing)
    if file.made < issued.issued:
        text = "it is dated {made}, and revision {revision} was issued on {issued}: ask on which day it was answered"
        raise Refused(message(text, made=file.made, revision=issued.revision, issued=issued.issued))
    evidence = {"reference": reference_of(told, asked.about), ANSWERED: file.made.isoformat()}
    third = {"recorded-by": told.recorded_by, "witnessed-by": arguments.witnessed_by}
    evidence |= {name: person for name, person in third.items() if person}
    record, missing = admit(view.project, replace(draft, evidence=evidence))
    return record, plain(missing) if missing else ""


def _texts(root: Path, slug: str, taken: TakenIn, before: dict[str, str]) -> dict[str, str]:
    """The files after all that is taken; `before` gets what they hold now."""
    after: dict[str, str] = {}
    for each in taken.taken:
        added = _added(root, slug, each.written, before, after)
        if added is None and each.instead:
            added = _added(root, slug, each.instead, before, after)
        if added is None:
            files = ", ".join(sorted({f"projects/{slug}/{written.file}" for written in each.written}))
            raise WrongUse(f"{files} is written in a way that no entry can be added to; nothing was written.")
        after = added
    return after


def _added(
    root: Path, slug: str, entries: Sequence[Written], before: dict[str, str], after: Mapping[str, str]
) -> dict[str, str] | None:
    """The files with some entries more; None where one of them cannot be added."""
    made = dict(after)
    for written in entries:
        file = f"projects/{slug}/{written.file}"
        if file not in made and (root / file).is_file():
            before[file] = (root / file).read_bytes().decode("utf-8")
        text = made.get(file, before.get(file, NEW_FILE))
        if written.key:
            changed = add_entry(text, written.steps, written.key, written.entry)
        else:
            changed = add_fields(text, written.steps, written.entry)
        if changed is None:
            return None
        made[file] = changed
    return made


def _told(received: _Received) -> Iterator[str]:
    file, project = received.file, received.context.view.project
    yield f"{file.name}: answers of {name_of(project, file.person)} to {file.project}, {file.made}"
    if project.as_of and project.as_of < file.made:
        yield f"  project.yml says as_of: {project.as_of}; what is of a later day counts from as_of: {file.made} on."
    refused = received.refused
    for each in received.taken.taken:
        if each.answer in refused:
            yield f"  not taken  {each.told}\n             {refused[each.answer]}"
        else:
            yield f"  {'record   ' if each.signs else 'taken    '}  {each.told}"
            yield from (f"             {line}" for line in _instead_of(received, each))
    for left in received.taken.left:
        yield f"  {'known    ' if left.known else 'not taken'}  {left.answer.about}: {left.reason}"


def _instead_of(received: _Received, taken: Taken) -> Iterator[str]:
    """What the same person said before about the same, and what this takes the place of."""
    project, asked = received.context.view.project, taken.asked
    if asked is None:
        yield from (f"takes the place of {said}" for said in (taken.before,) if said)
        return
    for record, _ in received.records:
        if record.evidence.get("reference", "").endswith(f", {asked.about}"):
            for known in words_before(project, record):
                digest = record_digest(known)[:SHORT]
                yield f"takes the place of {digest}, {known.meaning.value} on {known.spoken}"


def _to_attest(received: _Received) -> Iterator[str]:
    """The one command that attests all that binds, by whom each record names; without records by anybody else."""
    waiting = [(record, missing) for record, missing in received.records if missing]
    digests = [record.name[:SHORT] for record, _ in waiting]
    digests += [each.attested[:SHORT] for each in received.taken.taken if each.attested]
    if not digests:
        return
    for _, missing in waiting:
        yield f"A record does not count yet: {missing}."
    if len(digests) > len(waiting):
        yield "What was answered about deliverables and deputies counts once another person attests it."
    person = next((record.evidence["witnessed-by"] for record, _ in waiting), "") or received.witness or "ID"
    yield f"  delivery sign {received.file.project} --attest {','.join(digests)} --person {person} --key FILE"


def _next_steps(received: _Received) -> Iterator[str]:
    file = received.file
    yield from _to_attest(received)
    yield "Commit it, with this message for example:"
    yield f"  {file.project}: answers of {name_of(received.context.view.project, file.person)} of {file.made}"
    for each in received.taken.taken:
        if each.answer not in received.refused:
            yield f"  - {visible(each.told)}"
    for name, reason in received.keeping.left.items():
        yield f"Not kept in the project: {visible(name)}: {visible(reason)}"
    if any(kept.entry["sha256"] == file.digest for kept in received.keeping.kept):
        yield "What came in is in attachments.yml, for the vendor alone; audience: customer shows it to the customer."
        return
    yield f"Keep {visible(file.name)}: its SHA-256 {file.digest} stands in what was written by its first digits."
