"""A digest as plain text, for a terminal and for mail programs that show no HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ..diff.diff_spans import Line, Look
from ..render.finding_reports import visible
from .digest_page import DigestPage

WIDTH = 78  # characters of a line, as mail programs quote them
MARKS = {Look.GONE: "[-{}-]", Look.COME: "[+{}+]"}


def render_digest_text(pages: Sequence[DigestPage], *, width: int = WIDTH) -> str:
    """The pages one after another."""
    return "\n\n".join("\n".join(_page(page, width)) for page in pages) + "\n"


def _page(page: DigestPage, width: int) -> Iterator[str]:
    yield from textwrap.wrap(visible(page.title), width)
    yield "=" * min(len(page.title), width)
    for line in page.lead:
        yield from ("", *textwrap.wrap(text_of(line), width))
    for section in page.sections:
        yield from ("", visible(section.title), "-" * min(len(section.title), width))
        for line in section.lines:
            deeper = "  " if line[0].text.startswith("   ") else ""
            yield from textwrap.wrap(
                text_of(line),
                width,
                initial_indent=f"{deeper}- ",
                subsequent_indent=f"{deeper}  ",
                break_long_words=False,
                break_on_hyphens=False,
            )


def text_of(line: Line) -> str:
    """A line without its looks; words that went and came keep their marks."""
    return "".join(MARKS.get(span.look, "{}").format(visible(span.text)) for span in line).strip()
