"""The door to MkDocs: checks, stages, and gives every project its own navigation and search index."""

from __future__ import annotations

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.executed_revisions import SUFFIX
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.model.brand import Brand
from delivery_wiki.model.finding import Severity
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.contents import HeadingToken, PageSection, find_headings, find_sections
from delivery_wiki.pages.macros.macro_calls import MAXIMUM_CALLS, CallPlace, is_listed_call, one_too_many
from delivery_wiki.pages.macros.partial_pages import PartialProject, html_by_stem, to_be_found
from delivery_wiki.pages.macros.search_entries import page_entries, split_index
from delivery_wiki.pages.macros.search_pieces import FOLDER as PIECES
from delivery_wiki.pages.macros.search_pieces import find_units, other_titles, search_pieces
from delivery_wiki.pages.macros.staged_pages import GROUPS, find_pages, theme_text
from delivery_wiki.pages.macros.wiki_page_check import WIKI_KEYS
from delivery_wiki.pages.render.content_policy import add_policy
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.pages.render.html import element
from delivery_wiki.pages.status.answer_ways import answer_places
from delivery_wiki.reading.markdown.macro_call import neutralise
from delivery_wiki.reading.site_configuration import NAME

from ..outside.files import told_fault, write_file
from ..outside.work_folder import work_folder
from ..pdf.pdf_site import PdfLink
from ..workspace.workspace_loading import (
    Workspace,
    data_folder,
    days_of,
    load_workspace,
    project_contexts,
    wiki_context,
)
from .partial_site import faulty_projects, partial_projects
from .site_settings import settings_text, write_settings
from .stage import BRAND_STYLE, brand_files, brand_logo, internal_files, project_files, write_stage
from .watched_edits import EditWatcher, Seen, places_of, seen_now, watch_edits

LOG = logging.getLogger("mkdocs.plugins.delivery")
WAITS = "The preview waits until this is repaired."
GONE = "There is no folder projects/{}: it is shown as soon as it is back. Another project: delivery serve NAME."
FAULTY = b"# Nothing to show yet\n\nThe page comes back as soon as the findings above are repaired.\n"
WIKI_HOME = "../../index.html"  # from a page of a project, whose search leads to that over everything
PIECES_SCRIPT = "assets/javascripts/search-pieces.js"  # searches the internal wiki, whose index is in pieces
KEPT = '<div data-kept="{}"></div>'
WEB = ("http://", "https://")
PROJECT_KEYS = frozenset(
    {
        "title",
        "project",
        "project_title",
        "group",
        "kind",
        "language",
        "region",
        "context",
        "footer",
        "hide",
        "status",
        "legend",
    }
)

BESIDE = ("pdf/", "answers/")  # in the theme, and no part of a site


class DeliveryConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its own hook untyped
    """Options of the plugin in mkdocs.yml; a plain `mkdocs build` uses the defaults."""

    root = config_options.Type(str, default="")
    audience = config_options.Choice(("internal", "customer"), default="internal")
    project = config_options.Type(str, default="")
    on = config_options.Type(str, default="")
    skip_faulty = config_options.Type(bool, default=False)


