"""`delivery sign`: records a signature over an issued revision, or says why it may not be recorded."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.sign_off_drafts import (
    Refused,
    Signing,
    admit,
    draft_record,
    issued_by_name,
    not_in_the_roster,
)
from delivery_wiki.calculations.signing.sign_off_graph import person_of
from delivery_wiki.calculations.signing.sign_off_judgement import day_in
from delivery_wiki.calculations.signing.ssh_signature import SIGN_OFF_NAMESPACE, key_fingerprint, signing_key
from delivery_wiki.model.answers import MOST_WORDS
from delivery_wiki.model.document_names import find_document
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, statement_bytes
from delivery_wiki.model.status import Message
from delivery_wiki.pages.audit.verification_report import MEANING_WORDS, SHOWN
from delivery_wiki.reading.files.folder_walk import MAXIMUM_ATTACHMENT_BYTES
from delivery_wiki.reading.files.readable_text import forbidden_character
from delivery_wiki.reading.records.sign_off_reading import as_returned

from ..outside.clock import moment
from ..outside.faults import WrongUse
from ..outside.ssh_keygen import sign_with_key
from ..workspace.sign_off_writing import write_once, write_record
from ..workspace.signing_context import roster_at, signing_context
from .command_attest import attest_new_records, attest_record
from .command_review import record_reviews


def run_sign(arguments: argparse.Namespace) -> int:
    """Write a record or an attestation; 1 where it is refused, with the reason."""
    if arguments.from_review:
        return record_reviews(arguments)
    if arguments.attest:
        return attest_record(arguments)
    if arguments.witness:
        return attest_new_records(arguments)
    for name in ("slug", "document", "person", "meaning"):
        if not getattr(arguments, name):
            raise WrongUse(f"{name.upper() if name in ('slug', 'document') else '--' + name} is missing.")
    _refuse_unreadable(arguments)
    context = signing_context(arguments.root, arguments.slug)
    view = context.view
    known = issued_by_name(view.project, arguments.revision)
    issued = find_document(arguments.document, known)
    if issued is None:
        raise WrongUse(_unknown_document(arguments.document, known))
    signing = Signing(
        issued=issued,
        person=arguments.person,
        meaning=Meaning(arguments.meaning),
        channel=Channel(arguments.channel),
        time=moment(),
        conditions=arguments.conditions or "",
        role=arguments.role or "",
        represents=arguments.represents or "",
    )
    try:
        draft = draft_record(view, roster_at(arguments.root, arguments.slug, arguments.base, view.project), signing)
        _refuse_unknown(arguments, view.project)
        evidence, project = _EVIDENCE[signing.channel](arguments, draft, view.project)
        record, missing = admit(project, replace(draft, evidence=evidence))
    except Refused as refused:
        print(f"delivery: {plain(refused.reason)}. Nothing was recorded.")
        return 1
    if arguments.file:
        _keep_returned(arguments.root, record, Path(arguments.file))
    path = write_record(arguments.root, record)
    print(_told(view, record, path.relative_to(arguments.root)))
    print("\n".join(_next_steps(project, record, missing)))
    return 0


def _next_steps(project: Project, record: SignOff, missing: Message | None) -> Iterator[str]:
    """What is still to be done, with the command; before it, that the project's own day is an earlier one."""
    day = day_in(record.time, project.time_zone)
    if project.as_of and day > project.as_of:
        yield (
            f"It is of {day}, and project.yml sets as_of: {project.as_of}: until that is later, pages and"
            f" delivery verify tell of a day on which it was not there. To see it: delivery verify --on {day}"
        )
    if missing is None:
        yield f"Commit the record in a pull request of its own; then: delivery verify {record.project}"
        return
    yield f"It does not count yet: {plain(missing)}."
    other = record.evidence.get("witnessed-by")
    if not other:
        yield "A witness of the project attests it, usually the pipeline:"
        yield f"  delivery sign {record.project} --witness ID --key FILE"
        return
    yield f"  delivery sign {record.project} --attest {record.name[:SHOWN]} --person {other} --key FILE"
    person = person_of(project, other)
    if person is not None and not person.keys:
        yield f"{other} has no key yet: their public OpenSSH key first goes under keys: of {other} in project.yml."


def _refuse_unreadable(arguments: argparse.Namespace) -> None:
    """What somebody typed is read back from the record later, as every text is."""
    for name in ("conditions", "reference", "code"):
        text = getattr(arguments, name) or ""
        if forbidden_character(text) or len(text) > MOST_WORDS:
            problem = f"is longer than {MOST_WORDS} characters, or holds one that cannot be seen"
            raise WrongUse(f"--{name} {problem}. Nothing was recorded.")


