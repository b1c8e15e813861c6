"""The CODEOWNERS files of a repository: where they stand, and whether they say what the projects say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience, AudienceView, audience_view
from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.command_texts.code_owners import owners_block, render_owners
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.reading.repository import Repository

FILES = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}


def check_owners(root: Path, repository: Repository, sound: Sequence[Project]) -> Iterator[Finding]:
    """A block of owners that is not what the projects say now; a file without one is nobody's business here."""
    for forge, name in FILES.items():
        path = root / name
        if path.is_symlink() or not path.is_file():
            continue
        block = owners_block(path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n"))
        if block and block != render_owners(views_of(repository, sound), forge):
            problem = "the owners of projects are not those that their people and signatures make"
            repair = f"Run 'delivery owners --forge {forge}'."
            yield error("owners-not-current", Location(file=name, line=1, column=1), problem, repair)


def views_of(repository: Repository, sound: Sequence[Project]) -> list[AudienceView]:
    """The projects as their customers see them: nothing internal decides who owns what."""
    return [
        audience_view(
            project, Audience.CUSTOMER, repository.library, catalogue_for(project.language, repository.catalogues)
        )
        for project in sound
    ]
