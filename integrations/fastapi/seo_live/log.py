"""The log of each job: source of `seq` and `epoch`, and what a client reads that was away."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Protocol

from .messages import Change, Message, follow_on, is_ended

EVENTS_PER_JOB = 500
MAX_REPLAY = 200
ENDED_KEPT_S = 24 * 60 * 60


@dataclass(frozen=True)
class Snapshot:
    """The newest message, and the events after a client's position where it asked from one.

    `reset`: that position is not in the log any more, the message is all there is.
    """

    message: Message
    reset: bool = False
    events: list[Message] | None = None

    @property
    def ended(self) -> bool:
        return is_ended(self.message)


class Log(Protocol):
    """Where messages are kept. Called from one thread at a time, never from the event loop.

    Any method may raise; what could not be appended is tried again.
    """

    epoch: str
    """Sorts after every epoch of an earlier life of this log; valid once it is open."""

    def open(self) -> None:
        """Makes ready. Each job that had not ended goes on under a new, higher epoch."""

    def close(self) -> None: ...

    def append(self, job_id: str, change: Change) -> Message | None:
        """Numbers and keeps the next message; an end durably. None: the job has ended before."""

    def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        """Newest message and the events after `since_seq`, of one moment. None: no such job."""

    def unfinished(self) -> list[str]:
        """The ids of all jobs that have not ended."""

    def forget(self, job_id: str) -> None:
        """Drops a job with its events."""


def next_epoch(previous: str = "") -> str:
    """Base 36 of the later of now (ms) and the one after `previous`, nine wide, sorts as text."""
    number = max(int(previous, 36) + 1 if previous else 0, time.time_ns() // 1_000_000)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(9, "0")


def is_out_of_reach(head: Message, since_seq: int, epoch: str | None) -> bool:
    """Whether a client's position asks for a reset: another epoch, over 200 missing, or ahead."""
    if epoch is not None and epoch != head["epoch"]:
        return True
    return since_seq > head["seq"] or head["seq"] - since_seq > MAX_REPLAY


def with_events(
    head: Message, since_seq: int | None, epoch: str | None, newer: list[Message]
) -> Snapshot:
    """The snapshot for a position; `newer` holds what is still kept after `since_seq`."""
    if since_seq is None:
        return Snapshot(head)
    # A log shorter than the gap was dropped after the end; half a replay is worse than none.
    if is_out_of_reach(head, since_seq, epoch) or len(newer) != head["seq"] - since_seq:
        return Snapshot(head, reset=True)
    return Snapshot(head, events=newer)


class MemoryLog:
    """Keeps everything in this process: after a restart all jobs are unknown.

    Holds the newest 500 events of a job until 24 h after its end, and `max_ended` ended jobs.
    """

    def __init__(self, max_ended: int = 10_000) -> None:
        self.epoch = next_epoch()
        self._max_ended = max_ended
        self._events: dict[str, deque[Message]] = {}
        self._ended: OrderedDict[str, float] = OrderedDict()

    def open(self) -> None: ...

    def close(self) -> None: ...

    def append(self, job_id: str, change: Change) -> Message | None:
        events = self._events.get(job_id)
        head = events[-1] if events else None
        message = follow_on(head, job_id, change)
        if message is None:
            return None
        message["seq"] = head["seq"] + 1 if head else 1
        message["epoch"] = head["epoch"] if head else next_epoch()
        if events is None:
            events = self._events[job_id] = deque(maxlen=EVENTS_PER_JOB)
        events.append(message)
        if is_ended(message):
            self._ended[job_id] = time.time()
            self._purge()
        return message

    def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        events = self._events.get(job_id)
        if not events:
            return None
        newer = [event for event in events if since_seq is not None and event["seq"] > since_seq]
        return with_events(events[-1], since_seq, epoch, newer)

    def unfinished(self) -> list[str]:
        return [job_id for job_id in self._events if job_id not in self._ended]

    def forget(self, job_id: str) -> None:
        self._events.pop(job_id, None)
        self._ended.pop(job_id, None)

    def _purge(self) -> None:
        for job_id, ended_at in list(self._ended.items()):
            if len(self._ended) > self._max_ended:
                self.forget(job_id)
            elif ended_at < time.time() - ENDED_KEPT_S:
                events = self._events[job_id]
                while len(events) > 1:
                    events.popleft()
            else:
                return
