"""`delivery run`: a new record in test-runs/, as a form to fill in or from a JUnit report; never over an old one."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.evidence.test_run_record import (
    ReportedOutcome,
    active_tests,
    errors_known_before,
    form_results,
    free_name,
    likely_tester,
    newest_environment,
    reported_results,
)
from delivery_wiki.model.project.test_cases import ErrorMeaning
from delivery_wiki.model.project.test_results import DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.command_texts.test_run_file import class_notes, form_notes, render_test_run, shortened
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.project_folder import check_read
from delivery_wiki.reading.reports.junit_file import MAXIMUM_TEXT, readable
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

from ..outside.faults import WrongUse
from ..outside.files import naming
from ..workspace.workspace_loading import Workspace, clock_of, data_folder, load_workspace, require_projects
from .run_report import ReportedTest, RunReport, read_report, remarks

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60
_LONGEST_TITLE = 200
_LONGEST_TEXT = 2_000
_SHOWN = 5


def run_run(arguments: argparse.Namespace) -> int:
    """Write one file and say which; 1 for faults of the project or the report, 2 where the call cannot be served."""
    workspace = load_workspace(arguments.root, require_projects(arguments.root, [arguments.slug]))
    if workspace.has_errors:
        print(render_text(workspace.findings), file=sys.stderr)
        return 1
    (project,) = workspace.sound
    if not active_tests(project):
        raise WrongUse(f"{project.slug} has no test case yet; write them in tests.yml")
    on = clock_of(workspace, arguments.on).day_in(project.time_zone)
    report = _report_of(arguments, project)
    if report.findings:
        print(render_text(report.findings), file=sys.stderr)
        return 1
    words = _words(project, workspace)
    run = _record(arguments, words, project, on, report)
    notes = form_notes(words) if not arguments.junit else class_notes(words) if _unclassed(run, report) else ()
    text = render_test_run(run, project.tests, notes)
    path = arguments.root / "projects" / project.slug / "test-runs" / f"{run.name}.yml"
    _require_sound(text, path)
    _write(path, text)
    for line in _summary(path.relative_to(arguments.root), project, run, report):
        print(line)
    return 0


def _report_of(arguments: argparse.Namespace, project: Project) -> RunReport:
    if not arguments.junit:
        if arguments.errors:
            raise WrongUse("--errors says what errors of a report mean; give the report with --junit")
        return RunReport()
    return read_report(arguments.junit, project, ErrorMeaning(arguments.errors) if arguments.errors else None)


def _words(project: Project, workspace: Workspace) -> Words:
    labels = catalogue_for(project.language, workspace.repository.catalogues)
    return Words(language=project.language, catalogue=labels)


def _record(arguments: argparse.Namespace, words: Words, project: Project, on: dt.date, report: RunReport) -> TestRun:
    outcomes = [_outcome(reported, case, words) for reported in report.tests for case in reported.cases]
    environment = arguments.environment or newest_environment(project) or words("test environment")
    results = reported_results(project, outcomes) if arguments.junit else form_results(project)
    return TestRun(
        name=_name(arguments, project, on),
        date=on,
        tester=_tester(arguments.tester, project),
        environment=readable(environment)[:_LONGEST_TITLE],
        version=readable(arguments.version or "")[:_LONGEST_NAME],
        known_errors=tuple(shortened(words, text, _LONGEST_TEXT) for text in errors_known_before(project, on)),
        results=tuple(_within_limits(result, words) for result in results),
    )


def _outcome(reported: ReportedTest, case: str, words: Words) -> ReportedOutcome:
    test = reported.test
    return ReportedOutcome(
        case=case,
        verdict=test.verdict,
        test=test.name,
        message=shortened(words, test.message, MAXIMUM_TEXT),
        defect_class=test.defect_class,
    )


def _within_limits(result: TestResult, words: Words) -> TestResult:
    """Texts of several tests together may be longer than a record takes."""
    actual, defect, evidence = (
        shortened(words, text, _LONGEST_TEXT) for text in (result.actual, result.defect, result.evidence)
    )
    return replace(result, actual=actual, defect=defect, evidence=evidence)


def _name(arguments: argparse.Namespace, project: Project, on: dt.date) -> str:
    """The date and the given name, which must be free; without one the next free name."""
    if not arguments.name:
        return free_name(project.test_runs, f"{on.isoformat()}-{'automatic' if arguments.junit else 'run'}")
    if not _NAME.fullmatch(arguments.name) or len(arguments.name) > _LONGEST_NAME:
        raise WrongUse(f"'{arguments.name}' is no name: small letters, digits and hyphens, at most {_LONGEST_NAME}")
    return f"{on.isoformat()}-{arguments.name}"


def _tester(given: str | None, project: Project) -> str:
    known = [*(person.id for person in project.people), *(party.id for party in project.parties)]
    tester = given or likely_tester(project)
    if tester is None:
        raise WrongUse("nobody stands in project.yml yet; add a person and name them with --tester")
    if tester not in known:
        near = difflib.get_close_matches(tester, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
        raise WrongUse(f"'{tester}' is no person of {project.slug}; {hint}")
    return tester


def _unclassed(run: TestRun, report: RunReport) -> list[str]:
    classed = {case for reported in report.tests if reported.test.defect_class for case in reported.cases}
    return [
        result.case for result in run.results if result.defect_class is DefectClass.ONE and result.case not in classed
    ]


def _require_sound(text: str, path: Path) -> None:
    """The file is read as `check` reads it before it is written: a fault here is the tool's own."""
    read = read_yaml(text.encode(), path.name)
    if findings := check_read(read, SchemaSet.load(data_folder() / "schemas"), "test-run"):
        raise ValueError(f"the record would not pass the check: {render_text(findings)}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    try:
        stream = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise WrongUse(f"{path.name} exists, and a run is never overwritten; choose another --name") from None
    try:
        with naming(path), stream:
            stream.write(text)
    except OSError:
        path.unlink(missing_ok=True)  # half a record would be read as one
        raise


def _summary(shown: Path, project: Project, run: TestRun, report: RunReport) -> Iterator[str]:
    counts = {verdict: sum(result.verdict is verdict for result in run.results) for verdict in Verdict}
    told = ", ".join(f"{count} {verdict.value}" for verdict, count in counts.items() if count)
    yield f"{shown.as_posix()}: {len(run.results)} of {len(active_tests(project))} cases, {told}. Tester: {run.tester}."
    if report.tests:
        yield from remarks(report, project)
        silent = [test.id for test in active_tests(project) if test.id not in {result.case for result in run.results}]
        if silent:
            yield f"Without a result: {', '.join(silent[:_SHOWN])}{', …' if len(silent) > _SHOWN else ''}."
        if unclassed := _unclassed(run, report):
            yield f"Class 1 until somebody has looked: {', '.join(unclassed)}."
