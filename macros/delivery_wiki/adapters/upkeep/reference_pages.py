"""Writes what the wiki says of the code itself: `python -m delivery_wiki.adapters.upkeep.reference_pages`.

That is the reference, and the floors and rooms on the architecture page.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from delivery_wiki.calculations.gates.gate_checks import CHECKS
from delivery_wiki.calculations.sizing.operators import OPERATORS
from delivery_wiki.model.finding_codes import FINDING_CODES
from delivery_wiki.model.process import ProcessDefinition
from delivery_wiki.pages.reference.clause_reference import clause_page
from delivery_wiki.pages.reference.code_reference import (
    Argument,
    Command,
    NamedCheck,
    check_page,
    command_page,
    finding_page,
    macro_page,
    operator_page,
)
from delivery_wiki.pages.reference.reference_schemas import SchemaPlace, schema_index, schema_page
from delivery_wiki.pages.reference.rooms_reference import with_rooms
from delivery_wiki.pages.registry import MACROS
from delivery_wiki.reading.files import project_places
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..commands.verb_examples import EXAMPLES
from ..commands.verbs import VERBS, verb_parser
from ..workspace.workspace_loading import data_folder
from .own_repository import refused_here
from .rooms import find_floors

ARCHITECTURE = "docs/develop/architecture.md"
_OF_A_PROJECT = "Files of a project"
_BY_THE_TOOL = "Files that the tool writes into a project"
_FROM_OUTSIDE = "Files that come from customers"
_RELEASED = "Released data, brand and wording"
_OUTPUT = "What the command prints as JSON"


def _files_of_a_project() -> tuple[tuple[str, str], ...]:
    return tuple(
        (place.schema, place.form)
        for place in project_places.PLACES
        if place.schema and place.shape not in project_places.WRITTEN_BY_THE_TOOL
    )


PLACES = tuple(
    SchemaPlace(name=name, file=file, group=group, folder=folder)
    for group, folder, files in (
        (
            _OF_A_PROJECT,
            "projects/<slug>/",
            _files_of_a_project(),
        ),
        (
            _BY_THE_TOOL,
            "projects/<slug>/",
            (
                ("issued", "issued/<document>-r<n>/content.json"),
                ("sign-off", "sign-offs/<record>.json"),
                ("sign-off-witness", "sign-offs/witness/<record>.<witness>.json"),
            ),
        ),
        (
            _FROM_OUTSIDE,
            "",
            (("answers", "answers-<slug>-<person>-<date>.json"),),
        ),
        (
            _RELEASED,
            "",
            (
                ("process", "docs/process/<version>.yml"),
                ("templates", "docs/templates/<id>-<version>.yml"),
                ("rule-set", "docs/sizing/<id>-<version>.yml"),
                ("reference-architecture", "docs/architectures/<id>-<version>.yml"),
                ("clauses", "docs/clauses/<id>-<version>.yml"),
                ("brand", "docs/brand.yml"),
                ("people", "docs/people.yml"),
                ("wording", "docs/wording/<language>.yml"),
            ),
        ),
        (
            _OUTPUT,
            "",
            (
                ("findings", "delivery check --format json"),
                ("status", "delivery status --format json"),
                ("work", "delivery status --late --format json"),
                ("diff", "delivery diff --format json"),
                ("verification", "delivery verify --format json"),
                ("sizing-result", "delivery size --format json"),
                ("sizing-proof", "delivery size --prove SET --format json"),
                ("pdf-manifest", "delivery pdf: manifest.json"),
                ("registers", "delivery handover: registers/registers.json"),
            ),
        ),
    )
    for name, file in files
)


def reference_pages() -> dict[str, str]:
    """Every reference page by its path below docs/reference/."""
    data = data_folder()
    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in sorted((data / "schemas").glob("*.schema.json"))
    }
    library, _ = read_library(data, data, SchemaSet.load(data / "schemas"))
    return {
        "schemas.md": schema_index(schemas, PLACES),
        **{f"files/{place.name}.md": schema_page(place, schemas) for place in PLACES},
        "macros.md": macro_page(MACROS),
        "findings.md": finding_page(FINDING_CODES),
        "commands.md": command_page(_whole_command(), tuple(_commands())),
        "sizing-operators.md": operator_page(tuple(OPERATORS.values())),
        "clause-sets.md": clause_page(library.clause_sets),
        "gate-checks.md": check_page(tuple(_checks(library.processes))),
    }


def architecture_page() -> str:
    """The architecture page as it stands, with its floors and rooms written from the packages."""
    page = (data_folder() / ARCHITECTURE).read_text("utf-8")
    return with_rooms(page, find_floors(data_folder() / "macros"))


def _whole_command() -> Command:
    parser = verb_parser()
    arguments = tuple(_argument(action) for action in _actions(parser))
    return Command(name="", summary="", usage=_usage("delivery", parser) + " VERB …", arguments=arguments)


def _commands() -> Iterator[Command]:
    for verb in VERBS:
        parser = argparse.ArgumentParser()
        verb.add_options(parser)
        arguments = tuple(_argument(action) for action in _actions(parser))
        usage = _usage(f"delivery {verb.name}", parser)
        yield Command(name=verb.name, summary=verb.help, usage=usage, arguments=arguments, examples=EXAMPLES[verb.name])


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments without help and verbs; argparse has no public list of them."""
    left_out = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, left_out)]


def _usage(start: str, parser: argparse.ArgumentParser) -> str:
    """Written here, since argparse words it differently from one Python version to the next."""
    return " ".join([start, *(_form(action, bracket=True) for action in _actions(parser))])


def _form(action: argparse.Action, *, bracket: bool = False) -> str:
    value = str(action.metavar or action.dest.upper())
    if action.choices and not action.metavar:
        value = "FORMAT" if action.dest == "format" else action.dest.upper()
    if not action.option_strings:
        many = " …" if action.nargs == "*" else ""
        optional = bracket and action.nargs in ("*", "?")
        return f"[{value}{many}]" if optional else value
    written = action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {value}"
    return f"[{written}]" if bracket else written


def _argument(action: argparse.Action) -> Argument:
    choices = tuple(str(choice) for choice in action.choices or ())
    summary = action.help or ("the form of the output" if action.dest == "format" else "")
    return Argument(form=_form(action), summary=summary, choices=choices)


def _checks(processes: tuple[ProcessDefinition, ...]) -> Iterator[NamedCheck]:
    for name, check in CHECKS.items():
        gates = [
            gate.title
            for process in processes
            for gate in process.gates
            if any(criterion.check == name for criterion in gate.criteria)
        ]
        yield NamedCheck(name=name, title=_first_line(check), gates=tuple(dict.fromkeys(gates)))


def _first_line(function: Callable[..., Any]) -> str:
    return (inspect.getdoc(function) or "").split("\n")[0]


def main() -> int:
    """Write the pages that changed and take away those that are no more."""
    if refused := refused_here("the reference pages"):
        sys.stderr.write(f"{refused}\n")
        return 2
    folder = data_folder() / "docs" / "reference"
    pages = reference_pages()
    for path in sorted(folder.rglob("*.md")):
        if path.relative_to(folder).as_posix() not in (*pages, "index.md"):
            path.unlink()
    for name, text in pages.items():
        target = folder / Path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    (data_folder() / ARCHITECTURE).write_text(architecture_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
