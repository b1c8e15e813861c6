"""`delivery sign --attest` and `--witness`: somebody else says that a record was there, and when."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.consistency.sign_offs import not_admitted
from delivery_wiki.calculations.signing.attested_attempts import AttemptProof, may_attest, told_attempts
from delivery_wiki.calculations.signing.deputies import may_attest_deputy, told_deputies
from delivery_wiki.calculations.signing.sign_off_drafts import not_in_the_roster
from delivery_wiki.calculations.signing.sign_off_graph import person_of
from delivery_wiki.calculations.signing.sign_off_judgement import judge_records
from delivery_wiki.calculations.signing.ssh_signature import WITNESS_NAMESPACE, public_key_text, signing_key
from delivery_wiki.model.finding import Severity
from delivery_wiki.model.project.parties import Deputy
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Attestation, Channel, SignOff, attestation_bytes, record_digest
from delivery_wiki.pages.audit.verification_report import SHOWN
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.project_folder import find_project_folders

from ..outside.clock import moment
from ..outside.faults import WrongUse
from ..outside.ssh_keygen import sign_with_key
from ..workspace.sign_off_writing import write_attestation
from ..workspace.signing_context import CONSEQUENCES, roster_at, signing_context
from ..workspace.workspace_loading import load_workspace, require_projects


def attest_record(arguments: argparse.Namespace) -> int:
    """A person attests records as their named witness, and answers that another one took in: all of them or none."""
    if not (arguments.slug and arguments.person and arguments.key):
        raise WrongUse("--attest needs the project, --person and --key.")
    project = signing_context(arguments.root, arguments.slug, besides=CONSEQUENCES).view.project
    found = dict(_find(project, digest) for digest in arguments.attest.split(",") if digest)
    person = person_of(project, arguments.person)
    if person is None:
        print(f"delivery: {plain(not_in_the_roster(project, arguments.person))}. Nothing was recorded.")
        return 1
    for digest, why_not in found.items():
        if reason := why_not(person.id):
            named = f"{digest[:SHOWN]}: " if len(found) > 1 else ""
            print(f"delivery: {named}{reason}. Nothing was recorded.")
            return 1
    known = {made.record: made for made in project.attestations if made.witness == person.id}
    made = [_sign(digest, person.id, (), Path(arguments.key)) for digest in found if digest not in known]
    own = {public_key_text(key.key) for key in person.keys}
    if any(signing_key(attestation.signature) not in own for attestation in made):
        print(f"delivery: the key is none of {person.id} in project.yml; it first goes under keys: there.")
        print("Nothing was recorded.")
        return 1
    for digest in found:
        if digest in known:
            day = known[digest].time[:10]
            print(f"{digest[:SHOWN]} was attested by {person.id} on {day} already. Nothing to write.")
    for attestation in made:
        path = write_attestation(arguments.root, arguments.slug, attestation)
        print(f"{attestation.record[:SHOWN]} attested by {person.id}\n  {path.relative_to(arguments.root)}")
    if made:
        print("\n".join(_after(arguments.root, arguments.slug)))
    return 0


def _after(root: Path, slug: str) -> Iterator[str]:
    """What follows from what counts now, for the team to mend before it is committed, and where to see it."""
    found = [finding for finding in load_workspace(root, (slug,)).findings if finding.code in CONSEQUENCES]
    following = [finding for finding in found if finding.severity is Severity.ERROR]
    if following:
        yield "It counts, and this follows from it; mend it, then commit all of it:"
        yield render_text(following)
    else:
        yield "Commit it."
    yield f"See what counts: delivery verify {slug}"


def attest_new_records(arguments: argparse.Namespace) -> int:
    """The pipeline attests every record that holds and that it has not attested yet."""
    if not arguments.key:
        raise WrongUse("--witness needs --key: the key of the witness.")
    # A key that cannot sign, or is another one, is told also on the days on which there is nothing to attest.
    key = signing_key(sign_with_key(b"", Path(arguments.key), WITNESS_NAMESPACE))
    slugs = require_projects(arguments.root, [arguments.slug] if arguments.slug else _projects(arguments.root))
    if not slugs:
        print("No project holds a record, an answer or a deputy: nothing to attest.")
    refused = False
    for slug in slugs:
        project = signing_context(arguments.root, slug, besides=CONSEQUENCES).view.project
        witness = next((witness for witness in project.witnesses if witness.id == arguments.witness), None)
        if witness is None:
            print(f"{slug}: {arguments.witness} is no witness of this project; nothing was attested.")
        elif public_key_text(witness.key) != key:
            print(f"{slug}: the key is not that of {witness.id} in project.yml; nothing was attested.")
            refused = True
        elif not _attest_waiting(
            arguments,
            project,
            roster_at(arguments.root, slug, arguments.base, project),
            tuple(sorted(arguments.approved_by)),
        ):
            print(f"{slug}: nothing to attest.")
    return 1 if refused else 0


def attest_approved(arguments: argparse.Namespace, before: Project, approved: Collection[str]) -> int:
    """The pipeline attests what a pull request brought of answers, for the people who approved it; how many it told.

    What was there before was approved by nobody in it, and is left.
    """
    project = signing_context(arguments.root, before.slug, besides=CONSEQUENCES).view.project
    witness = next((witness for witness in project.witnesses if witness.id == arguments.witness), None)
    key = signing_key(sign_with_key(b"", Path(arguments.key), WITNESS_NAMESPACE))
    if witness is None or public_key_text(witness.key) != key or not approved:
        return 0
    known = {record_digest(record) for record in before.sign_offs}
    known |= {told.digest for told in told_attempts(before)} | {told.digest for told in told_deputies(before)}
    return _attest_waiting(arguments, project, before, tuple(sorted(approved)), known)


def _attest_waiting(
    arguments: argparse.Namespace,
    project: Project,
    base: Project,
    approved: tuple[str, ...],
    known: Collection[str] = (),
) -> int:
    """How many records and answers of a project, but for those that are known, were attested, or told why not."""
    told = 0
    for digest, reason in (*_waiting(project, base, arguments.witness, approved), *_answers(project, approved)):
        if digest in known:
            continue
        told += 1
        if reason:
            print(f"{digest[:SHOWN]} is not attested: {reason}.")
            continue
        made = _sign(digest, arguments.witness, approved, Path(arguments.key))
        path = write_attestation(arguments.root, project.slug, made)
        print(f"{digest[:SHOWN]} attested by {made.witness}\n  {path.relative_to(arguments.root)}")
    return told


def _answers(project: Project, approved: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Answers about deliverables, and deputies, that nobody attested yet; only what somebody approved is attested."""
    for told in told_attempts(project):
        if told.proof is not AttemptProof.RECEIVED:
            continue
        may = any(person_of(project, person) and may_attest(told.attempt, person) for person in approved)
        yield told.digest, "" if may else "no other person of the project approved it"
    for named in told_deputies(project):
        if named.attested_on is None:
            may = any(person_of(project, person) and may_attest_deputy(named.deputy, person) for person in approved)
            yield named.digest, "" if may else f"neither {named.person.id} nor another person approved the deputy"


