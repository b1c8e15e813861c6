"""`delivery build` and `delivery serve`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.pages.finding_reports import number_of, render_text

from .clock import Clock, told_days
from .command_check import exit_code, use_colour
from .command_pdf import show_progress, tell_failures
from .faults import WrongUse
from .files import require_free_place
from .pdf_site import SitePdfs
from .site_build import SiteResult, build_sites
from .site_generator import SiteRequest, serve_site
from .workspace import Workspace, clock_of, left_out, load_workspace, require_projects

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
        _tell_left_out(slug, arguments)
    clock = clock_of(workspace, arguments.on, published=True)
    days = clock.days(workspace.repository.projects)
    told = told_days(days, [one.slug for one in workspace.sound if arguments.project in (None, one.slug)])
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
    internal = next((one for one in requests if one.audience is Audience.INTERNAL), None)
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


def _tell_left_out(slug: str, arguments: argparse.Namespace) -> None:
    """A faulty project, and which of its last good sites stay."""
    out = _out(arguments)
    places = (out / "internal" / "projects" / slug, out / "customer" / slug)
    audiences = {Audience.INTERNAL.value: places[:1], Audience.CUSTOMER.value: places[1:]}
    kept = [_shown(one, arguments.root) for one in audiences.get(arguments.audience, places) if one.is_dir()]
    stays = f" Its last good site stays: {', '.join(kept)}." if kept else ""
    print(f"Project {slug} is left out because of its findings.{stays}", file=sys.stderr)


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
    if result.broken:
        print(f"{place}: not built, the last good site stays: {result.failure}", file=sys.stderr)
    elif result.failure:
        print(f"{place}: not built, the last good site stays.\n{result.failure}", file=sys.stderr)
    elif result.unchanged:
        print(f"{place}: {number_of(result.pages, 'page')}, unchanged")
    else:
        # Times would make the record of two equal builds differ, so that only a person gets them.
        took = f" in {result.seconds:.1f} s" if sys.stdout.isatty() else ""
        print(f"{place}: {number_of(result.pages, 'page')}{took}")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
