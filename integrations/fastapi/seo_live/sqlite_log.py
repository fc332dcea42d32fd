"""The log in a SQLite file: it survives restarts, and processes of one machine may share it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from .log import ENDED_KEPT_S, EVENTS_PER_JOB, Snapshot, next_epoch, with_events
from .messages import Change, Message, is_ended, next_message

SCHEMA = """
CREATE TABLE IF NOT EXISTS seo_live_jobs (
    job_id TEXT PRIMARY KEY,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    status TEXT NOT NULL,
    ended_at REAL,
    message TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS seo_live_jobs_ended ON seo_live_jobs (ended_at);
CREATE TABLE IF NOT EXISTS seo_live_events (
    job_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
) WITHOUT ROWID;
"""


class SqliteLog:
    """Writes the state and event of a message in one transaction; an end is synced to disk."""

    def __init__(self, path: str | Path) -> None:
        self.epoch = next_epoch()
        self._path = path
        self._db: sqlite3.Connection | None = None

    @property
    def _open_db(self) -> sqlite3.Connection:
        if self._db is None:
            raise RuntimeError("The log is not open")
        return self._db

    def open(self) -> None:
        self._db = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=10
        )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(SCHEMA)
        with self._writing(durable=True) as db:
            newest = db.execute("SELECT max(epoch) FROM seo_live_jobs").fetchone()[0]
            self.epoch = next_epoch(newest or "")
            jobs = "SELECT message FROM seo_live_jobs WHERE ended_at IS NULL"
            for (text,) in db.execute(jobs).fetchall():
                head: Message = json.loads(text)
                unchanged: Change = {"status": head["status"]}
                message = next_message(head, head["job_id"], unchanged)
                self._write(db, head, message, self.epoch)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def append(self, job_id: str, change: Change) -> Message | None:
        with self._writing(durable=is_ended(change)) as db:
            head = self._head(db, job_id)
            message = next_message(head, job_id, change)
            return self._write(db, head, message, head["epoch"] if head else next_epoch())

    def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        with self._transaction("BEGIN") as db:
            head = self._head(db, job_id)
            if head is None:
                return None
            newer: list[Message] = []
            if since_seq is not None:
                events = "SELECT message FROM seo_live_events WHERE job_id = ? AND seq > ?"
                rows = db.execute(f"{events} ORDER BY seq", (job_id, since_seq))
                newer = [json.loads(text) for (text,) in rows]
            return with_events(head, since_seq, epoch, newer)

    def unfinished(self) -> list[str]:
        jobs = "SELECT job_id FROM seo_live_jobs WHERE ended_at IS NULL ORDER BY job_id"
        return [job_id for (job_id,) in self._open_db.execute(jobs)]

    def forget(self, job_id: str) -> None:
        with self._writing(durable=True) as db:
            for table in ("seo_live_jobs", "seo_live_events"):
                db.execute(f"DELETE FROM {table} WHERE job_id = ?", (job_id,))

    @staticmethod
    def _head(db: sqlite3.Connection, job_id: str) -> Message | None:
        row = db.execute(
            "SELECT message FROM seo_live_jobs WHERE job_id = ?", (job_id,)
        ).fetchone()
        return json.loads(row[0]) if row else None

    @staticmethod
    def _write(
        db: sqlite3.Connection, head: Message | None, message: Message | None, epoch: str
    ) -> Message | None:
        if message is None:
            return None
        message["seq"], message["epoch"] = (head["seq"] + 1 if head else 1), epoch
        text = json.dumps(message)
        job_id, seq = message["job_id"], message["seq"]
        ended_at = time.time() if is_ended(message) else None
        db.execute(
            "INSERT OR REPLACE INTO seo_live_jobs VALUES (?, ?, ?, ?, ?, ?)",
            (job_id, epoch, seq, message["status"], ended_at, text),
        )
        db.execute("INSERT INTO seo_live_events VALUES (?, ?, ?)", (job_id, seq, text))
        db.execute(
            "DELETE FROM seo_live_events WHERE job_id = ? AND seq <= ?",
            (job_id, seq - EVENTS_PER_JOB),
        )
        if ended_at is not None:
            db.execute(
                "DELETE FROM seo_live_events WHERE job_id IN"
                " (SELECT job_id FROM seo_live_jobs WHERE ended_at < ?)",
                (ended_at - ENDED_KEPT_S,),
            )
        return message

    def _writing(self, durable: bool) -> AbstractContextManager[sqlite3.Connection]:
        # Set before BEGIN: SQLite ignores it inside a transaction.
        self._open_db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        db = self._open_db
        db.execute(begin)
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
