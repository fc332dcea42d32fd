"""What one client may take: connections, rooms, calls."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Bucket:
    """So many calls in a window that refills steadily."""

    def __init__(
        self, calls: int, window_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._per_s = calls / window_s
        self._clock = clock
        self._left = float(calls)
        self._at = clock()

    def take(self) -> int:
        """0, or the milliseconds to wait until a call is free again."""
        now = self._clock()
        self._left = min(self._calls, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return math.ceil((1 - self._left) / self._per_s * 1000)
        self._left -= 1
        return 0


@dataclass(eq=False)
class Connection:
    """One open WebSocket. `user` is whatever the application's `authenticate` answered."""

    address: str
    calls: Bucket
    sid: str | None = None
    user: Any = None
    rooms: set[str] = field(default_factory=set)


class Connections:
    """All open WebSockets of this process, also those that have not said yet who they are."""

    def __init__(self, most: int, most_per_address: int) -> None:
        self._most = most
        self._most_per_address = most_per_address
        self._total = 0
        self._by_address: Counter[str] = Counter()

    def add(self, address: str) -> bool:
        """False, and nothing is counted, when it is a flood: twice as many as may stay."""
        if (
            self._total >= 2 * self._most
            or self._by_address[address] >= 2 * self._most_per_address
        ):
            return False
        self._total += 1
        self._by_address[address] += 1
        return True

    def remove(self, address: str) -> None:
        self._total -= 1
        self._by_address[address] -= 1
        if self._by_address[address] <= 0:
            del self._by_address[address]

    def is_full(self, address: str) -> bool:
        """Whether a connection of this address, itself counted already, is one too many."""
        return self._total > self._most or self._by_address[address] > self._most_per_address
