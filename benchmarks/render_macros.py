"""Writes the staged Markdown of the internal wiki with each macro call replaced by what it renders."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from delivery_wiki.adapters.site.stage import internal_files
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace, project_contexts, wiki_context
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import seen_on
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.macro_calls import CallPlace, expander, is_listed_call, run_call
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.reading.markdown.macro_call import find_macro_calls


def main() -> None:
    """Render the wiki at argv[1] into the folder argv[2]."""
    root, target = Path(sys.argv[1]), Path(sys.argv[2])
    on = dt.date(2026, 11, 24)
    workspace = load_workspace(root)
    contexts = project_contexts(workspace, Audience.INTERNAL, seen_on(workspace.sound, on))
    wiki = wiki_context(workspace, contexts, on)
    by_slug = {context.view.project.slug: context for context in contexts}
    for name, data in internal_files(root, wiki).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = name.split("/")
        project = by_slug.get(parts[1]) if parts[0] == "projects" and len(parts) > 2 else None
        path.write_bytes(_rendered(data, CallPlace(project=project, wiki=wiki)) if path.suffix == ".md" else data)


def _rendered(data: bytes, place: CallPlace) -> bytes:
    text = data.decode()
    renderer = HtmlRenderer(place.project.words if place.project else Words(), expander(place))
    for _, _, call in find_macro_calls(text):
        if is_listed_call(call):
            html = renderer.render(run_call(call, place))
            text = text.replace("{{" + call + "}}", f'<div class="dw-block">{html}</div>', 1)
    return text.encode()


if __name__ == "__main__":
    main()
