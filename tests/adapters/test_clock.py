"""The as-of date of a run: what is asked for, then the environment, then version control, then today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from delivery_wiki.adapters.clock import UnreadableDate, as_of, parse_day
from tests.adapters.repositories import commit, example

EPOCH = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01
COMMITTED = 1_795_564_799  # 2026-11-24 23:59:59 UTC


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


def test_the_date_that_is_asked_for_comes_first(tmp_path: Path) -> None:
    """--on wins over the environment."""
    assert as_of("2026-05-05", tmp_path, prefer_head=True, environment=EPOCH) == dt.date(2026, 5, 5)


def test_the_environment_comes_before_version_control(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH makes a build repeatable."""
    commit(example(tmp_path))

    assert as_of(None, tmp_path, prefer_head=True, environment=EPOCH) == dt.date(2026, 1, 1)


def test_a_build_takes_the_date_of_the_commit(tmp_path: Path) -> None:
    """The same commit gives the same pages, whenever it is built."""
    commit(example(tmp_path), COMMITTED)

    assert as_of(None, tmp_path, prefer_head=True, environment={}) == dt.date(2026, 11, 24)


@pytest.mark.parametrize("prefer_head", [True, False])
def test_without_anything_else_it_is_today(prefer_head: bool, tmp_path: Path) -> None:
    """Outside version control, or where the commit does not matter, the clock counts."""
    before = dt.datetime.now(tz=dt.UTC).date()

    day = as_of(None, tmp_path, prefer_head=prefer_head, environment={})

    assert before <= day <= dt.datetime.now(tz=dt.UTC).date()


@pytest.mark.parametrize("text", ["yesterday", "-1", "1.5", "²", "9" * 19, "9" * 30])
def test_an_epoch_that_is_no_moment_is_refused(text: str, tmp_path: Path) -> None:
    """A broken environment is told, not passed over."""
    with pytest.raises(UnreadableDate, match="SOURCE_DATE_EPOCH"):
        as_of(None, tmp_path, prefer_head=False, environment={"SOURCE_DATE_EPOCH": text})


def test_an_empty_epoch_counts_as_none(tmp_path: Path) -> None:
    """A variable that is set to nothing does not stop a build."""
    commit(example(tmp_path), COMMITTED)

    assert as_of(None, tmp_path, prefer_head=True, environment={"SOURCE_DATE_EPOCH": ""}) == dt.date(2026, 11, 24)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_of_another_age_is_wrong_use(day: str, tmp_path: Path) -> None:
    """Plans reckon years around it, and the calendar has ends."""
    with pytest.raises(UnreadableDate, match="from 1900 to 2199"):
        as_of(day, tmp_path, prefer_head=False)
