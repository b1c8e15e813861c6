"""`delivery status`: where projects stand, for a terminal or as JSON."""

from __future__ import annotations

import argparse
import shutil
import sys

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.pages.status.status_report import render_status

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
    if arguments.format == "json":
        print(status_as_json(contexts))
    elif contexts or not faulty:
        width = shutil.get_terminal_size((100, 24)).columns
        print(render_status(contexts, width=width, colour=use_colour()), end="")
    return exit_code(workspace.findings)
