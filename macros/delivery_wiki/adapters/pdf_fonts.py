"""Which characters the fonts have: `python -m delivery_wiki.adapters.pdf_fonts` writes it down for those that ship."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.reading.folder_walk import walk_folder
from delivery_wiki.reading.pdf_glyphs import Coverage, check_glyphs, read_coverage

FONTS = Path("docs", "theme", "pdf", "fonts")
ENDINGS = (".otf", ".ttf", ".otc", ".ttc")
SHARED = ("templates/*.yml", "process/*.yml", "sizing/*.yml", "clauses/*.yml", "labels/*.po", "brand.yml")
LEFT_OUT = ("issued/", "sign-offs/")  # written by the tool, from texts that were checked


def glyph_findings(root: Path, data: Path, slug: str) -> Iterator[Finding]:
    """Characters in the files of a project that no font has; `data` holds the shipped fonts."""
    covered = _coverage(data / FONTS, root / "docs" / "fonts")
    for one in walk_folder(root / "projects" / slug, f"projects/{slug}").files:
        if one.path.suffix in (".yml", ".md") and not one.inside.startswith(LEFT_OUT):
            yield from check_glyphs(one.path.read_bytes(), f"projects/{slug}/{one.inside}", covered)


def shared_glyph_findings(root: Path, data: Path) -> Iterator[Finding]:
    """The same for what a repository gives to the documents of all projects: templates, rule sets, labels, brand."""
    covered = _coverage(data / FONTS, root / "docs" / "fonts")
    for path in sorted(path for pattern in SHARED for path in (root / "docs").glob(pattern)):
        if path.is_file():
            yield from check_glyphs(path.read_bytes(), path.relative_to(root).as_posix(), covered)


def coverage_text(fonts: Path) -> str:
    """The characters of a folder of fonts as ranges, a line each."""
    return "\n".join(_ranges(sorted(_characters(fonts)))) + "\n"


@cache
def _coverage(shipped: Path, more: Path) -> Coverage:
    known = read_coverage((shipped / "coverage.txt").read_text("ascii"))
    return known | {chr(code) for code in _characters(more)} if more.is_dir() else known


def _characters(folder: Path) -> set[int]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # noqa: PLC0415 - rarely needed

    found: set[int] = set()
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS:
            try:
                with TTFont(path, lazy=True, fontNumber=0) as font:
                    found |= set(font.getBestCmap() or ())
            except (TTLibError, OSError):
                continue  # no font: the characters that it should bring stay findings
    return found


def _ranges(codes: list[int]) -> Iterator[str]:
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            yield f"{first:04X}-{last:04X}"
            first = code
        last = code


if __name__ == "__main__":
    place = Path(__file__).parents[3] / FONTS
    (place / "coverage.txt").write_text(coverage_text(place), "ascii")
    sys.stdout.write("Wrote docs/theme/pdf/fonts/coverage.txt.\n")
