"""`delivery verify`: what the sign-off records prove, offline and from the files alone."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.consistency.sign_offs import check_anchors
from delivery_wiki.calculations.verification.revision_verification import ProjectProof, ProofState, verify_project
from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.audit.verification_report import render_verification, verification_as_json
from delivery_wiki.pages.render.finding_reports import render_text

from ..workspace.workspace_loading import Workspace, days_of, load_workspace, project_contexts, require_projects
from .command_check import exit_code, use_colour

# What these findings are about does not keep a project from being computed.
OWN = ("sign-off-", "issued-", "change-request-")
HARMLESS = ("younger-than-revision",)  # no record is about a paper that is to be dated otherwise
SATISFIED = (ProofState.CURRENT, ProofState.ISSUED, ProofState.NOT_ISSUED)


def run_verify(arguments: argparse.Namespace) -> int:
    """Print the proof of every document; 1 for a record that is wrong, with --require for every open one too."""
    slugs = require_projects(arguments.root, arguments.slugs)
    workspace = load_workspace(arguments.root, slugs)
    readable = tuple(project for project in workspace.repository.projects if _can_be_verified(project, workspace))
    days = days_of(workspace, arguments.on)
    contexts = project_contexts(replace(workspace, sound=readable), Audience.INTERNAL, days)
    proofs = tuple(verify_project(context.view, context.status) for context in contexts)
    findings = _findings(workspace, readable, arguments.head)
    if arguments.format == "json":
        print(verification_as_json(proofs))
    else:
        print(render_verification(proofs, colour=use_colour()))
    if findings:
        print(render_text(findings, colour=use_colour()), file=sys.stderr)
    left_out = sorted({*workspace.faulty} - {project.slug for project in readable})
    for slug in left_out:
        print(f"Project {slug} cannot be read; see: delivery check {slug}", file=sys.stderr)
    wrong = bool(left_out) or exit_code(findings) == 1
    return int(wrong or (arguments.require and not _is_satisfied(proofs)))


def _can_be_verified(project: Project, workspace: Workspace) -> bool:
    """Whether nothing else is wrong with a project than its records, issued content and dates of drafts."""
    folder = f"projects/{project.slug}/"
    return not any(
        finding.severity is Severity.ERROR
        and finding.location.file.startswith(folder)
        and not (_is_own(finding) or finding.code in HARMLESS)
        for finding in workspace.findings
    )


def _is_own(finding: Finding) -> bool:
    return finding.code.startswith(OWN)


def _findings(workspace: Workspace, projects: tuple[Project, ...], heads: list[str]) -> tuple[Finding, ...]:
    own = {finding for finding in workspace.findings if _is_own(finding)}
    own |= set(check_anchors(projects, heads))
    return tuple(sorted(own, key=lambda finding: finding.sort_key))


def _is_satisfied(proofs: tuple[ProjectProof, ...]) -> bool:
    """Whether each document is proved current, and no answer about a deliverable waits for somebody to attest it."""
    return all(
        all(document.state in SATISFIED for document in proof.documents)
        and all(told.attempt.counts for told in proof.answers)
        for proof in proofs
    )
