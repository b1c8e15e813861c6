"""`delivery clauses`: which clauses the documents of a project have, and whence each comes."""

from __future__ import annotations

import argparse
import sys

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.document_names import document_id
from delivery_wiki.pages.command_texts.clause_report import clause_lines
from delivery_wiki.pages.command_texts.issuing import document_names
from delivery_wiki.pages.render.finding_reports import render_text

from ..workspace.workspace_loading import days_of, load_workspace, project_contexts, require_projects
from .command_issue import find_document_name


def run_clauses(arguments: argparse.Namespace) -> int:
    """Print them for one document or for all that have any; 1 for a project with errors."""
    require_projects(arguments.root, [arguments.slug])
    workspace = load_workspace(arguments.root, (arguments.slug,))
    if arguments.slug in workspace.faulty:
        print(render_text(workspace.findings), file=sys.stderr)
        return 1
    (context,) = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, arguments.on))
    names = document_names(context)
    if arguments.document:
        which = find_document_name(names, arguments.document, arguments.slug)
        names = {document_id(*which): which}
    for name, (kind, topic) in names.items():
        print("\n".join(clause_lines(context, kind, topic, name)))
    return 0
