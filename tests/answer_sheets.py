"""Answer sheets as somebody fills them in: the places of a sheet, and the files and mails that come of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from delivery_wiki.adapters.site.stage import sheet_theme
from delivery_wiki.pages.answers.answer_sheet import answer_sheets
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.status.answer_ways import sheet_name

Said = tuple[str, str] | tuple[str, str, str]  # what, with which words, and at which place
_TAG = re.compile(r"\[(?P<about>\S+) (?P<digest>[0-9a-f]{12})(?: (?:text|place))?\]")


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names += [value for name, value in attrs if name == "name" and value]


def sheet(context: PageContext, person: str) -> str:
    """The sheet of somebody as the build makes it."""
    return answer_sheets(context, sheet_theme())[sheet_name(person)]


def places(html: str) -> dict[str, str]:
    """What a sheet asks, each with the digits of its words."""
    reader = _Names()
    reader.feed(html)
    return {found["about"]: found["digest"] for name in reader.names if (found := _TAG.fullmatch(name))}


def answers(html: str, person: str, said: Mapping[str, Said], *, project: str, made: str = "2026-11-24") -> str:
    """The file that a sheet saves."""
    known = places(html)
    listed = [
        {"about": about, "digest": known.get(about, "0" * 12)}
        | dict(zip(("says", "text", "place"), each, strict=False))
        for about, each in said.items()
    ]
    return json.dumps({"format": 1, "project": project, "person": person, "made": made, "answers": listed})


def mail_text(html: str, person: str, said: Mapping[str, Said], *, project: str, made: str = "2026-11-24") -> str:
    """The text that a sheet writes for a mail."""
    known, lines = places(html), [f"Answers: {project} {person} {made}", ""]
    for about, each in said.items():
        tag = f"{about} {known.get(about, '0' * 12)}"
        lines += [f"# {about}", f"[{tag}] {each[0]}"]
        lines += [f"[{tag} place] {each[2]}"] if len(each) == 3 else []
        lines += [f"[{tag} text] {each[1]}"] if each[1] else []
        lines.append("")
    return "\n".join(lines)


def saved(folder: Path, text: str, name: str = "answers.json") -> Path:
    """A file that came in."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
