"""`delivery size`: a project's sizing, or a rule set with inputs from the command line, with its working."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from decimal import Decimal

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.sizing.calculate import calculate_sizing, scenario_inputs
from delivery_wiki.calculations.sizing.expressions import did_you_mean
from delivery_wiki.calculations.sizing.request_checks import Door, check_inputs, check_missing
from delivery_wiki.calculations.sizing.rule_set_checks import check_rule_set
from delivery_wiki.calculations.sizing.rule_set_proof import prove
from delivery_wiki.model.finding import Finding, Location, Severity
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, RuleSet, SizingResult
from delivery_wiki.model.texts.plain_number import read_number
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.pages.sizing.sizing_proof import proof_json, render_proof_text
from delivery_wiki.pages.sizing.sizing_report import render_sizing_text, sizing_json
from delivery_wiki.reading.released_data import read_library

from ..outside.faults import WrongUse
from ..workspace.workspace_loading import (
    Workspace,
    data_folder,
    days_of,
    has_error,
    load_schemas,
    load_workspace,
    project_contexts,
    require_projects,
)
from .command_check import exit_code, use_colour

AT_THE_COMMAND_LINE = Location(file="--set", line=1, column=1)
PROGRESS_STEP = 10
WITH_UNIT = re.compile(r"(?P<number>-?[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>(?:[^\W\d_]|%)\D*|)")
TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def run_size(arguments: argparse.Namespace) -> int:
    """Print results; unknown or wrong inputs are findings and exit 1, and so is a mistake that no example notices."""
    if arguments.prove:
        if arguments.slug or arguments.rules or arguments.set:
            raise WrongUse("--prove goes alone: it changes the rule set itself, and computes its examples")
        return _prove(arguments)
    if bool(arguments.slug) == bool(arguments.rules):
        raise WrongUse("name a project, or a rule set with --rules or --prove")
    return _size_rules(arguments) if arguments.rules else _size_project(arguments)


def _size_project(arguments: argparse.Namespace) -> int:
    workspace = load_workspace(arguments.root, require_projects(arguments.root, [arguments.slug]))
    if workspace.has_errors:
        print(render_text(workspace.findings), file=sys.stderr)
        return 1
    if arguments.set:
        return _what_if(arguments, workspace)
    (context,) = project_contexts(workspace, Audience.INTERNAL, days_of(workspace, arguments.on))
    if context.sizing is None:
        raise WrongUse(f"{arguments.slug} has no sizing.yml yet")
    if arguments.format == "json":
        print(sizing_json(context.sizing, context.scenarios, context.comparison, on=context.on))
    else:
        print(_text(context.sizing, context.scenarios, context.comparison))
    return exit_code(workspace.findings)


def _what_if(arguments: argparse.Namespace, workspace: Workspace) -> int:
    """The project's sizing with other inputs; as on its page What if, without what was set by hand."""
    (project,) = workspace.sound
    request = project.sizing
    if request is None:
        raise WrongUse(f"{arguments.slug} has no sizing.yml yet")
    rules = find_rules(workspace.repository.library, f"{request.rules.id}@{request.rules.version}")
    changed = _given(rules, arguments.set)
    inputs = scenario_inputs(request, changed)
    findings = (*check_inputs(rules, changed), *check_missing(rules, inputs, AT_THE_COMMAND_LINE, Door.COMMAND_LINE))
    if findings:
        print(render_text(findings), file=sys.stderr)
    if has_error(findings):
        return 1
    result = calculate_sizing(rules, inputs)
    if arguments.format == "json":
        print(sizing_json(result, on=days_of(workspace, arguments.on).of(project.slug).day))
        return 0
    print(f"What if {project.slug} had {', '.join(arguments.set)}? Its sizing.yml stays as it is.")
    if request.overrides:
        print(f"Left out, as set by hand: {', '.join(override.output for override in request.overrides)}.")
    print(f"\n{_text(result)}")
    return 0


def _size_rules(arguments: argparse.Namespace) -> int:
    rules = find_rules(_library(arguments), arguments.rules)
    inputs = _given(rules, arguments.set)
    findings: tuple[Finding, ...] = (
        *check_inputs(rules, inputs),
        *check_missing(rules, inputs, AT_THE_COMMAND_LINE, Door.COMMAND_LINE),
    )
    if findings:
        print(render_text(findings), file=sys.stderr)
    if has_error(findings):
        return 1
    result = calculate_sizing(rules, inputs)
    print(sizing_json(result) if arguments.format == "json" else _text(result))
    return 0


