"""A digest as HTML that mail programs show: each element has its own style, and nothing is fetched or run."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ..diff.diff_markdown import is_detail
from ..diff.diff_spans import Line, Look, Section
from ..elements.words import Words
from ..render.finding_reports import visible
from ..render.html import element, join
from .digest_page import DigestPage

META = (
    '<meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">"
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)
# Mail programs drop style sheets, and some of them every width but that of a table.
BODY = "margin:0;padding:0;background-color:#ffffff;color:#1d2229"
FRAME = "max-width:680px;margin:0 auto;border-collapse:collapse"
CELL = "padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1d2229"
H1 = "font-size:21px;line-height:1.3;margin:24px 0 8px 0"
H2 = "font-size:16px;line-height:1.3;margin:20px 0 4px 0"
PARAGRAPH = "margin:0 0 8px 0"
ITEMS = "margin:0;padding:0 0 0 20px"
ITEM = "margin:0 0 4px 0"
DETAIL = "margin:0 0 4px 20px"
TAGS = {
    Look.ID: ("code", "font-family:Consolas,Menlo,monospace;font-size:14px"),
    Look.STRONG: ("strong", None),
    Look.QUIET: ("span", "color:#545d69"),
    Look.GONE: ("del", "background-color:#fbe3df"),
    Look.COME: ("ins", "background-color:#dff1e5;text-decoration:none;font-weight:bold"),
}


def render_digest_mail(pages: Sequence[DigestPage]) -> str:
    """One HTML document with the pages one after another, in the language of the first."""
    words = pages[0].words if pages else Words()
    title = pages[0].title if pages else words("Nothing happened.")
    cell = element("td", join([_page(page) for page in pages]), style=CELL)
    frame = element("table", element("tr", cell), role="presentation", width="100%", style=FRAME)
    head = Markup(META) + element("title", visible(title))
    html = element("html", element("head", head) + element("body", frame, style=BODY), lang=words.language)
    return f"<!doctype html>\n{html}\n"


def _page(page: DigestPage) -> Markup:
    parts = [element("h1", visible(page.title), style=H1)]
    parts += [element("p", _line(line), style=PARAGRAPH) for line in page.lead]
    parts += [_section(section) for section in page.sections]
    return element("div", join(parts), lang=page.words.language)


def _section(section: Section) -> Markup:
    items = [element("li", _line(line), style=DETAIL if is_detail(line) else ITEM) for line in section.lines]
    return element("h2", visible(section.title), style=H2) + element("ul", join(items), style=ITEMS)


def _line(line: Line) -> Markup:
    parts: list[str | Markup] = []
    for span in line:
        tag = TAGS.get(span.look)
        shown = visible(span.text)
        parts.append(element(tag[0], shown, style=tag[1]) if tag else shown)
    return join(parts)
