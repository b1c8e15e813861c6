"""Facts of the vendor out of shared files and into files below internal/: both texts change together or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from delivery_wiki.model.finding import Finding

from ..customer.customer_copy import written_yaml
from ..customer.internal_facts import CONTINGENCY, EFFORTS, SHARED_CONTINGENCY, SHARED_EFFORT
from ..yaml.repairs import Repaired
from ..yaml.strict_yaml import Tree, read_yaml

_FOLDERS = {SHARED_EFFORT: "efforts", SHARED_CONTINGENCY: "prices"}
_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s,}\]#]*)"""
_SHARED = re.compile(r"projects/([a-z0-9-]+)/sow/([a-z0-9-]+)\.yml")


def move_facts(texts: Mapping[str, str], findings: Iterable[Finding]) -> Repaired:
    """The texts after the facts of one file were moved; a file whose facts cannot be taken out safely stays."""
    by_file: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.code in _FOLDERS and finding.location.file in texts:
            by_file.setdefault((finding.location.file, finding.code), []).append(finding)
    for (file, code), found in by_file.items():
        if changed := _move(texts, file, code, found):
            return Repaired(texts=changed, used=tuple(found))
    return Repaired(texts={}, used=())


def _move(texts: Mapping[str, str], file: str, code: str, findings: list[Finding]) -> dict[str, str] | None:
    named = _SHARED.fullmatch(file)
    tree = read_yaml(texts[file].encode(), file).value
    if named is None or not isinstance(tree, dict):
        return None
    paths = [path for finding in findings for path in _paths(finding, code)]
    rest = _without(texts[file], findings[0], paths)
    if rest is None or _sound(rest) != _left(tree, paths):
        return None
    target = f"projects/{named[1]}/internal/{_FOLDERS[code]}/{named[2]}.yml"
    own = _own_text(texts.get(target), tree, findings, code)
    return None if own is None else {file: rest, target: own}


def _paths(finding: Finding, code: str) -> Iterator[tuple[Any, ...]]:
    """The fields that a finding is about."""
    above = finding.location.steps[:-1]
    for name in EFFORTS if code == SHARED_EFFORT else (CONTINGENCY,):
        if (*above, name) in finding.location.positions:
            yield (*above, name)


def _without(text: str, finding: Finding, paths: list[tuple[Any, ...]]) -> str | None:
    """The text without these fields, from the last one up: a line of its own goes as a whole."""
    lines = text.split("\n")
    for path in sorted(paths, key=lambda path: finding.location.positions[path], reverse=True):
        line, column = finding.location.positions[path]
        shown = lines[line - 1]
        field = re.compile(rf"{path[-1]}[ \t]*:[ \t]*{_VALUE}").match(shown, column - 1)
        if field is None:
            return None
        _take_out(lines, line - 1, shown[: column - 1], shown[field.end() :])
    return "\n".join(lines)


def _take_out(lines: list[str], number: int, before: str, behind: str) -> None:
    """A line without the field between these two pieces; what is left of it joins its neighbour where it must."""
    following = re.match(r"[ \t]*,[ \t]*", behind)
    if following:
        lines[number] = before + behind[following.end() :]
    elif before.strip() == "-" and number + 1 < len(lines):
        lines[number : number + 2] = [before + lines[number + 1].lstrip()]
    elif before.strip():
        lines[number] = re.sub(r"[ \t]*,[ \t]*$", "", before) + behind
    elif behind.strip().startswith("}"):
        lines[number - 1 : number + 1] = [lines[number - 1].rstrip().removesuffix(",") + behind.strip()]
    else:
        del lines[number]


def _left(value: Tree, paths: list[tuple[Any, ...]], path: tuple[Any, ...] = ()) -> Tree:
    if isinstance(value, dict):
        return {key: _left(child, paths, (*path, key)) for key, child in value.items() if (*path, key) not in paths}
    if isinstance(value, list):
        return [_left(child, paths, (*path, index)) for index, child in enumerate(value)]
    return value


def _own_text(known: str | None, tree: Tree, findings: list[Finding], code: str) -> str | None:
    """The file below internal/ with the facts; nothing where one is there that cannot simply be continued."""
    schema = _FOLDERS[code]
    head = f"# yaml-language-server: $schema=../../../../schemas/{schema}.schema.json\n"
    if code == SHARED_CONTINGENCY:
        facts = {"format": 1, CONTINGENCY: tree["price"][CONTINGENCY]}
        return head + written_yaml(facts) if known is None else None
    entries = [_entry(tree["work_packages"][finding.location.steps[1]]) for finding in findings]
    if known is None:
        return head + written_yaml({"format": 1, "work_packages": entries})
    before = read_yaml(known.encode(), "").value
    more = written_yaml({"work_packages": entries}).split("\n", 1)[1]
    joined = f"{known.rstrip()}\n{more}"
    wanted = {**before, "work_packages": [*before["work_packages"], *entries]} if isinstance(before, dict) else None
    return joined if wanted is not None and _sound(joined) == wanted else None


def _sound(text: str) -> Tree:
    """The tree of a text that has no findings; nothing for another."""
    read = read_yaml(text.encode(), "")
    return None if read.findings else read.value


def _entry(package: Mapping[str, Any]) -> dict[str, Any]:
    return {name: package[name] for name in ("id", *EFFORTS) if package.get(name) is not None}
