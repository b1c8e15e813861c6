"""Keeps the catalogues complete: `python -m delivery_wiki.adapters.upkeep.label_inventory --update` adds new texts."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from delivery_wiki.pages.elements.label_sources import enum_texts, source_texts
from delivery_wiki.pages.elements.labels import library_texts
from delivery_wiki.reading.released_data import read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..workspace.workspace_loading import data_folder
from .own_repository import refused_here

PROJECT = "Delivery Wiki"
HEADER = "# The labels of Delivery Wiki. English texts are the message ids; docs/labels/messages.pot lists all of them."
TEAM = "Professional Services <wiki@vendor.example>"
WIDTH = 120
THEMED = re.compile(r"""\bwords\(("[^"]*")\)""")  # a text in a template of the theme
# Stands still, so that the files change with their texts only.
CREATED = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
WITH_WORDS = ("model", "calculations", "pages")


def find_texts(root: Path) -> dict[str, str]:
    """Every message id of the product with where it stands: in Python source or in released data."""
    code = root / "macros" / "delivery_wiki"
    sources = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(code.rglob("*.py"))}
    named = {file: text for file, text in sources.items() if file.split("/")[2] in WITH_WORDS}
    for path in sorted((root / "docs" / "theme").rglob("*.html")):
        themed = THEMED.findall(path.read_text("utf-8"))
        sources[path.relative_to(root).as_posix()] = "\n".join(f"words({text})" for text in themed)
    library, _ = read_library(root, root, SchemaSet.load(root / "schemas"))
    return library_texts(library) | enum_texts(named) | source_texts(sources)


def template_of(texts: dict[str, str]) -> Catalog:
    """The catalogue without translations, grouped by place."""
    template = Catalog(project=PROJECT, version="1", creation_date=CREATED, fuzzy=False)
    template.msgid_bugs_address = TEAM
    for text, place in sorted(texts.items(), key=lambda item: (item[1], item[0])):
        template.add(text, locations=[(place, 0)])
    return template


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """A catalogue in the house's one form: places without lines, nothing obsolete."""
    catalogue.header_comment = HEADER
    catalogue.last_translator = catalogue.language_team = TEAM
    with path.open("wb") as stream:
        write_po(stream, catalogue, width=WIDTH, include_lineno=False, ignore_obsolete=True)


def update(root: Path) -> tuple[Path, ...]:
    """Write messages.pot again and merge it into every language; returns what was written."""
    return merge(root / "docs" / "labels", find_texts(root))


def merge(labels: Path, texts: dict[str, str]) -> tuple[Path, ...]:
    """The same for a folder of catalogues; a new text has no translation yet, one that is gone goes everywhere."""
    template = template_of(texts)
    write_catalogue(labels / "messages.pot", template)
    written = [labels / "messages.pot"]
    for path in sorted(labels.glob("*.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=path.stem.replace("-", "_"), charset="utf-8")
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.creation_date = catalogue.revision_date = CREATED
        catalogue.project, catalogue.version = template.project, template.version
        catalogue.msgid_bugs_address = TEAM
        write_catalogue(path, catalogue)
        written.append(path)
    return tuple(written)


def counts(labels: Path, texts: dict[str, str]) -> Iterator[str]:
    """For each language how many texts have no translation, and appear in English, and how many nothing shows."""
    for path in sorted(labels.glob("*.po")):
        with path.open("rb") as stream:
            known = {str(message.id) for message in read_po(stream, charset="utf-8") if message.id and message.string}
        yield f"{path.name}: {len(texts.keys() - known)} missing, {len(known - texts.keys())} unused"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell what the catalogues lack, or bring them up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="merge new texts into docs/labels/, drop unused ones")
    given = parser.parse_args(arguments)
    root = data_folder()
    if given.update and (refused := refused_here("the catalogues")):
        sys.stderr.write(f"{refused}\nAnother repository copies docs/labels/messages.pot from there.\n")
        return 2
    if given.update:
        for path in update(root):
            sys.stdout.write(f"{path.relative_to(root)}\n")
        return 0
    sys.stdout.writelines(f"{line}\n" for line in counts(root / "docs" / "labels", find_texts(root)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
