"""`delivery receive`: answers of customers, from the file of an answer sheet or from a mail, taken into the project.

What binds becomes a record that a witness attests; facts and questions become lines of the project's files. All of a
file is shown first, and written whole or not at all; what was taken in before is not taken in again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delivery_wiki.calculations.answers.asked import people_asked
from delivery_wiki.calculations.answers.taking_in import Taken, TakenIn, Telling, Written, reference_of, take_in
from delivery_wiki.calculations.base.people import is_here, name_of, party_kind
from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.attesting_people import who_can_attest
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
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.sign_off import ANSWERED, Channel, SignOff, record_digest
from delivery_wiki.model.status import message
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.finding_reports import render_text, visible
from delivery_wiki.reading.answers.answer_file import MAXIMUM_BYTES, UnreadableAnswers, read_answers, read_own_words
from delivery_wiki.reading.answers.answer_mail import MailWithoutAnswers, sender_of
from delivery_wiki.reading.formats.added_entries import add_entry, add_fields
from delivery_wiki.reading.records.sign_off_reading import as_returned

from ..outside.clock import moment
from ..outside.faults import WrongUse
from ..outside.git import own_address
from ..workspace.received_files import LIST, Keeping, keep, paths_of
from ..workspace.sign_off_writing import new_records, record_file
from ..workspace.signing_context import CONSEQUENCES, roster_at, signing_context
from ..workspace.staged_writing import NEW_FILE, write_all
from ..workspace.tried_changes import new_errors
from ..workspace.workspace_loading import load_schemas
from .answers_on_paper import Paper, read_paper
from .shown_changes import agreed, diff

KEY = "~/.ssh/id_ed25519"
NOT_TO_EDIT = "Edit nothing of it: it is what somebody said. Ask them to save it on their sheet again."
NO_KEY = "nobody has a key in project.yml yet (keys: of a person)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """What a file does, with the records that it makes and the texts that change, by path from the root."""

    file: AnswerFile
    paper: str
    context: PageContext
    taken: TakenIn
    records: tuple[tuple[SignOff, str], ...]
    refused: Mapping[Answered, str]
    waiting: frozenset[Answered]
    texts: Mapping[str, str]
    keeping: Keeping
    recorder: str
    witness: str
    takers: tuple[str, ...]
    attesters: tuple[str, ...]


def run_receive(arguments: argparse.Namespace) -> int:
    """Show what each file would do, and write it if agreed; 1 where an answer does nothing and was not known."""
    code = 0
    for name in arguments.files:
        code = max(code, _receive(arguments, Path(name)))
    return code


def _receive(arguments: argparse.Namespace, path: Path) -> int:
    data = _bytes(path)
    paper = read_paper(arguments)
    file = _read(arguments, path, data)
    if file is None:
        return 1
    file = replace(file, made=paper.day, digest=paper.digest) if paper else file
    root: Path = arguments.root
    before: dict[str, str] = {}
    received = _judge(arguments, file, data, before, paper)
    _tell(visible(line) for line in _told(received))
    code = 1 if any(not left.known for left in received.taken.left) or received.refused or received.waiting else 0
    kept = paths_of(file.project, received.keeping.kept)
    if not received.texts and not received.records:
        _tell(_who_to_name(arguments, path, received))
        print("Nothing to write." if not received.waiting else "Nothing was written.")
        return code
    if received.texts and not arguments.yes:
        _tell(diff(before, received.texts, around=0))
    _tell(f"  kept       {visible(name)}" for name in kept)
    new = new_errors(root, file.project, {**received.texts, **kept})
    if new:
        print(render_text(new), file=sys.stderr)
    if any(finding.code not in CONSEQUENCES for finding in new):
        print("Nothing was written: with these answers the project would have the findings above.")
        return 1
    _tell(_who_to_name(arguments, path, received))
    what = "what does not wait, alone" if received.waiting else "these changes"
    if not agreed(arguments, _same_command(arguments, path), what):
        print("Nothing was written.")
        return code
    records = [record for record, _ in received.records]
    scan = paper.returned(root, file.project) if paper and records else {}
    # In one go: an answer that is noted without its record would be taken for known the next time.
    write_all(root, before, {**received.texts, **kept, **scan, **new_records(root, records)})
    written = [*sorted(received.texts), *map(record_file, records)]
    _tell(f"  written    {visible(name)}" for name in written)
    if new:
        print("Taken in; mend the findings above before you commit it: they follow from what was answered.")
    _tell(_next_steps(received))
    return code


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _same_command(arguments: argparse.Namespace, path: Path) -> str:
    """The command that writes what was shown: as it was given, with --yes."""
    return _command(arguments, path, arguments.recorded_by or "", arguments.witnessed_by or "")


def _command(arguments: argparse.Namespace, path: Path, recorder: str, witness: str) -> str:
    said = ["delivery", "receive", str(path)]
    named = {"recorded-by": recorder, "witnessed-by": witness, "project": arguments.project}
    said += [part for name, value in named.items() if value for part in (f"--{name}", str(value))]
    said += ["--sender-known"] if arguments.sender_known else []
    said += ["--paper", arguments.paper, "--answered", arguments.answered] if arguments.paper else []
    said += [part for code in arguments.code for part in ("--code", code)]
    return shlex.join([*said, "--yes"])


def _who_to_name(arguments: argparse.Namespace, path: Path, received: _Received) -> Iterator[str]:
    """What is said to take in what binds, with who can be named where somebody is to be."""
    if not received.waiting:
        return
    recorder, witness = received.recorder or "ID", received.witness or "ID"
    yield "What waits binds: one person takes it in, and another one attests it with a key. Name both:"
    yield f"  {_command(arguments, path, recorder, witness)}"
    if not received.recorder:
        yield f"  takes it in: {_named(received.takers)}"
    if not received.witness:
        yield f"  attests it: {_named(received.attesters) or NO_KEY}"


def _named(people: Sequence[str]) -> str:
    return ", ".join(people) if len(people) < 2 else f"{', '.join(people[:-1])} or {people[-1]}"


def _bytes(path: Path) -> bytes:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise WrongUse(f"{path} cannot be read: it is no file that somebody saved")
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
        own = f"In own words? delivery receive {shlex.quote(str(path))} --project SLUG" if _is_mail(data) else ""
        raise WrongUse(" ".join(part for part in (f"{path}: {fault}. Nothing was written.", own) if part)) from fault
    if findings:
        print(render_text(tuple(replace(finding, repair=NOT_TO_EDIT) for finding in findings)), file=sys.stderr)
    return file


def _is_mail(data: bytes) -> bool:
    try:
        return bool(sender_of(data))
    except MailWithoutAnswers:
        return False


def _own_words(arguments: argparse.Namespace, path: Path, data: bytes) -> AnswerFile:
    """A mail in somebody's own words, about the project that is named; raises WrongUse where it is nobody's."""
    context = signing_context(arguments.root, arguments.project, besides=CONSEQUENCES)
    people = people_asked(context.view, context.status)
    addresses = {person.email.casefold(): person.id for person in people if person.email}
    try:
        return read_own_words(data, path.name, arguments.project, addresses, dt.date.fromisoformat(moment()[:10]))
    except UnreadableAnswers as fault:
        raise WrongUse(f"{path}: {fault}. Nothing was written.") from fault


def _judge(
    arguments: argparse.Namespace, file: AnswerFile, data: bytes, before: dict[str, str], paper: Paper | None
) -> _Received:
    context = signing_context(arguments.root, file.project, besides=CONSEQUENCES)
    told = _telling(arguments, context, file)
    taken = _of_its_sender(context, file, take_in(context.view, context.status, file, told))
    project = context.view.project
    attesters = [person.id for person in who_can_attest(project, (told.recorded_by, file.person), told.today)]
    witness = arguments.witnessed_by or (attesters[0] if told.recorded_by and len(attesters) == 1 else "")
    records: list[tuple[SignOff, str]] = []
    refused: dict[Answered, str] = {}
    waiting = {left.answer for left in taken.left if left.waits}
    for each in taken.taken:
        if each.signs is None:
            continue
        if not (told.recorded_by and witness):
            waiting.add(each.answer)
            continue
        try:
            records.append(_record(arguments, context, (file, told, paper), each, witness))
        except Refused as fault:
            refused[each.answer] = plain(fault.reason)
    texts = _texts(arguments.root, file.project, taken, before)
    keeping = Keeping()
    if texts or records:
        words = context.words
        known = file.person if told.trusted else ""
        scan = paper.data if paper else None
        keeping = keep(arguments.root, project, words, data, name=file.name, person=known, made=file.made, paper=scan)
        texts = _listed(arguments.root, file.project, keeping, before, texts)
    return _Received(
        file=file,
        paper=paper.file if paper else "",
        context=context,
        taken=taken,
        records=tuple(records),
        refused=refused,
        waiting=frozenset(waiting),
        texts=texts,
        keeping=keeping,
        recorder=told.recorded_by,
        witness=witness,
        takers=_takers(context, told.today),
        attesters=tuple(attesters),
    )


def _takers(context: PageContext, on: dt.date) -> tuple[str, ...]:
    """The people who are not the customer's and may take an answer in."""
    project = context.view.project
    people = (person for person in project.people if is_here(person, on))
    return tuple(person.id for person in people if party_kind(project, person.id) is not PartyKind.CUSTOMER)


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
    text = "Answers of {name} on paper, {digest}" if arguments.paper else "Answers of {name}, {digest}"
    source = words.message(message(text, name=name, digest=file.digest[:SHORT]))
    said = {Says.YES: words("yes"), Says.NO: words("no"), Says.CONDITIONS: words("yes, on conditions")}
    person = next((person for person in context.view.project.people if person.id == file.person), None)
    known = not file.sender or not person or not person.email or file.sender == person.email.casefold()
    return Telling(
        source=source,
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
    arguments: argparse.Namespace,
    context: PageContext,
    answers: tuple[AnswerFile, Telling, Paper | None],
    taken: Taken,
    witness: str,
) -> tuple[SignOff, str]:
    """The record of a signature, and what it lacks to count; raises Refused."""
    file, told, paper = answers
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
        channel=Channel.SCAN if paper else Channel.MAIL,
        time=moment(),
        conditions=taken.answer.text.strip() if taken.signs.value not in ("accepted", "approved") else "",
        represents=asked.represents,
    )
    draft = draft_record(view, roster_at(arguments.root, file.project, None, view.project), signing)
    if file.made < issued.issued:
        text = "it is dated {made}, and revision {revision} was issued on {issued}: ask on which day it was answered"
        raise Refused(message(text, made=file.made, revision=issued.revision, issued=issued.issued))
    evidence = {"reference": reference_of(told, asked.about), ANSWERED: file.made.isoformat()}
    third = {"recorded-by": told.recorded_by, "witnessed-by": witness}
    evidence |= third
    project = view.project
    if paper:
        evidence |= paper.evidence(issued, tuple(third.values()))
        project = replace(project, returned=(*project.returned, as_returned(paper.data)))
    record, missing = admit(project, replace(draft, evidence=evidence))
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
    refused = received.refused
    if received.records or any(each.attested for each in received.taken.taken):
        yield f"  taken in by {received.recorder}, to be attested by {received.witness or 'another person'}"
    for each in received.taken.taken:
        if each.answer in received.waiting:
            yield f"  waits      {each.told}"
        elif each.answer in refused:
            yield f"  not taken  {each.told}"
            yield f"             {refused[each.answer]}"
        else:
            yield f"  {'record   ' if each.signs else 'taken    '}  {each.told}"
            yield from (f"             {line}" for line in _instead_of(received, each))
    for left in received.taken.left:
        if left.waits:
            yield f"  waits      {left.answer.about}: {left.answer.says.value}"
        else:
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
    named = next((record.evidence["witnessed-by"] for record, _ in waiting), "")
    person = named or received.witness or "ID"
    who = name_of(received.context.view.project, person) if named else "another person"
    compared = f"Compare it with {visible(received.paper)} and attest it" if received.paper else "Attest it"
    yield f"{compared}, {who}, with the key whose public half is in project.yml; what binds does not count before:"
    yield f"  delivery sign {received.file.project} --attest {','.join(digests)} --person {person} --key {KEY}"
    if person == "ID":
        yield f"  ID is one of: {', '.join(received.attesters) or NO_KEY}"


