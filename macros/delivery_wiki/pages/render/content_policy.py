"""The content security policy of a page: its own files, and the inline scripts of the theme by their digest."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HEAD = '<meta charset="utf-8">'
_RULES = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",  # bars and tables carry widths
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)


def add_policy(html: str, content: str) -> str:
    """The page with its policy; a script inside its `content`, which is never the theme's, is not allowed."""
    frame = html.replace(content, "") if content else html
    if _HEAD not in frame:
        raise ValueError("the theme's page has no place for a content security policy")
    digests = sorted({_digest(found.group(2)) for found in _SCRIPT.finditer(frame) if _runs(found.group(1))})
    rules = "; ".join([*_RULES, " ".join(["script-src 'self'", *digests])])
    return html.replace(_HEAD, f'{_HEAD}<meta http-equiv="Content-Security-Policy" content="{rules}">', 1)


def _runs(attributes: str) -> bool:
    return "src=" not in attributes and "application/json" not in attributes


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
