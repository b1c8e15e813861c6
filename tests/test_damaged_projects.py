"""500 damaged projects, 5,000 in slow tests: a wrong project is a finding with place and repair, never an exception."""

from __future__ import annotations

import functools
import random
import shutil
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.partial_projects import check_rough
from delivery_wiki.calculations.consistency.portfolio import check_portfolio, find_vanished_ids, id_files
from delivery_wiki.calculations.consistency.project_checks import check_consistency
from delivery_wiki.calculations.sizing.request_checks import check_sizing
from delivery_wiki.model.finding import Finding, Location
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading import project_folder
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from delivery_wiki.reading.project_folder import ReadResult, read_project
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml
from tests.damage import damage

ROOT = Path(__file__).parent.parent
ROUNDS = 10
IN_EACH_RUN = 3
FEW, MANY = 15, 500
FULL = ROOT / "tests/examples/valid/full/projects/harbour"
SOUND = (FULL, FULL, FULL, *sorted((ROOT / "projects").glob("*/project.yml")))


@pytest.fixture(scope="module")
def schemas() -> SchemaSet:
    """The schemas, read once."""
    return SchemaSet.load(ROOT / "schemas")


@pytest.fixture(scope="module")
def library(schemas: SchemaSet) -> Library:
    """The shipped data, read once."""
    return read_library(ROOT, ROOT, schemas)[0]


@pytest.fixture
def _remembered_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what did not change only once: of 20 files one is damaged at a time."""
    monkeypatch.setattr(project_folder, "read_yaml", functools.lru_cache(maxsize=400)(read_yaml))
    for name in ("check_read", "bind", "bind_list"):
        monkeypatch.setattr(project_folder, name, once_for_a_file(getattr(project_folder, name)))
    remembered: dict[tuple[bytes, str], Any] = {}

    def read_markdown_once(data: bytes, file: str, *names: str, **more: Any) -> Any:
        if (data, file) not in remembered:
            remembered[data, file] = read_markdown(data, file, *names, **more)
        return remembered[data, file]

    monkeypatch.setattr(project_folder, "read_markdown", read_markdown_once)


def once_for_a_file(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with one answer for each file that was read; the project itself, made of all files, is made anew."""
    answers: dict[tuple[int, object], tuple[Any, Any]] = {}

    def answer(read: Any, *rest: Any, **more: Any) -> Any:
        if rest[-1] is Project:
            return function(read, *rest, **more)
        known = answers.get((id(read), rest[-1]))
        if known is None or known[0] is not read:
            known = answers[id(read), rest[-1]] = (read, function(read, *rest, **more))
        return known[1]

    return answer


@pytest.mark.usefixtures("_remembered_files")
@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[] if seed < IN_EACH_RUN else [pytest.mark.slow]) for seed in range(ROUNDS)]
)
def test_damage_gives_findings_with_place_and_repair(
    seed: int, count: int, schemas: SchemaSet, library: Library, tmp_path: Path
) -> None:
    """Whatever is damaged, the check ends with findings in files and lines that exist, each with its repair."""
    chance = random.Random(seed)
    folder = tmp_path / "projects" / "damaged"
    source = SOUND[seed % len(SOUND)]
    shutil.copytree(source if source.is_dir() else source.parent, folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".md", ".json"})
    sound = read_project(folder, tmp_path, schemas)
    ids = id_files(sound.project) if sound.project else {}

    for number in range(count):
        file = chance.choice(files)
        content = file.read_bytes()
        file.write_bytes(damage(content, chance))
        try:
            findings = check(read_project(folder, tmp_path, schemas), library, ids)
            faults = [fault for finding in findings for fault in faults_of(finding, tmp_path)]
        except Exception:
            pytest.fail(f"damage {number} of seed {seed} in {file.name}: {traceback.format_exc()}")
        assert not faults, f"damage {number} of seed {seed} in {file.name}: {faults}"
        render_text(findings)
        file.write_bytes(content)


def check(result: ReadResult, library: Library, ids: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every finding of one read project."""
    found = list(result.findings)
    if project := result.project:
        found += check_consistency(project, library)
        found += check_sizing(project, library)
        found += check_portfolio([project])
        found += find_vanished_ids({project.slug: ids}, project, lambda file: True)
    elif result.rough:
        found += check_rough(result.rough, result.gaps, result.faulty_files, library)
    return tuple(found)


def faults_of(finding: Finding, root: Path) -> Iterable[str]:
    """What is wrong with a finding itself."""
    if not finding.problem.strip() or not finding.repair.strip():
        yield f"{finding.code} says too little"
    for location in filter(None, (finding.location, finding.also)):
        yield from faults_of_place(finding, location, root)


def faults_of_place(finding: Finding, location: Location, root: Path) -> Iterable[str]:
    """Whether a place exists; the end of a file counts as a line of it."""
    path = root / location.file
    if not path.is_file():
        yield f"{finding.code} is in {location.file}, which is not there"
        return
    lines = len(path.read_bytes().decode("utf-8", "replace").splitlines()) + 1
    if not 1 <= location.line <= lines or location.column < 1:
        yield f"{finding.code} is at {location.line}:{location.column} of {lines} lines"
