"""The business diff as one page that needs nothing else: what the change means, then each document before and after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from delivery_wiki.calculations.business_diff.changes import Presence
from delivery_wiki.model.project.issued_revision import ContentPart

from ..elements import tree
from ..elements.page_kind import PageContext
from ..elements.words import Words
from ..macros.document_content import COVER, content_parts, find_document
from ..macros.macro_calls import CallPlace, expander
from ..render.finding_reports import visible
from ..render.html import HtmlRenderer, element, join
from .diff_lines import PRESENCES, diff_sections, headline
from .diff_spans import Line, Look, Section, ToldProject

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# Both sides stand on one page, and no page of the site is beside it: no ids, no links into the site.
PLACES = re.compile(r' (?:id|href)="(?!https?://)[^"]*"')
PARTS = re.compile(r"<(tr|li|p)\b((?:(?!<\1\b).)*?</\1>)", re.DOTALL)
TAGS = {Look.GONE: "del", Look.COME: "ins", Look.STRONG: "strong", Look.ID: "code"}


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause on both sides, rendered; an empty side has no such clause."""

    title: str
    before: str
    after: str


def render_diff_html(projects: Sequence[ToldProject]) -> str:
    """The whole page, in the language of the first project that changed."""
    told = [project for project in projects if not project.diff.empty]
    words = told[0].words if told else Words()
    body = join([_project(project) for project in told]) or element("p", words("Nothing changed."))
    title = words("What this change means")
    head = join(
        [
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", title),
            element("style", Markup(_STYLE)),
        ]
    )
    page = element("html", element("head", head) + element("body", element("main", body)), lang=words.language)
    return f"<!doctype html>\n{page}\n"


def _project(told: ToldProject) -> Markup:
    words, diff = told.words, told.diff
    parts = [element("h1", visible(words("What this change means for {project}", project=diff.title)))]
    if shown := told.after or told.before:
        parts.append(element("p", words("As of {date}", date=words.date(shown.on)), class_="dw-muted"))
    if diff.presence is not Presence.BOTH:
        parts.append(element("p", words(PRESENCES[diff.presence])))
        return element("article", join(parts), lang=words.language)
    parts.append(element("p", headline(diff, words), class_="dw-asks"))
    parts += [_section(section) for section in diff_sections(diff, words, whole=True)]
    if told.before and told.after:
        parts += _documents(told.before, told.after)
    return element("article", join(parts), lang=words.language)


def _section(section: Section) -> Markup:
    lines = [element("li", _line(line), class_="dw-detail" if _is_detail(line) else None) for line in section.lines]
    return element("section", element("h2", section.title) + element("ul", join(lines)))


def _is_detail(line: Line) -> bool:
    return not line[0].text.strip()


def _line(line: Line) -> Markup:
    parts: list[str | Markup] = []
    for span in line:
        tag = TAGS.get(span.look)
        shown = visible(span.text)
        quiet = element("span", shown, class_="dw-muted") if span.look is Look.QUIET else shown
        parts.append(element(tag, shown) if tag else quiet)
    return join(parts)


# --- documents ------------------------------------------------------------------------------------


def _documents(before: PageContext, after: PageContext) -> Iterator[Markup]:
    """Each document whose content differs, with the clauses that do."""
    for document in after.status.documents:
        passages = tuple(_passages(before, after, document.kind, document.topic))
        if passages:
            words = after.words
            heads = element("th", words("Before"), scope="col") + element("th", words("After"), scope="col")
            rows = [element("tbody", _passage(passage)) for passage in passages]
            table = element("table", element("thead", element("tr", heads)) + join(rows), class_="dw-sides")
            yield element("section", element("h2", words(document.title)) + table)


def _passage(passage: _Passage) -> Markup:
    title = element("tr", element("th", passage.title, colspan=2, scope="colgroup", class_="dw-clause"))
    return title + element("tr", element("td", Markup(passage.before)) + element("td", Markup(passage.after)))


def _passages(before: PageContext, after: PageContext, kind: str, topic: str | None) -> Iterator[_Passage]:
    old, new = (find_document(context, kind, topic) for context in (before, after))
    left, right = _texts(before, old), _texts(after, new)
    for id in [*right, *(id for id in left if id not in right)]:
        was, is_now = left.get(id), right.get(id)
        if (was and was.text) != (is_now and is_now.text):
            known = is_now or was
            sides = _clause(before, old, id), _clause(after, new, id)
            yield _Passage(known.title if known else "", _marked(*sides), _marked(*reversed(sides)))


