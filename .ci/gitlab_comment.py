"""Writes what a merge request means as one comment on it, and replaces that comment at each push.

It runs in a pipeline of GitLab: the job's own token may not write notes, so a project access token in the masked
variable DELIVERY_COMMENT_TOKEN does; the address, the project and the merge request come from the environment.
"""

import sys
from pathlib import Path

from gitlab_api import Unavailable, call, every, part, project, setting

TOKEN = "DELIVERY_COMMENT_TOKEN"  # noqa: S105 - the name of a variable
MARKER = "<!-- delivery diff -->"
MAXIMUM = 1_000_000  # characters of a note, as GitLab documents it


def main(file: Path) -> str:
    """Write the comment; returns what was done."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Unavailable(f"{file} cannot be read as text") from fault
    if not text.startswith(MARKER) or len(text) > MAXIMUM:
        raise Unavailable(f"{file} is no comment that delivery diff wrote")
    notes = project(f"merge_requests/{setting('CI_MERGE_REQUEST_IID')}/notes")
    own = part(call(TOKEN, "user"), "id")
    if own is None:
        raise Unavailable(f"GET user does not say whose {TOKEN} is")
    theirs = [one for one in every(TOKEN, notes) if part(one, "author", "id") == own]
    mine = [part(one, "id") for one in theirs if str(part(one, "body")).startswith(MARKER)]
    if mine:
        call(TOKEN, f"{notes}/{mine[0]}", method="PUT", body={"body": text})
        return f"Comment {mine[0]} replaced."
    call(TOKEN, notes, method="POST", body={"body": text})
    return "Comment written."


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{main(Path(sys.argv[1]))}\n")
    except Unavailable as fault:
        sys.exit(f"No comment: {fault}.")
