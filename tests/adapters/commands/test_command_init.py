"""`delivery init` and `delivery schema`: a repository of a team's own, in a folder that may hold other things."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.adapters.repositories import ROOT, example, run, snapshot, write

TYPICAL = {".gitignore", ".vscode/tasks.json", "README.md", "docs/brand.yml", "docs/index.md", "mkdocs.yml"}
PIPELINES = {
    "github": {f".github/workflows/{name}.yml" for name in ("check", "nightly", "sign-offs", "site")},
    "gitlab": {".gitlab-ci.yml", *(f".ci/gitlab_{name}.py" for name in ("api", "comment", "reviews"))},
    "none": set[str](),
}


@pytest.mark.parametrize("forge", PIPELINES)
def test_an_empty_folder_becomes_a_repository_that_passes_its_check(
    forge: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the pipelines of one forge, the schemas for the editor and a sample project."""
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", forge, "--sample")
    checked = run(capsys, "-C", tmp_path, "check", "--strict")

    files = set(snapshot(tmp_path))
    assert (made.code, made.err) == (0, "")
    assert (checked.code, checked.out.splitlines()[0]) == (0, "No findings. 1 project checked.")
    assert TYPICAL | PIPELINES[forge] <= files
    assert {name for name in files if name.startswith((".github", ".gitlab", ".ci"))} == PIPELINES[forge]
    assert (tmp_path / "schemas/project.schema.json").read_bytes() == (
        ROOT / "schemas/project.schema.json"
    ).read_bytes()


def test_every_schema_line_points_to_a_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor finds what the first line of each file names."""
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--sample")
    named = {
        path: found[1]
        for path in tmp_path.rglob("*.yml")
        if (found := re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8")))
    }
    assert len(named) > 5
    assert [str(path) for path, schema in named.items() if not (path.parent / schema).is_file()] == []


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_pipeline_of_a_team_needs_nothing_of_this_repository(
    forge: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It installs what requirements.txt says, and runs no test of the tool."""
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", forge)
    for name in PIPELINES[forge]:
        text = (tmp_path / name).read_text("utf-8")
        assert [word for word in ("make ", "requirements/", ".ci/run", "dev-ready", "Only here") if word in text] == []
        if name.endswith(".yml"):
            tree = yaml.safe_load(text)
            jobs = tree.get("jobs", tree)
            assert not {"tests", "locks"} & set(jobs)
            shell = str(jobs)
            assert ("-r requirements.txt" in shell) == (".venv/bin/delivery" in shell)