def _prove(arguments: argparse.Namespace) -> int:
    rules = find_rules(_library(arguments), arguments.prove)
    findings = tuple(finding for finding in check_rule_set(rules) if finding.severity is Severity.ERROR)
    if findings:
        print(render_text(findings), file=sys.stderr)
        return 1
    proof = prove(rules, _show_progress if sys.stderr.isatty() else _say_nothing)
    print(proof_json(proof) if arguments.format == "json" else render_proof_text(proof))
    return int(bool(proof.survivors))


def _show_progress(done: int, changes: int) -> None:
    """One line on a terminal, written over until it is done and then taken away."""
    if done == changes:
        print(end="\r\x1b[K", file=sys.stderr, flush=True)
    elif done % PROGRESS_STEP == 0:
        print(f"\r{done:,} of {changes:,} changes tried", end="", file=sys.stderr, flush=True)


def _say_nothing(done: int, changes: int) -> None:
    """In a pipe, nobody waits and watches."""


def _text(
    result: SizingResult,
    scenarios: Sequence[tuple[str, SizingResult]] = (),
    comparison: SizingResult | None = None,
) -> str:
    width = shutil.get_terminal_size((100, 24)).columns
    text = render_sizing_text(
        result, Words(), scenarios=scenarios, comparison=comparison, width=width, colour=use_colour()
    )
    return text.rstrip("\n")


def _library(arguments: argparse.Namespace) -> Library:
    """The rule sets, without any project: none is asked about."""
    library, _ = read_library(arguments.root, data_folder(), load_schemas())
    return library


def find_rules(library: Library, name: str) -> RuleSet:
    """The rule set of a name such as ox-2011 or ox-2011@1; raises WrongUse with the nearest one if there is none."""
    id, _, version = name.partition("@")
    found = [rule_set for rule_set in library.rule_sets if rule_set.id == id and version in ("", rule_set.version)]
    if found:
        return found[-1]
    versions = [rule_set.version for rule_set in library.rule_sets if rule_set.id == id]
    if versions:
        raise WrongUse(f"the rule set '{id}' has no version '{version}'; it has: {', '.join(versions)}")
    raise WrongUse(
        f"there is no rule set '{name}'. {did_you_mean(id, [rule_set.id for rule_set in library.rule_sets])}"
    )


def _given(rules: RuleSet, texts: Sequence[str]) -> tuple[SizingInput, ...]:
    return tuple(_input(rules, text, number) for number, text in enumerate(texts, start=1))


def _input(rules: RuleSet, text: str, number: int) -> SizingInput:
    name, sign, written = text.partition("=")
    if not sign:
        raise WrongUse(f"--set {text}: write INPUT=VALUE, such as users=10000 or quota=2GB")
    name = name.strip()
    definition = next((other for other in rules.inputs if other.id == name), None)
    place = Location(file="--set", line=number, column=1)
    value, unit = _value(definition, written.strip())
    return SizingInput(input=name, value=value, unit=unit, basis=InputBasis.ASSUMED, location=place)


def _value(definition: InputDefinition | None, written: str) -> tuple[int | Decimal | bool | str, str]:
    """The value as its input wants it, and its unit; of a choice, the whole text is the value."""
    if definition is not None and definition.kind == "choice":
        return written, ""
    if definition is not None and definition.kind == "boolean":
        return TRUTH.get(written.casefold(), written), ""
    value, unit = _split_unit(written)
    if not unit and definition is not None and not isinstance(value, (str, bool)):
        unit = definition.unit
    return value, unit


def _split_unit(written: str) -> tuple[int | Decimal | bool | str, str]:
    if written in ("true", "false"):
        return written == "true", ""
    found = WITH_UNIT.fullmatch(written)
    if found and found["unit"] and not (found["unit"][0].isalpha() or found["unit"].startswith("%")):
        found = None  # a raised 2 is no unit
    number = read_number(found["number"]) if found else None
    return (number, found["unit"]) if found and number is not None else (written, "")
