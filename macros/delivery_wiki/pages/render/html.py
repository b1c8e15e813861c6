"""Trees to HTML: the one place where project text is escaped for a web page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from delivery_wiki.model.texts.unreadable import Unreadable

from ..elements import tree
from ..elements.words import Words
from .phone_rows import figures_beside, form_of_figures, is_wide, label_of_cell, place_class, title_of, wraps
from .prose import Leads, PageProse, render_inline_prose, render_prose

TOP = "top"  # the id of a page's title
NOTE_MARK = "*"  # leads from a figure to the note below
# A link that is neither absolute nor to a place on the same page.
RELATIVE = re.compile(r' href="(?!#|[a-z]+:)')

MOST_CHIPS = 8
SHAPES = {
    tree.Mark.MET: '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    tree.Mark.OPEN: '<circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" stroke-width="1.75"/>',
    tree.Mark.LATE: '<path d="M8 1.5 15 14H1z" fill="currentColor"/>',
    tree.Mark.STALE: '<circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-dasharray="4 3.3"/>',
    tree.Mark.SIGNED: '<path d="M8 .8l1.9 1.6 2.5-.2.6 2.4 2.1 1.3-1 2.3 1 2.3-2.1 1.3-.6 2.4-2.5-.2L8 15.6'
    'l-1.9-1.6-2.5.2-.6-2.4L.9 10.500l1-2.3-1-2.3 2.1-1.300.6-2.400 2.500.2z" fill="currentColor"/>'
    '<path d="M4.9 8.2l2.200 2.300 4.200-4.700" fill="none" stroke="var(--dw-ground, #fff)" stroke-width="1.6"/>',
    tree.Mark.NOTED: '<path d="M3.5 1.75h6l3 3v9.5h-9z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5.75 8h4.5M5.75 11h4.5" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    tree.Mark.NOT_NEEDED: '<path d="M3 8h10" stroke="currentColor" stroke-width="2"/>',
    tree.Mark.WORKING: '<circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" stroke-width="1.75"/>'
    '<path d="M8 2.75a5.25 5.25 0 0 1 0 10.500z" fill="currentColor"/>',
    tree.Mark.FAILED: '<path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.5"/>',
}


def element(tag: str, content: str | Markup = "", /, **attributes: str | int | bool | None) -> Markup:
    """An element with escaped content and attributes; `class_` and `data_x` become `class` and `data-x`."""
    # Plain strings on the way: a large page has ten thousands of elements, and Markup.format is slow.
    opening = [f"<{tag}"]
    for name, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        key = name.rstrip("_").replace("_", "-")
        opening.append(f" {key}" if value is True else f' {key}="{escape(value)}"')
    return Markup(f"{''.join(opening)}>{escape(content)}</{tag}>")


def join(parts: Sequence[str | Markup]) -> Markup:
    """Parts put together, each escaped unless it is markup already."""
    return Markup("").join(parts)


# A phone folds tables of more rows than LONG_TABLE to FOLDED_TO; what it hides is then worth the touch.
LONG_TABLE = 14
FOLDED_TO = 8


def relocate(html: str, folder: str) -> str:
    """The links of a project's block for a page that stands elsewhere; `folder` leads there and ends with a slash."""
    return RELATIVE.sub(lambda found: f' href="{folder}', html)


def shape(mark: tree.Mark) -> Markup:
    """The picture of a state, hidden from screen readers, for the word stands beside it."""
    return Markup(
        f'<svg class="dw-shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{SHAPES[mark]}</svg>'
    )


def _segment(mark: tree.Mark, x: int) -> Markup:
    """A box: filled when done, half filled at work, empty before, dashed where the way ended."""
    width = {tree.Mark.MET: 12, tree.Mark.SIGNED: 12, tree.Mark.NOTED: 12, tree.Mark.WORKING: 6}.get(mark, 0)
    dashes = "2 2" if mark in {tree.Mark.FAILED, tree.Mark.NOT_NEEDED} else None
    edge = element(
        "rect", x=f"{x}.5", y="0.5", width=12, height=11, fill="none", stroke="currentColor", stroke_dasharray=dashes
    )
    fill = element("rect", x=f"{x}.5", y="0.5", width=width, height=11, fill="currentColor") if width else Markup("")
    return edge + fill


