"""Takes changes from any thread, and passes them to the log and the rooms in order."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf

from .messages import Change, Message, is_ended, merge_changes

log = logging.getLogger("seo_live")

INTERVAL_S = 0.1
RETRY_S = 1.0


@dataclass
class _Job:
    """What waits for one job. `sent_at`: loop time (s) of the last send."""

    pending: Change | None = None
    sent_at: float = -inf
    status: str | None = None
    phase: str | None = None
    timer: asyncio.TimerHandle | None = None
    task: asyncio.Task[bool] | None = None


class Publisher:
    """Merges each job's changes and passes them on in order.

    The first change goes at once, then at most one every 100 ms. A change of status or phase goes
    at once, merged with the changes that wait. A failed append is tried again each second.
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
        self._jobs: dict[str, _Job] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    def offer(self, job_id: str, change: Change) -> None:
        """Takes a change from any thread. Before `start` the changes wait, in order."""
        with self._lock:
            self._inbox.append((job_id, change))
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._drain)

    def start(self) -> None:
        """From now on the running event loop passes changes on."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
        self._drain()

    async def flush(self) -> None:
        """Waits until each change so far is in the log, or its write failed."""
        self._drain()
        for job_id, job in list(self._jobs.items()):
            while job.task is not None or job.pending is not None:
                job.sent_at = -inf
                self._schedule(job_id, job)
                if job.task is not None and not await asyncio.shield(job.task):
                    break

    async def stop(self) -> None:
        """Passes waiting changes on. Later changes wait for another `start`."""
        await self.flush()
        with self._lock:
            self._loop = None
        for job in self._jobs.values():
            if job.timer is not None:
                job.timer.cancel()
        self._jobs.clear()

    def _drain(self) -> None:
        while self._inbox and self._loop is not None:
            job_id, change = self._inbox.popleft()
            job = self._jobs.setdefault(job_id, _Job())
            job.pending = merge_changes(job.pending, change)
            status = change.get("status") or job.status
            phase = change.get("detail", {}).get("phase") or job.phase
            if (status, phase) != (job.status, job.phase):
                job.status, job.phase = status, phase
                job.sent_at = -inf
            self._schedule(job_id, job)

    def _schedule(self, job_id: str, job: _Job) -> None:
        if job.pending is None or job.task is not None:
            return
        loop = asyncio.get_running_loop()
        wait = job.sent_at + self._interval_s - loop.time()
        if wait <= 0:
            if job.timer is not None:
                job.timer.cancel()
                job.timer = None
            change, job.pending = job.pending, None
            job.sent_at = loop.time()
            job.task = loop.create_task(self._send(job_id, job, change))
        elif job.timer is None:
            job.timer = loop.call_later(wait, self._on_timer, job_id, job)

    def _on_timer(self, job_id: str, job: _Job) -> None:
        job.timer = None
        self._schedule(job_id, job)

    async def _send(self, job_id: str, job: _Job, change: Change) -> bool:
        """True when the change is in the log, or came after the end of the job."""
        written = ended = False
        try:
            message = await self._append(job_id, change)
            written, ended = True, message is None or is_ended(message)
            if message is not None:
                await self._emit(message)
        except Exception:
            log.exception(
                "job %s: an update could not be %s", job_id, "sent" if written else "stored"
            )
            self._on_failure()
        job.task = None
        if not written:
            job.pending = merge_changes(change, job.pending)
            job.sent_at = asyncio.get_running_loop().time() + RETRY_S - self._interval_s
        if job.pending is None and ended:
            self._jobs.pop(job_id, None)
        self._schedule(job_id, job)
        return written
