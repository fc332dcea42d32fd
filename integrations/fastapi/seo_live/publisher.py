"""From changes, told by any thread at any time, to messages in the log and in the rooms."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf

from .messages import Change, Message, is_ended, merge

log = logging.getLogger("seo_live")

INTERVAL_S = 0.1
RETRY_S = 1.0


@dataclass
class _Lane:
    """One job's way to the log: what waits, and when something went last (loop time, s)."""

    pending: Change | None = None
    sent_at: float = -inf
    status: str | None = None
    phase: str | None = None
    timer: asyncio.TimerHandle | None = None
    task: asyncio.Task[bool] | None = None


class Publisher:
    """Thins out each job's changes and hands them on in order.

    The first change goes at once, then at most one each 100 ms; a change of status or phase goes
    at once with all that was waiting. What could not be appended is tried again each second.
    """

    def __init__(
        self,
        append: Callable[[str, Change], Awaitable[Message | None]],
        emit: Callable[[Message], Awaitable[None]],
        on_failure: Callable[[], None] = lambda: None,
        interval_s: float = INTERVAL_S,
    ) -> None:
        self._append = append
        self._emit = emit
        self._on_failure = on_failure
        self._interval_s = interval_s
        self._inbox: deque[tuple[str, Change]] = deque()
        self._lanes: dict[str, _Lane] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    def offer(self, job_id: str, change: Change) -> None:
        """Takes a change. From any thread, also before `start`: it waits, in order, until then."""
        with self._lock:
            self._inbox.append((job_id, change))
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._drain)

    def start(self) -> None:
        """From now on changes are handed on, by the running event loop."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
        self._drain()

    async def flush(self) -> None:
        """Waits until everything told so far is in the log, or could not be written just now."""
        self._drain()
        for job_id, lane in list(self._lanes.items()):
            while lane.task is not None or lane.pending is not None:
                lane.sent_at = -inf
                self._plan(job_id, lane)
                if lane.task is not None and not await asyncio.shield(lane.task):
                    break

    async def stop(self) -> None:
        """Hands on what waits. What is told after this waits for another `start`."""
        await self.flush()
        with self._lock:
            self._loop = None
        for lane in self._lanes.values():
            if lane.timer is not None:
                lane.timer.cancel()
        self._lanes.clear()

    def _drain(self) -> None:
        while self._inbox and self._loop is not None:
            job_id, change = self._inbox.popleft()
            lane = self._lanes.setdefault(job_id, _Lane())
            lane.pending = merge(lane.pending, change)
            status = change.get("status") or lane.status
            phase = change.get("detail", {}).get("phase") or lane.phase
            if (status, phase) != (lane.status, lane.phase):
                lane.status, lane.phase = status, phase
                lane.sent_at = -inf
            self._plan(job_id, lane)

    def _plan(self, job_id: str, lane: _Lane) -> None:
        if lane.pending is None or lane.task is not None:
            return
        loop = asyncio.get_running_loop()
        wait = lane.sent_at + self._interval_s - loop.time()
        if wait <= 0:
            if lane.timer is not None:
                lane.timer.cancel()
                lane.timer = None
            change, lane.pending = lane.pending, None
            lane.sent_at = loop.time()
            lane.task = loop.create_task(self._send(job_id, lane, change))
        elif lane.timer is None:
            lane.timer = loop.call_later(wait, self._ring, job_id, lane)

    def _ring(self, job_id: str, lane: _Lane) -> None:
        lane.timer = None
        self._plan(job_id, lane)

    async def _send(self, job_id: str, lane: _Lane, change: Change) -> bool:
        """Whether the change is in the log, or came after the end."""
        written = ended = False
        try:
            message = await self._append(job_id, change)
            written, ended = True, message is None or is_ended(message)
            if message is not None:
                await self._emit(message)
        except Exception:
            log.exception(
                "job %s: an update could not be %s", job_id, "sent" if written else "kept"
            )
            self._on_failure()
        lane.task = None
        if not written:
            lane.pending = merge(change, lane.pending)
            lane.sent_at = asyncio.get_running_loop().time() + RETRY_S - self._interval_s
        if lane.pending is None and ended:
            self._lanes.pop(job_id, None)
        self._plan(job_id, lane)
        return written
