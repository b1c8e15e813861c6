"""What every document has in common: its state above it, one block with numbered sections, and the signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import TypeAlias

from delivery_wiki.calculations.answers.asked import comments_on
from delivery_wiki.calculations.verification.revision_verification import superseded_issues
from delivery_wiki.calculations.verification.signed_text import signed_text
from delivery_wiki.model.process import DocumentTemplate, TemplateSection
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.status import MISSING, DocumentStatus, translatable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.state_marks import paper_state, signatures_text
from delivery_wiki.pages.elements.tree import Blocks, Content
from delivery_wiki.pages.elements.words import Words

from .as_agreed import as_agreed
from .cover import cover_facts, document_status, document_title, held_document
from .moved_by import moved_by
from .signature_block import signature_blocks

STILL_TO_WRITE = translatable("Still to be written: {sections}")
MAY_BE_WRITTEN = translatable("May be written too: {sections}")
MOST_EFFECTS = 4
Part: TypeAlias = Callable[[], Blocks]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentParts:
    """The content of a document: computed parts by the template's name for them, prose by section id.

    `standard` holds the text of a section for which nothing is written, `added` what stands below its text either
    way; `prose_file` names the file in which the prose of a section is, or would be, written; `rest` is prose under
    headings that the template does not know; `titles` name sections otherwise than the template; `facts` join the
    cover, and `notes` stand above the document; `glance` does so, too, right below its state.
    """

    computed: Mapping[str, Part] = field(default_factory=dict)
    standard: Mapping[str, Part] = field(default_factory=dict)
    added: Mapping[str, Part] = field(default_factory=dict)
    prose: Mapping[str, tuple[ProseSection, ...]] = field(default_factory=dict)
    prose_file: Callable[[str], str] = str
    titles: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[ProseSection, ...] = ()
    anchor: str = "section"
    facts: tuple[tuple[str, Content], ...] = ()
    notes: Blocks = ()
    glance: Blocks = ()


def document_page(context: PageContext, kind: str, parts: DocumentParts, *, topic: str | None = None) -> Blocks:
    """The whole page: where the document stands, then the one block that a signature covers."""
    template = context.view.templates.by_kind.get(kind)
    if template is None:
        return (tree.Paragraph(context.words("The pinned templates do not know this document.")),)
    sections = numbered_sections(context, template, parts)
    held = held_document(context, kind, topic)
    document = tree.Document(
        kind=kind,
        title=document_title(context, template, topic),
        revision=str(held.revision) if held.revision is not None else "",
        facts=(*cover_facts(context, kind, topic), *parts.facts),
        blocks=(
            *sections,
            *signature_blocks(context, template, held, number=len(sections) + 1),
            *annexes(context, template, parts),
        ),
    )
    return (*state_blocks(context, template, parts, topic), document)


# --- above the document ---------------------------------------------------------------------------


def state_blocks(context: PageContext, template: DocumentTemplate, parts: DocumentParts, topic: str | None) -> Blocks:
    """One line with the state and its reason, what is stale, and the prose that is still to be written."""
    status = document_status(context, template.kind, topic)
    blocks: list[tree.Block] = []
    if status is not None:
        blocks.append(tree.Paragraph(state_line(context, status)))
        blocks += _stale_note(context, status, topic)
        blocks += _comments(context, status)
    blocks += parts.glance
    earlier = superseded_issues(context.view.project, template.kind, topic, context.on)
    blocks += [tree.Paragraph(tree.Muted(context.words.message(said))) for said in earlier]
    blocks += as_agreed(context, template.kind, topic)
    blocks += parts.notes
    blocks += _missing_blocks(context, missing_prose(template, parts), parts, STILL_TO_WRITE)
    if context.view.internal and status is not None and status.state in (MISSING, template.states[0]):
        blocks += _missing_blocks(context, missing_prose(template, parts, required=False), parts, MAY_BE_WRITTEN)
    return tuple(blocks)


def _missing_blocks(
    context: PageContext, missing: tuple[TemplateSection, ...], parts: DocumentParts, summary: str
) -> Blocks:
    """Which sections are not written; for the vendor with the guidance of the template and the file of each."""
    if not missing:
        return ()
    text = context.words(summary, sections=", ".join(context.words(section.title) for section in missing))
    if not context.view.internal:
        return (tree.Paragraph(text),)
    listed = tree.Listing(items=tuple(_missing_line(context, section, parts) for section in missing))
    return (tree.Details(summary=text, blocks=(listed,)),)


def _stale_note(context: PageContext, status: DocumentStatus, topic: str | None) -> Blocks:
    """What changed under the document, in one block: the cause, who asked for it at what cost, what follows from it."""
    if not status.stale:
        return ()
    cause, *effects = (context.words.message(message) for message in status.stale)
    asked = moved_by(context, status.kind, topic)
    causes: Blocks = (tree.Listing(items=tuple(asked)),) if asked else ()
    blocks = _effects(context.words, effects, causes, _named_items(asked))
    return (tree.Callout(kind="warning", title=cause, blocks=blocks),)


def _comments(context: PageContext, status: DocumentStatus) -> Blocks:
    """What the customer said about the document and nobody answered yet, by its clause."""
    words = context.words
    items: list[Content] = []
    for point, person, clause in comments_on(context.view, words(status.title)):
        said = ", ".join(part for part in (person.name, words.date(point.raised), clause) if part)
        items.append((context.item(point.id), f" {said}"))
    if not items:
        return ()
    title = words.counted(len(items), "{count} comment to be answered", "{count} comments to be answered")
    return (tree.Details(summary=title, blocks=(tree.Listing(items=tuple(items)),)),)


def _named_items(lines: Sequence[Content]) -> str:
    """The ids with which lines begin."""
    first = (line[0] for line in lines if isinstance(line, Sequence) and line)
    return ", ".join(part.id for part in first if isinstance(part, tree.Item))


def _effects(words: Words, effects: Sequence[str], causes: Blocks, named: str) -> Blocks:
    """Who asked for a change, and what follows from it; much of it is folded, so that the document begins soon."""
    if not effects:
        return causes
    listed = tree.Listing(items=tuple(effects))
    if len(effects) <= MOST_EFFECTS:
        return (*causes, listed)
    summary = words.counted(len(effects), "{count} effect", "{count} effects")
    return (tree.Details(summary=f"{named}, {summary}" if named else summary, blocks=(*causes, listed)),)


def state_line(context: PageContext, status: DocumentStatus) -> tuple[tree.Inline, ...]:
    """State with its shape, revision and signatures; below it the reason, and by when the next step is due."""
    words = context.words
    line: list[tree.Inline] = [paper_state(status, words)]
    if status.revision is not None:
        line += [" · ", _revision(words, status)]
    if status.signatures_needed:
        line += [" · ", signatures_text(status, words)]
    for told in status.told:
        line += [" · ", tree.Strong(words.message(told))]
    below = [] if status.of_revisions is not None and not status.stale else [words.message(status.reason)]
    if changed := signed_text(held_document(context, status.kind, status.topic)).changed:
        below.append(words.message(changed))
    if status.due is not None and _is_awaited(status):
        due = words(
            "due {date}, {relative}",
            date=words.date(status.due, weekday=True),
            relative=words.relative(status.due, context.on),
        )
        below.append(due)
    said = " · ".join(part for part in below if part)
    return (*line, tree.LineBreak(), said) if said else tuple(line)


def _is_awaited(status: DocumentStatus) -> bool:
    """Whether somebody still has something to do about it: what is done has no due date any more."""
    return not status.exists or bool(status.signatures_missing) or status.state in {"draft", "working"}


def _revision(words: Words, status: DocumentStatus) -> str:
    number = words.number(status.revision or 0)
    if status.revised is None:
        return words("revision {number}", number=number)
    return words("revision {number} of {date}", number=number, date=words.date(status.revised))


def missing_prose(
    template: DocumentTemplate, parts: DocumentParts, *, required: bool = True
) -> tuple[TemplateSection, ...]:
    """The sections that the template wants written, or lets one write, and nobody has written."""
    return tuple(
        section
        for section in template.sections
        if section.prose
        and section.required is required
        and not prose_text(parts.prose.get(section.id, ()))
        and section.id not in parts.standard
    )


def _missing_line(context: PageContext, section: TemplateSection, parts: DocumentParts) -> Content:
    words = context.words
    file = parts.prose_file(section.id)
    line: list[tree.Inline] = [words(section.title), ": ", words("would be written in"), " ", tree.Code(file)]
    if section.guidance:
        line += [" ", tree.Muted(words(section.guidance))]
    return tuple(line)


# --- sections -------------------------------------------------------------------------------------


def numbered_sections(
    context: PageContext, template: DocumentTemplate, parts: DocumentParts
) -> tuple[tree.Clause, ...]:
    """The template's sections in its order; an optional one with nothing in it is left out."""
    clauses: list[tree.Clause] = []
    for section in template.sections:
        blocks = () if section.annex else without_unwritten(_section_blocks(context, section, parts))
        if blocks:
            number, title = str(len(clauses) + 1), parts.titles.get(section.id) or context.words(section.title)
            clauses.append(_clause(number, title, f"{parts.anchor}-{section.id}", blocks))
    for index, rest in enumerate(parts.rest, start=1):
        blocks = (tree.Prose(rest.text, rest.location, 3),)
        clauses.append(_clause(str(len(clauses) + 1), rest.title, f"{parts.anchor}-added-{index}", blocks))
    return tuple(clauses)