def _marked(html: str, other: str) -> str:
    """The rows, items and paragraphs that the other side does not have, marked."""
    return PARTS.sub(lambda part: part[0] if part[0] in other else f"<{part[1]} data-moved{part[2]}", html)


def _texts(context: PageContext, document: tree.Document | None) -> dict[str, ContentPart]:
    """The clauses that have an id; the cover counts with its revision and date, which are told above."""
    parts = content_parts(context, document) if document else ()
    return {part.id: part for part in parts if part.id and part.id != COVER}


def _clause(context: PageContext, document: tree.Document | None, id: str) -> str:
    clause = next((clause for clause in _clauses(document.blocks if document else ()) if clause.id == id), None)
    if clause is None:
        return ""
    own = tuple(block for block in clause.blocks if not isinstance(block, tree.Clause))
    renderer = HtmlRenderer(context.words, expander(CallPlace(project=context)), sources=False)
    return PLACES.sub("", str(renderer.render(own)))


def _clauses(blocks: tree.Blocks) -> Iterator[tree.Clause]:
    for block in blocks:
        if isinstance(block, tree.Clause):
            yield block
            yield from _clauses(block.blocks)


# The colours and class names of the site, and nothing to fetch.
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --panel: #f6f7f9; --line: #d8dce2; --word: #1d2229; --muted: #545d69;
  --removed: #fbe3df; --added: #dff1e5; --need: #fdf3e3; --edge: #b3741a; }
@media (prefers-color-scheme: dark) { :root { --ground: #1b1f26; --panel: #242a33; --line: #3b4350; --word: #e6e9ee;
  --muted: #a9b3c0; --removed: #5a2a24; --added: #1f4a30; --need: #3a3020; --edge: #d79a45; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--word); font: 1rem/1.5 Inter, system-ui, sans-serif; }
main { max-width: 88rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
article + article { border-top: 2px solid var(--line); margin-top: 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
h3, h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
ul { margin: 0; padding-left: 1.25rem; }
main > article > p, main > article > section > ul { max-width: 60rem; }
li { margin: .2rem 0; overflow-wrap: anywhere; }
li.dw-detail { margin-left: 1.5rem; }
code, .dw-id { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .9em; }
code { background: var(--panel); border: 1px solid var(--line); border-radius: .2rem; padding: 0 .25rem; }
del { background: var(--removed); }
del + ins { margin-left: .3em; }
ins { background: var(--added); text-decoration: none; font-weight: 600; }
a { color: inherit; text-decoration: none; }
.dw-muted { color: var(--muted); }
.dw-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.dw-asks { background: var(--need); border-left: 4px solid var(--edge); padding: .5rem .75rem; font-weight: 600; }
.dw-number { font-variant-numeric: tabular-nums; }
.dw-shape { vertical-align: -.125em; margin-right: .25em; }
table { border-collapse: collapse; font-size: .8125rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
svg { max-width: 100%; height: auto; }
table.dw-sides { width: 100%; table-layout: fixed; border: 1px solid var(--line); }
table.dw-sides > thead th { background: var(--panel); }
table.dw-sides > tbody > tr > td { position: relative; overflow-x: auto; overflow-wrap: break-word; }
table.dw-sides > tbody > tr > td:first-child [data-moved] { background: var(--removed); }
table.dw-sides > tbody > tr > td + td [data-moved] { background: var(--added); }
table.dw-sides > tbody > tr > td + td { border-left: 1px solid var(--line); }
.dw-clause { background: var(--panel); font-weight: 600; }
@media (max-width: 40rem) {
  table.dw-sides, table.dw-sides > thead, table.dw-sides > tbody, table.dw-sides > tbody > tr,
  table.dw-sides > tbody > tr > td, .dw-clause { display: block; }
  table.dw-sides > thead { display: none; }
  table.dw-sides > tbody > tr > td + td { border-left: 0; border-top: 2px dashed var(--line); }
}
@media print { body { font-size: 10pt; } }
"""
