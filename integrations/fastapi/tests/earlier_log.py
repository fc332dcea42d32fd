"""A log as an application wrote it against the first version, with the names of that version."""

from __future__ import annotations

from seo_live import Log, Snapshot
from seo_live.log import EVENTS_PER_JOB, MAX_REPLAY, is_out_of_reach, next_epoch, with_events
from seo_live.messages import Change, Message, follow_on, is_ended, merge


class EarlierLog:
    """Keeps events in lists. It refuses the first change of each job, as a busy database might."""

    def __init__(self) -> None:
        self.epoch = next_epoch()
        self.resets: list[int] = []
        self._jobs: dict[str, list[Message]] = {}
        self._refused: dict[str, Change] = {}

    def open(self) -> None: ...

    def close(self) -> None: ...

    def append(self, job_id: str, change: Change) -> Message | None:
        if job_id not in self._refused:
            self._refused[job_id] = change
            raise OSError("busy")
        events = self._jobs.setdefault(job_id, [])
        head = events[-1] if events else None
        message = follow_on(head, job_id, merge(self._refused[job_id], change))
        self._refused[job_id] = {}
        if message is None:
            return None
        message["seq"] = head["seq"] + 1 if head else 1
        message["epoch"] = head["epoch"] if head else self.epoch
        events.append(message)
        del events[:-EVENTS_PER_JOB]
        return message

    def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        events = self._jobs.get(job_id)
        if not events:
            return None
        head = events[-1]
        if since_seq is not None and is_out_of_reach(head, since_seq, epoch):
            self.resets.append(since_seq)
            return Snapshot(head, reset=True)
        newer = [event for event in events if since_seq is not None and event["seq"] > since_seq]
        assert len(newer) <= MAX_REPLAY
        return with_events(head, since_seq, epoch, newer)

    def unfinished(self) -> list[str]:
        return [job_id for job_id, events in self._jobs.items() if not is_ended(events[-1])]

    def forget(self, job_id: str) -> None:
        self._jobs.pop(job_id, None)


is_a_log: type[Log] = EarlierLog
