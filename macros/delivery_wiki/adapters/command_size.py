"""`delivery size`: a project's sizing, or a rule set with inputs from the command line, with its working."""

from __future__ import annotations

import argparse
import shutil
import sys
from decimal import Decimal, InvalidOperation
from typing import Any

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.calculations.sizing import calculate_sizing, check_inputs, check_missing
from delivery_wiki.model.finding import Finding, Location
from delivery_wiki.model.project import InputBasis, SizingInput
from delivery_wiki.model.sizing import RuleSet
from delivery_wiki.pages.finding_reports import render_text
from delivery_wiki.pages.sizing_report import render_sizing_text, sizing_json
from delivery_wiki.pages.words import Words

from .clock import as_of
from .command_check import exit_code, use_colour
from .faults import WrongUse
from .workspace import Workspace, load_workspace, project_contexts, require_projects


def run_size(arguments: argparse.Namespace) -> int:
    """Print results; unknown or wrong inputs are findings and exit 1."""
    if bool(arguments.slug) == bool(arguments.rules):
        raise WrongUse("name a project, or a rule set with --rules")
    return _size_rules(arguments) if arguments.rules else _size_project(arguments)


def _size_project(arguments: argparse.Namespace) -> int:
    if arguments.set:
        raise WrongUse("--set goes with --rules; a project's inputs stand in its sizing.yml")
    workspace = load_workspace(arguments.root, require_projects(arguments.root, [arguments.slug]))
    if workspace.has_errors:
        print(render_text(workspace.findings), file=sys.stderr)
        return 1
    on = as_of(arguments.on, arguments.root, prefer_head=False)
    (context,) = project_contexts(workspace, Audience.INTERNAL, on, asked=arguments.on is not None)
    if context.sizing is None:
        raise WrongUse(f"{arguments.slug} has no sizing.yml yet")
    if arguments.format == "json":
        print(sizing_json(context.sizing, context.scenarios))
    else:
        print(_text(context.sizing), end="")
    return exit_code(workspace.findings)


def _size_rules(arguments: argparse.Namespace) -> int:
    rules = _find_rules(load_workspace(arguments.root, ()), arguments.rules)
    inputs = tuple(_input(rules, text, number) for number, text in enumerate(arguments.set, start=1))
    place = Location(file="--set", line=1, column=1)
    findings: tuple[Finding, ...] = (*check_inputs(rules, inputs), *check_missing(rules, inputs, place))
    if findings:
        print(render_text(findings), file=sys.stderr)
        return 1
    result = calculate_sizing(rules, inputs)
    print(sizing_json(result) if arguments.format == "json" else _text(result), end="")
    return 0


def _text(result: Any) -> str:
    width = shutil.get_terminal_size((100, 24)).columns
    return render_sizing_text(result, Words(), width=width, colour=use_colour())


def _find_rules(workspace: Workspace, name: str) -> RuleSet:
    id, _, version = name.partition("@")
    library = workspace.repository.library
    found = [one for one in library.rule_sets if one.id == id and version in ("", one.version)]
    if not found:
        known = ", ".join(f"{one.id}@{one.version}" for one in library.rule_sets)
        raise WrongUse(f"there is no rule set '{name}'; these ship: {known}")
    return found[-1]


def _input(rules: RuleSet, text: str, number: int) -> SizingInput:
    name, sign, written = text.partition("=")
    if not sign:
        raise WrongUse(f"--set {text}: write INPUT=VALUE, such as users=10000 or quota=2GB")
    known = {one.id: one for one in rules.inputs}
    value, unit = _split_unit(written)
    if not unit and name in known and not isinstance(value, (str, bool)):
        unit = known[name].unit
    place = Location(file="--set", line=number, column=1)
    return SizingInput(input=name, value=value, unit=unit, basis=InputBasis.ASSUMED, location=place)


def _split_unit(written: str) -> tuple[int | Decimal | bool | str, str]:
    if written in ("true", "false"):
        return written == "true", ""
    end = len(written)
    while end and not written[end - 1].isdigit():
        end -= 1
    number, unit = written[:end], written[end:].strip()
    try:
        value = Decimal(number)
    except InvalidOperation:
        return written, ""
    if not value.is_finite():
        return written, ""
    return (int(value), unit) if value == value.to_integral_value() and "." not in number else (value, unit)
