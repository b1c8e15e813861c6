"""Names say what is there."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.syntax_trees import tree_of

PACKAGE = Path(__file__).parents[1] / "macros" / "delivery_wiki"
MEANINGLESS = {"one", "two", "it"}


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, tree_of(path)


def _loop_variables(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The variables of loops, comprehensions and lambdas, but for pairs of one and other, which are compared."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            names = [child.id for child in ast.walk(node.target) if isinstance(child, ast.Name)]
            line = node.target.lineno
        elif isinstance(node, ast.Lambda):
            names, line = [argument.arg for argument in node.args.args], node.lineno
        else:
            continue
        if "other" not in names:
            yield from ((name, line) for name in names)


def test_the_variable_of_a_loop_is_the_thing_it_stands_for() -> None:
    """`for requirement in project.requirements`: in a loop over `one`, the thing is lost."""
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {name}"
        for path, tree in _trees()
        for name, line in _loop_variables(tree)
        if name in MEANINGLESS
    ]
    assert found == []


def test_no_two_modules_have_one_name() -> None:
    """Whoever reads the name of a module knows which one it is; rooms on several floors may share theirs."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, _ in _trees():
        if path.name != "__init__.py":
            places[path.stem].append(str(path.relative_to(PACKAGE)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_two_public_classes_have_one_name() -> None:
    """A name says which one is meant, without a look at the imports."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in _trees():
        for statement in tree.body:
            if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_"):
                places[statement.name].append(str(path.relative_to(PACKAGE)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_plain_words_stand_where_a_metaphor_would() -> None:
    """A newcomer knows what the facts of a document are, and has to ask what its dossier is."""
    metaphors = re.compile(r"(?:^|_)(?:courts?|ledgers?|dossiers?|tellers?|movers?)(?:_|$)", re.IGNORECASE)
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        for name in (getattr(node, key, None) for key in ("id", "attr", "arg", "name"))
        if isinstance(name, str) and metaphors.search(name)
    }
    assert found == set()


def _reckoning_modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules that compute money, days and sizes for others."""
    reckoned = re.compile(r"calculations/(?:money/\w+|gates/plan_dates|sizing/(?:calculate|growth|headline|units))\.py")
    for path, tree in _trees():
        if reckoned.fullmatch(name := path.relative_to(PACKAGE).as_posix()):
            yield name, tree


def _public_figures(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What hands out a bare number, with its docstring: public functions, and classes that hold one."""
    number = re.compile(r"\b(?:Decimal|Fraction|RuleValue|int)\b")
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            written = [node.returns]
        elif isinstance(node, ast.ClassDef):
            written = [part.annotation for part in node.body if isinstance(part, ast.AnnAssign)]
        else:
            continue
        numbers = any(number.search(ast.unparse(annotation)) for annotation in written if annotation)
        if numbers and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node) or ""


def test_a_number_says_what_it_counts() -> None:
    """A type says that a figure is exact; whether it is days, euros or gigabytes only its docstring can tell."""
    measure = re.compile(r"\b(?:person-days|currency|decimals|percent|unit|year|nodes|exponents)\b")
    found = [
        (f"{path}: {name}", bool(measure.search(text)))
        for path, tree in _reckoning_modules()
        for name, text in _public_figures(tree)
    ]
    assert len(found) > 20
    assert [name for name, said in found if not said] == []


def _private_names(tree: ast.Module) -> Iterator[str]:
    """What a module keeps to itself: functions, classes and constants whose name begins with one underscore."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names = [statement.name]
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            continue
        yield from (name for name in names if name.startswith("_") and not name.startswith("__"))


def test_what_a_module_keeps_to_itself_it_uses() -> None:
    """Nobody else can: what only its own line names is left over."""
    left_over = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path, tree in _trees()
        for name in _private_names(tree)
        if len(re.findall(rf"\b{name}\b", path.read_text(encoding="utf-8"))) < 2
    ]
    assert left_over == []