def annexes(context: PageContext, template: DocumentTemplate, parts: DocumentParts) -> tuple[tree.Clause, ...]:
    """What stands behind the signatures, by letter: details that who decides may leave unread."""
    found = ((section, without_unwritten(_section_blocks(context, section, parts))) for section in _annexed(template))
    return tuple(
        replace(
            _clause(
                letter,
                context.words("{title} (annex)", title=context.words(section.title)),
                f"{parts.anchor}-{section.id}",
                blocks,
            ),
            annex=True,
        )
        for letter, (section, blocks) in zip(
            ascii_uppercase, (section_blocks for section_blocks in found if section_blocks[1]), strict=False
        )
    )


def _annexed(template: DocumentTemplate) -> tuple[TemplateSection, ...]:
    return tuple(section for section in template.sections if section.annex)


def unwritten(sentence: str) -> tree.Muted:
    """A sentence that stands for a part that nobody wrote."""
    return tree.Muted(sentence, unwritten=True)


def without_unwritten(blocks: Blocks) -> Blocks:
    """The blocks without what only says that something is missing: sentences, tables without rows, empty parts."""
    kept: list[tree.Block] = []
    for block in blocks:
        if isinstance(block, tree.Clause | tree.Computed):
            inside = without_unwritten(block.blocks)
            kept += (replace(block, blocks=inside),) if inside else ()
        elif not _is_unwritten(block):
            kept.append(block)
    return tuple(kept)


