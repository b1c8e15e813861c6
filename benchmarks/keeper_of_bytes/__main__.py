"""Make everything that readers get at two revisions, and compare every byte.

`python -m benchmarks.keeper_of_bytes BASE [HEAD]` compares two revisions, with `--files` one with the files here.
Exit code 0: nothing differs but the wiki's pages about the code; 1: something else does; 2: wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .comparison import Verdict, compare
from .outputs import NotMade, Outputs, outputs_of
from .report import report
from .revisions import Snapshot, UnknownRevision, snapshot, snapshot_of_files

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "keeper-of-bytes"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 where something differs that may not."""
    given = _parser().parse_args(arguments)
    try:
        sides = (snapshot(ROOT, given.base), snapshot_of_files(ROOT) if given.files else snapshot(ROOT, given.head))
        old, new = (_made(side) for side in sides)
    except (UnknownRevision, NotMade) as fault:
        print(f"keeper_of_bytes: {fault}", file=sys.stderr)
        return 2
    comparison = compare(old.folder, new.folder, given.named)
    print(report(comparison))
    return int(bool(comparison.of(Verdict.UNEXPECTED)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.keeper_of_bytes")
    parser.add_argument("base", metavar="BASE", help="the revision that has to be kept")
    parser.add_argument("head", metavar="HEAD", nargs="?", default="HEAD", help="the revision to compare (HEAD)")
    parser.add_argument("--files", action="store_true", help="compare the files here instead of HEAD")
    parser.add_argument(
        "--named",
        metavar="PATTERN",
        action="append",
        default=[],
        help="outputs that differ deliberately this time, such as 'sites/internal/guide/*'; may be repeated",
    )
    return parser


def _made(side: Snapshot) -> Outputs:
    made = outputs_of(ROOT, side, CACHE)
    spent = f"made in {made.seconds:.0f} s, {made.processor_seconds:.0f} s of processor time"
    print(f"{side.name}: {spent if made.seconds else 'kept from before'}", flush=True)
    return made


if __name__ == "__main__":
    sys.exit(main())
