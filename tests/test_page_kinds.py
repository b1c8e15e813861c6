"""Every kind of page and every macro is in its list, and somebody looked at each kind of page."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from delivery_wiki import pages
from delivery_wiki.pages.registry import MACROS, PAGE_KINDS
from tests.syntax_trees import tree_of

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "develop" / "pages.md"
PRODUCT = ROOT / "macros"


def listed_kinds(heading: str) -> list[str]:
    """The kinds in the table under a heading."""
    section = PAGES.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)


def test_every_page_kind_is_on_the_list() -> None:
    """A kind that nobody looked at does not ship; one that is no more leaves the list."""
    listed = listed_kinds("Pages of a project")

    assert sorted(listed) == sorted({page_kind.kind for page_kind in PAGE_KINDS})


def modules_of_pages() -> Iterator[ModuleType]:
    """Every module of the floor."""
    for found in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        yield importlib.import_module(found.name)


def test_the_registry_has_what_every_module_offers() -> None:
    """A module that it does not name has macros that nobody can call, and pages that nobody sees."""
    for module in modules_of_pages():
        for listed, known in ((getattr(module, "MACROS", ()), MACROS), (getattr(module, "PAGE_KINDS", ()), PAGE_KINDS)):
            assert [entry for entry in listed if entry not in known] == [], f"registry.py lacks {module.__name__}"


def names_used() -> set[str]:
    """Every name that the product uses, apart from where it is defined."""
    nodes = (node for file in PRODUCT.rglob("*.py") for node in ast.walk(tree_of(file)))
    used: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
    return used


def test_what_a_module_of_pages_offers_is_used() -> None:
    """A function that renders and is in no list of macros is called by nobody."""
    used = names_used()
    offered = [
        f"{file.relative_to(PRODUCT)}: {node.name}"
        for file in (PRODUCT / "delivery_wiki" / "pages").rglob("*.py")
        for node in tree_of(file).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name not in used
    ]

    assert offered == []
