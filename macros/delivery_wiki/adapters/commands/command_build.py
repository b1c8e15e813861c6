"""`delivery build` and `delivery serve`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.render.finding_reports import number_of, render_text

from ..outside.clock import Clock, told_days
from ..outside.faults import WrongUse
from ..outside.files import require_free_place
from ..pdf.pdf_site import SitePdfs
from ..site.site_build import SiteResult, build_sites
from ..site.site_generator import SiteRequest, serve_site
from ..workspace.workspace_loading import (
    Workspace,
    clock_of,
    left_out,
    load_workspace,
    readable_projects,
    require_projects,
)
from .command_check import exit_code, use_colour
from .command_pdf import show_progress, tell_failures

NO_PROJECT = "There is no project yet: delivery new NAME makes one."


def run_build(arguments: argparse.Namespace) -> int:
    """Check, then build each site that changed; faulty projects keep their last good site."""
    slugs = require_projects(arguments.root, [arguments.project] if arguments.project else [])
    _require_some_site(arguments)
    workspace = load_workspace(arguments.root, slugs if arguments.audience == "customer" else ())
    if workspace.findings:
        print(render_text(workspace.findings, colour=use_colour()), file=sys.stderr)
    requests = _requests(workspace, arguments)
    for slug in sorted(workspace.marred):
        print(f"Project {slug} is marked as incomplete because of its findings.", file=sys.stderr)
    for slug in left_out(workspace, slugs):
        print(_left_out_words(workspace, slug, arguments), file=sys.stderr)
    clock = clock_of(workspace, arguments.on, published=True)
    days = clock.days(readable_projects(workspace))
    told = told_days(days, [project.slug for project in workspace.sound if arguments.project in (None, project.slug)])
    counts = f"{number_of(len(workspace.sound), 'project')} checked, {number_of(len(requests), 'site')} to build"
    print(f"{told}{counts}.")
    if not requests and not workspace.faulty:
        print(NO_PROJECT)
    failed = broken = False
    workers = os.cpu_count() or 1
    pdfs = (
        None if arguments.no_pdf else SitePdfs(workspace=workspace, days=days, workers=workers, progress=show_progress)
    )
    for result in build_sites(workspace, requests, days, workers=workers, pdfs=pdfs):
        _tell(result, arguments.root)
        tell_failures(result.without_pdf)
        failed = failed or bool(result.failure or result.spoilt or result.without_pdf)
        broken = broken or result.broken
    internal = next((request for request in requests if request.audience is Audience.INTERNAL), None)
    if internal and not failed:
        print(f"Open {_shown(internal.target, arguments.root)}/index.html in a browser.")
    if broken:
        return 3
    return 1 if failed or workspace.faulty else exit_code(workspace.findings)


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    clock = Clock(root=arguments.root, on=arguments.on)
    clock.require_readable()
    require_projects(arguments.root, [arguments.slug] if arguments.slug else [])
    place = f"http://{arguments.address}/"
    seen = f"as of {arguments.on}" if arguments.on else "as of today, or the day that a project sets"
    print(f"Serving {place} {seen}. It follows your edits; Ctrl-C ends.", flush=True)
    serve_site(arguments.root, arguments.slug or "", arguments.on or "", arguments.address)
    return 0


def _require_some_site(arguments: argparse.Namespace) -> None:
    """Raise WrongUse for what can build nothing, or builds it where it must not be."""
    if arguments.project and arguments.audience == Audience.INTERNAL.value:
        raise WrongUse(
            "the internal wiki holds all projects, so that --project names no part of it. Leave --project out, or ask"
            f" for the site of its customer: delivery build --audience customer --project {arguments.project}"
        )
    if arguments.out is not None:
        require_free_place(arguments.root, Path(arguments.out), arguments.out)


def _left_out_words(workspace: Workspace, slug: str, arguments: argparse.Namespace) -> str:
    """What of a faulty project is shown all the same, and which of its last good sites stay."""
    out = _out(arguments)
    places = (out / "internal" / "projects" / slug, out / "customer" / slug)
    files = next((project.parts.values() for project in workspace.rough if project.project.slug == slug), ())
    if files and arguments.audience != Audience.CUSTOMER.value and not arguments.project:
        listed = ", ".join(dict.fromkeys(files))
        told = f"Project {slug} has errors: the internal wiki leaves out what rests on {listed}, and marks the rest."
        if arguments.audience == Audience.INTERNAL.value:
            return told
        last = _shown(places[1], arguments.root)
        stays = f"stays the last good one: {last}" if places[1].is_dir() else "is not built"
        return f"{told} The site of its customer is never half a project, and {stays}."
    audiences = {Audience.INTERNAL.value: places[:1], Audience.CUSTOMER.value: places[1:]}
    kept = [_shown(path, arguments.root) for path in audiences.get(arguments.audience, places) if path.is_dir()]
    stays = f" Its last good site stays: {', '.join(kept)}." if kept else ""
    return f"Project {slug} is left out because of its findings.{stays}"


def _out(arguments: argparse.Namespace) -> Path:
    return Path(arguments.out).resolve() if arguments.out else arguments.root / "site"


def _requests(workspace: Workspace, arguments: argparse.Namespace) -> tuple[SiteRequest, ...]:
    out = _out(arguments)
    requests: list[SiteRequest] = []
    if arguments.audience != Audience.CUSTOMER.value and not arguments.project:
        requests.append(SiteRequest(audience=Audience.INTERNAL, slug="", target=out / "internal"))
    if arguments.audience != Audience.INTERNAL.value:
        requests += [
            SiteRequest(audience=Audience.CUSTOMER, slug=project.slug, target=out / "customer" / project.slug)
            for project in workspace.sound
            if arguments.project in (None, project.slug)
        ]
    return tuple(requests)


def _tell(result: SiteResult, root: Path) -> None:
    place = _shown(result.request.target, root)
    for reason in result.spoilt.values():
        print(f"{reason} Its last good pages stay.", file=sys.stderr)
    for slug, titles in result.partial.items():
        count = number_of(len(titles), "page")
        print(f"{place}/projects/{slug}: {count} left out: {', '.join(titles)}", file=sys.stderr)
    stays = ", the last good site stays" if result.request.target.is_dir() else ""
    if result.broken:
        print(f"{place}: not built{stays}: {result.failure}", file=sys.stderr)
    elif result.failure:
        print(f"{place}: not built{stays}.\n{result.failure}", file=sys.stderr)
    elif result.unchanged:
        print(f"{place}: {number_of(result.pages, 'page')}, unchanged")
    else:
        # Times would make the record of two equal builds differ, so that only a person gets them.
        took = f" in {result.seconds:.1f} s" if sys.stdout.isatty() else ""
        print(f"{place}: {number_of(result.pages, 'page')}{took}")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
