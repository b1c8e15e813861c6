"""The as-of date: what is asked for, the environment, the project, then version control or today in its time zone."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from delivery_wiki.adapters.outside import git_call
from delivery_wiki.adapters.outside.clock import Clock, UnreadableDate, moment, parse_day, told_days
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.model.as_of import AsOf, AsOfDays, DayReason
from delivery_wiki.model.project.whole_project import Project
from tests.adapters.repositories import commit, example, write

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01
COMMITTED = 1_795_564_799  # 2026-11-24 23:59:59 UTC
A_DAY = 86_400
NOW = dt.datetime(2026, 11, 29, 23, 30, tzinfo=dt.UTC)  # half past midnight in Berlin
ZONES = ("Etc/UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery_wiki.adapters.outside.clock._now", lambda: NOW)


def _project(root: Path, zone: str = "Etc/UTC") -> Project:
    found = next(project for project in load_workspace(root).repository.projects if project.slug == "mail")
    return replace(found, time_zone=zone)


def _built(root: Path, project: Project) -> AsOf:
    library = load_workspace(root).repository.library
    return Clock(root=root, library=library, published=True, environment={}).day_of(project)


def _seen(day: int, reason: DayReason) -> AsOf:
    return AsOf(day=dt.date(2026, 11, day), reason=reason)


@pytest.mark.parametrize("published", [True, False])
def test_the_order_of_what_gives_a_day(published: bool, tmp_path: Path) -> None:
    """--on, SOURCE_DATE_EPOCH, the project's own date: the same in every verb."""
    commit(example(tmp_path))
    project = replace(_project(tmp_path), as_of=dt.date(2026, 3, 3))

    def day(on: str | None, environment: dict[str, str]) -> AsOf:
        return Clock(root=tmp_path, on=on, published=published, environment=environment).day_of(project)

    assert day("2026-05-05", EPOCH) == AsOf(day=dt.date(2026, 5, 5), reason=DayReason.ASKED)
    assert day(None, EPOCH) == AsOf(day=dt.date(2026, 1, 1), reason=DayReason.ENVIRONMENT)
    assert day("today", EPOCH) == AsOf(day=dt.date(2026, 1, 1), reason=DayReason.ENVIRONMENT)
    for on in (None, "today"):
        assert day(on, {}) == AsOf(day=dt.date(2026, 3, 3), reason=DayReason.PROJECT)


@pytest.mark.parametrize("zone", ZONES)
def test_today_is_the_day_where_the_project_is(zone: str, tmp_path: Path) -> None:
    """At half past midnight in Berlin it is the next day there, and a moment from outside is read alike."""
    project = _project(example(tmp_path), zone)
    expected = NOW.astimezone(ZoneInfo(zone)).date()
    epoch = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}

    read = Clock(root=tmp_path, environment={})
    assert read.day_of(project) == AsOf(day=expected, reason=DayReason.TODAY)
    assert read.day_in(zone) == expected
    assert Clock(root=tmp_path, environment=epoch).day_of(project).day == expected
    assert Clock(root=tmp_path, on="today", published=True, environment={}).day_of(project).day == expected


@pytest.mark.parametrize("zone", ZONES)
def test_a_build_takes_the_day_of_the_commit_where_the_project_is(zone: str, tmp_path: Path) -> None:
    """The same commit gives the same pages, whenever it is built."""
    commit(example(tmp_path), COMMITTED)
    expected = dt.datetime.fromtimestamp(COMMITTED, tz=ZoneInfo(zone)).date()

    assert _built(tmp_path, _project(tmp_path, zone)) == AsOf(day=expected, reason=DayReason.COMMIT)


INPUTS = (
    *("projects/mail/project.yml", "projects/mail/notes/new.md", "docs/brand.yml", "docs/brand/logo.svg"),
    *("docs/labels/de.po", "docs/wording/en.yml", "schemas/project.schema.json"),
)
OTHERS = (
    *("projects/other/project.yml", "projects/mail-2/project.yml", "projects/index.md", "docs/guide/index.md"),
    *("docs/sizing/unused-1.yml", "README.md"),
)


