"""The reference pages of the wiki: Markdown made from the registries of the program, so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.sizing.operators import Operator, ValueKind
from delivery_wiki.model.finding_codes import FindingCode

from ..elements.page_kind import Macro, Parameter

COMMAND = "python -m delivery_wiki.adapters.upkeep.reference_pages"
NOTE = f"<!-- Made by `{COMMAND}`; change the source, not this file. -->"
_KINDS = {str: "text", int: "whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a verb: how it is written, what it does, its choices."""

    form: str
    summary: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A verb of the command line with its usage and arguments."""

    name: str
    summary: str
    usage: str
    arguments: tuple[Argument, ...]
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCheck:
    """A check that criteria of a gate may name, with the gates of shipped processes that use it."""

    name: str
    title: str
    gates: tuple[str, ...]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table without empty columns; a bar inside a cell is escaped."""
    full = list(rows)
    kept = [number for number in range(len(heads)) if any(row[number] for row in full)]
    lines = [[row[number] for number in kept] for row in (heads, ["---"] * len(heads), *full)]
    return ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines]


def page(title: str, *blocks: Sequence[str]) -> str:
    """A page with its note, title and blocks, each a list of lines."""
    lines = ["---", f"title: {title}", "---", "", NOTE, "", f"# {title}", ""]
    for block in blocks:
        lines += [*block, ""]
    return "\n".join(lines)


def code(text: str) -> str:
    """A short text as code."""
    return f"`{text}`"


def macro_page(macros: Sequence[Macro]) -> str:
    """Every macro by the pages it works on: what it renders, its parameters, and a call."""
    intro = [
        "A macro call stands between double braces in prose: in the Markdown files of a project, or in the wiki's own",
        "pages. Values are texts in quotes, whole numbers, `true` and `false`; they are given in order or by name.",
        "A call that is not listed here is the finding `macro-refused`. `\\{{` writes the braces as they are.",
    ]
    return page(
        "Macros",
        intro,
        ["## In a project", "", "They show the project whose folder holds the file."],
        *(_macro(macro) for macro in sorted(macros, key=lambda macro: macro.name) if macro.scope == "project"),
        ["## In the wiki's own pages", "", "They show all projects, or released data."],
        *(_macro(macro) for macro in sorted(macros, key=lambda macro: macro.name) if macro.scope == "wiki"),
    )


def _macro(macro: Macro) -> list[str]:
    lines = [f"### {macro.name}", "", macro.summary]
    if macro.inline:
        lines[-1] += " It stands inside a sentence."
    lines += ["", "```text", macro.example, "```"]
    if macro.parameters:
        rows = [_parameter(parameter) for parameter in macro.parameters]
        lines += ["", *table(("Parameter", "Type", "Required", "Meaning"), rows)]
    return lines


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    summary = parameter.summary[:1].upper() + parameter.summary[1:]
    needed = "yes" if parameter.required else "no"
    return (code(parameter.name), _KINDS[parameter.kind], needed, summary.rstrip(".") + ".")


def finding_page(codes: Mapping[str, FindingCode]) -> str:
    """Every finding: its weight, what it means, and the repair."""
    intro = [
        "`delivery check` reports every fault as one line: place, weight, code, what is there, and the repair.",
        "An error keeps a project from being published; a warning does not, unless `--strict` is given.",
        "How to read a line, and what to do with it, is told in [Findings](../guide/findings.md).",
    ]
    entries = [
        [
            f'<span id="{code.code}"></span>`{code.code}` · {code.severity.value}',
            "",
            f":   {code.summary}",
            f"    Repair: {code.repair[:1].lower()}{code.repair[1:]}",
        ]
        for code in sorted(codes.values(), key=lambda code: code.code)
    ]
    return page("Findings by code", intro, *entries)


def command_page(general: Command, commands: Sequence[Command]) -> str:
    """Every verb of the command line with its usage."""
    exits = table(
        ("Exit code", "Meaning"),
        (
            ("0", "Fine. Warnings are allowed unless `--strict` is given."),
            ("1", "Errors were found, or a site could not be built."),
            ("2", "Wrong use: an unknown project, date or option."),
            ("3", "The tool or the machine failed. The same command with `--debug` shows where."),
        ),
    )
    intro = [
        "`make` keeps the command in `.venv/bin/delivery`. A verb follows, then its names and options in any order.",
        "It works in the repository above the folder in which it is called. What programs read (`--format` other than"
        " `text`) is UTF-8; in a text, a character that the terminal lacks is replaced.",
    ]
    return page(
        "Commands",
        intro,
        ["```text", general.usage, "```"],
        table(("Option", "Meaning"), [_argument(argument) for argument in general.arguments]),
        exits,
        *(_command(command_) for command_ in commands),
    )


def _command(command: Command) -> list[str]:
    lines = [f"## delivery {command.name}", "", _sentence(command.summary), "", "```text", command.usage, "```"]
    if command.arguments:
        lines += ["", *table(("Argument", "Meaning"), [_argument(argument) for argument in command.arguments])]
    if command.examples:
        lines += [
            "",
            *table(("Example", "What it is for"), [(code(line), _sentence(what)) for line, what in command.examples]),
        ]
    return lines


def _argument(argument: Argument) -> tuple[str, str]:
    summary = _sentence(argument.summary) if argument.summary else ""
    if argument.choices:
        choices = ", ".join(code(choice) for choice in argument.choices)
        summary = f"{summary} One of {choices}.".strip()
    return code(argument.form), summary


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def operator_page(operators: Sequence[Operator]) -> str:
    """The rule language of sizing rule sets."""
    intro = [
        "A rule of a sizing rule set is one operator with its values: numbers, texts, or other operators.",
        "Numbers are exact; only an operator that rounds ever rounds. How a rule set is written and released:",
        "[Write a rule set for your product](../guide/rule-set.md).",
    ]
    blocks = [_operator(operator) for operator in operators]
    return page("Sizing operators", intro, *blocks)


def _operator(operator: Operator) -> list[str]:
    facts = [f"Written as {operator.shape.value}.", f"Gives {_kind(operator.gives)}."]
    if operator.fields:
        facts.append("Needs " + ", ".join(code(field) for field in operator.fields) + ".")
    if operator.optional:
        facts.append("May have " + ", ".join(code(field) for field in operator.optional) + ".")
    lines = [f"## {operator.name}", "", operator.summary, "", " ".join(facts), ""]
    source = ["", f"The example is published: {operator.source}."] if operator.source else []
    return [*lines, "```yaml", operator.example, "```", *source]


def _kind(kind: ValueKind | None) -> str:
    return {
        ValueKind.NUMBER: "a number",
        ValueKind.BOOLEAN: "yes or no",
        ValueKind.TEXT: "a text",
        None: "what its values are",
    }[kind]


def check_page(checks: Sequence[NamedCheck]) -> str:
    """The checks that criteria of a gate may name."""
    intro = [
        "A criterion of a gate asks for a document in a state, or names one of these checks. The checks look at the",
        "evidence in the project's files; each says in words why it holds or not, and who can move it.",
    ]
    rows = [(code(check.name), check.title, ", ".join(check.gates) or "none") for check in checks]
    return page("Named checks of gates", intro, table(("Check", "Holds when", "Used at"), rows))