def _message(received: _Received) -> Iterator[str]:
    """The message for the commit: what was written, and nothing else."""
    file = received.file
    yield f"  {file.project}: answers of {name_of(received.context.view.project, file.person)} of {file.made}"
    for each in received.taken.taken:
        if each.answer not in received.refused and each.answer not in received.waiting:
            yield f"  - {visible(each.told)}"


def _next_steps(received: _Received) -> Iterator[str]:
    file, project = received.file, received.context.view.project
    for name, reason in received.keeping.left.items():
        yield f"Not kept in the project: {visible(name)}: {visible(reason)}"
    if any(kept.entry["sha256"] == file.digest for kept in received.keeping.kept):
        yield "What came in is in attachments.yml, for the vendor alone; audience: customer shows it to the customer."
    else:
        yield f"Keep {visible(file.name)}: its SHA-256 {file.digest} stands in what was written by its first digits."
    yield "Next:"
    later = project.as_of and project.as_of < file.made
    moved = (
        f"Set as_of: {file.made} in projects/{file.project}/project.yml, now {project.as_of}: pages show no later day."
    )
    attesting = tuple(_to_attest(received))
    steps: list[tuple[str, ...]] = [(moved,)] if later else []
    steps.append(("Commit it, with this message for example:", *_message(received)))
    steps += [attesting, (f"See what counts: delivery verify {file.project}",)] if attesting else []
    for number, step in enumerate(steps, start=1):
        yield f"{number}. {step[0]}"
        yield from (f" {line}" for line in step[1:])
