"""Limits on connections and on calls."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class RateLimit:
    """Allows `calls` in `window_s` seconds; it refills steadily."""

    def __init__(
        self, calls: int, window_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._per_s = calls / window_s
        self._clock = clock
        self._left = float(calls)
        self._at = clock()

    def take(self) -> int:
        """Takes one call: 0, or the milliseconds to wait when none is left."""
        now = self._clock()
        self._left = min(self._calls, self._left + (now - self._at) * self._per_s)
        self._at = now
        if self._left < 1:
            return math.ceil((1 - self._left) / self._per_s * 1000)
        self._left -= 1
        return 0


@dataclass(eq=False)
class Connection:
    """One open WebSocket. `user` is what the application's `authenticate` returned."""

    address: str
    calls: RateLimit
    sid: str | None = None
    user: Any = None
    rooms: set[str] = field(default_factory=set)


class Connections:
    """Counts the open WebSockets of this process, also those not authenticated yet."""

    def __init__(self, max_total: int, max_per_address: int) -> None:
        self._max = max_total
        self._max_per_address = max_per_address
        self._total = 0
        self._by_address: Counter[str] = Counter()

    def add(self, address: str) -> bool:
        """Counts a connection. False, uncounted, at twice the limit: it is not even answered."""
        if self._total >= 2 * self._max or self._by_address[address] >= 2 * self._max_per_address:
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
        """Whether the limits are exceeded by a connection of this address that `add` counted."""
        return self._total > self._max or self._by_address[address] > self._max_per_address
