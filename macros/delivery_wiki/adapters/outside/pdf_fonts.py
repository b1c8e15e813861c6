"""Which characters the fonts have; `python -m delivery_wiki.adapters.outside.pdf_fonts` writes it for shipped ones."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.reading.files.folder_walk import walk_folder
from delivery_wiki.reading.markdown.pdf_glyphs import REPAIR, REPAIR_OF_RECORD, Coverage, check_glyphs, read_coverage

FONTS = Path("docs", "theme", "pdf", "fonts")
ENDINGS = (".otf", ".ttf", ".otc", ".ttc")
SHARED = ("templates/*.yml", "process/*.yml", "sizing/*.yml", "clauses/*.yml", "labels/*.po", "brand.yml")
RECORDS = "test-runs/"
FORBIDDEN = ("Cc", "Co", "Cs")  # categories that PDF/A does not let in, whatever a font has
MARK_OF_ORDER = 0xFEFF  # no more does it let in a byte order mark
LEFT_OUT = ("issued/", "sign-offs/")  # written by the tool, from texts that were checked


def glyph_findings(root: Path, data: Path, slug: str) -> Iterator[Finding]:
    """Characters in the files of a project that no font has; `data` holds the shipped fonts."""
    covered = coverage(data / FONTS, root / "docs" / "fonts")
    for file in walk_folder(root / "projects" / slug, f"projects/{slug}").files:
        if file.path.suffix in (".yml", ".md") and not file.inside.startswith(LEFT_OUT):
            repair = REPAIR_OF_RECORD if file.inside.startswith(RECORDS) else REPAIR
            yield from check_glyphs(file.path.read_bytes(), f"projects/{slug}/{file.inside}", covered, repair)


def shared_glyph_findings(root: Path, data: Path) -> Iterator[Finding]:
    """The same for what a repository gives to the documents of all projects: templates, rule sets, labels, brand."""
    covered = coverage(data / FONTS, root / "docs" / "fonts")
    for path in sorted(path for pattern in SHARED for path in (root / "docs").glob(pattern)):
        if path.is_file():
            yield from check_glyphs(path.read_bytes(), path.relative_to(root).as_posix(), covered)


def coverage_text(fonts: Path) -> str:
    """The characters of each family in a folder of fonts, as ranges, a line each."""
    found = _families(fonts)
    return "".join(f"{name}\n" + "".join(f"{range_}\n" for range_ in _ranges(sorted(found[name]))) for name in found)


@cache
def coverage(shipped: Path, more: Path | None) -> Coverage:
    """The characters that shipped fonts have, by their list, and those of a folder with more fonts."""
    known = read_coverage((shipped / "coverage.txt").read_text("ascii"))
    if more is None or not more.is_dir():
        return known
    return known.with_more(frozenset(map(chr, codes)) for codes in _families(more).values())


def _families(folder: Path) -> dict[str, set[int]]:
    """The code points that each family has in one of its styles; the name of a file begins with that of its family."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # noqa: PLC0415 - rarely needed

    found: dict[str, set[int]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ENDINGS:
            try:
                with TTFont(path, lazy=True, fontNumber=0) as font:
                    codes = {code for code in font.getBestCmap() or () if _may_be_set(code)}
                    found.setdefault(path.stem.partition("-")[0], set()).update(codes)
            except (TTLibError, OSError):
                continue  # no font: the characters that it should bring stay findings
    return found


def _may_be_set(code: int) -> bool:
    return code != MARK_OF_ORDER and unicodedata.category(chr(code)) not in FORBIDDEN


def _ranges(codes: list[int]) -> Iterator[str]:
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            yield f"{first:04X}-{last:04X}"
            first = code
        last = code


if __name__ == "__main__":
    place = Path(__file__).parents[4] / FONTS
    (place / "coverage.txt").write_text(coverage_text(place), "ascii")
    sys.stdout.write("Wrote docs/theme/pdf/fonts/coverage.txt.\n")
