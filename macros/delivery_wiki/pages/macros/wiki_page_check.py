"""Checks the wiki's own pages for what a build would not show: front matter without a use, links to nowhere."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from urllib.parse import unquote

from delivery_wiki.calculations.base.near_miss import near_miss
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.reading.markdown.front_matter import SplitFile, split_front_matter
from delivery_wiki.reading.site_configuration import PAGE_NAME

DOCS = "docs/"
WIKI_KEYS = frozenset({"title", "description", "hide", "keywords", "search"})
RENAME = "Rename the file and its folders: small letters, digits, '-', '_' and '.'."
_TEXTS = ("title", "description", "keywords")
_MATTER = re.compile(r"---[ \t]*\n\s*(?:[\w-]+[ \t]*:|---)")  # and not a line across the page
_UNFRAMED = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|&#")
_CODE = re.compile(
    r"^(?P<fence> *(?:```+|~~~+))[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->|\{\{.*?\}\}|^(?: {4}|\t)[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(
    r"(?<!\\)\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<named>[^\s<>]+)>?",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
_GIVEN_ID = re.compile(r"\{:?[^{}\n]*#([\w:.-]+)[^{}\n]*\}|\b(?:id|name)\s*=\s*[\"']([^\"']+)[\"']")
_MARKUP = re.compile(r"\{:?[^{}\n]*\}$|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[*`]")


def is_shown(name: str) -> bool:
    """Whether a site has files of this path: small letters, digits and a few signs."""
    return all(PAGE_NAME.fullmatch(part) for part in name.split("/"))


def check_wiki_text(
    pages: Mapping[str, str], has_file: Callable[[str], bool], made: Collection[str]
) -> Iterator[Finding]:
    """Front matter and links of the wiki's own pages, by path.

    `has_file` says whether a path below docs/ is a file, `made` are pages that the tool makes: a whole path, or the
    beginning of one that ends with a slash.
    """
    known = _Targets(pages, has_file, made)
    for file, text in pages.items():
        if _MATTER.match(text):
            yield from _front_matter_faults(split_front_matter(text, file))
        elif (begun := _UNFRAMED.match(text)) and begun[1].lower() not in WIKI_KEYS:
            problem = f"the page begins with '{begun[1][:40]}:', which a site takes for front matter and does not show"
            repair = "Begin it with its heading; front matter stands between two lines of ---."
            yield error("front-matter-refused", Location(file=file, line=1, column=1), problem, repair)
        if "](" in text or "]:" in text:
            yield from _link_faults(text, file, known)


def _front_matter_faults(split: SplitFile) -> Iterator[Finding]:
    if split.matter is None or split.findings or not isinstance(split.matter.value, dict):
        yield from split.findings
        return
    root = split.matter.root
    for key, value in split.matter.value.items():
        if key not in WIKI_KEYS:
            near = near_miss(str(key), WIKI_KEYS)
            repair = f"Did you mean {near}?" if near else "Delete it."
            problem = f"the key '{key}' has no use on a page of the wiki; there are: {', '.join(sorted(WIKI_KEYS))}"
            yield error("unknown-key", root.at(key), problem, repair)
        elif key in _TEXTS and not isinstance(value, str):
            problem, repair = f"'{key}' is no text", "Write a text, in quotes where it looks like something else."
            yield error("wrong-type", root.at(key), problem, repair)
        elif key == "hide" and not _is_hidden_parts(value):
            problem = "'hide' is neither a word nor a list of words"
            yield error("wrong-type", root.at(key), problem, "Write 'hide: [toc]', 'hide: [navigation]' or both.")


def _is_hidden_parts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(part, str) for part in value))


def _link_faults(text: str, file: str, known: _Targets) -> Iterator[Finding]:
    for target, line, column in _links(text):
        if fault := known.fault(target, file.removeprefix(DOCS)):
            yield warning("link-unknown", Location(file=file, line=line, column=column), *fault)


@lru_cache(maxsize=256)
def _links(text: str) -> tuple[tuple[str, int, int], ...]:
    """Each target of a link outside code that is no foreign address, with its line and column."""
    shown = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    found = []
    for link in _LINK.finditer(shown):
        name = link.lastgroup or ""
        target, start = unquote(link[name]).strip(), link.start(name)
        if target and not _FOREIGN.match(target):
            found.append((target, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)))
    return tuple(found)


class _Targets:
    """Where links of the wiki may lead."""

    def __init__(self, pages: Mapping[str, str], has_file: Callable[[str], bool], made: Collection[str]) -> None:
        texts = {file.removeprefix(DOCS): text for file, text in pages.items()}
        self.pages = {name: text for name, text in texts.items() if is_shown(name)}
        self.left_out = texts.keys() - self.pages.keys()
        self.has_file = has_file
        self.whole = {name for name in made if not name.endswith("/")}
        self.beginnings = tuple(name for name in made if name.endswith("/"))
        self.anchors = cache(self._anchors)

    def fault(self, target: str, here: str) -> tuple[str, str] | None:
        """The problem of a link and its repair; none where it leads somewhere."""
        path, _, fragment = target.partition("#")
        path = path.partition("?")[0]
        if path.startswith("/"):
            problem = f"a link to '{target[:80]}', from the root of a server: a site may stand anywhere else"
            return problem, "Write the way from this page, such as ../guide/index.md."
        found = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
        page = self._page(found)
        if page is None:
            if found in self.left_out:
                return f"a link to '{path[:80]}', whose name no page has, so that no site shows it", RENAME
            near = near_miss(found, self.pages)
            way = near and posixpath.relpath(near, posixpath.dirname(here) or ".")
            repair = f"Did you mean '{way}'?" if way else "Correct the address, or take the link out."
            return f"a link to '{path[:80]}', which is no page or file of the wiki", repair
        anchors = self.anchors(page) if fragment and page in self.pages else None
        if anchors is None or fragment in anchors or fragment.startswith(("fn:", "fnref", "__")):
            return None
        meant = near_miss(fragment, anchors)
        repair = f"Did you mean '#{meant}'?" if meant else "Correct the id, or link to the page alone."
        return f"a link to '#{fragment[:80]}', which does not stand on {page}", repair

    def _page(self, found: str) -> str | None:
        """The page or file that an address means."""
        likely = (found, f"{found.removesuffix('.html')}.md", posixpath.join(found, "index.md"))
        for name in likely:
            if name in self.pages or name in self.whole or name.startswith(self.beginnings):
                return name
        return found if not found.startswith("..") and is_shown(found) and self.has_file(found) else None

    def _anchors(self, page: str) -> frozenset[str] | None:
        """The ids of a page; none where macros make some of them."""
        text = self.pages[page]
        if "{{" in text:
            return None
        given = {id for pair in _GIVEN_ID.findall(text) for id in pair if id}
        made: Counter[str] = Counter()
        ids = set(given)
        for heading in _HEADING.findall(_CODE.sub(_keep_ticks, text)):
            id = _slug(heading)
            ids.add(f"{id}_{made[id]}" if made[id] else id)
            made[id] += 1
        return frozenset(ids)


def _keep_ticks(code: re.Match[str]) -> str:
    """Code inside of a line may be part of a heading."""
    return code[0] if code["ticks"] else re.sub(r"[^\n]", " ", code[0])


def _slug(heading: str) -> str:
    """The id that the site generator makes of a heading."""
    words = _MARKUP.sub(lambda found: found[1] or "", heading)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
