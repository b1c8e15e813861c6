"""The stage: the one folder that the site generator reads, made by allow-list and rewritten only where it changed."""

from __future__ import annotations

import hashlib
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from json import dumps
from pathlib import Path, PurePosixPath

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.brand import Brand
from delivery_wiki.model.sizing import RuleSet
from delivery_wiki.model.texts.picture import Picture
from delivery_wiki.pages.answers.answer_sheet import SheetTheme, answer_sheets
from delivery_wiki.pages.document_frame.as_agreed import issued_file
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.macros.partial_pages import PartialProject
from delivery_wiki.pages.macros.staged_pages import find_pages, logo_file, page_source, theme_text
from delivery_wiki.pages.registers.attachment_pages import FOLDER, shown_attachments
from delivery_wiki.pages.render.brand_style import brand_stylesheet
from delivery_wiki.pages.sizing.what_if_pages import what_if_stem
from delivery_wiki.pages.status.calendar import calendars, work_calendar
from delivery_wiki.pages.status.work_pages import calendar_file, find_people, has_calendar, work_of
from delivery_wiki.reading.records.frozen_content import DOCUMENT
from delivery_wiki.reading.site_configuration import PAGE_NAME

from ..outside.files import write_file
from ..workspace.workspace_loading import data_folder
from .partial_site import partial_files
from .site_settings import own_configuration

BRAND_STYLE = "assets/stylesheets/brand.css"
_MAXIMUM_BYTES = 10 * 1024 * 1024
_BEGINNINGS = {".png": re.compile(rb"\x89PNG\r\n\x1a\n"), ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL)}
_ACTIVE = re.compile(
    rb"<!|<\?(?!xml\s)|<\s*/?(?:[\w.-]+:)?(?:script|foreignobject|iframe|embed|object|image|use|animate\w*|set|a)\b"
    rb"|\son\w+\s*=|javascript:|data:|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|@import|&#",
    re.IGNORECASE,
)


def internal_files(root: Path, wiki: WikiContext, partial: Iterable[PartialProject] = ()) -> dict[str, bytes]:
    """Everything that the internal wiki is made of: the wiki's pages, each project, each person."""
    files = {name: data for base in _wiki_bases(root) for name, data in _wiki_files(base / "docs")}
    for context in wiki.projects:
        own = project_files(context, root)
        files |= {f"projects/{context.view.project.slug}/{name}": data for name, data in own.items()}
    for made in partial:
        own = partial_files(made) | _linked_files(made.context, root)
        files |= {f"projects/{made.context.view.project.slug}/{name}": data for name, data in own.items()}
    for person in find_people(wiki):
        files[f"people/{person.id}.md"] = _person_page(person.id, person.name).encode()
        work = work_of(wiki, person)
        if has_calendar(work):
            files[f"people/{calendar_file(person)}"] = work_calendar(work, wiki.words).encode()
    for rules in wiki.rule_sets:
        files.setdefault(f"{what_if_stem(rules)}.md", _what_if_page(rules, files).encode())
    return files


def project_files(context: PageContext, root: Path) -> dict[str, bytes]:
    """Everything that one project's pages are made of, flat; and every issued PDF that its reader may have."""
    files = {f"{page.stem}.md": page_source(page, context).encode() for page in find_pages(context)}
    if not context.view.internal:
        files |= {name: text.encode() for name, text in calendars(context).items()}
    files |= {name: text.encode() for name, text in answer_sheets(context, sheet_theme()).items()}
    return files | _linked_files(context, root)


@cache
def sheet_theme() -> SheetTheme:
    """What every answer sheet carries inside."""
    theme = data_folder() / "docs" / "theme" / "answers"
    return SheetTheme(
        style=(theme / "sheet.css").read_text(encoding="utf-8"),
        script=(theme / "sheet.js").read_text(encoding="utf-8"),
    )


def _linked_files(context: PageContext, root: Path) -> dict[str, bytes]:
    """What pages show or link to and is no page: the customer's logo, issued PDFs, evidence."""
    logo = context.view.project.logo
    files = {logo_file(logo): logo.data} if logo else {}
    return files | _issued_files(context, root) | _attached_files(context, root)


