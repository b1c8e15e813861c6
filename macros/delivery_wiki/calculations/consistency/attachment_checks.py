"""Attachments against their list: each file has one entry, each entry its file, with the bytes that were listed."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.attachments import AttachedFile
from delivery_wiki.model.project.whole_project import Project

LIST = "attachments.yml"
SHOWN = 12


def check_attachments(project: Project) -> Iterator[Finding]:
    """Files that nobody lists, entries without a file, two entries for one, and bytes that are others."""
    files = {file.name: file for file in project.attached_files}
    first: dict[str, Location] = {}
    for entry in project.attachments:
        place = entry.location.at("file")
        if entry.file in first:
            problem = f"{entry.file} has two entries."
            yield error("duplicate-entry", place, problem, "Keep the one that holds.", also=first[entry.file])
            continue
        first[entry.file] = place
        file = files.get(entry.file)
        if file is None:
            yield error(
                "attachment-missing",
                place,
                f"attachments/{entry.file} is not there.",
                f"Put the file there as attachments/{entry.file}, or take the entry out.",
            )
        elif file.sha256 != entry.sha256:
            yield error(
                "attachment-changed",
                entry.location.at("sha256"),
                f"attachments/{entry.file} is not the file that was listed: its SHA-256 is {file.sha256[:SHOWN]}…, "
                f"not {entry.sha256[:SHOWN]}….",
                "Restore the file from version control. Another file gets another name and an entry of its own.",
            )
    for file in project.attached_files:
        if file.name not in first:
            yield _unlisted(project, file)


def _unlisted(project: Project, file: AttachedFile) -> Finding:
    day = file.name[:10] if file.name[:4].isdigit() and file.name[4:5] == "-" else "DAY"
    entry = (
        f"{{file: {file.name}, title: TITLE, kind: mail | scan | signed | answers | other, date: {day}, "
        f"audience: internal | customer, sha256: {file.sha256}}}"
    )
    return error(
        "attachment-unlisted",
        file.location,
        f"{LIST} has no entry for it, so that nobody knows what it is and who may see it.",
        f"Add it to attachments of projects/{project.slug}/{LIST}: {entry}; or take the file out.",
    )