def _refuse_unknown(arguments: argparse.Namespace, project: Project) -> None:
    """Whoever records or attests it stands in the roster as well; raises Refused."""
    for id in _third_people(arguments).values():
        if person_of(project, id) is None:
            raise Refused(not_in_the_roster(project, id))


def _unknown_document(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return f"'{name}' was not issued. Did you mean '{near[0]}'?"
    listed = f"Issued: {', '.join(known)}." if known else "Nothing was issued yet."
    return f"'{name}' was not issued. {listed} See: delivery issue"


Evidence = tuple[dict[str, str], Project]


def _by_key(arguments: argparse.Namespace, draft: SignOff, project: Project) -> Evidence:
    if not arguments.key:
        raise WrongUse("--key is missing: the key file to sign with, or another --channel.")
    signature = sign_with_key(statement_bytes(draft), Path(arguments.key), SIGN_OFF_NAMESPACE)
    return {"key": key_fingerprint(signing_key(signature)), "signature": signature}, project


def _by_returned(arguments: argparse.Namespace, draft: SignOff, project: Project) -> Evidence:
    if not arguments.file:
        raise WrongUse("--file is missing: the signed PDF that came back.")
    data = _returned_bytes(Path(arguments.file))
    returned = as_returned(data)
    issued = next(revision for revision in project.issued if revision.fingerprint == draft.fingerprint)
    evidence = {"returned": returned.digest, "issued": issued.pdf, "signatures": str(returned.signatures)}
    return evidence, replace(project, returned=(*project.returned, returned))


def _by_scan(arguments: argparse.Namespace, draft: SignOff, project: Project) -> Evidence:
    if not arguments.file:
        raise WrongUse("--file is missing: the scan of the signed paper, as a PDF.")
    if not arguments.code:
        raise WrongUse("--code is missing: the code in the foot of the signed paper, such as r1-3f9a-c21b.")
    returned = as_returned(_returned_bytes(Path(arguments.file)))
    third = _third_people(arguments)
    compared = f"compared with the issued revision by {' and '.join(third.values()) or 'nobody'} alone"
    evidence = {"returned": returned.digest, "code": arguments.code.strip(), "compared": compared} | third
    return evidence, replace(project, returned=(*project.returned, returned))


def _by_word(arguments: argparse.Namespace, draft: SignOff, project: Project) -> Evidence:
    if not arguments.reference:
        raise WrongUse("--reference is missing: which mail or meeting it was, so that somebody can find it.")
    evidence = {"reference": arguments.reference} | _third_people(arguments)
    if not arguments.file:
        return evidence, project
    returned = as_returned(_returned_bytes(Path(arguments.file)))
    return evidence | {"returned": returned.digest}, replace(project, returned=(*project.returned, returned))


def _third_people(arguments: argparse.Namespace) -> dict[str, str]:
    named = {"recorded-by": arguments.recorded_by, "witnessed-by": arguments.witnessed_by}
    return {name: person for name, person in named.items() if person}


def _by_review(arguments: argparse.Namespace, draft: SignOff, project: Project) -> Evidence:
    raise WrongUse("reviews are recorded with --from-review.")


def _returned_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_ATTACHMENT_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"{path.name} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault
    if len(data) > MAXIMUM_ATTACHMENT_BYTES or not data.startswith(b"%PDF-"):
        raise WrongUse(f"{path.name} is no PDF of at most {MAXIMUM_ATTACHMENT_BYTES // 1024 // 1024} MiB.")
    return data


def _keep_returned(root: Path, record: SignOff, path: Path) -> None:
    name = f"{record.evidence['returned']}.pdf"
    write_once(root, root / "projects" / record.project / "sign-offs" / "returned" / name, _returned_bytes(path))


def _told(view: AudienceView, record: SignOff, path: Path) -> str:
    document = f"{record.document}{' ' + record.topic if record.topic else ''} r{record.revision}"
    deputy = f" for {name_of(view.project, record.represents)}" if record.represents else ""
    who = f"{name_of(view.project, record.person)}{deputy} ({record.role}, {record.party.value})"
    return f"{document}: {MEANING_WORDS[record.meaning]} by {who}\n  {path}"


_EVIDENCE: Mapping[Channel, Callable[[argparse.Namespace, SignOff, Project], Evidence]] = {
    Channel.SSH: _by_key,
    Channel.PDF: _by_returned,
    Channel.SCAN: _by_scan,
    Channel.MAIL: _by_word,
    Channel.MEETING: _by_word,
    Channel.REVIEW: _by_review,
}
