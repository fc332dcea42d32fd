"""Merging, order, threads, and updates whose write failed."""

from __future__ import annotations

import asyncio
import threading

import pytest
from support import run, until

from seo_live import MemoryLog, Message
from seo_live import publisher as publisher_module
from seo_live.messages import Change
from seo_live.publisher import Publisher

NEVER_S = 3600.0


class World:
    """A publisher over a real log; `sent` is what the rooms received."""

    def __init__(self, interval_s: float) -> None:
        self.log = MemoryLog()
        self.sent: list[Message] = []
        self.broken = False
        self.failures = 0
        self.publisher = Publisher(self._append, self._emit, self._failed, interval_s)

    async def _append(self, job_id: str, change: Change) -> Message | None:
        if self.broken:
            raise OSError("the disk is full")
        return await asyncio.to_thread(self.log.append, job_id, change)

    async def _emit(self, message: Message) -> None:
        self.sent.append(message)

    def _failed(self) -> None:
        self.failures += 1

    def progress(self) -> list[float]:
        return [message["progress"] for message in self.sent]


@run
async def test_the_first_change_goes_at_once_and_the_rest_waits() -> None:
    world = World(NEVER_S)
    world.publisher.start()
    for number in range(1, 51):
        world.publisher.offer("a", {"progress": number})
    await until(lambda: world.sent)
    assert world.progress() == [1]
    await world.publisher.stop()
    assert world.progress() == [1, 50]


@run
async def test_waiting_changes_go_after_the_interval() -> None:
    world = World(0.05)
    world.publisher.start()
    for number in range(1, 51):
        world.publisher.offer("a", {"progress": number})
    await until(lambda: len(world.sent) == 2)
    assert world.progress() == [1, 50]


@pytest.mark.parametrize(
    "change",
    [{"detail": {"phase": "analysing"}}, {"status": "paused"}, {"status": "failed"}],
    ids=["phase", "status", "end"],
)
def test_a_change_of_phase_or_status_goes_at_once_with_waiting_changes(change: Change) -> None:
    @run
    async def scenario() -> None:
        world = World(NEVER_S)
        world.publisher.start()
        first: Change = {"progress": 1, "status": "running", "detail": {"phase": "crawling"}}
        world.publisher.offer("a", first)
        await until(lambda: world.sent)
        world.publisher.offer("a", {"progress": 7})
        world.publisher.offer("a", change)
        await until(lambda: len(world.sent) == 2)
        assert world.progress() == [1, 7]

    scenario()


@run
async def test_jobs_do_not_wait_for_each_other() -> None:
    world = World(NEVER_S)
    world.publisher.start()
    for job_id in ("a", "b"):
        world.publisher.offer(job_id, {"progress": 1})
    await until(lambda: len(world.sent) == 2)


@run
async def test_nothing_is_sent_after_the_end() -> None:
    world = World(NEVER_S)
    world.publisher.start()
    for status in ("running", "completed", "running", "failed"):
        world.publisher.offer("a", {"status": status})
    await world.publisher.flush()
    world.publisher.offer("a", {"progress": 3})
    await world.publisher.flush()
    assert [message["status"] for message in world.sent][-1] == "completed"
    assert len(world.sent) <= 2


@run
async def test_changes_from_before_the_start_are_not_lost() -> None:
    world = World(NEVER_S)
    thread = threading.Thread(target=lambda: world.publisher.offer("a", {"progress": 5}))
    thread.start()
    thread.join()
    world.publisher.offer("a", {"status": "completed"})
    world.publisher.start()
    await world.publisher.flush()
    assert world.sent[-1]["status"] == "completed"
    assert world.progress()[0] == 5


@run
async def test_changes_of_a_thread_keep_their_order() -> None:
    world = World(0)
    world.publisher.start()

    def work(job_id: str) -> None:
        for number in range(1, 301):
            world.publisher.offer(job_id, {"progress": number / 3, "current_step": str(number)})
        world.publisher.offer(job_id, {"status": "completed"})

    threads = [threading.Thread(target=work, args=(job_id,)) for job_id in "abcdef"]
    for thread in threads:
        thread.start()
    await asyncio.gather(*(asyncio.to_thread(thread.join) for thread in threads))
    await world.publisher.flush()
    for job_id in "abcdef":
        of_job = [message for message in world.sent if message["job_id"] == job_id]
        steps = [int(message["current_step"]) for message in of_job[:-1]]
        assert steps == sorted(steps)
        assert [message["seq"] for message in of_job] == list(range(1, len(of_job) + 1))
        assert of_job[-1]["status"] == "completed"


@run
async def test_a_failed_write_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher_module, "RETRY_S", 0.02)
    world = World(0)
    world.broken = True
    world.publisher.start()
    world.publisher.offer("a", {"progress": 30})
    world.publisher.offer("a", {"status": "completed", "result": {"score": None}})
    await until(lambda: world.failures >= 2)
    await world.publisher.flush()
    assert world.sent == []
    world.broken = False
    await until(lambda: world.sent)
    assert world.sent[-1]["status"] == "completed"
    await world.publisher.stop()


@run
async def test_a_stopped_publisher_keeps_changes_for_the_next_start() -> None:
    world = World(0)
    world.publisher.start()
    await world.publisher.stop()
    world.publisher.offer("a", {"progress": 4})
    await world.publisher.flush()
    assert world.sent == []
    world.publisher.start()
    await world.publisher.flush()
    assert world.progress() == [4]