@pytest.mark.slow
@pytest.mark.parametrize(("forge", "schema"), [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
def test_a_pipeline_of_a_team_is_valid_by_its_published_schema(
    forge: str, schema: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was cut out left a whole file."""
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", forge)
    files = [str(tmp_path / name) for name in sorted(PIPELINES[forge]) if name.endswith(".yml")]
    command = [shutil.which("check-jsonschema", path=str(Path(sys.executable).parent)) or "", "--builtin-schema"]
    done = subprocess.run([*command, f"vendor.{schema}", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_is_there_already_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is overwritten, what differs is named, and a second run writes nothing."""
    own = {
        "README.md": "ours\n",
        "docs/index.md": "# Ours\n",
        "src/main.py": "print(1)\n",
        "macros/__init__.py": "1/0\n",
    }
    write(tmp_path, own)
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    first = snapshot(tmp_path)
    again = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")

    assert made.code == again.code == 0
    assert {name: first[name].decode() for name in own} == own
    assert "Left as it was, and other than a new one: README.md, docs/index.md." in made.out
    assert again.out.startswith("Nothing to write: all files are there.")
    assert snapshot(tmp_path) == first


def test_projects_that_are_there_are_kept_and_get_no_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A team that brings its projects along needs none to look at."""
    before = snapshot(example(tmp_path))
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--sample")

    after = snapshot(tmp_path)
    assert made.code == 0
    assert {name: after[name] for name in before} == before
    assert not (tmp_path / "projects" / "sample-project").exists()


@pytest.mark.parametrize("language", ["de", "en-IE"])
def test_the_sample_has_the_language_that_was_asked_for(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And its project passes the check."""
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--sample", "--language", language)
    assert made.code == 0
    project = yaml.safe_load((tmp_path / "projects/sample-project/project.yml").read_text("utf-8"))
    assert project["language"] == language


@pytest.mark.parametrize(
    "name", ["Müller & Söhne <b>", "{{ 7 * 7 }}", "yes", "a: b # c", "'quoted' \"twice\"", "$name", "*star*"]
)
def test_any_name_is_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In YAML, in Markdown and on pages; it is no key, no markup and no call."""
    made = run(capsys, "-C", tmp_path, "init", "--name", name, "--vendor", name)
    checked = run(capsys, "-C", tmp_path, "check")

    assert (made.code, checked.code) == (0, 0), checked.err + checked.out
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))["site_name"] == name
    assert yaml.safe_load((tmp_path / "docs/brand.yml").read_text("utf-8"))["name"] == name


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "x" * 81])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written."""
    made = run(capsys, "-C", tmp_path, "init", "--name", name)
    assert (made.code, "cannot be a name" in made.err, snapshot(tmp_path)) == (2, True, {})


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written then."""
    (tmp_path / "docs").write_text("no folder\n")
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    assert (made.code, "docs is no folder" in made.err, list(snapshot(tmp_path))) == (2, True, ["docs"])


@pytest.mark.parametrize("name", ["README.md", "projects/.gitkeep", "docs/index.md"])
def test_a_folder_in_the_place_of_a_file_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written."""
    (tmp_path / name).mkdir(parents=True)
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    assert (made.code, f"{name} is a folder" in made.err, snapshot(tmp_path)) == (2, True, {})


def test_a_link_to_nothing_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named as what is other than a new one."""
    (tmp_path / "README.md").symlink_to("nowhere")
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    assert (made.code, "other than a new one: README.md." in made.out) == (0, True)
    assert (tmp_path / "README.md").is_symlink()


def test_a_file_is_no_place_for_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says so."""
    (tmp_path / "file").write_text("x\n")
    made = run(capsys, "-C", tmp_path / "file", "init", "--name", "Harbour")
    assert (made.code, made.err.count("\n"), "file is no folder" in made.err) == (2, 1, True)


def test_a_link_leads_nothing_out_of_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is a link belongs to somebody else."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "docs").symlink_to(tmp_path / "elsewhere")
    made = run(capsys, "-C", tmp_path / "here", "init", "--name", "Harbour")
    assert (made.code, list((tmp_path / "elsewhere").iterdir())) == (2, [])


def test_a_failure_leaves_the_folder_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle, with its place; folders that were made are gone, too."""
    write(tmp_path, {"docs/ours.md": "# Ours\n"})
    before, written = snapshot(tmp_path), 0
    move = os.replace

    def full(fresh: Path, target: Path) -> None:
        nonlocal written
        written += target.is_relative_to(tmp_path)
        if written == 12:
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        move(fresh, target)

    monkeypatch.setattr(os, "replace", full)
    made = run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    assert (made.code, "no space left on device. Free some space there." in made.err) == (3, True)
    assert snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


def test_inside_of_another_repository_none_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which of both a command would then mean, nobody could tell."""
    example(tmp_path)
    (tmp_path / "inner").mkdir()
    made = run(capsys, "-C", tmp_path / "inner", "init", "--name", "Harbour")
    assert (made.code, "is a repository with projects/ already" in made.err) == (2, True)


def test_schemas_are_written_again_after_an_upgrade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only those that differ; a check tells before."""
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour")
    (tmp_path / "schemas/sow.schema.json").write_text("{}\n")
    stale = run(capsys, "-C", tmp_path, "schema", "--check")
    written = run(capsys, "-C", tmp_path, "schema", "--write")
    current = run(capsys, "-C", tmp_path, "schema", "--check")

    assert (stale.code, stale.out) == (
        1,
        "Not those of this version: sow.schema.json. Run delivery schema --write.\n",
    )
    assert (written.code, written.out) == (0, "Wrote schemas/sow.schema.json.\n")
    assert (current.code, current.out) == (0, "All current.\n")
    assert "sow.schema.json" in run(capsys, "-C", tmp_path, "schema").out.splitlines()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("foo: [\n", "docs/index.md and 4 more are pages of this tool's wiki, and this file is no YAML"),
        ("foo: bar\n", "this file does not name the plugin 'delivery'"),
        ("", "this file does not name the plugin 'delivery'"),
        ("- delivery\n", "this file does not name the plugin 'delivery'"),
        ("plugins: [delivery\n", "this is no YAML"),
        (None, "there is no such file"),
    ],
)
def test_a_configuration_that_is_lost_is_one_finding_that_its_repair_ends(
    text: str | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wiki would have other pages than those that the team wrote."""
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", "none", "--sample")
    (tmp_path / "mkdocs.yml").unlink()
    write(tmp_path, {} if text is None else {"mkdocs.yml": text})

    checked = run(capsys, "-C", tmp_path, "check", "--strict")
    found = [line for line in (checked.out + checked.err).splitlines() if "[" in line]
    if text is not None:
        (tmp_path / "mkdocs.yml").unlink()
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", "none")

    assert (checked.code, len(found)) == (1, 1)
    assert found[0].startswith("mkdocs.yml:")
    assert "error[site-configuration]" in found[0]
    assert told in found[0]
    assert "Repair: " in found[0]
    assert run(capsys, "-C", tmp_path, "check", "--strict").code == 0


def test_beside_another_site_no_pages_are_written_that_nobody_would_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wiki has the pages of the tool there; whatever the other site's pages hold is not judged."""
    theirs = "# Ours\n\n{{ theirs('x') }} and {{ nothing }}\n"
    write(tmp_path, {"mkdocs.yml": "site_name: Other\nplugins: [macros]\n", "docs/index.md": theirs})
    run(capsys, "-C", tmp_path, "init", "--name", "Harbour", "--forge", "none", "--sample")

    assert [path.name for path in (tmp_path / "docs").rglob("*.md")] == ["index.md"]
    assert (tmp_path / "docs/index.md").read_text("utf-8") == theirs
    assert run(capsys, "-C", tmp_path, "check", "--strict").code == 0
