"""`delivery check`: all findings of a run, in the format that the reader wants."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.calculations.sizing.rule_set_borders import check_borders
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_examples import count_cells
from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.model.library import Library
from delivery_wiki.pages.render.finding_reports import (
    Accepted,
    accepted_line,
    accepted_words,
    number_of,
    render_github,
    render_gitlab,
    render_job_summary,
    render_json,
    render_text,
    visible,
)
from delivery_wiki.pages.sizing.sizing_proof import border_hint

from ..workspace.record_admission import find_unadmitted
from ..workspace.workspace_loading import Workspace, load_workspace, require_projects, vanished_since

REPORTS = {"json": render_json, "github": render_github, "gitlab": render_gitlab}


def run_check(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 if any is an error, or a warning with --strict."""
    workspace = load_workspace(arguments.root, require_projects(arguments.root, arguments.slugs), all_rule_sets=True)
    vanished = vanished_since(workspace, arguments.base, arguments.slugs) if arguments.base else ()
    unadmitted = find_unadmitted(workspace, arguments.base, arguments.slugs) if arguments.base else ()
    findings = tuple(sorted({*workspace.findings, *vanished, *unadmitted}, key=lambda finding: finding.sort_key))
    checked = len(workspace.repository.projects) + len(workspace.repository.faulty)
    report(findings, arguments.format, checked=checked, accepted=workspace.accepted)
    if arguments.format == "text":
        for line in accepted_lines(workspace, listed=arguments.accepted):
            print(line)
    if arguments.format == "text" and not arguments.slugs:
        print(worked_examples(workspace.repository.library, findings))
        for hint in border_hints(workspace.repository.library):
            print(hint)
        sys.stdout.flush()
        for line in unlocked_lines(workspace.repository.library):
            print(line, file=sys.stderr)
    return exit_code(findings, strict=arguments.strict)


def unlocked_lines(library: Library) -> Iterator[str]:
    """That nothing guards the released data yet; an information, for it is no fault before the first release."""
    if library.unlocked:
        files = number_of(len(library.unlocked), "data file")
        yield f"docs/released.json: info[released-data-unlocked]: {files} not released yet; to lock: delivery release"


def accepted_lines(workspace: Workspace, *, listed: bool) -> Iterator[str]:
    """How many warnings somebody answers for; each with who, until when and why, where they are to be listed."""
    if not workspace.accepted:
        return
    counted = accepted_line(workspace.accepted)
    yield f"{counted}:" if listed else f"{counted}; to list: delivery check --accepted"
    for finding, entry in workspace.accepted if listed else ():
        place = f"{finding.location.file}:{finding.location.line}:{finding.location.column}"
        yield visible(f"{place}: {finding.code}: {finding.problem} ({accepted_words(entry)})")


def worked_examples(library: Library, findings: tuple[Finding, ...]) -> str:
    """How many results the worked examples of the rule sets compare, and whether all of them agree."""
    cells = sum(count_cells(rules) for rules in library.rule_sets)
    counted = f"Worked examples: {cells:,} cells of {len(library.rule_sets)} rule sets"
    wrong = sum(finding.code == "rule-set-example" for finding in findings)
    found = "1 finding" if wrong == 1 else f"{wrong} findings"
    return f"{counted}, {found}." if wrong else f"{counted} agree."


def border_hints(library: Library) -> Iterator[str]:
    """A line for each sound rule set that has no example beside one of its borders."""
    for rules in library.rule_sets:
        sound = not any(finding.severity is Severity.ERROR for finding in check_rule_set(rules))
        if sound and (hint := border_hint(rules, check_borders(rules))):
            yield hint


def exit_code(findings: tuple[Finding, ...], *, strict: bool = False) -> int:
    """0 without errors, else 1."""
    return int(any(strict or finding.severity is Severity.ERROR for finding in findings))


def report(findings: tuple[Finding, ...], form: str, *, checked: int, accepted: Accepted = ()) -> None:
    """Write findings to standard output; on GitHub also the job summary."""
    if form != "text":
        print(REPORTS[form](findings, accepted))
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if form == "github" and summary:
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(render_job_summary(findings, accepted))
        return
    print(render_text(findings, colour=use_colour(), checked=checked))


def use_colour() -> bool:
    """Colour on a terminal unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
