"""Finds the message ids in Python source: every text that a page, a status or a working can show."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

# What takes a text to translate, and which of its arguments those are.
TAKERS: Mapping[str, tuple[int, ...]] = {
    "words": (0,),
    "self": (0,),  # inside of Words
    "message": (0,),
    "Message": (),
    "about": (1, 2),
    "counted": (1, 2),
    "single_page": (1, 2),
    "PageFile": (),
}
NAMED = frozenset({"text", "title", "group", "singular", "plural"})
MARKER = "translatable"
Strings = dict[str, list[ast.expr]]


def source_texts(sources: Mapping[str, str]) -> dict[str, str]:
    """Every message id of the sources with the file that names it first."""
    found: dict[str, str] = {}
    for file in sorted(sources):
        for text in _texts_of(ast.parse(sources[file])):
            if text.strip():
                found.setdefault(text, file)
    return found


def enum_texts(sources: Mapping[str, str]) -> dict[str, str]:
    """The values of every enumeration of the sources, as words."""
    found: dict[str, str] = {}
    for file in sorted(sources):
        for node in ast.walk(ast.parse(sources[file])):
            if isinstance(node, ast.ClassDef) and any(_name(base) == "Enum" for base in node.bases):
                for member in node.body:
                    if isinstance(member, ast.Assign):
                        found |= {as_words(text): file for text in _strings(member.value, {})}
    return found


def as_words(id: str) -> str:
    """An id of a state or a check as words."""
    return id.replace("-", " ")


def _texts_of(module: ast.Module) -> Iterator[str]:
    known = _assigned(module.body)
    for statement in module.body:
        inside = {**known, **_assigned([statement])} if _is_scope(statement) else known
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                yield from _of_call(node, inside)


def _is_scope(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def _of_call(call: ast.Call, known: Strings) -> Iterator[str]:
    name = _name(call.func)
    if name == MARKER:
        yield from (text for argument in call.args for text in _all_strings(argument))
        return
    if name not in TAKERS:
        return
    taken = [call.args[number] for number in TAKERS[name] if number < len(call.args)]
    taken += [keyword.value for keyword in call.keywords if keyword.arg in NAMED and name != "words"]
    for argument in taken:
        yield from _strings(argument, known)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _assigned(body: list[ast.stmt]) -> Strings:
    """What names stand for: constants of a module, or all assignments inside of a function."""
    found: Strings = {}
    for statement in body:
        nodes = ast.walk(statement) if _is_scope(statement) and len(body) == 1 else [statement]
        for node in nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    found.setdefault(_name(target), []).append(node.value)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                found.setdefault(_name(node.target), []).append(node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                found.setdefault(_name(node.target), []).append(node.iter)
    found.pop("", None)
    return found


def _strings(node: ast.expr, known: Strings, depth: int = 0) -> Iterator[str]:
    """The texts that an argument can be: a literal, a choice of literals, a name or a table of them."""
    if depth > 4:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, known, depth)
        yield from _strings(node.orelse, known, depth)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _strings(value, known, depth)
    elif isinstance(node, ast.Tuple | ast.List | ast.Dict):
        yield from _all_strings(node)
    elif isinstance(node, ast.Subscript):
        yield from _strings(node.value, known, depth)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from _strings(node.func.value, known, depth)
    elif isinstance(node, ast.Name):
        for value in known.get(node.id, ()):
            yield from _strings(value, known, depth + 1)


def _all_strings(node: ast.expr) -> Iterator[str]:
    """Every text inside a literal; keys of a table are no texts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _all_strings(value)
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _all_strings(child)
