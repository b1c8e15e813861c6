"""Writes the review data of the merge requests that a commit merged, as `delivery sign --from-review` reads it.

It runs in a pipeline of GitLab: the address, the project, the commit and the token come from its environment.
"""

import json
import os
import sys
import urllib.request
from pathlib import Path

PAGE = 100


def fetch(path: str) -> object:
    """What the interface answers, all pages of a list together."""
    base = f"{os.environ['CI_API_V4_URL']}/projects/{os.environ['CI_PROJECT_ID']}/{path}"
    found: list[object] = []
    for page in range(1, PAGE):
        address = f"{base}?per_page={PAGE}&page={page}"
        request = urllib.request.Request(address, headers={"PRIVATE-TOKEN": os.environ["DELIVERY_SIGN_OFFS_TOKEN"]})  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - the server that runs this job
            tree = json.load(answer)
        if not isinstance(tree, list):
            return tree
        found += tree
        if len(tree) < PAGE:
            break
    return found


def main(folder: Path) -> None:
    """One file for each merge request, and one that names the reference of its head."""
    folder.mkdir(exist_ok=True)
    for request in fetch(f"repository/commits/{os.environ['CI_COMMIT_SHA']}/merge_requests"):
        if request["state"] != "merged":
            continue
        path = f"merge_requests/{request['iid']}"
        parts = {"merge_request": fetch(path)}
        parts |= {name: fetch(f"{path}/{name}") for name in ("approvals", "versions", "reviewers", "notes")}
        (folder / f"{request['iid']}.json").write_text(json.dumps(parts), "utf-8")
        (folder / f"{request['iid']}.head").write_text(f"refs/merge-requests/{request['iid']}/head", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