class DeliveryPlugin(BasePlugin[DeliveryConfig]):  # type: ignore[no-untyped-call]  # as above
    """Runs before mkdocs-macros; holds what the pages of this build belong to."""

    wiki: WikiContext | None = None
    contexts: dict[str, PageContext]
    partial: Mapping[str, PartialProject] = MappingProxyType({})  # of projects with errors, in the internal wiki
    navigations: dict[str, Navigation]
    stage: Path
    days: AsOfDays | None = None  # the day of each project, where `delivery build` knows them
    prepared: Workspace | None = None  # a repository that `delivery build` has read already
    pdfs: Mapping[tuple[str, str], PdfLink] = MappingProxyType({})  # by project and page, set by `delivery build`

    command: str = "build"
    before: Mapping[str, Seen] = MappingProxyType({})  # what the first build of a preview read
    spoilt: dict[str, str]
    refused: list[str]
    kept: dict[str, list[str]]
    calls: Counter[str]
    sections: dict[str, list[PageSection]]
    keywords: dict[str, str]

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Present so that MkDocs keeps one plugin for all rebuilds of a live preview."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything, stage what this audience may see, and point MkDocs at the stage."""
        if options := os.environ.get("DELIVERY_PLUGIN_OPTIONS"):
            self.config.update(json.loads(options))
        root = self._root(config)
        if self.command == "serve" and not self.before:
            self.before = seen_now(places_of(root))
        self.spoilt, self.refused, self.kept, self.sections, self.keywords = {}, [], {}, {}, {}
        self.calls = Counter()
        # Always the macros of this tool, also for a repository that brings data only.
        config.plugins["macros"].config["module_name"] = str(data_folder() / "macros" / "delivery_macros")
        audience = Audience(self.config.audience)
        workspace = self.prepared or load_workspace(root, (self.config.project,) if self.config.project else ())
        self._report(workspace, config)
        wanted = (self.config.project,) if self.config.project else ()
        self._use_brand(config, workspace.repository.brand)
        days = self._days(workspace)
        contexts = project_contexts(workspace, audience, days, wanted)
        self.contexts = {context.view.project.slug: context for context in contexts}
        self.partial = partial_projects(workspace, days) if audience is Audience.INTERNAL else {}
        self.contexts |= {slug: made.context for slug, made in self.partial.items()}
        if audience is Audience.INTERNAL:
            self.wiki = wiki_context(workspace, contexts, days.newest(), faulty_projects(workspace, self.partial))
            files = internal_files(root, self.wiki, self.partial.values()) | brand_files(workspace.repository.brand)
            self._use_stage(config, root, "internal", files)
        else:
            self._use_customer(config, root, contexts, brand_files(workspace.repository.brand))
        return config

    def _days(self, workspace: Workspace) -> AsOfDays:
        """A preview shows what is read today; what is built shows the day that it was built for."""
        if self.days is not None:
            return self.days
        published = self.command != "serve"
        return days_of(workspace, self.config.on or None, published=published)

    def _use_brand(self, config: MkDocsConfig, brand: Brand) -> None:
        """The brand's colours come after the theme's; its logo stands in the head of every page."""
        config.copyright = escape(brand.footer) or None
        config.extra["brand_name"] = brand.name
        if BRAND_STYLE not in config.extra_css:
            config.extra_css.append(BRAND_STYLE)
        if picture := brand.logo_inverse_picture:
            config.theme["logo"] = brand_logo(picture)

    def _report(self, workspace: Workspace, config: MkDocsConfig) -> None:
        config.extra.pop("faults", None)
        errors = tuple(finding for finding in workspace.findings if finding.severity is Severity.ERROR)
        if errors and not self.config.skip_faulty:
            raise PluginError("\n" + render_text(errors))
        if errors and self.prepared is None:
            config.extra["faults"] = render_text(errors)
            LOG.error("Left out until this is repaired:\n%s", config.extra["faults"])

    def _use_customer(
        self, config: MkDocsConfig, root: Path, contexts: tuple[PageContext, ...], brand: dict[str, bytes]
    ) -> None:
        self.wiki = None
        slug = self.config.project
        if self.command == "serve" and slug and not (root / "projects" / slug).is_dir():
            config.extra["faults"] = GONE.format(slug)
            LOG.error(config.extra["faults"])
        if not contexts and "faults" in config.extra:
            self._use_stage(config, root, f"faulty-{self.config.project}", {"index.md": FAULTY} | brand)
            config.nav = None
            return
        if len(contexts) != 1:
            raise PluginError("A customer's site shows one project: set the option 'project' to its slug.")
        context = contexts[0]
        project = context.view.project
        self._use_stage(config, root, f"customer-{project.slug}", project_files(context, root) | brand)
        config.nav = None
        config.site_name = theme_text(project.title)
        config.theme["language"] = context.words.locale.language
        config.extra["region"] = str(context.words.locale).replace("_", "-")

    def _use_stage(self, config: MkDocsConfig, root: Path, name: str, files: dict[str, bytes]) -> None:
        way = "sites" if self.prepared else self.command  # a preview and a build never share a stage
        self.stage = work_folder(root) / "stage" / way / name
        write_stage(self.stage, files)
        config.docs_dir = str(self.stage)
        config.nav = _entries_there(config.nav, files) or None

    def count(self, page: Page, name: str) -> None:
        """Count a call of a page; raises TooManyCalls for one more than a page shows."""
        self.calls[page.file.src_uri] += 1
        if self.calls[page.file.src_uri] > MAXIMUM_CALLS:
            raise one_too_many(name)

    def place_of(self, page: Page) -> CallPlace:
        """What a page belongs to: a project, the wiki, or both."""
        return CallPlace(project=self.contexts.get(str(page.meta.get("project", ""))), wiki=self.wiki)

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Leave listed macro calls to mkdocs-macros and make every other brace literal."""
        if not self._is_of_project(page):
            page.meta = _plain_matter(page.meta)
        known = PROJECT_KEYS if page.meta.get("project") in self.contexts else WIKI_KEYS
        if foreign := sorted(set(map(str, page.meta)) - known):
            raise PluginError(f"docs/{page.file.src_uri}: front matter has {_listed(known)} only, not {foreign[0]!r}.")
        if known is WIKI_KEYS and "title" in page.meta:
            page.meta["title"] = page.title = theme_text(str(page.meta["title"]))
        page.meta["search"] = {"exclude": True}  # we cut pages into search entries ourselves, at a tenth of the cost
        if made := self.partial.get(str(page.meta.get("project", ""))):
            return f"{markdown}\n\n{self.keep(page, html_by_stem(made)[page.file.name])}\n\n"
        return neutralise(markdown, is_listed_call)

    def _is_of_project(self, page: Page) -> bool:
        """Whether the tool made the page for a project; a page of the wiki that says so is none."""
        slug = str(page.meta.get("project", ""))
        return slug in self.contexts and (self.wiki is None or page.file.src_uri.startswith(f"projects/{slug}/"))

    def keep(self, page: Page, html: str) -> str:
        """Put a rendered block aside and return what stands for it, so that Markdown need not read HTML again."""
        kept = self.kept.setdefault(page.file.src_uri, [])
        kept.append(html)
        return KEPT.format(len(kept) - 1)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Blocks come back to their places; contents and search also name the headings that macros made."""
        for number, block in enumerate(self.kept.pop(page.file.src_uri, [])):
            html = html.replace(KEPT.format(number), block, 1)
        self.sections[page.url] = find_sections(html)
        self.keywords[page.url] = str(page.meta.get("keywords", ""))
        html = self._link_pdf(html, page)
        page.toc = get_toc([_toc_token(heading) for heading in find_headings(html)])
        return html

    def _link_pdf(self, html: str, page: Page) -> str:
        """The head line of a document's page names its PDF, where there is one."""
        slug = str(page.meta.get("project", ""))
        pdf = self.pdfs.get((slug, page.file.name))
        if pdf is None or slug not in self.contexts:
            return html
        words = self.contexts[slug].words
        size = words.number(-(-pdf.size // 1000))
        told = words.counted(pdf.pages, "PDF, {count} page, {size} kB", "PDF, {count} pages, {size} kB", size=size)
        link = element("a", told, href=f"{page.file.name}.pdf")
        links = [*self._way_to_answer(slug, page.file.name), link, *self._signed_copies(slug, page.file.name, words)]
        return html.replace("</h1>", f"</h1>{element('p', Markup(' · ').join(links), class_='dw-pdf')}", 1)

    def _way_to_answer(self, slug: str, page: str) -> Iterator[Markup]:
        """For a customer the place where they answer a document that waits for them."""
        context = self.contexts[slug]
        if place := answer_places(context).get(page):
            yield element("a", context.words("Answer here"), href=place)

    def _signed_copies(self, slug: str, page: str, words: Words) -> Iterator[Markup]:
        """The revisions of a document that both sides signed, with their certificate sheets."""
        stem = re.compile(rf"{re.escape(page)}-r([0-9]+)-{SUFFIX}")
        found = [int(match[1]) for project, known in self.pdfs if project == slug and (match := stem.fullmatch(known))]
        for revision in sorted(found):
            text = words("Signed copy of revision {number}, PDF", number=words.number(revision))
            yield element("a", text, href=f"{page}-r{revision}-{SUFFIX}.pdf")

    def refuse(self, page: Page, reason: str) -> None:
        """Note that a macro call could not be run; one project's fault does not stop the wiki."""
        slug = str(page.meta.get("project", ""))
        text = f"{f'projects/{slug}' if slug else f'docs/{page.file.src_uri}'}: page {page.file.dest_uri}: {reason}"
        if slug and self.wiki and self.config.skip_faulty:
            self.spoilt[slug] = text
            LOG.info(text)
        else:
            self.refused.append(text)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """What PDFs and answer sheets are made with lies in the theme, and is no part of a site."""
        for file in [
            file for file in files if file.src_uri.startswith(("pdf/", "answers/")) and not file.is_documentation_page()
        ]:
            files.remove(file)
        return files

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """A navigation of its own for each project: no page carries another project's links."""
        if self.refused:
            raise PluginError("\n".join(dict.fromkeys(self.refused)))
        pages: dict[str, list[Page]] = {}
        for file in files.documentation_pages():
            if file.page and (slug := str(file.page.meta.get("project", ""))):
                pages.setdefault(slug, []).append(file.page)
        self.navigations = {slug: self._navigation(slug, self._in_order(slug, found)) for slug, found in pages.items()}
        return env

    def _in_order(self, slug: str, pages: list[Page]) -> list[Page]:
        """In the order in which a project makes its documents, not in that of file names."""
        made = self.partial.get(slug)
        found = [page.page for page in made.pages] if made else find_pages(self.contexts[slug])
        order = {page.stem: place for place, page in enumerate(found)}
        return sorted(pages, key=lambda page: order.get(page.file.name, len(order)))

    def _navigation(self, slug: str, pages: list[Page]) -> Navigation:
        words = self.contexts[slug].words
        home = next((page for page in pages if page.meta["kind"] == "index"), None)
        items: list[Any] = []
        if self.wiki:
            items.append(Link(words("All projects"), "projects/index.html"))
        if home:
            items.append(home)
        for group in GROUPS:
            # Meetings are one entry, which lists them.
            members = [
                page
                for page in pages
                if page.meta["group"] == group and page is not home and page.meta["kind"] != "minutes"
            ]
            if members:
                section = Section(words(group), list(members))
                for page in members:
                    page.parent = section
                items.append(section)
        return Navigation(items, [page for page in [home, *pages] if page])

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """A project's pages see its own navigation, and its folder is the base of its search."""
        slug = str(page.meta.get("project", ""))
        context["words"] = self.contexts[slug].words if slug in self.contexts else Words()
        if slug in self.navigations:
            context["nav"] = self.navigations[slug]
            context["base_url"] = "."
            context["wiki_home"] = WIKI_HOME if self.wiki else ""
        return context

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """The page for a missing address carries no project's links but its own."""
        context["words"] = Words()
        if self.wiki is None and self.navigations:
            slug, navigation = next(iter(self.navigations.items()))
            context["words"], context["nav"] = self.contexts[slug].words, navigation
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """A content security policy; a live preview has none, since its reload is an inline script of MkDocs."""
        return output if self.command == "serve" else add_policy(output, page.content or "")

    @event_priority(-100)
    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that the theme brings."""
        return add_policy(output_content, "") if template_name == "404.html" else output_content

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Search indexes per project, for servers and for pages opened from disk; no site map.

        The wiki's own index is in pieces, and what the theme loads says so.
        """
        site = Path(config.site_dir)
        index = site / "search" / "search_index.json"
        if index.is_file() and (self.wiki or self.contexts):
            whole = json.loads(index.read_text("utf-8"))
            whole["docs"] = [
                entry for url, found in self.sections.items() for entry in page_entries(url, found, self.keywords[url])
            ]
            contexts = self.contexts | {slug: to_be_found(made) for slug, made in self.partial.items()}
            indexes = split_index(whole, contexts, internal=self.wiki is not None)
            if self.wiki:
                pieces = search_pieces(find_units(indexes, contexts, config.site_name), other_titles(contexts.values()))
                _write_scripts(site / PIECES, pieces)
                indexes[""] = {"config": whole["config"] | {"pieces": PIECES_SCRIPT}, "docs": []}
            for folder, part in indexes.items():
                text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
                scripts = {"search_index.json": text, "search_index.js": f"var __index = {text}"}
                _write_scripts(site / folder / "search", scripts)
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink(missing_ok=True)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what authors write, not what the stage holds, and build again whatever happens.

        MkDocs is given a file that is made from the repository's own: each rebuild begins with making it anew.
        """
        root = self._root(config)
        given = config.config_file_path
        is_plain = Path(given).resolve() == root / NAME  # a plain `mkdocs serve` reads the file itself
        server.unwatch(config.docs_dir)
        server.unwatch(given)  # where a rebuild writes it, it must not cause the next one
        is_old = not is_plain and Path(given).read_text("utf-8") != settings_text(root)
        watcher = watch_edits(server, root, {place: {} for place in places_of(root)} if is_old else self.before)
        if not is_plain:
            server.builder = _Rebuild(root=root, build=builder, watcher=watcher)
        return server

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(self.config.root or Path(config.config_file_path).parent).resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rebuild:
    """Builds a preview again; MkDocs goes on after an Abort, and after nothing else of which it would not say much."""

    root: Path
    build: Callable[[], None]
    watcher: EditWatcher

    def __call__(self) -> None:
        """Build; what no edit of a file mends is tried again after a while."""
        self.watcher.rest()
        try:
            write_settings(self.root)
            self.build()
        except Abort:  # why was told where it was found
            raise Abort(WAITS) from None
        except (Exception, SystemExit) as fault:  # a plugin may end the process
            self.watcher.try_again()
            raise Abort(_told(fault)) from fault
        self.watcher.went_well()


def _told(fault: BaseException) -> str:
    told = told_fault(fault) if isinstance(fault, OSError) else None
    if isinstance(fault, FileNotFoundError) and fault.filename:  # as while folders are renamed
        told = f"{fault.filename} was gone while it was read"
    reason = told or f"the tool failed: {type(fault).__name__}: {fault}"
    return f"Not built: {reason.rstrip('.')}. It is tried again in a moment, and after each edit."


def _plain_matter(matter: Mapping[str, Any]) -> dict[str, Any]:
    """What the wiki has a use for; the check tells of all else, and no page stops the others."""
    kept = {key: value for key, value in matter.items() if key in WIKI_KEYS and isinstance(value, str | list)}
    return {key: value for key, value in kept.items() if key == "hide" or isinstance(value, str)}


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys))


def _write_scripts(folder: Path, scripts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in scripts.items():
        write_file(folder / name, text.encode())


def _toc_token(heading: HeadingToken) -> Any:
    return {
        "level": heading.level,
        "id": heading.id,
        "name": heading.name.replace("&", "&amp;").replace("<", "&lt;"),
        "children": [_toc_token(child) for child in heading.children],
    }


def _entries_there(entries: Iterable[Any] | None, files: Mapping[str, bytes]) -> list[Any]:
    """A navigation without pages that this site does not have: a project with errors may have none."""
    found: list[Any] = []
    for entry in entries or ():
        title, content = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        there: Any = content
        if isinstance(content, list):
            there = _entries_there(content, files)
        elif content not in files and not str(content).startswith(WEB):
            there = None
        if there:
            found.append(there if title is None else {title: there})
    return found