def _projects(root: Path) -> list[str]:
    """The projects that hold records, or answers about deliverables that somebody took in."""
    return [folder.name for folder in find_project_folders(root / "projects") if _holds_something(folder)]


def _holds_something(folder: Path) -> bool:
    sows = (path.read_bytes() for path in sorted((folder / "sow").glob("*.yml")) if path.is_file())
    return (folder / "sign-offs").is_dir() or any(b"recorded_by" in text for text in sows) or _names_deputies(folder)


def _names_deputies(folder: Path) -> bool:
    project = folder / "project.yml"
    return project.is_file() and b"deputies:" in project.read_bytes()


def _waiting(project: Project, base: Project, witness: str, approved: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The records that this witness has not attested yet, each with the reason why it cannot, empty where it can.

    A review is attested by the run that read it from the forge. What the base holds already was not read in this run,
    and nothing in its file tells a review from an invention.
    """
    attested = {attestation.record for attestation in project.attestations if attestation.witness == witness}
    digests = [record_digest(sign_off) for sign_off in project.sign_offs]
    earlier = set() if base is project else {record_digest(sign_off) for sign_off in base.sign_offs}
    presumed = [
        Attestation(record=digest, witness=witness, time=moment(), approved_by=approved, signature="")
        for digest in digests
    ]
    for record in judge_records(project, presumed).records:
        if record.digest in attested:
            continue
        reason = plain(record.reason) if record.reason else not_admitted(record, base)
        if not reason and record.record.channel is Channel.REVIEW and record.digest in earlier:
            reason = "its review was not read from the forge in this run"
        yield record.digest, reason


def _find(project: Project, digest: str) -> tuple[str, Callable[[str], str]]:
    """The whole digest of a record or of an answer about a deliverable, and why somebody may not attest it."""
    found: dict[str, Callable[[str], str]] = {
        judged.digest: partial(_not_its_witness, judged.record) for judged in judge_records(project).records
    }
    found |= {
        told.digest: partial(_not_another, told.attempt) for told in told_attempts(project) if told.attempt.recorded_by
    }
    found |= {told.digest: partial(_not_beside, told.deputy) for told in told_deputies(project)}
    named = [known for known in found if known.startswith(digest.lower())]
    if len(named) != 1 or len(digest) < SHOWN:
        raise WrongUse(f"'{digest}' names no record, answer or deputy, or several; give at least {SHOWN} digits of it.")
    return named[0], found[named[0]]


def _not_its_witness(record: SignOff, person: str) -> str:
    named = record.evidence.get("witnessed-by")
    return "" if named == person else f"{person} is not the witness that the record names: {named or 'nobody'}"


def _not_another(attempt: AcceptanceAttempt, person: str) -> str:
    if may_attest(attempt, person):
        return ""
    return f"{person} answered it or took it in, and somebody else attests that"


def _not_beside(deputy: Deputy, person: str) -> str:
    if may_attest_deputy(deputy, person):
        return ""
    return f"{person} is the deputy or took it in: who named them attests it, or somebody else"


def _sign(digest: str, witness: str, approved: tuple[str, ...], key: Path) -> Attestation:
    draft = Attestation(record=digest, witness=witness, time=moment(), approved_by=approved, signature="")
    return replace(draft, signature=sign_with_key(attestation_bytes(draft, signed=False), key, WITNESS_NAMESPACE))
