"""What the command line answers with exit code 2."""

from __future__ import annotations


class WrongUse(Exception):
    """The command was called in a way that cannot be served; the message says how to call it."""
