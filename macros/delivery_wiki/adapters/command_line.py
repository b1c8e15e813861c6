"""The `delivery` command: arguments in, exit code out; 0 fine, 1 findings, 2 wrong use, 3 the tool failed."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from .clock import UnreadableDate
from .faults import WrongUse
from .git_call import GitFailed
from .verbs import find_run, verb_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb."""
    arguments = verb_parser().parse_args(argv)
    arguments.root = Path(arguments.directory).resolve()
    if not (arguments.root / "projects").is_dir():
        print(f"delivery: {arguments.directory} has no folder projects/. Use -C to name a repository.", file=sys.stderr)
        return 2
    return _guarded(arguments)


def _guarded(arguments: argparse.Namespace) -> int:
    try:
        return find_run(arguments.verb)(arguments)
    except (UnreadableDate, GitFailed, WrongUse) as fault:
        print(f"delivery: {fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as bug:
        print(f"delivery: the tool failed: {type(bug).__name__}: {bug}", file=sys.stderr)
        if arguments.debug:
            traceback.print_exc()
        else:
            print("Run the same with --debug for the details.", file=sys.stderr)
        return 3


if __name__ == "__main__":
    raise SystemExit(main())