def _counts(block: tree.Table, key: str) -> Counter[str]:
    """How many rows have each value of a filter; a row may have several."""
    return Counter(value for row in block.rows for name, values in row.data if name == key for value in values.split())


def _width_class(column: tree.ColumnHead) -> str | None:
    if column.letter:
        return "dw-letter"
    return "dw-num" if column.numeric else "dw-narrow" if column.narrow else None


def _classes(column: tree.ColumnHead, cell: tree.Content, columns: Sequence[tree.ColumnHead]) -> Iterator[str | None]:
    yield _width_class(column)
    yield place_class(column, cell, columns)
    yield "dw-wraps" if wraps(column, cell) else None


def _with_code(text: str) -> Markup:
    """A sentence in which commands and files stand between backticks."""
    parts = text.split("`")
    return join([element("code", part) if at % 2 and at < len(parts) - 1 else part for at, part in enumerate(parts)])


def _cards_class(block: tree.Cards) -> str:
    kinds = {"figures": block.figures, "third": block.third, "wide": block.wide}
    return next((f" dw-cards--{kind}" for kind, is_so in kinds.items() if is_so), "")


class HtmlRenderer:
    """Renders blocks for one language; `expand` resolves a macro call inside author's prose.

    `sources` names the file below blocks that come from one; customers do not have these files.
    """

    def __init__(
        self,
        words: Words,
        expand: tree.Expand | None = None,
        *,
        sources: bool = True,
        leads: Leads | None = None,
    ) -> None:
        self.words = words
        self.leads = leads
        self.sources = sources
        self.expand = expand
        self.has_assumed = False
        self.page = PageProse({TOP}, box_words=(words("not ticked"), words("ticked")))

    def render(self, blocks: tree.Blocks) -> Markup:
        """All blocks in order; below them one note, where one of them has a figure that is marked as assumed."""
        outer, self.has_assumed = self.has_assumed, False
        rendered = [self._block(block) for block in blocks]
        note, self.has_assumed = self._note_on_assumed(), outer
        return join([*rendered, note])

    def _note_on_assumed(self) -> Markup:
        if not self.has_assumed:
            return Markup("")
        text = self.words("An assumption, or resting on one; the sizing names it.")
        return element("p", f"{NOTE_MARK} {text}", class_="dw-assumed-note")

    def inline(self, content: tree.Content) -> Markup:
        """Inline content: one part or several."""
        if isinstance(content, str) or not isinstance(content, Sequence):
            return self._inline(content)
        return join([self._inline(part) for part in content])

    def inline_blocks(self, blocks: tree.Blocks) -> Markup:
        """The content of paragraphs without their frame, for a macro that stands inside a sentence."""
        return join([self.inline(block.content) for block in blocks if isinstance(block, tree.Paragraph)])

    def _block(self, block: tree.Block) -> Markup:
        render: Callable[[Any], Markup] = getattr(self, f"_render_{type(block).__name__.lower()}")
        return render(block)

    def _inline(self, part: tree.Inline) -> Markup:
        if isinstance(part, str | Unreadable):  # which says what it rests on
            return escape(str(part))
        render: Callable[[Any], Markup] = getattr(self, f"_inline_{type(part).__name__.lower()}")
        return render(part)

    # --- inline parts -----------------------------------------------------------------------------

    def _inline_strong(self, part: tree.Strong) -> Markup:
        return element("strong", part.text, class_="dw-boxed" if part.boxed else None)

    def _inline_muted(self, part: tree.Muted) -> Markup:
        return element("span", part.text, class_="dw-muted")

    def _inline_code(self, part: tree.Code) -> Markup:
        return element("code", part.text)

    def _inline_link(self, part: tree.Link) -> Markup:
        foreign = "noopener noreferrer" if part.target.startswith(("https://", "http://")) else None
        return element("a", part.text, href=part.target, title=part.title, rel=foreign)

    def _inline_item(self, part: tree.Item) -> Markup:
        hidden = element("span", f" {part.title}", class_="dw-hidden") if part.title else Markup("")
        return element("a", part.id + hidden, class_="dw-id", href=part.target, title=part.title)

    def _inline_state(self, part: tree.State) -> Markup:
        return element("span", shape(part.mark) + part.text, class_=f"dw-state dw-state--{part.mark.value}")

    def _inline_number(self, part: tree.Number) -> Markup:
        unit = element("span", f"\xa0{part.unit}", class_="dw-unit") if part.unit else Markup("")
        text = element("strong", part.text) if part.strong else part.text
        figure = element("span", text, class_="dw-number", title=part.exact or None)
        if not part.assumed:
            return figure + unit
        self.has_assumed = True
        marked = element("span", figure + unit, class_="dw-assumed", title=part.assumed)
        return marked + element("span", NOTE_MARK, class_="dw-assumed-mark")

    def _inline_changed(self, part: tree.Changed) -> Markup:
        removed = element("del", part.removed) if part.removed else Markup("")
        added = element("ins", part.added) if part.added else Markup("")
        return join([removed, " " if removed and added else "", added])

    def _inline_anchor(self, part: tree.Anchor) -> Markup:
        return element("a", part.id, class_="dw-id dw-id--own", href=f"#{part.id}", id=part.id)

    def _inline_checkbox(self, part: tree.CheckBox) -> Markup:
        box = element("span", "✓" if part.ticked else "", class_="dw-box", aria_hidden="true")
        word = self.words("ticked") if part.ticked else self.words("not ticked")
        return join([box, element("span", f"{part.label}: {word}", class_="dw-hidden")])

    def _inline_segments(self, part: tree.Segments) -> Markup:
        boxes = [_segment(mark, index * 15) for index, mark in enumerate(part.marks)]
        picture = element(
            "svg",
            join(boxes),
            class_="dw-segments",
            viewBox=f"0 0 {15 * len(boxes)} 12",
            width=15 * len(boxes),
            height=12,
            aria_hidden="true",
            focusable="false",
        )
        return join([picture, " ", part.text])

    def _inline_linebreak(self, part: tree.LineBreak) -> Markup:
        return Markup("<br>")

    def _inline_named(self, part: tree.Named) -> Markup:
        return element("span", part.name, class_="dw-named", title=part.text)

    def _inline_screenonly(self, part: tree.ScreenOnly) -> Markup:
        return element("span", self.inline(part.content), class_="dw-screen")

    def _inline_sourcetext(self, part: tree.SourceText) -> Markup:
        return render_inline_prose(part.text, self._expand_inline, leads=self.leads, page=self.page)

    def _expand_inline(self, call: str) -> Markup:
        if self.expand is None:
            return Markup("")
        with self.expand(call) as blocks:
            return self.inline_blocks(blocks)

    def _expand_block(self, call: str) -> Markup:
        if self.expand is None:
            return Markup("")
        with self.expand(call) as blocks:
            return self.render(blocks)

    # --- blocks -----------------------------------------------------------------------------------

    def _permanent_link(self, id: str) -> Markup:
        return element(
            "a",
            "¶",
            class_="headerlink",
            href=f"#{id}",
            title=self.words("Permanent link"),
            aria_hidden="true",
            tabindex="-1",
        )

    def _render_heading(self, block: tree.Heading) -> Markup:
        return element(f"h{block.level}", escape(block.text) + self._permanent_link(block.id), id=block.id)

    def _render_paragraph(self, block: tree.Paragraph) -> Markup:
        return element("p", self.inline(block.content), class_="dw-lead" if block.lead else None)

    def _render_prose(self, block: tree.Prose) -> Markup:
        html = render_prose(
            block.text, block.level, self._expand_block, self._expand_inline, leads=self.leads, page=self.page
        )
        return element("div", html, class_="dw-prose")

    def _render_table(self, block: tree.Table) -> Markup:
        if not block.rows:
            return element("p", _with_code(block.empty or self.words("Nothing here yet.")), class_="dw-empty")
        caption = element("caption", block.caption) if block.caption else Markup("")
        heads = self._shared_heads(block.columns) + element("tr", join([self._column_head(of) for of in block.columns]))
        body = join([self._row(row, block.columns, sortable=block.sortable) for row in block.rows])
        table = element(
            "table",
            join([caption, element("thead", heads), element("tbody", body)]),
            class_="dw-table",
            data_sortable=block.sortable,
            data_figures=form_of_figures(block.columns),
            data_wide=is_wide(block.columns),
            style=figures_beside(block.columns),
            id=block.id,
        )
        scroll = element(
            "div",
            table,
            class_="dw-scroll",
            tabindex="0",
            role="group",
            aria_label=block.caption or self.words("Table"),
        )
        scroll += self._more(sum(not row.total for row in block.rows))
        if not (block.search or block.filters):
            return scroll
        box = (
            element(
                "input",
                class_="dw-search",
                type="search",
                placeholder=self.words("Filter rows"),
                aria_label=self.words("Filter rows"),
            ).replace("</input>", "")
            if block.search
            else Markup("")
        )
        said = {"data_of": self.words("of"), "data_none": self.words("No row has all of this.")}
        count = element("span", class_="dw-count", role="status", **said)
        clear = element("button", self.words("Show all rows"), type="button", class_="dw-button dw-clear", hidden=True)
        parts = [Markup(box), self._filters(block), count, clear]
        bar = element("div", join(parts), class_="dw-filterbar", hidden=True)
        return element("div", bar + scroll, class_="dw-filterable")

    def _more(self, rows: int) -> Markup:
        """What opens the rest of a long table on a phone, where a script folds it; else nothing of it is seen.

        A register is not folded, for there the table is the page and has its filters.
        """
        if rows <= LONG_TABLE:
            return Markup("")
        text = self.words("{count} more", count=self.words.number(rows - FOLDED_TO))
        return element(
            "button", text, type="button", class_="dw-button dw-more dw-screen", data_keep=FOLDED_TO, hidden=True
        )

    def _filters(self, block: tree.Table) -> Markup:
        """The chips; a script folds them where they would push the rows off a small screen."""
        if not block.filters:
            return Markup("")
        chips = element(
            "div", join([self._filter(of, _counts(block, of.key)) for of in block.filters]), class_="dw-filter-groups"
        )
        summary = element("summary", self.words("Filters"))
        return element("details", summary + chips, class_="dw-details dw-filters", open=True)

    def _shared_heads(self, columns: tuple[tree.ColumnHead, ...]) -> Markup:
        """Above the heads of columns of letters one head for those of one unit; paper has the unit at each."""
        if not any(column.letter for column in columns):
            return Markup("")
        shared = []
        for unit, of_unit in groupby(columns, key=lambda column: column.unit if column.letter else ""):
            span = len(list(of_unit))
            shared.append(
                element("th", unit, scope="colgroup", colspan=span, class_="dw-shared")
                if unit
                else element("td", colspan=span)
            )
        return element("tr", join(shared), class_="dw-screen")

    def _column_head(self, column: tree.ColumnHead) -> Markup:
        unit = " " + element("span", column.unit, class_="dw-unit") if column.unit else Markup("")
        title = element("span", column.title) if column.letter else escape(column.title)
        return element("th", title + unit, scope="col", class_=_width_class(column))

    def _row(self, row: tree.Row, columns: tuple[tree.ColumnHead, ...], *, sortable: bool) -> Markup:
        keys = row.keys if row.keys and sortable else ("",) * len(columns)
        title = title_of(columns)
        cells = [
            element(
                "td",
                self._opened(row, cell) if row.more and column is title else self.inline(cell),
                class_=" ".join(filter(None, _classes(column, cell, columns))),
                data_label=label_of_cell(column, cell, columns),
                data_sort=key,
            )
            for cell, column, key in zip(row.cells, columns, keys, strict=True)
        ]
        data = {f"data_{key}": value for key, value in row.data}
        return element("tr", join(cells), id=row.id, class_="dw-total" if row.total else None, **data)

    def _opened(self, row: tree.Row, cell: tree.Content) -> Markup:
        """The words that name a row, which open what there is to say of it in place."""
        return self._render_details(tree.Details(summary=cell, blocks=row.more, id=row.more_id))

    def _filter(self, row_filter: tree.Filter, counts: Mapping[str, int]) -> Markup:
        """Chips, or a menu of many values, each with the number of its rows."""
        named = {value: f"{label} {self.words.number(counts[value])}" for value, label in row_filter.choices}
        if len(row_filter.choices) > MOST_CHIPS:
            return self._menu(row_filter, named)
        chips = [
            element(
                "button",
                named[value],
                type="button",
                class_="dw-chip",
                aria_pressed="false",
                data_key=row_filter.key,
                data_value=value,
            )
            for value, _ in row_filter.choices
        ]
        name = element("span", row_filter.label, class_="dw-filter-name")
        return element("div", join([name, *chips]), class_="dw-chips", role="group", aria_label=row_filter.label)

    def _menu(self, row_filter: tree.Filter, named: Mapping[str, str]) -> Markup:
        every = Markup('<option value="">{}</option>').format(self.words("all"))
        options = [element("option", named[value], value=value) for value, _ in row_filter.choices]
        menu = element("select", every + join(options), class_="dw-menu", data_key=row_filter.key)
        name = element("span", row_filter.label, class_="dw-filter-name")
        return element("label", name + menu, class_="dw-chips")

    def _render_listing(self, block: tree.Listing) -> Markup:
        items = join([element("li", self.inline(item)) for item in block.items])
        return element("ol" if block.ordered else "ul", items)

    def _render_facts(self, block: tree.Facts) -> Markup:
        return element("dl", join([self._fact(*pair) for pair in block.pairs]), class_="dw-facts")

    def _fact(self, name: str, value: tree.Content) -> Markup:
        """A pair of a list; what is for a screen alone loses its name on paper too."""
        screen_only = isinstance(value, tree.ScreenOnly)
        said = self.inline(value.content if isinstance(value, tree.ScreenOnly) else value)
        return element("div", element("dt", name) + element("dd", said), class_="dw-screen" if screen_only else None)

    def _render_callout(self, block: tree.Callout) -> Markup:
        kind, body = f"dw-callout dw-callout--{block.kind}", self.render(block.blocks)
        if block.folds:
            summary = element("summary", block.title, class_="dw-callout-title")
            return element("details", summary + body, class_=f"dw-details {kind}", open=True)
        return element("div", element("p", block.title, class_="dw-callout-title") + body, class_=kind)

    def _render_figure(self, block: tree.Figure) -> Markup:
        caption = element("figcaption", block.caption) if block.caption else Markup("")
        twin = (
            element(
                "details",
                element("summary", self.words("The same as a table"), class_="dw-screen")
                + self._render_table(block.twin),
                class_="dw-twin",
            )
            if block.twin
            else Markup("")
        )
        drawing = element("div", block.drawing, class_="dw-drawing")
        return element(
            "figure", join([drawing, caption, twin]), class_="dw-figure dw-figure--wide" if block.wide else "dw-figure"
        )

    def _render_details(self, block: tree.Details) -> Markup:
        summary = element("summary", self.inline(block.summary))
        body = element("div", self.render(block.blocks), class_="dw-details-body")
        return element("details", summary + body, class_="dw-details", open=block.open, id=block.id)

    def _render_cards(self, block: tree.Cards) -> Markup:
        return element(
            "div",
            join([self._card(card) for card in block.cards]),
            class_=f"dw-cards{_cards_class(block)}",
        )

    def _card(self, card: tree.Card) -> Markup:
        title = element("p", self.inline(card.title), class_="dw-card-title")
        data = {f"data_{key}": value for key, value in card.data}
        return element("section", title + self.render(card.blocks), class_="dw-card", id=card.id, **data)

    def _render_strip(self, block: tree.Strip) -> Markup:
        steps = join([self._step(step) for step in block.steps])
        return element("ol", steps, class_="dw-strip", aria_label=block.caption)

    def _step(self, step: tree.Step) -> Markup:
        title = element("a", step.title, href=step.target) if step.target else escape(step.title)
        named = element("span", shape(step.mark) + title, class_=f"dw-state dw-state--{step.mark.value}")
        note = element("span", step.note, class_="dw-muted") if step.note else Markup("")
        return element("li", named + " " + note, class_="dw-step", aria_current="step" if step.current else None)

    def _render_sidebyside(self, block: tree.SideBySide) -> Markup:
        above = [element("div", self.render(block.above), class_="dw-above")] if block.above else []
        parts = [*above, *(element("div", self.render(part)) for part in block.parts)]
        return element("div", join(parts), class_="dw-beside dw-beside--lead" if block.lead else "dw-beside")

    def _render_bar(self, block: tree.Bar) -> Markup:
        """A bar and its words; the words alone where all is one part, of which a bar would say nothing."""
        text = element("p", block.text, class_="dw-bar-text")
        if any(amount == block.total for _, amount, _ in block.parts):
            return element("div", text, class_="dw-bar-block")
        total = max(block.total, 1)
        parts = [
            element(
                "span",
                class_=f"dw-bar-part dw-state--{mark.value}",
                style=f"width:{100 * amount / total:.2f}%",
                title=label,
            )
            for mark, amount, label in block.parts
            if amount
        ]
        bar = element("div", join(parts), class_="dw-bar")
        tick = Markup("")
        if block.tick and block.tick[0] < total:
            place = f"--dw-at:{100 * block.tick[0] / total:.2f}%"
            tick = element("span", class_="dw-bar-tick", style=place, title=block.tick[1])
        ruled = element("div", bar + tick, class_="dw-bar-ruled", aria_hidden="true")
        return element("div", ruled + (text if block.lead is None else self._bar_key(block)), class_="dw-bar-block")

    def _bar_key(self, block: tree.Bar) -> Markup:
        """What the bar is of, and each part beside its colour, in the order of the bar."""
        said = [element("span", block.lead)] if block.lead else []
        said += [
            element("span", label, class_=f"dw-bar-key dw-state--{mark.value}")
            for mark, amount, label in block.parts
            if amount
        ]
        if block.tick and block.tick[0] < block.total:
            said.append(element("span", block.tick[1], class_="dw-bar-key dw-bar-key--tick"))
        return element("p", Markup(" ").join(said), class_="dw-bar-text")

    def _render_computed(self, block: tree.Computed) -> Markup:
        if not self.sources:
            return element("div", self.render(block.blocks), class_="dw-computed")
        source = element("p", self.words("from {file}", file=block.source), class_="dw-source")
        return element("div", self.render(block.blocks) + source, class_="dw-computed")

    def _render_clause(self, block: tree.Clause) -> Markup:
        number = element("span", block.number, class_="dw-clause-number")
        link = self._permanent_link(block.id)
        heading = element(f"h{block.level}", join([number, " ", block.title, link]), id=block.id)
        kind = "dw-clause dw-annex" if block.annex else "dw-clause"
        return element("section", heading + self.render(block.blocks), class_=kind)

    def _render_signaturesheet(self, block: tree.SignatureSheet) -> Markup:
        about = element("p", block.about, class_="dw-signature-about") if block.about else Markup("")
        fields = [self._signature(field) for field in block.fields]
        return about + element("div", join(fields), class_="dw-signatures")

    def _signature(self, field: tree.SignatureField) -> Markup:
        """Lines to fill in, or what a recorded signature says in their place."""
        is_proved = bool(field.recorded) and field.proved
        party = element("p", field.party, class_="dw-signature-party")
        role = element("p", f"{field.signed_as or field.role} · {field.meaning}", class_="dw-signature-role")
        is_open = not field.recorded or bool(field.authority)
        authority = [(self.words("Authority to sign"), field.authority)] if is_open else []
        lines = [
            (self.words("Name"), field.name),
            (self.words("Function"), field.function),
            *authority,
            (self.words("Place, date"), field.date),
            (self.words("Signature"), element("strong", field.recorded) if is_proved else field.recorded),
        ]
        pairs = [element("div", element("dt", name) + element("dd", value)) for name, value in lines]
        stamped = "dw-signature-lines dw-signature-lines--stamped" if field.recorded else "dw-signature-lines"
        return element("div", join([party, role, element("dl", join(pairs), class_=stamped)]), class_="dw-signature")

    def _render_whatif(self, block: tree.WhatIf) -> Markup:
        return element("div", self.render(block.blocks), class_="dw-what-if", data_rules=block.data)

    def _render_document(self, block: tree.Document) -> Markup:
        """The facts that the page says elsewhere, and paper on its cover, are folded: the text begins at once."""
        own = [pair for pair in block.facts if not isinstance(pair[1], tree.ScreenOnly)]
        about = [pair for pair in block.facts if pair not in own]
        pairs = join([self._fact(*pair) for pair in own])
        facts = element("dl", pairs, class_="dw-facts dw-cover") if own else Markup("")
        return element(
            "div",
            facts + self._about_document(about) + self.render(block.blocks),
            class_="dw-document",
            data_kind=block.kind,
            data_title=block.title,
            data_revision=block.revision,
        )

    def _about_document(self, pairs: Sequence[tuple[str, tree.Content]]) -> Markup:
        if not pairs:
            return Markup("")
        facts = element("dl", join([self._fact(*pair) for pair in pairs]), class_="dw-facts")
        parts = element("summary", self.words("About this document")) + element("div", facts, class_="dw-details-body")
        return element("details", parts, class_="dw-details dw-about dw-screen")
