"""Asks the interface of the GitLab server that runs a job; address and project come from the job's environment."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request

PAGE = 100
MOST_PAGES = 100


class Unavailable(Exception):
    """The interface cannot be asked, or said no; the text says which and why, without the token."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the server that it is for and to no other."""

    def redirect_request(self, *_: object) -> None:
        """Never follow."""


def call(token_name: str, path: str, *, method: str = "GET", body: dict[str, str] | None = None) -> object:
    """What the server answers to one request below its interface; raises Unavailable."""
    address, token = f"{setting('CI_API_V4_URL')}/{path}", setting(token_name)
    if not address.startswith(("https://", "http://")):
        raise Unavailable("CI_API_V4_URL is no web address")
    data = json.dumps(body).encode() if body is not None else None
    headers = {"PRIVATE-TOKEN": token, "Content-Type": "application/json"}
    request = urllib.request.Request(address, data=data, headers=headers, method=method)  # noqa: S310 - checked above
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as fault:
        hint = f": has {token_name} the scope api, and the role for it?" if fault.code in {401, 403} else ""
        raise Unavailable(f"{method} {path} was answered with {fault.code} {fault.reason}{hint}") from fault
    except (OSError, ValueError) as fault:
        raise Unavailable(f"{method} {path} failed: {getattr(fault, 'reason', None) or fault}") from fault


def part(entry: object, *names: str) -> object:
    """What stands below names in an entry; None where any of them is not there."""
    for name in names:
        entry = entry.get(name) if isinstance(entry, dict) else None
    return entry


def project(path: str) -> str:
    """A path below the project of the job."""
    return f"projects/{setting('CI_PROJECT_ID')}/{path}"


def every(token_name: str, path: str) -> list[object]:
    """All entries of a list, page by page."""
    found: list[object] = []
    for page in range(1, MOST_PAGES + 1):
        answer = call(token_name, f"{path}?per_page={PAGE}&page={page}")
        if not isinstance(answer, list):
            raise Unavailable(f"GET {path} was not answered with a list")
        found += answer
        if len(answer) < PAGE:
            break
    return found


def setting(name: str) -> str:
    """A variable of the job; raises Unavailable."""
    value = os.environ.get(name, "")
    if not value:
        raise Unavailable(f"the variable {name} is not set; see docs/guide/continuous-integration.md")
    return value
