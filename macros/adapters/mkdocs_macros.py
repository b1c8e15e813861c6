"""The door to mkdocs-macros-plugin: every macro of the registry, rendered for the page that calls it."""

from __future__ import annotations

from typing import Any, Protocol

from macros.pages.html import HtmlRenderer
from macros.pages.macro_calls import MACRO_BY_NAME, Place, expander, run_macro
from macros.pages.page_kind import Literal, Macro
from macros.pages.words import Words


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
        place: Place = site.place_of(env.page)
        words = place.project.words if place.project else Words()
        blocks = run_macro(macro.name, positional, tuple(keywords.items()), place)
        renderer = HtmlRenderer(words, expander(place))
        if macro.inline:
            return str(renderer.inline_blocks(blocks))
        return f'\n\n<div class="dw-block">{renderer.render(blocks)}</div>\n\n'

    return call
