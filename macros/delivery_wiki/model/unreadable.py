"""What stands for a part of a project that has errors: whoever asks it anything learns which file it is."""

from __future__ import annotations

from typing import Any, NoReturn


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

    __hash__ = None  # type: ignore[assignment]  # no key of anything
    __bool__ = __iter__ = __len__ = __contains__ = __getitem__ = __reversed__ = __call__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __or__ = __ror__ = __str__ = __repr__ = _refuse
