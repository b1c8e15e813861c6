"""What every run of `delivery` imports and reads, for `tests.warm`: loaded once, before the processes are forked."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from delivery_wiki.adapters.commands.verbs import VERBS, find_run
from delivery_wiki.reading.repository import read_repository

ROOT = Path(__file__).parent.parent

for verb in VERBS:
    find_run(verb)
for plugin in ("material.plugins.search.plugin", "mkdocs_macros.plugin", "delivery_wiki.adapters.site.mkdocs_plugin"):
    import_module(plugin)  # MkDocs finds them by their entry points
read_repository(ROOT, ROOT, ("no-project",))
