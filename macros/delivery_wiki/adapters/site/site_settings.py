"""The configuration of the site generator: the tool's own, with what is taken of a repository's mkdocs.yml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from delivery_wiki.reading.site_configuration import (
    NAME,
    PLUGIN,
    THEME_FOLDER,
    SiteConfiguration,
    read_site_configuration,
)

from ..outside.files import write_file
from ..outside.work_folder import work_folder
from ..workspace.workspace_loading import data_folder

OF_THE_REPOSITORY = ("nav",)  # the tool's own pages are not those of another repository
_LINKS = ("not_found", "anchors", "absolute_links", "unrecognized_links")
_QUIET = {
    "nav": dict.fromkeys(("omitted_files", "not_found", "absolute_links"), "info"),
    "links": dict.fromkeys(_LINKS, "info"),
}


def own_configuration(root: Path) -> SiteConfiguration:
    """What a repository says about its site."""
    return read_site_configuration(root, data_folder() / THEME_FOLDER)


def settings_of(root: Path) -> dict[str, Any]:
    """Everything that a site is configured with; nothing of it makes the generator run foreign code."""
    own = own_configuration(root)
    settings = dict(_shipped())
    if own.ours:
        settings = {key: value for key, value in settings.items() if key not in OF_THE_REPOSITORY} | dict(own.settings)
    if own.settings.get("validation") is None:
        settings["validation"] = dict(_QUIET)  # the check tells of these, with place and repair
    settings["plugins"] = list(_plugins(settings.get("plugins", ())))
    theme = settings.get("theme", {})
    settings["theme"] = {"name": "material", **theme, "font": False, "custom_dir": str(data_folder() / THEME_FOLDER)}
    return settings | {"docs_dir": str(data_folder() / "docs")}


def _plugins(wanted: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """All three plugins in the order that they need, ours first; the macros are always those of this tool."""
    options: dict[str, Any] = {}
    for plugin in (*_shipped()["plugins"], *wanted):
        options |= plugin if isinstance(plugin, dict) else {plugin: options.get(plugin, {})}
    module = str(data_folder() / "macros" / "delivery_macros")
    yield {PLUGIN: options[PLUGIN]}
    yield {"macros": {"module_name": module, "on_undefined": "strict", "on_error_fail": True}}
    yield {"search": options["search"]}


def settings_text(root: Path) -> str:
    """The same as the site generator reads it."""
    return str(yaml.safe_dump(settings_of(root), allow_unicode=True, sort_keys=True))


def write_settings(root: Path) -> Path:
    """The file that the site generator is given."""
    path = work_folder(root) / f"site-{NAME}"
    text = settings_text(root).encode()
    if not path.is_file() or path.read_bytes() != text:
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        write_file(fresh, text)
        fresh.replace(path)
    return path


def call_no_git() -> None:
    """mkdocs-macros asks git about the repository, of which no page shows anything: there git finds none."""
    os.environ["GIT_DIR"] = os.devnull


@cache
def _shipped() -> dict[str, Any]:
    return dict(read_site_configuration(data_folder(), data_folder() / THEME_FOLDER).settings)
