"""The demo's own tables: tokens and pairing codes of users, and jobs with their owners."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LIFETIME_S = 600
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS codes (hash TEXT PRIMARY KEY, user TEXT, until REAL);
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, user TEXT, client TEXT);
CREATE TABLE IF NOT EXISTS jobs (
    job_id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    url TEXT NOT NULL,
    mode TEXT NOT NULL,
    options TEXT NOT NULL,
    created_at TEXT NOT NULL,
    key TEXT,
    body_hash TEXT NOT NULL,
    cancel INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL,
    UNIQUE (user, key)
);
"""
NEXT_CHANGE = "(SELECT coalesce(max(changed), 0) + 1 FROM jobs)"

Row = dict[str, Any]


def hash_of(secret: str) -> str:
    """The hash that is stored instead of a code or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Store:
    """SQLite; every method may be called from any thread, and each commit is synced to disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(SCHEMA)

    def server_id(self) -> str:
        """Created at the first start."""
        with self._writing() as db:
            made = ("server_id", f"fastapi-{secrets.token_hex(8)}")
            db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", made)
            row = db.execute("SELECT value FROM meta WHERE name = 'server_id'").fetchone()
            return str(row["value"])

    def make_code(self, user: str) -> str:
        """A code of eight characters, valid for one pairing within ten minutes."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
        with self._writing() as db:
            db.execute("DELETE FROM codes WHERE until < ?", (time.time(),))
            until = time.time() + CODE_LIFETIME_S
            db.execute("INSERT INTO codes VALUES (?, ?, ?)", (hash_of(code), user, until))
        return code

    def redeem(self, code: str, client: str) -> tuple[str, str] | None:
        """Exchanges a code for a token and its user; None when the code is wrong or expired."""
        token = secrets.token_urlsafe(32)
        with self._writing() as db:
            row = db.execute(
                "DELETE FROM codes WHERE hash = ? AND until >= ? RETURNING user",
                (hash_of(code), time.time()),
            ).fetchone()
            if row is None:
                return None
            db.execute("INSERT INTO tokens VALUES (?, ?, ?)", (hash_of(token), row[0], client))
            return token, str(row[0])

    def user_of(self, token: str | None) -> str | None:
        row = self._one("SELECT user FROM tokens WHERE hash = ?", hash_of(token or ""))
        return str(row["user"]) if row else None

    def add_job(self, job: Row) -> bool:
        """False when the user's key was used before."""
        with self._writing() as db:
            try:
                db.execute(
                    "INSERT INTO jobs (job_id, user, url, mode, options, created_at, key,"
                    f" body_hash, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, {NEXT_CHANGE})",
                    (
                        *(job[name] for name in ("job_id", "user", "url", "mode")),
                        json.dumps(job["options"]),
                        *(job[name] for name in ("created_at", "key", "body_hash")),
                    ),
                )
            except sqlite3.IntegrityError:
                return False
            return True

    def job(self, job_id: str) -> Row | None:
        return self._one("SELECT * FROM jobs WHERE job_id = ?", job_id)

    def job_by_key(self, user: str, key: str) -> Row | None:
        return self._one("SELECT * FROM jobs WHERE user = ? AND key = ?", user, key)

    def unfinished(self, user: str | None = None) -> list[Row]:
        """Jobs without a recorded end, of one user or of all."""
        return self._all(
            "SELECT * FROM jobs WHERE NOT ended AND coalesce(?, user) = user ORDER BY changed",
            user,
        )

    def newest(self, user: str, limit: int) -> list[Row]:
        return self._all(
            "SELECT * FROM jobs WHERE user = ? ORDER BY created_at DESC LIMIT ?", user, limit
        )

    def changed_since(self, user: str, cursor: int, limit: int) -> list[Row]:
        return self._all(
            "SELECT * FROM jobs WHERE user = ? AND changed > ? ORDER BY changed LIMIT ?",
            user,
            cursor,
            limit,
        )

    def last_change(self) -> int:
        row = self._one("SELECT coalesce(max(changed), 0) AS last FROM jobs")
        return int(row["last"]) if row else 0

    def record_cancel(self, job_id: str) -> None:
        with self._writing() as db:
            db.execute("UPDATE jobs SET cancel = 1 WHERE job_id = ?", (job_id,))

    def record_end(self, job_id: str) -> None:
        with self._writing() as db:
            db.execute(
                f"UPDATE jobs SET ended = 1, changed = {NEXT_CHANGE}"
                " WHERE job_id = ? AND NOT ended",
                (job_id,),
            )

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def _one(self, sql: str, *values: Any) -> Row | None:
        rows = self._all(sql, *values)
        return rows[0] if rows else None

    def _all(self, sql: str, *values: Any) -> list[Row]:
        with self._lock:
            return [dict(row) for row in self._db.execute(sql, values)]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
