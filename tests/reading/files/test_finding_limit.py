"""No reader of a file leaves findings out without saying how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from delivery_wiki.model.finding import Finding, Location, Severity, error, warning
from delivery_wiki.reading.files.finding_limit import MAXIMUM_FINDINGS, limit_findings
from delivery_wiki.reading.files.merge_conflict import find_conflicts
from delivery_wiki.reading.files.readable_text import check_text
from delivery_wiki.reading.markdown.markdown_file import read_markdown
from delivery_wiki.reading.markdown.pdf_glyphs import check_glyphs, read_coverage
from tests.work_counted import calls_of

CONFLICT = "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"
LATIN = read_coverage("Inter\n0020-007E\n")


def of_text(text: str) -> tuple[Finding, ...]:
    """The findings of a page."""
    return read_markdown(text.encode(), "page.md", "page").findings


READERS: dict[str, tuple[Callable[[int], tuple[Finding, ...]], str]] = {
    "characters": (lambda count: check_text("a\u200bb\n" * count, "a.yml"), "more findings in this file"),
    "conflicts": (lambda count: find_conflicts(CONFLICT * count, "a.yml"), "more findings in this file"),
    "tags": (lambda count: of_text("A line with <br> in it.\n" * count), "more warnings in this text"),
    "comments": (lambda count: of_text("A line with <!-- a --> in it.\n" * count), "more findings in this text"),
    "links": (lambda count: of_text("See [it](javascript:x).\n" * count), "more findings in this text"),
    "glyphs": (
        lambda count: tuple(
            check_glyphs("".join(f"{chr(0x4E00 + n)}.\n\n" for n in range(count)).encode(), "a.md", LATIN)
        ),
        "more warnings in this file",
    ),
}


@pytest.mark.parametrize(("read", "said"), READERS.values(), ids=READERS)
def test_what_is_not_shown_is_counted(read: Callable[[int], tuple[Finding, ...]], said: str) -> None:
    """The last finding says how many there are beside those that are told, where the first of them stands."""
    found = read(MAXIMUM_FINDINGS + 7)

    assert len(read(MAXIMUM_FINDINGS)) == MAXIMUM_FINDINGS
    assert (len(found), found[-1].problem) == (MAXIMUM_FINDINGS + 1, f"7 {said}")
    assert found[-1].location.line > found[-2].location.line
    assert "1 more" in read(MAXIMUM_FINDINGS + 1)[-1].problem


def test_it_weighs_as_the_worst_of_what_it_stands_for() -> None:
    """Errors that are not shown fail a run as those that are; warnings do not."""
    place = Location(file="a.md", line=1, column=1)
    bad, odd = error("not-utf-8", place, "a", "b"), warning("html-in-prose", place, "a", "b")

    told = [limit_findings([*[bad] * MAXIMUM_FINDINGS, *rest])[-1] for rest in ([odd], [odd, bad])]

    assert [(more.code, more.severity) for more in told] == [
        ("more-warnings", Severity.WARNING),
        ("more-findings", Severity.ERROR),
    ]


def test_a_file_of_nothing_but_faults_costs_no_more_than_what_is_told() -> None:
    """Faults beyond those that are told are only counted, so that a hostile file costs no more than another."""
    faults = ["\u200b\n" * count for count in (1_000, 60_000)]

    assert check_text(faults[1], "a.yml")[-1].problem == "59980 more findings in this file"
    assert calls_of(lambda: check_text(faults[0], "a.yml")) == calls_of(lambda: check_text(faults[1], "a.yml"))
