"""What was made of something once is kept while there is room, so that a preview and a test run make it once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class KeptResults(Generic[Value]):
    """Results by their key, as many as weigh no more than `room` together; who was not asked for longest goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.weight = 0
        self._results: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def find(self, key: Hashable) -> Value | None:
        """What is kept under a key."""
        if key not in self._results:
            return None
        self._results.move_to_end(key)
        return self._results[key][0]

    def keep(self, key: Hashable, value: Value, weight: int = 1) -> Value:
        """The value, which is kept from now on; one that weighs more than all the room is not."""
        if key not in self._results and weight <= self._room:
            self._results[key] = value, weight
            self.weight += weight
        while self.weight > self._room:
            _, (_, gone) = self._results.popitem(last=False)
            self.weight -= gone
        return value