def _issued_files(context: PageContext, root: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for issued in context.view.project.issued:
        path = root / PurePosixPath(issued.location.file).with_name(DOCUMENT)
        if (issued.audience == Audience.CUSTOMER.value or context.view.internal) and path.is_file():
            files[issued_file(issued)] = path.read_bytes()
    return files


def _attached_files(context: PageContext, root: Path) -> dict[str, bytes]:
    """The files that are kept as evidence and that this reader may have, as they were checked."""
    files: dict[str, bytes] = {}
    shown = {file.file for file in shown_attachments(context)}
    for attached in (file for file in context.view.project.attached_files if file.name in shown):
        data = (root / attached.location.file).read_bytes()
        if hashlib.sha256(data).hexdigest() == attached.sha256:
            files[f"{FOLDER}/{attached.name}"] = data
    return files


def brand_files(brand: Brand) -> dict[str, bytes]:
    """The stylesheet with the brand's colours and the logo of the page's head, where there is one."""
    files = {BRAND_STYLE: brand_stylesheet(brand).encode()}
    if picture := brand.logo_inverse_picture:
        files[brand_logo(picture)] = picture.data
    return files


def brand_logo(picture: Picture) -> str:
    """Where a site keeps the logo of the page's head."""
    return f"assets/images/brand-logo.{picture.kind.value}"


def write_stage(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold exactly these files; a file that is the same stays untouched."""
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name in files or not any(path.iterdir()):
                shutil.rmtree(path)
        elif path.is_symlink() or not path.is_file() or name not in files:
            path.unlink()
    for name, data in files.items():
        target = folder / name
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, data)


def _wiki_bases(root: Path) -> tuple[Path, ...]:
    """Whose pages are the wiki's, each before what stands in its place.

    Without a configuration of its own a repository adds pages to those of the tool, whose links need their targets;
    beside the configuration of another tool stand that tool's pages.
    """
    own = own_configuration(root)
    return (root,) if own.ours else (data_folder(),) if own.is_foreign else (root, data_folder())


def _wiki_files(docs: Path) -> Iterator[tuple[str, bytes]]:
    """The pages and pictures of the wiki: regular files of known names and kinds, nothing else."""
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs)
        if name.parts[0] == "theme" or not all(PAGE_NAME.fullmatch(part) for part in name.parts):
            continue
        kind = path.lstat()
        if stat.S_ISREG(kind.st_mode) and kind.st_nlink == 1 and kind.st_size <= _MAXIMUM_BYTES:
            data = path.read_bytes()
            if path.suffix == ".md":
                yield name.as_posix(), data.decode("utf-8", "replace").encode()  # the check tells of other bytes
            elif _is_picture(path.suffix, data):
                yield name.as_posix(), data


def _is_picture(suffix: str, data: bytes) -> bool:
    """A picture by name and by content; a drawing is none when it could do or fetch anything."""
    if suffix == ".svg":
        return b"<svg" in data and not _ACTIVE.search(data)
    return suffix in _BEGINNINGS and _BEGINNINGS[suffix].match(data) is not None


def _what_if_page(rules: RuleSet, files: Mapping[str, bytes]) -> str:
    """The what-if page of a rule set, with the way to the page about the rule set where there is one."""
    title = f"What if: {rules.title}"
    own = f"{rules.id}-{rules.version}.md"
    link = f"[Rules, examples and sources]({own})\n\n" if f"sizing/{own}" in files else ""
    call = f"{{{{ sizing_what_if({dumps(rules.id)}, {dumps(rules.version)}) }}}}"
    front = f"---\ntitle: {dumps(title)}\nhide: [toc]\n---\n\n"
    return f'{front}<h1 id="top">{theme_text(title)}</h1>\n\n{call}\n\n{link}'


def _person_page(person: str, name: str) -> str:
    front = f"---\ntitle: {dumps(name)}\nhide: [toc]\n---\n\n"
    return f'{front}<h1 id="top">{theme_text(name)}</h1>\n\n{{{{ person({dumps(person)}) }}}}\n'