def _is_unwritten(block: tree.Block) -> bool:
    if isinstance(block, tree.Paragraph):
        return isinstance(block.content, tree.Muted) and block.content.unwritten
    return isinstance(block, tree.Table) and not block.rows


def _section_blocks(context: PageContext, section: TemplateSection, parts: DocumentParts) -> Blocks:
    added = parts.added.get(section.id)
    return (*_section_text(context, section, parts), *(added() if added else ()))


def _section_text(context: PageContext, section: TemplateSection, parts: DocumentParts) -> Blocks:
    prose = prose_blocks(parts.prose.get(section.id, ()))
    compute = parts.computed.get(section.computed or "")
    computed = compute() if compute else ()
    if not prose and not computed and (standard := parts.standard.get(section.id)):
        return standard()
    if not prose and section.prose and section.required:
        prose = (tree.Paragraph(unwritten(context.words("This section is not written yet."))),)
    return (*prose, *computed)


def _clause(number: str, title: str, id: str, blocks: Blocks) -> tree.Clause:
    """A numbered section; clauses inside it are numbered below it."""
    numbered: list[tree.Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, tree.Clause):
            count += 1
            numbered.append(replace(block, number=f"{number}.{count}", level=3))
        else:
            numbered.append(block)
    return tree.Clause(number=number, title=title, id=id, blocks=tuple(numbered))


def part(title: str, id: str, blocks: Blocks) -> tree.Clause:
    """A part of a section; it gets its number from the section it stands in."""
    return tree.Clause(number="", title=title, id=id, blocks=blocks, level=3)


def prose_text(sections: tuple[ProseSection, ...]) -> str:
    """The sections as one text, each under its own heading."""
    texts = [f"## {section.title}\n\n{section.text}" if section.title else section.text for section in sections]
    return "\n\n".join(texts).strip()


def prose_blocks(sections: tuple[ProseSection, ...]) -> Blocks:
    """Author's sections as prose whose headings stand below the document's."""
    text = prose_text(sections)
    return (tree.Prose(text, sections[0].location, 3),) if text else ()


def prose_by_title(
    context: PageContext, file: ProseFile | None, sections: tuple[TemplateSection, ...]
) -> tuple[dict[str, tuple[ProseSection, ...]], tuple[ProseSection, ...]]:
    """A file's sections by the template section that their heading names, and those that name none.

    What stands before the first heading belongs to the first section that takes prose.
    """
    ids = {title.casefold(): section.id for section in sections if section.prose for title in _titles(context, section)}
    first = next((section.id for section in sections if section.prose), "")
    found: dict[str, tuple[ProseSection, ...]] = {}
    rest: list[ProseSection] = []
    for section in file.sections if file else ():
        id = ids.get(section.title.strip().casefold(), "") if section.title else first
        if id:
            found[id] = (*found.get(id, ()), replace(section, title=""))
        elif section.text.strip():
            rest.append(section)
    return found, tuple(rest)


def _titles(context: PageContext, section: TemplateSection) -> tuple[str, ...]:
    return (section.id, section.title, context.words(section.title))


def sentence_case(text: str) -> str:
    """A word from the data as a heading begins."""
    return text[:1].upper() + text[1:]
