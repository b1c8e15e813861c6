"""A Markdown file of a project: optional front matter, and prose in level-2 sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.prose_file import ProseFile, ProseHeading, ProseSection

from ..files.merge_conflict import find_conflicts
from ..files.readable_text import check_text, decode_text
from ..formats.format_versions import upgraded
from ..schema.schema_check import SchemaSet
from ..yaml.strict_yaml import YamlFile
from .front_matter import split_front_matter
from .markdown_blocks import Blocks, read_blocks
from .prose_check import check_prose
from .prose_notes import with_their_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """A read Markdown file with its findings; `matter` is None where the file has no front matter."""

    prose: ProseFile
    matter: YamlFile | None
    findings: tuple[Finding, ...]


def read_markdown(
    data: bytes, file: str, name: str, *, schemas: SchemaSet | None = None, schema: str | None = None
) -> MarkdownFile:
    """Read a Markdown file; with a `schema` it has to begin with front matter of that shape."""
    place = Location(file=file, line=1, column=1)
    text, findings = decode_text(data, file, "page")
    findings = findings or check_text(text or "", file) or find_conflicts(text or "", file)
    if text is None or findings:
        return MarkdownFile(prose=ProseFile(name=name, sections=(), location=place), matter=None, findings=findings)
    split = split_front_matter(text.replace("\r\n", "\n"), file)
    if schema and split.matter is not None:
        split = replace(split, matter=upgraded(split.matter, schema))
    found = list(split.findings)
    if schema and schemas:
        found += _check_matter(split.matter, schemas, schema, place) if not split.findings or split.matter else []
    elif split.matter is not None:
        found.append(error("front-matter-refused", place, "front matter, which has no use here", "Delete it."))
    blocks = read_blocks(split.body)
    found += check_prose(blocks, blocks.places_in(file, split.lines_above))
    sections = with_their_notes(blocks, split_sections(blocks, file, split.lines_above), split.lines_above)
    headings = tuple(_other_headings(blocks, file, split.lines_above))
    prose = ProseFile(name=name, sections=sections, headings=headings, location=place)
    return MarkdownFile(prose=prose, matter=split.matter, findings=tuple(found))


def split_sections(blocks: Blocks, file: str, lines_above: int = 0) -> tuple[ProseSection, ...]:
    """The level-2 sections of a source; text before the first heading is a section without a title."""
    heads = [
        (token.map, blocks.tokens[index + 1].content)
        for index, token in enumerate(blocks.tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map
    ]
    line_count = len(blocks.line_starts)
    sections: list[ProseSection] = []
    opening = _text(blocks, 0, heads[0][0][0] if heads else line_count)
    if opening.strip():
        sections.append(_section("", opening, Location(file=file, line=lines_above + 1, column=1), 0))
    for index, (span, title) in enumerate(heads):
        end = heads[index + 1][0][0] if index + 1 < len(heads) else line_count
        place = Location(file=file, line=lines_above + span[0] + 1, column=1)
        sections.append(_section(title, _text(blocks, span[1], end), place, span[1] - span[0]))
    return tuple(sections)


def _other_headings(blocks: Blocks, file: str, lines_above: int) -> Iterator[ProseHeading]:
    """The headings of the page itself that begin no section."""
    for index, token in enumerate(blocks.tokens):
        if token.type == "heading_open" and token.tag != "h2" and token.level == 0 and token.map:
            place = Location(file=file, line=lines_above + token.map[0] + 1, column=1)
            marks = token.markup if token.markup.startswith("#") else ""
            title = blocks.tokens[index + 1].content
            yield ProseHeading(level=int(token.tag[1]), title=title, marks=marks, location=place)


def _check_matter(matter: YamlFile | None, schemas: SchemaSet, schema: str, place: Location) -> tuple[Finding, ...]:
    if matter is None:
        problem = "no front matter at the top of the file"
        return (error("front-matter-missing", place, problem, "Begin with '---', 'format: 1', …, '---'."),)
    return schemas.check(schema, matter) if matter.complete else ()


def _text(blocks: Blocks, first: int, last: int) -> str:
    return blocks.source[blocks.offset(first) : blocks.offset(last)]


def _section(title: str, raw: str, place: Location, lines_of_heading: int) -> ProseSection:
    """A section; its location knows where the text begins, which blank lines set apart from the heading."""
    text = raw.lstrip("\n")
    first_line = place.line + lines_of_heading + len(raw) - len(text)
    located = replace(place, positions={("text",): (first_line, 1)})
    return ProseSection(title=title, text=text.rstrip(), location=located)
