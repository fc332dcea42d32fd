"""The log of each job: it numbers the messages and replays them to a client that was away."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Protocol

from .messages import Change, Message, is_ended, next_message

EVENTS_PER_JOB = 500
MAX_REPLAY = 200
ENDED_KEPT_S = 24 * 60 * 60


@dataclass(frozen=True)
class Snapshot:
    """The newest message, and the events after a client's position when it sent one.

    `reset`: that position is no longer in the log, so there is only the message.
    """

    message: Message
    reset: bool = False
    events: list[Message] | None = None

    @property
    def ended(self) -> bool:
        return is_ended(self.message)


class Log(Protocol):
    """Where messages are stored. Called by one thread at a time, never by the event loop.

    Any method may raise; an append that raised is tried again.
    """

    epoch: str
    """Sorts after every epoch of an earlier run of this log; valid once it is open."""

    def open(self) -> None:
        """Opens it. Each job that has not ended continues under a new, higher epoch."""

    def close(self) -> None: ...

    def append(self, job_id: str, change: Change) -> Message | None:
        """Numbers and stores the next message, an end durably. None: the job has already ended."""

    def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        """The newest message and the events after `since_seq`, consistent. None: no such job."""

    def unfinished(self) -> list[str]:
        """The ids of all jobs that have not ended."""

    def forget(self, job_id: str) -> None:
        """Deletes a job and its events."""


def next_epoch(previous: str = "") -> str:
    """The time in ms, at least `previous` + 1, as nine digits in base 36: epochs sort as text."""
    number = max(int(previous, 36) + 1 if previous else 0, time.time_ns() // 1_000_000)
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(9, "0")


def needs_reset(head: Message, since_seq: int, epoch: str | None) -> bool:
    """Whether a position cannot be replayed from: another epoch, over 200 missing, or ahead."""
    if epoch is not None and epoch != head["epoch"]:
        return True
    return since_seq > head["seq"] or head["seq"] - since_seq > MAX_REPLAY


def with_events(
    head: Message, since_seq: int | None, epoch: str | None, newer: list[Message]
) -> Snapshot:
    """The snapshot for a position; `newer` holds the stored events after `since_seq`."""
    if since_seq is None:
        return Snapshot(head)
    # Events are deleted some time after the end. A replay with gaps is worse than a reset.
    if needs_reset(head, since_seq, epoch) or len(newer) != head["seq"] - since_seq:
        return Snapshot(head, reset=True)
    return Snapshot(head, events=newer)


class MemoryLog:
    """Stores messages in this process: after a restart all jobs are unknown.

    Keeps the newest 500 events of a job until 24 h after its end, and `max_ended` ended jobs.
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
        message = next_message(head, job_id, change)
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


# Its name before: a `Log` that an application wrote may import it.
is_out_of_reach = needs_reset
