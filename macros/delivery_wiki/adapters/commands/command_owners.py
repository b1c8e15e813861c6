"""`delivery owners`: the CODEOWNERS file of a forge, from the people and signatures of the projects."""

from __future__ import annotations

import argparse
from pathlib import Path

from delivery_wiki.pages.command_texts.code_owners import render_owners, with_owners

from ..outside.faults import WrongUse
from ..outside.files import reason_of, write_whole
from ..workspace.owners_file import FILES, views_of
from ..workspace.workspace_loading import load_workspace


def run_owners(arguments: argparse.Namespace) -> int:
    """Write the block into the file of the forge; lines outside it stay. With --check nothing is written."""
    root: Path = arguments.root
    workspace = load_workspace(root)
    if workspace.faulty:
        raise WrongUse(f"projects with findings have no owners yet: {', '.join(workspace.faulty)}. See: delivery check")
    path = root / FILES[arguments.forge]
    old = path.read_text("utf-8") if path.is_file() else ""
    new = with_owners(old, render_owners(views_of(workspace.repository, workspace.sound), arguments.forge))
    if new == old:
        print(f"{FILES[arguments.forge]} is current.")
        return 0
    if arguments.check:
        print(f"{FILES[arguments.forge]} is not current; run: delivery owners --forge {arguments.forge}")
        return 1
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, new.encode())
    except OSError as fault:
        raise WrongUse(f"{FILES[arguments.forge]} cannot be written: {reason_of(fault)}") from fault
    print(f"{FILES[arguments.forge]} written.")
    return 0
