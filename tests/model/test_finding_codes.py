"""The list of finding codes against the source and the examples, in both directions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from delivery_wiki.model.finding import Severity
from delivery_wiki.model.finding_codes import FINDING_CODES

SOURCES = sorted(path for path in Path("macros").rglob("*.py") if path.name not in {"finding.py", "finding_codes.py"})
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}
INVALID = Path("tests/examples/invalid")
WITHOUT_EXAMPLE = {
    "rule-set-limit": "The schema refuses so many rules first.",
    "document-incomplete": "`delivery issue` says it; what is missing is status in a check.",
    "document-too-early": "The same.",
    "document-without-revision": "The same.",
    "junit-unreadable": "A report is given to `delivery run`; a project does not keep it.",
}
CODE = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)+$")


def functions_with_a_code() -> dict[str, int]:
    """Functions that pass a code on, with the position of that parameter; `self` is not counted."""
    positions = {"error": 0, "warning": 0}
    for tree in TREES.values():
        for node in ast.walk(tree):
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


def used_codes() -> dict[str, str]:
    """Every code in the source, as a pattern, with the place of a use."""
    positions = functions_with_a_code()
    found: dict[str, str] = {}
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            for expression in expressions_of(node, positions):
                found |= dict.fromkeys(codes_in(expression), f"{path}:{expression.lineno}")
    return found


def expressions_of(node: ast.AST, positions: dict[str, int]) -> Iterator[ast.expr]:
    """The expressions of a node that stand for a code."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        if getattr(getattr(node.func, "value", None), "id", "") == "LOG":
            return  # a logger's error is no finding
        yield from (one.value for one in node.keywords if one.arg == "code")
        if name in positions and len(node.args) > positions[name]:
            yield node.args[positions[name]]
    elif isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "code" for one in node.targets):
        yield node.value


USED = used_codes()


@pytest.mark.parametrize("pattern", sorted(USED))
def test_every_code_in_the_source_is_listed(pattern: str) -> None:
    """A finding that nobody can look up is of little help."""
    assert any(re.fullmatch(pattern, code) for code in FINDING_CODES), USED[pattern]


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_every_listed_code_is_used(code: str) -> None:
    """A listed code that no check reports misleads the reader."""
    assert any(re.fullmatch(pattern, code) for pattern in USED)


@pytest.mark.parametrize("code", sorted(set(FINDING_CODES) - set(WITHOUT_EXAMPLE)))
def test_every_listed_code_has_an_example(code: str) -> None:
    """A folder shows each finding; its text names the code with the listed severity."""
    severity = FINDING_CODES[code].severity.value
    shown = [path for path in INVALID.glob("*/findings.txt") if f" {severity}[{code}]: " in path.read_text("utf-8")]

    assert shown, f"add tests/examples/invalid/{code}/"


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_every_entry_is_a_sentence_and_a_repair(code: str) -> None:
    """The guide prints the list as it is."""
    entry = FINDING_CODES[code]

    assert CODE.fullmatch(entry.code)
    assert entry.code == code
    assert isinstance(entry.severity, Severity)
    assert entry.summary.endswith(".")
    assert entry.repair.endswith(".")
