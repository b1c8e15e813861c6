"""Files whose names say a date, a document or a revision: the text inside says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from delivery_wiki.model.document_names import folder_name
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.whole_project import Project

LENGTH = len("2026-11-24")


def check_file_names(project: Project) -> Iterator[Finding]:
    """Minutes and test runs whose date is another one than that of their file; issued revisions in a foreign folder."""
    for minutes in project.minutes:
        yield from _check_date(minutes.name, minutes.date, minutes.location)
    for run in project.test_runs:
        yield from _check_date(run.name, run.date, run.location)
    for issued in project.issued:
        folder = issued.location.file.split("/")[-2]
        wanted = f"{folder_name(issued.document, issued.topic)}-r{issued.revision}"
        if folder != wanted:
            problem = f"the folder is called {folder}, and it holds {wanted}."
            yield error("issued-misplaced", issued.location, problem, "Restore it from version control.")


def _check_date(name: str, date: dt.date, location: Location) -> Iterator[Finding]:
    said = name[:LENGTH]
    if said == date.isoformat():
        return
    file = location.file.rpartition("/")[2]
    yield warning(
        "file-name-otherwise",
        location.at("date"),
        f"the file is called {file}, and date is {date}.",
        f"Rename it to {date}{file[LENGTH:]}, or write date: {said}.",
    )
