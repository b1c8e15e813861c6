"""Writes the review data of the merge requests that a commit merged, as `delivery sign --from-review` reads it.

An entry that is no merge request is named and left out.

It runs in a pipeline of GitLab: the address, the project, the commit and the token come from its environment.
"""

import json
import sys
from pathlib import Path

from gitlab_api import Unavailable, call, every, part, project, setting

TOKEN = "DELIVERY_SIGN_OFFS_TOKEN"  # noqa: S105 - the name of a variable
LISTS = ("versions", "reviewers", "notes")


def main(folder: Path) -> None:
    """One file for each merge request, and one that names the reference of its head."""
    folder.mkdir(exist_ok=True)
    for request in every(TOKEN, project(f"repository/commits/{setting('CI_COMMIT_SHA')}/merge_requests")):
        number = part(request, "iid")
        if not isinstance(number, int):
            sys.stderr.write("Review data: an entry without a number is left out.\n")
            continue
        if part(request, "state") != "merged":
            continue
        path = project(f"merge_requests/{number}")
        parts = {"merge_request": call(TOKEN, path), "approvals": call(TOKEN, f"{path}/approvals")}
        parts |= {name: every(TOKEN, f"{path}/{name}") for name in LISTS}
        (folder / f"{number}.json").write_text(json.dumps(parts), "utf-8")
        (folder / f"{number}.head").write_text(f"refs/merge-requests/{number}/head", "utf-8")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except Unavailable as fault:
        sys.exit(f"Review data: {fault}.")
