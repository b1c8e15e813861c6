"""The stage: the one folder that the site generator reads, made by allow-list and rewritten only where it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from json import dumps
from pathlib import Path

from macros.pages.calendar import render_calendar
from macros.pages.page_kind import PageContext, WikiContext
from macros.pages.portfolio_pages import find_people
from macros.pages.staged_pages import find_pages, page_source

PICTURES = (".png", ".svg", ".webp")


def internal_files(root: Path, wiki: WikiContext) -> dict[str, bytes]:
    """Everything that the internal wiki is made of: the wiki's pages, each project, each person."""
    files = dict(_wiki_files(root))
    for context in wiki.projects:
        files |= {f"projects/{context.view.project.slug}/{name}": data for name, data in project_files(context).items()}
    for person, name in find_people(wiki):
        files[f"people/{person}.md"] = _person_page(person, name).encode()
    return files


def project_files(context: PageContext) -> dict[str, bytes]:
    """Everything that one project's pages are made of, flat."""
    files = {f"{page.stem}.md": page_source(page, context).encode() for page in find_pages(context)}
    if not context.view.internal:
        files["needed.ics"] = render_calendar(context).encode()
    return files


def write_stage(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold exactly these files; a file that is the same stays untouched."""
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        if path.is_symlink() or (path.is_file() and path.relative_to(folder).as_posix() not in files):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for name, data in files.items():
        target = folder / name
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _wiki_files(root: Path) -> Iterator[tuple[str, bytes]]:
    docs = root / "docs"
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs)
        if path.is_symlink() or not path.is_file() or name.parts[0] == "theme" or name.name.startswith("."):
            continue
        if path.suffix == ".md" or path.suffix in PICTURES:
            yield name.as_posix(), path.read_bytes()


def _person_page(person: str, name: str) -> str:
    title = escape(name, quote=False)
    heading = title.replace("{", "&#123;")
    return f'---\ntitle: {dumps(title)}\n---\n\n<h1 id="top">{heading}</h1>\n\n{{{{ person({dumps(person)}) }}}}\n'
