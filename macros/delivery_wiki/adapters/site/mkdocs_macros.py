"""The door to mkdocs-macros-plugin: every macro of the registry, rendered for the page that calls it."""

from __future__ import annotations

import logging
from typing import Any, Protocol

from delivery_wiki.adapters.workspace.page_limit import limited_time
from delivery_wiki.pages.elements.page_kind import Literal, Macro
from delivery_wiki.pages.elements.project_links import leads_somewhere
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_calls import (
    MACRO_BY_NAME,
    CallPlace,
    MacroRefused,
    PageTooSlow,
    ProjectLeftOut,
    aim,
    expander,
    run_macro,
)
from delivery_wiki.pages.render.html import HtmlRenderer, element, relocate

LOG = logging.getLogger("mkdocs.plugins.delivery")


class MacroEnvironment(Protocol):
    """What this file uses of the plugin's environment."""

    conf: Any
    page: Any

    def macro(self, function: Any, name: str = "") -> Any:
        """Register a macro under a name."""
        ...


def define_env(env: MacroEnvironment) -> None:
    """Register every macro; the delivery plugin, which runs first, says what each page belongs to."""
    site = env.conf["plugins"]["delivery"]
    for macro in MACRO_BY_NAME.values():
        env.macro(_rendered(macro, env, site), macro.name)


def _rendered(macro: Macro, env: MacroEnvironment, site: Any) -> Any:
    def call(*positional: Literal, **keywords: Literal) -> str:
        try:
            site.count(env.page, macro.name)
            with limited_time():
                html = _render(macro, site.place_of(env.page), positional, tuple(keywords.items()), env.page.url)
                return html if macro.inline else f"\n\n{site.keep(env.page, html)}\n\n"
        except ProjectLeftOut as left_out:
            return f"\n\n{element('p', str(left_out), class_='dw-empty')}\n\n"
        except (MacroRefused, PageTooSlow) as refusal:
            site.refuse(env.page, f"{macro.name}: {refusal}")
        except Exception as bug:
            LOG.debug("%s", macro.name, exc_info=True)
            site.refuse(env.page, f"{macro.name}: the tool failed: {type(bug).__name__}: {bug}")
        return ""

    return call


def _render(
    macro: Macro, place: CallPlace, positional: tuple[Literal, ...], keywords: tuple[tuple[str, Literal], ...], url: str
) -> str:
    place, keywords, folder = aim(macro.name, keywords, place)
    blocks = run_macro(macro.name, positional, keywords, place)
    project = place.project
    sources = project is None or project.view.internal
    leads = leads_somewhere(project) if project else None
    renderer = HtmlRenderer(project.words if project else Words(), expander(place), sources=sources, leads=leads)
    if macro.inline:
        html = str(renderer.inline_blocks(blocks))
    else:
        html = f'<div class="dw-block">{renderer.render(blocks)}</div>'
    return relocate(html, "../" * url.count("/") + folder) if folder else html
