"""Where a fault stands that a table would bring: in the table itself, or in the file as it is, never in one to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..yaml.strict_yaml import Path, YamlFile, read_yaml
from .table_columns import TablePlace

_DEEPEST = 3  # steps of the key of an entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """A file before and after, read once each for all that is asked about it."""

    before: YamlFile
    after: YamlFile

    @staticmethod
    def of(before: str, after: str) -> ChangedFile:
        """Two texts of one file."""
        return ChangedFile(before=read_yaml(before.encode(), ""), after=read_yaml(after.encode(), ""))

    def cell_at(self, line: int, column: int, place: TablePlace, cells: Mapping[tuple[str, str], str]) -> str:
        """The cell of the table that what stands there came from; empty for what did not come from it."""
        path = self._path_at(line, column)
        if len(path) < 2 or path[0] != place.key:
            return ""
        name = str(self.after.value[place.key][path[1]].get(place.named_by))
        key = str(path[2]) if len(path) == _DEEPEST else place.named_by
        return cells.get((name, key)) or cells.get((name, place.named_by), "")

    def place_before(self, line: int, column: int) -> tuple[int, int]:
        """Where what stands there stood before: new entries come last, so that all others keep their way."""
        path = self._path_at(line, column)
        known = (self.before.positions.get(path[:length]) for length in range(len(path), 0, -1))
        return next((found for found in known if found), (1, 1))

    def _path_at(self, line: int, column: int) -> Path:
        """The way to the last value that begins at a place or before it."""
        begun = ((at, path) for path, at in self.after.positions.items() if at <= (line, column))
        return max((found for found in begun if len(found[1]) <= _DEEPEST), key=lambda found: found[0])[1]
