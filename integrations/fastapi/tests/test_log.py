"""Both logs: numbering, replay, retention, and restarts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from seo_live import Log, MemoryLog, SqliteLog
from seo_live import log as log_module
from seo_live.log import next_epoch


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Log]:
    made: Log = MemoryLog() if request.param == "memory" else SqliteLog(tmp_path / "log.db")
    made.open()
    yield made
    made.close()


def fill(log: Log, job_id: str, count: int) -> str:
    """Appends `count` messages; returns the epoch."""
    for number in range(count):
        message = log.append(job_id, {"progress": number % 100})
        assert message is not None and message["seq"] == number + 1
    return message["epoch"]


def test_numbers_rise_and_the_epoch_stays(log: Log) -> None:
    epoch = fill(log, "a", 3)
    snapshot = log.read("a")
    assert snapshot is not None
    assert (snapshot.message["seq"], snapshot.message["epoch"]) == (3, epoch)
    assert (snapshot.reset, snapshot.ended, snapshot.events) == (False, False, None)
    assert log.read("b") is None


def test_replay_from_a_position(log: Log) -> None:
    epoch = fill(log, "a", 5)
    snapshot = log.read("a", 2, epoch)
    assert snapshot is not None and snapshot.events is not None
    assert [event["seq"] for event in snapshot.events] == [3, 4, 5]
    up_to_date = log.read("a", 5, epoch)
    assert up_to_date is not None and (up_to_date.reset, up_to_date.events) == (False, [])


@pytest.mark.parametrize(
    ("since", "epoch"), [(2, "0aaaaaaaa"), (6, None), (2**53 - 1, None)], ids=str
)
def test_a_position_that_is_not_in_the_log_is_a_reset(
    log: Log, since: int, epoch: str | None
) -> None:
    fill(log, "a", 5)
    snapshot = log.read("a", since, epoch)
    assert snapshot is not None and (snapshot.reset, snapshot.events) == (True, None)


def test_over_200_missing_is_a_reset(log: Log) -> None:
    fill(log, "a", 260)
    just, over = log.read("a", 60), log.read("a", 59)
    assert just is not None and just.events is not None and len(just.events) == 200
    assert over is not None and (over.reset, over.events) == (True, None)


def test_500_events_are_kept(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "MAX_REPLAY", 10_000)
    fill(log, "a", 520)
    kept, dropped = log.read("a", 20), log.read("a", 19)
    assert kept is not None and kept.events is not None and len(kept.events) == 500
    assert dropped is not None and dropped.reset


def test_nothing_is_appended_after_an_end(log: Log) -> None:
    log.append("a", {"status": "running"})
    log.append("b", {"status": "running"})
    log.append("a", {"status": "failed"})
    assert log.append("a", {"status": "running"}) is None
    snapshot = log.read("a")
    assert snapshot is not None and snapshot.ended
    assert log.unfinished() == ["b"]
    log.forget("a")
    assert log.read("a") is None


def test_a_day_after_the_end_only_the_end_is_kept(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch = fill(log, "old", 3)
    log.append("old", {"status": "completed"})
    now = log_module.time.time()
    monkeypatch.setattr(log_module.time, "time", lambda: now + 25 * 3600)
    log.append("new", {"status": "completed"})
    snapshot = log.read("old", 1, epoch)
    assert snapshot is not None and snapshot.reset and snapshot.message["seq"] == 4


def test_the_memory_log_limits_ended_jobs() -> None:
    log = MemoryLog(max_ended=2)
    for job_id in "abc":
        log.append(job_id, {"status": "completed"})
    assert [log.read(job_id) is None for job_id in "abc"] == [True, False, False]


def test_a_restart_gives_unfinished_jobs_a_higher_epoch(tmp_path: Path) -> None:
    before = SqliteLog(tmp_path / "log.db")
    before.open()
    epoch = fill(before, "running", 3)
    before.append("ended", {"status": "completed"})
    after = SqliteLog(tmp_path / "log.db")
    after.open()
    running_job, ended = after.read("running", 3, epoch), after.read("ended", 1)
    assert running_job is not None and running_job.reset
    assert (running_job.message["seq"], running_job.message["progress"]) == (4, 2)
    assert running_job.message["epoch"] > epoch
    assert ended is not None and (ended.message["seq"], ended.events) == (1, [])
    assert after.epoch >= running_job.message["epoch"]
    before.close()
    after.close()


def test_an_epoch_rises_even_when_the_clock_goes_back() -> None:
    future = "z00000000"
    assert next_epoch(future) == "z00000001"
    assert len(next_epoch()) == 9 and next_epoch() < future


def test_an_end_is_synced_to_disk_and_the_rest_is_not(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.open()
    statements: list[str] = []
    log._open_db.set_trace_callback(statements.append)
    log.append("a", {"status": "running"})
    log.append("a", {"status": "completed"})
    log.close()
    transactions = [line for line in statements if line.startswith(("PRAGMA", "BEGIN", "COMMIT"))]
    assert transactions == [
        "PRAGMA synchronous = NORMAL",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "PRAGMA synchronous = FULL",
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]


def test_a_failed_write_is_rolled_back(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db")
    log.open()
    log.append("a", {"progress": 1})
    other = sqlite3.connect(tmp_path / "log.db")
    other.execute("DROP TABLE seo_live_events")
    other.commit()
    with pytest.raises(sqlite3.OperationalError):
        log.append("a", {"progress": 2})
    rows = other.execute("SELECT seq FROM seo_live_jobs").fetchall()
    other.close()
    log.close()
    assert rows == [(1,)]
