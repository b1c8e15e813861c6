"""What frozen sources hold beyond a customer's copy: those that an older version of the tool wrote are as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from delivery_wiki.model.project.issued_revision import Issued

from ..markdown.front_matter import split_front_matter
from ..schema.schema_check import SchemaSet
from ..yaml.commented_text import as_comments
from .customer_copy import NoCopy, hidden_fields
from .customer_markdown import customer_markdown

_SCHEMA_LINE = "# yaml-language-server:"


def frozen_excess(issued: Issued, schemas: SchemaSet) -> Mapping[str, str]:
    """By path, what a source of an issued revision holds beyond its copy; nothing for one that is such a copy."""
    found = {inside: ", ".join(_excess(inside, text, schemas)) for inside, text in sorted(issued.sources.items())}
    return {inside: said for inside, said in found.items() if said}


def _excess(inside: str, text: str, schemas: SchemaSet) -> Iterator[str]:
    if not inside.endswith((".yml", ".md")):
        return
    try:
        if inside.endswith(".md"):
            split = split_front_matter(text.replace("\r\n", "\n"), inside)
            head = "\n".join(text.split("\n")[1 : max(split.lines_above - 1, 1)])
            if customer_markdown(split.body) != split.body or has_comments(head):
                yield "notes that no page shows"
            return
        whole = as_comments(text)
        names = sorted({str(path[-1]) for path in hidden_fields(inside, whole, schemas)})
    except NoCopy:
        yield "what today's tool cannot read"
        return
    if names:
        yield f"fields of the vendor ({', '.join(name for name in names if not name.isdigit()) or 'withdrawn entries'})"
    if has_comments(whole):
        yield "comments"


def has_comments(text: str) -> bool:
    """Whether YAML that can be read has a comment beside the line that names its schema."""
    spans = [
        (event.start_mark.index, event.end_mark.index, event.style)
        for event in yaml.parse(text, Loader=yaml.SafeLoader)
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark
    ]
    rest, done = [], 0
    for start, end, style in spans:
        rest.append(text[done:start])
        if style in ("|", ">"):
            rest.append(text[start:end].split("\n", 1)[0] + "\n")
        done = end
    lines = "".join((*rest, text[done:])).split("\n")
    return any("#" in line and not line.startswith(_SCHEMA_LINE) for line in lines)
