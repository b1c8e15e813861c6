"""Sign-off records: damaged ones, gaps in their graph, and those that do not count."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.finding import Finding, Location, error, warning
from macros.model.project import Project

from ..phrases import plain
from ..sign_off_judgement import Fault, Judgement, judge_records

RESTORE = "Restore the file from version control; only the tool writes it."


def check_sign_offs(project: Project) -> Iterator[Finding]:
    """Everything that is wrong with the records of a project, from its files alone."""
    for one in project.damaged_records:
        yield error("sign-off-damaged", one.location, f"the file is no record any more: {one.problem}.", RESTORE)
    judgement = judge_records(project)
    yield from _gaps(project, judgement)
    for judged in judgement.records:
        if judged.fault is None or judged.reason is None:
            continue
        location, reason = judged.record.location, plain(judged.reason)
        if judged.fault is Fault.EDITED:
            yield error("sign-off-damaged", location, f"{reason}.", RESTORE)
        elif judged.fault.is_lasting:
            problem = f"the signature of {judged.record.person} does not count: {reason}."
            yield error("sign-off-refused", location, problem, "Take the file out, and sign with delivery sign.")
        else:
            problem = f"the signature of {judged.record.person} does not count: {reason}."
            yield warning("sign-off-void", location, problem, "Sign again, or put back what the signature rests on.")


def _gaps(project: Project, judgement: Judgement) -> Iterator[Finding]:
    records = judgement.graph.records
    for digest, citing in judgement.graph.missing.items():
        problem = f"the record {digest} is gone; {citing[0]} follows it."
        yield error("sign-off-missing", records[citing[0]].location, problem, RESTORE)
    for one in project.attestations:
        if one.record not in records:
            problem = f"the record {one.record} is gone; a witness has attested it."
            yield error("sign-off-missing", one.location, problem, RESTORE)


def record_place(slug: str, digest: str) -> Location:
    """Where a record stands, or stood."""
    return Location(file=f"projects/{slug}/sign-offs/{digest}.json", line=1, column=1)
