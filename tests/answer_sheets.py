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
_TAG = re.compile(r"\[(?P<about>\S+) (?P<digest>[0-9a-f]{12})(?: [a-z]+)?\]")


class _Names(HTMLParser):
    """Names of places, and what each form sends where nothing is filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.sent: dict[str, list[str]] = {}
        self._form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._form = found.get("id") or ""
        if name := found.get("name"):
            self.names.append(name)
            is_sent = found.get("type") not in {"radio", "checkbox"}
            self.sent.setdefault(found.get("form") or self._form, []).extend([name] if is_sent else [])

    def handle_endtag(self, tag: str) -> None:
        self._form = "" if tag == "form" else self._form


def sheet(context: PageContext, person: str) -> str:
    """The sheet of somebody as the build makes it."""
    return answer_sheets(context, sheet_theme())[sheet_name(person)]


def places(html: str) -> dict[str, str]:
    """What a sheet asks, each with the digits of its words."""
    reader = _Names()
    reader.feed(html)
    return {found["about"]: found["digest"] for name in reader.names if (found := _TAG.fullmatch(name))}


def sent_without_script(html: str) -> dict[str, list[str]]:
    """The names that a browser without script sends where nothing is filled in, by the form that has a button."""
    reader = _Names()
    reader.feed(html)
    return {form: names for form, names in reader.sent.items() if f'form="{form}" class="part"' in html}


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
