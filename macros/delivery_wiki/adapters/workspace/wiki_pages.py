"""The wiki's own pages: which of a repository's Markdown files they are, and which of them no site shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.pages.macros.macro_calls import MACRO_BY_NAME
from delivery_wiki.pages.macros.wiki_page_check import check_wiki_text
from delivery_wiki.pages.sizing.what_if_pages import what_if_stem
from delivery_wiki.reading.files.left_behind import written_files
from delivery_wiki.reading.files.readable_text import decode_text
from delivery_wiki.reading.markdown.macro_call import MacroFault, find_macro_calls, parse_macro_call
from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.repository import Repository
from delivery_wiki.reading.site_configuration import (
    THEME_FOLDER,
    SiteConfiguration,
    check_unshown,
    read_site_configuration,
)


def find_wiki_pages(root: Path) -> dict[str, str]:
    """The wiki's own Markdown pages by their path below the repository; those beside another tool's are none."""
    return {} if read_site_configuration(root, root / THEME_FOLDER).is_foreign else _pages(root)


def configuration_findings(root: Path, shipped: Path) -> tuple[Finding, ...]:
    """What is wrong with the repository's mkdocs.yml, also that it is missing; `shipped` is the tool's data."""
    configuration = read_site_configuration(root, shipped / THEME_FOLDER)
    if configuration.ours or configuration.findings:
        return configuration.findings
    return tuple(check_unshown(configuration, _unshown(root, shipped, configuration)))


def wiki_page_findings(repository: Repository, shipped: Path) -> Iterator[Finding]:
    """What a build would not show of the wiki's own pages as somebody wrote it."""
    root = repository.root
    pages = find_wiki_pages(root)
    for file in pages:
        yield from decode_text((root / file).read_bytes(), file, "Markdown file")[1]
    made = {f"{what_if_stem(rule_set)}.md" for rule_set in repository.library.rule_sets} | {"people/"}
    made |= {f"projects/{folder.name}/" for folder in find_project_folders(root / "projects")}
    if not read_site_configuration(root, root / THEME_FOLDER).there:
        made |= {path.relative_to(shipped / "docs").as_posix() for path in (shipped / "docs").rglob("*.md")}
    yield from check_wiki_text(pages, lambda file: (root / "docs" / file).is_file(), made)


def _unshown(root: Path, shipped: Path, configuration: SiteConfiguration) -> list[str]:
    """The pages with calls of this tool that are not shown: all beside another tool's, else where the tool has one."""
    pages: Mapping[str, str] = _pages(root)
    return [
        file
        for file, text in pages.items()
        if _is_ours(text) and (configuration.there or _is_other(shipped / file, text))
    ]


def _is_other(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8", "replace") != text


def _is_ours(text: str) -> bool:
    """Whether a page calls a macro of this tool."""
    calls = (parse_macro_call(call) for _, _, call in find_macro_calls(text))
    return any(not isinstance(call, MacroFault) and call.name in MACRO_BY_NAME for call in calls)


def _pages(root: Path) -> dict[str, str]:
    docs = root / "docs"
    pages = [path for path in written_files(docs, "**/*.md") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8", "replace") for path in pages}