@pytest.mark.parametrize("file", [*INPUTS, *OTHERS])
def test_what_a_project_is_made_of_decides_its_day(file: str, tmp_path: Path) -> None:
    """Uncommitted work of it takes today; committed, the day of that commit. Other files move nothing."""
    project = _project(example(tmp_path), "Europe/Berlin")
    commit(tmp_path, COMMITTED)
    before = _seen(25, DayReason.COMMIT)
    assert Clock(root=tmp_path, published=True, environment={}).day_of(project) == before

    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n# changed\n")
    uncommitted = _seen(30, DayReason.UNCOMMITTED) if file in INPUTS else before
    assert Clock(root=tmp_path, published=True, environment={}).day_of(project) == uncommitted

    commit(tmp_path, COMMITTED + 2 * A_DAY)
    committed = _seen(27, DayReason.COMMIT) if file in INPUTS else before
    assert Clock(root=tmp_path, published=True, environment={}).day_of(project) == committed


@pytest.mark.parametrize("name", [".project.yml.swp", "project.yml~", "#project.yml#", ".DS_Store"])
def test_what_an_editor_leaves_behind_is_no_work(name: str, tmp_path: Path) -> None:
    """An open file in an editor does not move a date."""
    project = _project(example(tmp_path))
    commit(tmp_path, COMMITTED)
    write(tmp_path, {f"projects/mail/{name}": "x"})

    assert _built(tmp_path, project) == _seen(24, DayReason.COMMIT)


def test_data_that_a_project_pins_decides_its_day_too(tmp_path: Path) -> None:
    """A repository's own process, for a project that follows it."""
    root = example(tmp_path)
    project = _project(root)
    library = load_workspace(root).repository.library
    process = library.process(project.process.id, project.process.version)
    assert process is not None
    commit(root, COMMITTED)
    write(root, {process.location.file: "changed\n"})

    seen = Clock(root=root, library=library, published=True, environment={}).day_of(project)
    assert seen.reason is DayReason.UNCOMMITTED


def test_a_deletion_and_a_rename_touch_a_project(tmp_path: Path) -> None:
    """What is gone changed the project as much as what came."""
    project = _project(example(tmp_path))
    root = write(tmp_path, {"projects/mail/notes/a.md": "a\n", "projects/mail/notes/b.md": "b\n"})
    commit(root, COMMITTED)
    (root / "projects/mail/notes/a.md").unlink()
    assert _built(root, project).reason is DayReason.UNCOMMITTED
    commit(root, COMMITTED + A_DAY)
    assert _built(root, project) == _seen(25, DayReason.COMMIT)
    (root / "docs").mkdir(exist_ok=True)
    (root / "projects/mail/notes/b.md").rename(root / "docs/b.md")
    commit(root, COMMITTED + 2 * A_DAY)
    assert _built(root, project) == _seen(26, DayReason.COMMIT)


def test_the_walk_is_kept_until_there_is_another_commit(tmp_path: Path) -> None:
    """By the id of HEAD; a damaged note is walked again."""
    root = example(tmp_path)
    project = _project(root)
    commit(root, COMMITTED)
    first = _built(root, project)
    note = root / ".cache" / "history.json"
    kept = note.read_text("utf-8")
    note.write_text(kept.replace(str(COMMITTED), str(COMMITTED - 9 * A_DAY)), "utf-8")
    assert _built(root, project).day == dt.date(2026, 11, 15)

    for damaged in ("{", "[]", '{"format": 1}', kept.replace('"newest"', '"other"')):
        note.write_text(damaged, "utf-8")
        assert _built(root, project) == first
        assert note.read_text("utf-8") == kept


def test_a_shallow_clone_says_so(tmp_path: Path) -> None:
    """The commit at its end seems to touch everything; one behind it is known for sure."""
    origin = example(tmp_path / "origin")
    commit(origin, COMMITTED - 9 * A_DAY)
    write(origin, {"README.md": "one\n"})
    commit(origin, COMMITTED)
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", "--depth", "1", origin.as_uri(), str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    project = _project(clone)
    assert _built(clone, project) == _seen(24, DayReason.SHALLOW)

    write(clone, {"projects/mail/notes/new.md": "new\n"})
    commit(clone, COMMITTED + A_DAY)
    assert _built(clone, project) == _seen(25, DayReason.COMMIT)


