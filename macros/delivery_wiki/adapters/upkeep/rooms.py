"""The floors and rooms of the program, read from its packages: what each says of itself, and what it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from delivery_wiki.pages.reference.rooms_reference import Floor, Room

PACKAGE = "delivery_wiki"
EVERYBODYS = 2  # the model, which every room draws on
FLOORS = (("adapters", 5), ("pages", 4), ("calculations", 3), ("reading", 3), ("model", 2))


def find_floors(source: Path) -> tuple[Floor, ...]:
    """The floors of the package in a source folder such as `macros/`, from top to bottom."""
    return tuple(_floor(source / PACKAGE / name, name, number) for name, number in FLOORS)


def _floor(folder: Path, name: str, number: int) -> Floor:
    places = sorted(path for path in folder.iterdir() if _is_room(path))
    rooms = tuple(_room(path, name, number) for path in places)
    return Floor(name=name, number=number, says=_says(folder / "__init__.py").partition(": ")[2], rooms=rooms)


def _is_room(path: Path) -> bool:
    return (path / "__init__.py").is_file() or (path.suffix == ".py" and path.stem != "__init__")


def _room(path: Path, floor: str, number: int) -> Room:
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    used = {place for file in files for place in imported_places(file)}
    beside = {place for on, place, _ in used if on == floor and place != path.stem}
    below = {
        name: tuple(sorted({place for on, place, is_package in used if on == name and is_package}))
        for name, height in FLOORS
        if EVERYBODYS < height < number
    }
    return Room(
        name=path.stem,
        says=_says(path / "__init__.py" if path.is_dir() else path),
        is_module=path.is_file(),
        beside=tuple(sorted(beside)),
        below=tuple((name, places) for name, places in below.items() if places),
    )


def imported_places(file: Path) -> Iterator[tuple[str, str, bool]]:
    """The floor and the room, or the module of the floor, of each import; and whether that is a room."""
    package = next(parent for parent in file.parents if parent.name == PACKAGE)
    here = file.relative_to(package).parts[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        for parts in _targets(node, here):
            if len(parts) > 1:
                yield parts[0], parts[1], (package / parts[0] / parts[1]).is_dir()


def _targets(node: ast.AST, here: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places that a statement imports, as parts below the package; a name may be a module or stand in one."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            top, *parts = alias.name.split(".")
            if top == PACKAGE:
                yield tuple(parts)
    elif isinstance(node, ast.ImportFrom):
        written = tuple((node.module or "").split(".")) if node.module else ()
        if node.level:
            base = (*here[: len(here) - node.level + 1], *written)
        elif written[:1] == (PACKAGE,):
            base = written[1:]
        else:
            return
        yield from ((*base, alias.name) for alias in node.names)


def _says(file: Path) -> str:
    """The docstring of a room on one line; of a module its first line."""
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(text.split()) if file.name == "__init__.py" else text.partition("\n")[0]
