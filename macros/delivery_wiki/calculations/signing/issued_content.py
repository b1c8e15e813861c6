"""What a frozen revision is worth: the fingerprint over what it says and what it was made under."""

from __future__ import annotations

from delivery_wiki.model.project.issued_revision import Issued

from ..base.fingerprint import fingerprint


def issued_fingerprint(project: str, issued: Issued) -> str:
    """The fingerprint that the content of a frozen revision has; another than the one it names proves a change.

    64 hex digits over project, kind, topic, audience, revision, pinned versions and each clause, in this order, and
    nothing else: no date, no status, no signature, no link, no theme.
    """
    parts = [
        ("project", project),
        ("document", issued.document),
        ("topic", issued.topic or ""),
        ("audience", issued.audience),
        ("revision", str(issued.revision)),
    ]
    parts += [(f"pin {name}", issued.pins[name]) for name in sorted(issued.pins)]
    for part in issued.content:
        parts += [("clause", part.id), ("title", part.title), ("text", part.text)]
    return fingerprint(parts)