def test_without_a_commit_it_is_today(tmp_path: Path) -> None:
    """Outside a repository, before the first commit, and for a project that git is told to pass over."""
    project = _project(example(tmp_path), "Europe/Berlin")
    assert _built(tmp_path, project) == _seen(30, DayReason.NO_HISTORY)
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    assert _built(tmp_path, project) == _seen(30, DayReason.NO_HISTORY)
    write(tmp_path, {".gitignore": "projects/\ndocs/\nschemas/\n.cache/\n"})
    commit(tmp_path, COMMITTED)
    assert _built(tmp_path, project) == _seen(30, DayReason.NO_COMMIT)


def test_git_that_cannot_tell_is_not_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container the files often belong to somebody else: the date of the data is today then, and it is said."""
    commit(example(tmp_path), COMMITTED)
    project = _project(tmp_path)
    monkeypatch.setattr(git_call, "ENVIRONMENT", git_call.ENVIRONMENT | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert _built(tmp_path, project) == _seen(29, DayReason.NO_ANSWER)
    assert "Today counts, and not the day of the last commit. git says: detected dubious" in capsys.readouterr().err

    monkeypatch.setenv("PATH", "")
    assert _built(tmp_path, project) == _seen(29, DayReason.NO_ANSWER)
    assert "it is not installed" in capsys.readouterr().err


def test_a_repository_inside_of_another_folder_is_dated_alike(tmp_path: Path) -> None:
    """The wiki may be a folder of a larger repository."""
    root = example(tmp_path / "deep" / "wiki")
    project = _project(root)
    commit(tmp_path, COMMITTED)
    assert _built(root, project) == _seen(24, DayReason.COMMIT)
    write(tmp_path, {"projects/mail/project.yml": "of somebody else\n"})
    assert _built(root, project).reason is DayReason.COMMIT
    write(root, {"projects/mail/notes/ü b.md": "new\n"})
    assert _built(root, project).reason is DayReason.UNCOMMITTED


def test_days_are_told_with_their_reasons() -> None:
    """One line where they agree; else whose each is."""
    committed, own = _seen(24, DayReason.COMMIT), _seen(20, DayReason.PROJECT)
    days = AsOfDays(by_project={"a": committed, "b": own, "c": committed}, otherwise=own)

    assert told_days(days, ["a", "c"]) == "As of 2026-11-24 (newest commit): "
    expected = "As of 2026-11-20 (set by the project): b.\nAs of 2026-11-24 (newest commit): a, c.\n"
    assert told_days(days, ["c", "b", "a"]) == expected
    assert (days.newest(), days.newest("b")) == (dt.date(2026, 11, 24), dt.date(2026, 11, 20))


def test_a_day_is_written_year_month_day() -> None:
    """One form only, so that 03/04 is never read both ways."""
    assert parse_day("2026-11-24") == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["", "20261124", "2026-W48-2", "2026-11-24T10:00", "2026-02-30", "24.11.2026", "٢٠٢٦-11-24"]
)
def test_other_forms_of_a_day_are_refused(text: str) -> None:
    """Neither other notations nor days that the calendar lacks are read."""
    with pytest.raises(UnreadableDate, match="such as 2026-11-24"):
        parse_day(text)


@pytest.mark.parametrize("text", ["yesterday", "-1", "1.5", "²", "9" * 19, "9" * 30])
def test_an_epoch_that_is_no_moment_is_refused(text: str, tmp_path: Path) -> None:
    """A broken environment is told, not passed over."""
    clock = Clock(root=tmp_path, environment={"SOURCE_DATE_EPOCH": text})
    with pytest.raises(UnreadableDate, match="SOURCE_DATE_EPOCH"):
        clock.days(())
    with pytest.raises(UnreadableDate, match="SOURCE_DATE_EPOCH"):
        moment(clock.environment)


def test_an_empty_epoch_counts_as_none(tmp_path: Path) -> None:
    """A variable that is set to nothing does not stop a build."""
    commit(example(tmp_path), COMMITTED)
    clock = Clock(root=tmp_path, published=True, environment={"SOURCE_DATE_EPOCH": ""})
    assert clock.day_of(_project(tmp_path)) == _seen(24, DayReason.COMMIT)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "Today", "tomorrow"])
def test_a_day_of_another_age_is_wrong_use(day: str, tmp_path: Path) -> None:
    """Plans reckon years around it, and the calendar has ends."""
    with pytest.raises(UnreadableDate, match="from 1900 to 2199"):
        Clock(root=tmp_path, on=day).require_readable()
