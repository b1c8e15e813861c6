"""A team's own repository: a few answers filled into templates, and the pipelines of the tool's own repository."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from ..macros.staged_pages import theme_text
from .new_project import quoted

ENDING = ".tpl"
HIDDEN = "dot_"
INSTALL = "python3 -m venv .venv && .venv/bin/python -m pip install --quiet -r requirements.txt"
_ONLY_HERE = re.compile(r"^ *# Only here: begin\n.*?^ *# Only here: end\n", re.MULTILINE | re.DOTALL)
_OF_A_TEAM: Mapping[str, str] = {"make .venv/run-ready": INSTALL, "requirements/run.txt": "requirements.txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryAnswers:
    """What is known when a repository begins: its name, whose brand it bears, and the version of the tool."""

    name: str
    vendor: str
    version: str


def new_repository(
    answers: RepositoryAnswers, templates: Mapping[str, str], pipelines: Mapping[str, str], schemas: Mapping[str, str]
) -> dict[str, str]:
    """All files of a new repository by path; a template's name begins with `dot_` for a file that is hidden."""
    values = {
        "name": answers.name,
        "name_in_yaml": quoted(answers.name),
        "name_in_markdown": theme_text(answers.name),
        "vendor_in_yaml": quoted(answers.vendor),
        "version": answers.version,
    }
    files = {
        _path(name): Template(text).substitute(values) if name.endswith(ENDING) else text
        for name, text in templates.items()
    }
    files |= {name: of_a_team(text) for name, text in pipelines.items()}
    files |= {f"schemas/{name}": text for name, text in schemas.items()}
    return dict(sorted(files.items()))


def of_a_team(pipeline: str) -> str:
    """A pipeline of the tool's own repository as a team runs it: the tool is installed, and nobody tests its code."""
    text = _ONLY_HERE.sub("", pipeline)
    for ours, theirs in _OF_A_TEAM.items():
        text = text.replace(ours, theirs)
    return text


def _path(name: str) -> str:
    parts = name.removesuffix(ENDING).split("/")
    return "/".join(part.replace(HIDDEN, ".", 1) if part.startswith(HIDDEN) else part for part in parts)
