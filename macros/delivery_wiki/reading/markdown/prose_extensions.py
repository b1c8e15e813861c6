"""Marks of other kinds of Markdown, which this one would print as they stand: each is named, with what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference

from delivery_wiki.model.finding import Finding, error, warning

from .markdown_blocks import Blocks, PlaceOf
from .prose_links import inline_texts

ADDRESS = re.compile(r"(?<![\w/<>(\[\"'=@.:-])(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]'\"*_]")
_REFERENCE = re.compile(r"(?<![\w\]\\!])\[(?!\^)([^\[\]\n]{1,200})\]\[([^\[\]\n]{0,200})\]")
_WITH_BLANK = re.compile(r"\[[^\[\]\n]{1,200}\]\((?!<)([^()<>\n\"']*[^()<>\s\"'][ \t]+[^()<>\s\"'][^()<>\n\"']*)\)")
_EXPLANATION = re.compile(r"[ \t>]*:[ \t]+\S.*")
_NEITHER = "\0"  # stands for what is no text: neither a letter nor a blank
_DIAGRAMS = frozenset(("mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "math", "chart", "svgbob", "kroki"))
_BLANKED = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escaped mark
    r"|\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*+\}\}"  # a macro call, up to the next one
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000}>"  # an address as a link
    r"|(?<=\])\([^()\n]{0,2000}\)"  # where a link goes
    r"|(?<=\]:)[ \t]*\S{1,2000}",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Construct:
    """A mark by which other Markdown says something, what it is called, and how the same is said here."""

    pattern: re.Pattern[str]
    name: str
    repair: str


def _construct(pattern: str, name: str, repair: str) -> Construct:
    return Construct(re.compile(pattern, re.MULTILINE), name, repair)


_ITSELF = "Write the sign itself, such as ₂ or ²."
_SIGN = "Write the word, or the sign itself."
_DELETE = "Delete it."
_IN_WORDS = "Write it in words or as `code`."
_PARAGRAPH = "Write it as a paragraph or a quote (>), with a bold word in front."
# Where one pattern covers what another one begins with, it stands first: a stretch of text is named once.
CONSTRUCTS: tuple[Construct, ...] = (
    _construct(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]*[\w\"-].*$", "an admonition", _PARAGRAPH),
    _construct(r"^[ \t>]*\[!\w{2,20}\].*$", "an alert", _PARAGRAPH),
    _construct(r"^[ \t>]*:{3,}.*$", "a block between colons", _PARAGRAPH),
    _construct(r"^[ \t>]*===[!+]*[ \t]+[\"'].*$", "a tab", "Write a heading for each part."),
    _construct(r"^[ \t>]*\*\[[^\]\n]{1,99}\]:.*$", "an abbreviation", "Write the words out where they first stand."),
    _construct(r"^[ \t>]*-+8<-+.*$", "a part of another file", "Write its text here, or call a macro."),
    _construct(
        r"^[ \t>]*\[\[?_?(?:TOC|toc)_?\]?\][ \t]*$", "a table of contents", "Delete it: pages and PDFs have one."
    ),
    _construct(
        r"^[ \t>]*\+[-=]{2,}\+.*(?:\n[ \t>]*[+|].*)*$",
        "a table drawn with + and -",
        "Write a table with | and a line of ---.",
    ),
    _construct(r"^[ \t>]*#{2,6}[^\s#].*$", "a heading without a blank behind its marks", "Write a blank behind the #."),
    _construct(r"^[ \t>]*[•◦▪‣●○■][ \t]", "a bullet sign", "Write - and a blank in its place."),
    _construct(
        r"^[ \t>]*(?:[-*+][ \t]+)?\[[-/~>!?*✓✗]\][ \t]",
        "a box that is neither empty nor ticked",
        "Write - [ ] or - [x].",
    ),
    _construct(r"^[ \t>]*\[[ xX]\][ \t]", "a box outside a list", "Write - in front of it: - [ ] or - [x]."),
    _construct(r"\{(?:\+\+|--|~~|==|>>).*?(?:\+\+|--|~~|==|<<)\}", "a mark of a change", "Write what holds now."),
    _construct(r"==(?=[^\s=])[^=\n]{0,500}(?<=\S)==", "a highlight", "Write **bold** or *emphasised* words."),
    _construct(r"(?<![~\w])~[^\s~]{1,99}~(?!~)|(?<=\w)~[^\s~]{1,99}~(?!~)", "a lowered text", _ITSELF),
    _construct(r"\^\[[^\]\n]{0,999}\]", "a note inside the line", "Write [^1] here and [^1]: … below."),
    _construct(r"(?<!\[)\^[^\s^\[\]]{1,99}\^", "a raised text", _ITSELF),
    _construct(
        r"(?<!\w)\+\+(?=[^\s+])[^\n]{0,99}?(?<=[^\s+])\+\+(?!\w)",
        "a key or an insertion",
        "Write **bold** words or `code`.",
    ),
    _construct(r"(?<![\w:/]):[a-z][a-z0-9_+-]{0,60}:(?![\w:/])", "the name of a sign", _SIGN),
    _construct(r"\{:[^{}\n]{0,200}\}|\{[ ]*\.[A-Za-z][\w-]*(?:[ ]+[.#\w=\"'-]+)*[ ]*\}", "an attribute list", _DELETE),
    _construct(r"\[\[[^\[\]\n]{1,200}\]\]", "a link by name", "Write [words](page.html)."),
    _construct(r"\$\$", "a formula", _IN_WORDS),
    _construct(r"(?<![\w$])\$(?=[^\s$])[^$\n]{0,200}?[\^_{][^$\n]{0,200}?(?<=\S)\$(?![\w$])", "a formula", _IN_WORDS),
    _construct(
        r"(?<![%\d])(?<!\d )%%(?=[\s\w])[^%\n]{1,500}%%(?!%)",
        "a comment",
        "Delete it, or move it to internal/notes.yml.",
    ),
    _construct(
        r"^[ \t>]*h[1-6]\.[ \t]+\S.*$", "a heading of a wiki", "Write ## and a blank in place of h2. and the like."
    ),
    _construct(
        r"^[ \t>]*(?:={2,6}[ \t]+[^=\s].*|=[ \t]+[^=\s].*=)$",
        "a heading of a wiki",
        "Write ## and a blank in place of the =.",
    ),
    _construct(r"^[ \t>]*bq\.[ \t]+\S.*$", "a quote of a wiki", "Write > and a blank in place of bq."),
    _construct(r"^[ \t>]*\.\.[ \t]+[\w-]{1,40}::.*$", "a directive", _PARAGRAPH),
    _construct(
        r"\{(?:toc|panel|code|quote|noformat|info|note|tip|warning|expand|color|anchor)(?::[^{}\n]{0,200})?\}",
        "a mark of a wiki",
        "Delete it, or write Markdown in its place.",
    ),
    _construct(
        r"^[ \t>]*\\(?:newpage|pagebreak|clearpage)\b.*$", "a break of a page", "Delete it: the PDF sets its pages."
    ),
    _construct(
        r"\[@[A-Za-z][\w:.-]{0,60}\]", "a citation", "Write the source, or a footnote: [^1] here, [^1]: … below."
    ),
)


def check_extensions(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """Each mark that readers would see as it is written, and what a code block would lose."""
    yield from _fences(blocks, place)
    explained = {blocks.offset(token.map[0]) for token in blocks.tokens if token.type == "dd_open" and token.map}
    for start, text in inline_texts(blocks):
        yield from _links(blocks, start, text, place)
        if start not in explained and (found := _EXPLANATION.match(text)):
            problem = f"an explanation without its term, {found.group()[:40].strip()}, which is shown as it is written"
            yield warning("markdown-not-read", place(start), problem, "Write the term on the line above it.")
        shown = _BLANKED.sub(lambda found: _NEITHER * len(found.group()), text)
        for found in ADDRESS.finditer(shown):
            address = found.group()
            better = address if address.startswith("http") else f"https://{address}"
            problem = f"the bare address {address[:60]}, which is shown as text, not as a link"
            repair = f"Write <{better[:200]}>, or [words]({better[:200]})."
            yield warning(
                "markdown-not-read", place(start + found.start()), problem, repair, replacement=(address, f"<{better}>")
            )
            shown = f"{shown[: found.start()]}{' ' * len(address)}{shown[found.end() :]}"
        for offset, length, construct in _marks(shown):
            written = text[offset : offset + length].strip()
            problem = f"{construct.name}, {written[:40]}, which is shown as it is written"
            yield warning("markdown-not-read", place(start + offset), problem, construct.repair)


def _marks(text: str) -> Iterator[tuple[int, int, Construct]]:
    """Where a mark begins, how long it is, and which one it is."""
    for construct in CONSTRUCTS:
        for found in construct.pattern.finditer(text):
            offset = found.start() + len(found.group()) - len(found.group().lstrip(" \t>"))
            yield offset, found.end() - offset, construct
        text = construct.pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def _links(blocks: Blocks, start: int, text: str, place: PlaceOf) -> Iterator[Finding]:
    """Links that are none: to a name that is defined nowhere, or to an address with a blank in it."""
    for found in _REFERENCE.finditer(text):
        name = found[2] or found[1]
        if normalizeReference(name) not in blocks.references and f"[{name}]:" not in blocks.source:
            problem = f"a link to [{name[:60]}], which is defined nowhere; it is shown as it is written"
            yield warning(
                "markdown-not-read",
                place(start + found.start()),
                problem,
                f"Write [words](page.html), or [{name}]: below.",
            )
    for found in _WITH_BLANK.finditer(text):
        problem = f"a link with a blank in its address, {found[1].strip()[:40]}, which is shown as it is written"
        yield warning("markdown-not-read", place(start + found.start()), problem, "Put the address in < and >.")


def _fences(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    lines = blocks.source.split("\n")
    for token in blocks.tokens:
        if token.type != "fence" or not token.map:
            continue
        first, end = token.map
        last = lines[end - 1].lstrip("> \t").rstrip()
        if end - first < 2 or len(last) < len(token.markup) or last.strip(token.markup[0]):
            problem = f"code that begins with {token.markup} and is not closed: all that follows is shown as code"
            repair = f"Close it with {token.markup} on a line of its own, or delete the mark."
            yield error("fence-unclosed", place(blocks.offset(first)), problem, repair)
        if not token.info.strip():
            continue
        language, _, more = token.info.strip().partition(" ")
        here = place(blocks.offset(token.map[0]))
        if language.strip("{}").casefold() in _DIAGRAMS:
            problem = f"a drawing in {language}, of which the source is shown"
            yield warning(
                "markdown-not-read", here, problem, "Describe it, or call a macro that draws what stands in the data."
            )
        elif more.strip() or language.startswith("{"):
            problem = f"{(more.strip() or language)[:40]} behind a code fence, which nobody sees"
            yield warning(
                "markdown-not-read", here, problem, "Write a title as a line of text above; keep the language alone."
            )
