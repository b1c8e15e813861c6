"""A digest as Markdown, for a job summary or a chat: data can add nothing to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..diff.diff_markdown import escape, is_detail, markdown_line
from .digest_page import DigestPage


def render_digest_markdown(pages: Sequence[DigestPage]) -> str:
    """The pages one after another, each under a heading."""
    return "\n\n".join("\n".join(_page(page)).rstrip() for page in pages) + "\n"


def _page(page: DigestPage) -> Iterator[str]:
    yield f"# {escape(page.title)}"
    for line in page.lead:
        yield from ("", markdown_line(line))
    for section in page.sections:
        yield from ("", f"## {escape(section.title)}", "")
        for line in section.lines:
            yield f"{'  ' if is_detail(line) else ''}- {markdown_line(line)}"
