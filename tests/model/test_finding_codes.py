"""The list of finding codes against the source and the examples, in both directions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.model.finding import Severity
from delivery_wiki.model.finding_codes import FINDING_CODES
from tests.syntax_trees import tree_of

SOURCES = sorted(path for path in Path("macros").rglob("*.py") if path.name not in {"finding.py", "finding_codes.py"})
INVALID = Path("tests/examples/invalid")
WITHOUT_EXAMPLE = {
    "rule-set-limit": "The schema refuses so many rules first.",
    "document-incomplete": "`delivery issue` says it; what is missing is status in a check.",
    "document-too-early": "The same.",
    "document-unfit-to-sign": "The same.",
    "issue-back-dated": "The same.",
    "document-without-revision": "The same.",
    "issued-misplaced": "Issued revisions are made by `delivery issue`: tests/adapters/commands/test_command_sign.py.",
    "junit-counts-otherwise": "The same as the next.",
    "junit-unreadable": "A report is given to `delivery run`; a project does not keep it.",
}
CODE = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$")


@cache
def calls_and_assignments() -> list[tuple[Path, ast.AST]]:
    """What may hold a code in the source, read once; functions too, for they may pass one on."""
    kinds = (ast.Call, ast.Assign, ast.FunctionDef)
    trees = ((path, tree_of(path)) for path in SOURCES)
    return [(path, node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]


def functions_with_a_code() -> dict[str, int]:
    """Functions that pass a code on, with the position of that parameter; `self` is not counted."""
    positions = {"error": 0, "warning": 0}
    for _, node in calls_and_assignments():
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names:
                positions[node.name] = names.index("code")
    return positions


def codes_in(expression: ast.expr | None) -> Iterator[str]:
    """The codes that an expression can be; a pattern where a part of it is computed."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield re.escape(expression.value)
    elif isinstance(expression, ast.IfExp):
        yield from codes_in(expression.body)
        yield from codes_in(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+" for part in expression.values
        )


@cache
def used_codes() -> dict[str, str]:
    """Every code in the source, as a pattern, with the place of a use."""
    positions = functions_with_a_code()
    found: dict[str, str] = {}
    for path, node in calls_and_assignments():
        for expression in expressions_of(node, positions):
            found |= dict.fromkeys(codes_in(expression), f"{path}:{expression.lineno}")
    return found


def expressions_of(node: ast.AST, positions: dict[str, int]) -> Iterator[ast.expr]:
    """The expressions of a node that stand for a code."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        if getattr(getattr(node.func, "value", None), "id", "") == "LOG":
            return  # a logger's error is no finding
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
        if name in positions and len(node.args) > positions[name]:
            yield node.args[positions[name]]
    elif isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "code" for target in node.targets):
        yield node.value


def test_every_code_in_the_source_is_listed() -> None:
    """A finding that nobody can look up is of little help."""
    unlisted = {
        place: pattern
        for pattern, place in used_codes().items()
        if not any(re.fullmatch(pattern, code) for code in FINDING_CODES)
    }
    assert unlisted == {}
    assert len(used_codes()) > 100


def test_every_listed_code_is_used() -> None:
    """A listed code that no check reports misleads the reader."""
    assert [code for code in FINDING_CODES if not any(re.fullmatch(pattern, code) for pattern in used_codes())] == []


def test_every_listed_code_has_an_example() -> None:
    """A folder shows each finding; its text names the code with the listed severity."""
    shown = "".join(path.read_text("utf-8") for path in INVALID.glob("*/findings.txt"))
    wanted = {
        code: f" {entry.severity.value}[{code}]: "
        for code, entry in FINDING_CODES.items()
        if code not in WITHOUT_EXAMPLE
    }

    assert [f"tests/examples/invalid/{code}/" for code, text in wanted.items() if text not in shown] == []


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_every_entry_is_a_sentence_and_a_repair(code: str) -> None:
    """The guide prints the list as it is."""
    entry = FINDING_CODES[code]

    assert CODE.fullmatch(entry.code)
    assert entry.code == code
    assert isinstance(entry.severity, Severity)
    assert entry.summary.endswith(".")
    assert entry.repair.endswith(".")
