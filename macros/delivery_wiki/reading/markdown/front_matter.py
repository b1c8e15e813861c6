"""Front matter: YAML between two `---` lines at the very top, read by the strict reader with its own line numbers."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.model.finding import Finding, Location, error

from ..yaml.strict_yaml import YamlFile, read_yaml

_MARK = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFile:
    """A Markdown file taken apart: the read front matter, if any, the body, and how many lines stand above it."""

    matter: YamlFile | None
    body: str
    lines_above: int
    findings: tuple[Finding, ...] = ()


def split_front_matter(text: str, file: str) -> SplitFile:
    """Separate front matter from the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != _MARK:
        return SplitFile(matter=None, body=text, lines_above=0)
    end = next((index for index, line in enumerate(lines) if index and line.rstrip() == _MARK), None)
    if end is None:
        place = Location(file=file, line=1, column=1)
        fault = error("front-matter-open", place, "front matter that is never closed", "End it with a line '---'.")
        return SplitFile(matter=None, body="", lines_above=0, findings=(fault,))
    matter = read_yaml("\n".join(lines[1:end]).encode(), file, first_line=2)
    return SplitFile(matter=matter, body="\n".join(lines[end + 1 :]), lines_above=end + 1, findings=matter.findings)
