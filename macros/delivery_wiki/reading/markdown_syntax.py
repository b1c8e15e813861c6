"""The Markdown that this product knows: one configuration of the parser for pages, checks and customers' copies."""

from __future__ import annotations

from markdown_it import MarkdownIt


def new_parser(**options: bool) -> MarkdownIt:
    """CommonMark with tables and struck-out text, without HTML and images; `options` are added to the parser's own."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, **options})
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline", "image"])
    return parser
