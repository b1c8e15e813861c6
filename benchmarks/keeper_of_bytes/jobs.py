"""What is run at each revision: every verb that shows something, over the shipped projects, rule sets and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .revisions import EARLIER

DAY = "2026-11-24"
AUDIENCES = ("internal", "customer")
LANGUAGES = ("en", "de")
WITHOUT_PROJECTS = "written/none"
NOTHING_BEFORE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command: its name below the outputs, its folder, its arguments, and the jobs that have to be done first.

    `json` says that standard output is a file of its own, of that kind.
    """

    name: str
    arguments: Sequence[str]
    folder: Path
    after: tuple[str, ...] = NOTHING_BEFORE
    json: bool = False

    def told(self, outputs: Path) -> Mapping[str, Any]:
        """As the runner reads it: where standard output and everything that is said go."""
        said = outputs / "messages" / f"{self.name}{'.json' if self.json else ''}.txt"
        result = outputs / "json" / f"{self.name}.json" if self.json else None
        return {
            "name": self.name,
            "arguments": ["-C", str(self.folder), *self.arguments],
            "after": self.after,
            "said": str(said),
            "result": str(result) if result else None,
        }


def jobs_for(tree: Path, outputs: Path, examples: Path) -> list[Job]:
    """All jobs of a revision whose files lie in `tree`; the long ones first."""
    return [
        Job(name="build", arguments=["build", "--out", str(outputs / "sites"), "--on", DAY], folder=tree),
        Job(name="pdf", arguments=["pdf", "--out", str(outputs / "pdf")], folder=tree, after=("build",)),
        *_examples(tree, examples),
        *_of_repository(tree),
        *(job for slug in folders(tree / "projects") for job in _of_project(tree, outputs, slug)),
        *(job for path in rule_sets(tree) for job in _of_rule_set(outputs / WITHOUT_PROJECTS, path)),
        *_written(tree, outputs),
    ]


def _of_repository(tree: Path) -> Iterator[Job]:
    on = ("--on", DAY)
    for verb, more in (("check", ()), ("status", on), ("verify", on)):
        yield Job(name=verb, arguments=[verb, *more], folder=tree)
        yield Job(name=verb, arguments=[verb, *more, "--format", "json"], folder=tree, json=True)
    yield Job(name="check-strict", arguments=["check", "--strict", "--base", EARLIER], folder=tree)
    for form in ("github", "gitlab"):
        yield Job(name=f"check-{form}", arguments=["check", "--format", form], folder=tree)
    for audience in AUDIENCES:
        words = ["diff", EARLIER, "--audience", audience, *on]
        yield Job(name=f"diff-{audience}", arguments=[*words, "--format", "json"], folder=tree, json=True)
        for form in ("text", "markdown", "html"):
            yield Job(name=f"diff-{audience}-{form}", arguments=[*words, "--format", form], folder=tree)
    yield Job(name="fix", arguments=["fix"], folder=tree)


def _of_project(tree: Path, outputs: Path, slug: str) -> Iterator[Job]:
    on = ("--on", DAY)
    for verb, more in (("check", ()), ("status", on), ("verify", on), ("size", on)):
        yield Job(name=f"{verb}/{slug}", arguments=[verb, slug, *more, "--format", "json"], folder=tree, json=True)
    yield Job(name=f"size-{slug}", arguments=["size", slug, *on], folder=tree)
    for audience in AUDIENCES:
        target = outputs / "audit" / f"{slug}-{audience}.zip"
        arguments = ["audit", slug, "--audience", audience, "--out", str(target)]
        yield Job(name=f"audit/{slug}-{audience}", arguments=arguments, folder=tree)


def _of_rule_set(folder: Path, path: Path) -> Iterator[Job]:
    """A rule set without inputs, and with those of its first worked example."""
    rules = yaml.safe_load(path.read_text("utf-8"))
    words = ["size", "--rules", f"{rules['id']}@{rules['version']}"]
    inputs: Mapping[str, object] = next((example["inputs"] for example in rules.get("examples", ())), {})
    given = [word for name, value in inputs.items() for word in ("--set", f"{name}={_written_as(value)}")]
    yield Job(name=f"rules/{path.stem}-without-inputs", arguments=words, folder=folder)
    yield Job(name=f"rules/{path.stem}", arguments=[*words, *given], folder=folder)
    yield Job(name=f"rules/{path.stem}", arguments=[*words, *given, "--format", "json"], folder=folder, json=True)


def _written_as(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _examples(tree: Path, examples: Path) -> Iterator[Job]:
    for kind in ("valid", "invalid"):
        for case in folders(tree / "tests" / "examples" / kind):
            known = (tree / "tests" / "examples" / kind / case / "before").is_dir()
            since = ["--base", EARLIER] if known else []
            yield Job(name=f"{kind}/{case}", arguments=["check", *since], folder=examples / kind / case)


def _written(tree: Path, outputs: Path) -> Iterator[Job]:
    """New projects, each in a folder of its own among the outputs."""
    for language in LANGUAGES:
        folder = outputs / "written" / language
        words = ["new", "pilot", "--language", language, "--users", "2500", "--on", DAY]
        yield Job(name=f"new-{language}", arguments=words, folder=folder)


def folders(above: Path) -> list[str]:
    """The names of the folders in a folder."""
    return sorted(path.name for path in above.iterdir() if path.is_dir()) if above.is_dir() else []


def rule_sets(tree: Path) -> list[Path]:
    """The files of the rule sets that ship."""
    return sorted((tree / "docs" / "sizing").glob("*.yml"))
