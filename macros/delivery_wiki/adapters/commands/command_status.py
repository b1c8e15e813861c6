"""`delivery status`: where projects stand and who owes what, for a terminal or as JSON."""

from __future__ import annotations

import argparse
import difflib
import shutil
import sys
from collections.abc import Sequence

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.gates.work_list import WorkChoice, WorkItem, choose_work, known_people, people_called
from delivery_wiki.model.process import PartyKind
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.pages.status.status_report import render_status
from delivery_wiki.pages.status.work_report import render_work, work_as_json

from ..outside.faults import WrongUse
from ..workspace.workspace_loading import days_of, left_out, load_workspace, project_contexts, require_projects
from .command_check import exit_code, use_colour


def run_status(arguments: argparse.Namespace) -> int:
    """Print the status; projects with errors are named on standard error and left out, exit code 1."""
    slugs = require_projects(arguments.root, arguments.slugs)
    workspace = load_workspace(arguments.root, slugs)
    days = days_of(workspace, arguments.on)
    if workspace.has_errors:
        print(render_text(workspace.findings), file=sys.stderr)
    faulty = left_out(workspace, slugs)
    for slug in faulty:
        print(f"Project {slug} is left out because of its findings.", file=sys.stderr)
    contexts = project_contexts(workspace, Audience.INTERNAL, days)
    choice = _choice(arguments)
    width = shutil.get_terminal_size((100, 24)).columns
    if choice is not None:
        items = _chosen(contexts, choice)
        told = (
            work_as_json(items)
            if arguments.format == "json"
            else render_work(items, choice, width=width, colour=use_colour())
        )
        print(told, end="\n" if arguments.format == "json" else "")
    elif arguments.format == "json":
        print(status_as_json(contexts))
    elif contexts or not faulty:
        print(render_status(contexts, width=width, colour=use_colour()), end="")
    return exit_code(workspace.findings)


def _choice(arguments: argparse.Namespace) -> WorkChoice | None:
    """What is asked for of the work of all projects; None where their status is."""
    if arguments.person is not None and not arguments.person.strip():
        raise WrongUse("--person names nobody: give an id or a name.")
    if not (arguments.person or arguments.party or arguments.late or arguments.due is not None):
        return None
    if arguments.due is not None and arguments.due < 0:
        raise WrongUse(f"--due {arguments.due}: how many days ahead, 0 for today and what is overdue.")
    party = PartyKind(arguments.party) if arguments.party else None
    return WorkChoice(person=arguments.person or "", party=party, late=arguments.late, due=arguments.due)


def _chosen(contexts: Sequence[PageContext], choice: WorkChoice) -> tuple[WorkItem, ...]:
    """The entries; raises WrongUse where nobody is called as asked."""
    projects = [(context.view.project, context.status) for context in contexts]
    if choice.person and not any(people_called(project, choice.person) for project, _ in projects):
        known = {name.casefold(): name for name in known_people(project for project, _ in projects)}
        near = difflib.get_close_matches(choice.person.casefold(), known, n=1)
        hint = f"Did you mean '{known[near[0]]}'?" if near else "Ids and names stand in project.yml, under people."
        raise WrongUse(f"nobody in these projects is called '{choice.person}'. {hint}")
    return choose_work(projects, choice)
