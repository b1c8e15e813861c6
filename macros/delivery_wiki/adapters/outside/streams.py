"""The three streams of the process as machines have them: of any encoding, closed, full, read-only or broken."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from typing import NoReturn

REPLACED = "delivery-replaced"
# What output of few characters shows instead; a letter loses its accents, everything else is a question mark.
_LIKE = str.maketrans(
    {"→": "->", "←": "<-", "–": "-", "—": "-", "−": "-", "…": "...", "„": '"', "“": '"', "”": '"', "«": '"', "»": '"'}
    | {"‚": "'", "‘": "'", "’": "'", "×": "x", "·": "-", "•": "*", "≥": ">=", "≤": "<=", "≈": "~", "€": "EUR"}
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("│┃║", "|")
    | dict.fromkeys("┌┐└┘├┤┬┴┼", "+")
    | dict.fromkeys("›▸▶", ">")
    | {
        "‹": "<",
        "●": "*",
        "■": "*",
        "○": "o",
        "□": "o",
        "◐": "*",
        "◆": "*",
        "◇": "o",
        "✓": "+",
        "✔": "+",
        "✗": "x",
        "✘": "x",
    }
    | {"ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "\N{NON-BREAKING HYPHEN}": "-"}
)


class OutputLost(Exception):
    """Standard output takes nothing; the message is the reason in a line."""


class _Output(io.FileIO):
    """A standard output that tells its own failures apart from those of every other file."""

    def write(self, data: object) -> int:
        """Write, or raise OutputLost; a reader that left early is a BrokenPipeError."""
        try:
            written: int | None = super().write(data)  # type: ignore[arg-type]  # the typed form names what a buffer is
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise OutputLost(_reason(fault)) from fault
        if written is None:
            raise OutputLost("nobody reads it at the moment")
        return written


class _Errors(io.FileIO):
    """A standard error output that is never the reason why something fails."""

    def write(self, data: object) -> int:
        """Write what can be written."""
        try:
            return super().write(data) or 0  # type: ignore[arg-type]  # as above
        except OSError:
            return len(data)  # type: ignore[arg-type]  # as above


class _Closed(io.TextIOBase):
    """A stream that was closed before the command began."""

    encoding = "utf-8"

    @property
    def buffer(self) -> _Closed:
        """As closed as the stream itself."""
        return self

    def read(self, size: int | None = -1) -> NoReturn:
        """Nothing can be read."""
        raise OSError(9, os.strerror(9))

    def readline(self, size: int = -1) -> NoReturn:  # type: ignore[override]  # it never returns
        """The same."""
        self.read()

    def write(self, text: str) -> NoReturn:
        """Nothing can be written."""
        raise OutputLost(os.strerror(9).lower())


def prepare_streams() -> None:
    """Take the streams as they are; called once, before anything is read or written."""
    codecs.register_error(REPLACED, _replacement)
    _occupy()
    sys.stdin = sys.stdin or _Closed()
    sys.stdout = _over(sys.stdout, _Output) or _Closed()
    sys.stderr = _over(sys.stderr, _Errors) or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - to the end
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def write_utf_8() -> None:
    """What programs read is UTF-8, whatever a terminal would like."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=REPLACED)


def discard_output() -> None:
    """Whatever still waits to be written goes nowhere, so that the end of the process says nothing of it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stdout.flush()
    else:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - to the end of the process


def _occupy() -> None:
    """A closed descriptor would be given to the next file that is opened, and what is printed would land there."""
    while (found := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(found)


def _over(stream: object, kind: type[io.FileIO]) -> io.TextIOWrapper | None:
    """A stream over the same descriptor; a console of Windows stays as it is."""
    if not isinstance(stream, io.TextIOWrapper):
        return None
    if not isinstance(getattr(stream.buffer, "raw", stream.buffer), io.FileIO):
        stream.reconfigure(errors=REPLACED)
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(kind(stream.fileno(), "wb", closefd=False)),
        encoding=stream.encoding,
        errors=REPLACED,
        line_buffering=stream.line_buffering or stream.write_through or kind is _Errors,
    )


def _replacement(fault: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that an encoding lacks."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(_plain(character) for character in fault.object[fault.start : fault.end]), fault.end


def _plain(character: str) -> str:
    like = unicodedata.normalize("NFKD", character.translate(_LIKE))
    plain = like.encode("ascii", "ignore").decode("ascii")
    return (
        plain if plain and all(unicodedata.combining(character) or character.isascii() for character in like) else "?"
    )


def _reason(fault: OSError) -> str:
    return (fault.strerror or "unknown reason").lower()
