"""The `delivery` command: arguments in, exit code out; 0 fine, 1 findings, 2 wrong use, 3 the tool failed."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from .clock import UnreadableDate
from .command_build import add_build, add_serve
from .command_check import add_check
from .command_size import add_size
from .command_status import add_status
from .faults import WrongUse
from .git import GitFailed

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    arguments.root = Path(arguments.directory).resolve()
    if not (arguments.root / "projects").is_dir():
        print(f"delivery: {arguments.directory} has no folder projects/. Use -C to name a repository.", file=sys.stderr)
        return 2
    return _guarded(arguments.run, arguments)


def _guarded(run: Run, arguments: argparse.Namespace) -> int:
    try:
        return run(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="delivery", description="Customer projects as checked data, computed and published."
    )
    parser.add_argument(
        "-C", dest="directory", default=".", metavar="DIR", help="the repository (default: this folder)"
    )
    parser.add_argument("--debug", action="store_true", help="show the details of a failure of the tool")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for add in (add_check, add_status, add_size, add_build, add_serve):
        add(verbs)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
