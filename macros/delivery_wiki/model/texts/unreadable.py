"""What stands for a part of a project that has errors: whoever asks it anything learns which file it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

Value = TypeVar("Value")
WHOLE_PROJECT = "the whole project"  # where no file alone is it


class PartUnreadable(Exception):
    """Something rests on a file that has errors."""

    def __init__(self, file: str) -> None:
        super().__init__(f"it rests on {file}, which has errors")
        self.file = file


class Unreadable:
    """Takes the place of a value and answers nothing, not even whether there is one."""

    __slots__ = ("_file",)

    def __init__(self, file: str) -> None:
        object.__setattr__(self, "_file", file)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise PartUnreadable(object.__getattribute__(self, "_file"))

    def __getattr__(self, name: str) -> NoReturn:
        """Every name is refused."""
        self._refuse()

    def __eq__(self, other: object) -> bool:
        """Not comparable: equal or not would be an answer."""
        self._refuse()

    def __iter__(self) -> Iterator[Any]:
        """Nor what is in it."""
        self._refuse()

    __hash__ = _refuse  # nor the key of anything
    __bool__ = __len__ = __contains__ = __getitem__ = __reversed__ = __call__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __or__ = __ror__ = __str__ = __repr__ = _refuse


class PartlyReadable(Unreadable):
    """Takes the place of several values of which only some are `known`: who seeks one of these finds it.

    Whoever goes through all of them, or seeks another one, learns which file is missing.
    """

    __slots__ = ("file", "known")

    def __init__(self, known: Sequence[Any], file: str) -> None:
        super().__init__(file)
        object.__setattr__(self, "known", tuple(known))
        object.__setattr__(self, "file", file)

    def __iter__(self) -> Iterator[Any]:
        """Those that are known, and no end."""
        yield from self.known
        self._refuse()


def known_of(values: Iterable[Value]) -> tuple[Value, ...]:
    """All values, or those of them that are known."""
    return values.known if isinstance(values, PartlyReadable) else tuple(values)
