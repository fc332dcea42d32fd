"""The application: starts and lists scans, pairs. Comments mark the lines for live updates."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection

from seo_live import LiveUpdates, SqliteLog
from seo_live.limits import RateLimit
from seo_live.messages import now_iso
from seo_live.routes import bearer_of, problem

from .job_manager import JobManager
from .store import Row, Store

PAGE_SIZE = 50
PAIRING_TRIES = 10


def create_app(data: Path, app_port: int | None = None) -> FastAPI:
    """The whole demo. `data`: folder of its database. Reads DEMO_SLOW_MS and DEMO_AT_ONCE."""
    database = data / "demo.db"
    store = Store(database)
    app_loop: list[asyncio.AbstractEventLoop] = []

    async def record_end(job_id: str) -> None:
        await live.flush()
        await asyncio.to_thread(store.record_end, job_id)

    job_manager = JobManager(
        at_once=int(os.environ.get("DEMO_AT_ONCE", "4")),
        slow_s=int(os.environ.get("DEMO_SLOW_MS", "700")) / 1000,
        on_end=lambda job_id: asyncio.run_coroutine_threadsafe(record_end(job_id), app_loop[0]),
    )

    async def resume() -> None:
        app_loop.append(asyncio.get_running_loop())
        for row in store.unfinished():
            snapshot = await live.read(row["job_id"])
            if snapshot and snapshot.ended:
                store.record_end(row["job_id"])
            else:
                job_manager.start(row)

    async def stop() -> None:
        await asyncio.to_thread(job_manager.close)

    app = FastAPI(title="SEO analyzer")
    app.router.add_event_handler("startup", resume)
    app.router.add_event_handler("shutdown", stop)

    # Live updates begin here; the job manager has no code for them.
    def authenticate(token: str | None, _connection: HTTPConnection) -> str | None:
        return store.user_of(token)

    def can_see(user: str, job_id: str) -> bool:
        job = store.job(job_id)
        return job is not None and job["user"] == user

    live = LiveUpdates(
        app,
        authenticate=authenticate,
        can_see=can_see,
        log=SqliteLog(database),
        server_id=store.server_id(),
        name="FastAPI demo",
        app_port=app_port,
    )
    live.attach(job_manager)
    app.add_middleware(CORSMiddleware, **live.settings.cors)
    # Live updates end here.

    add_job_routes(app, store, job_manager, live)
    add_pairing_route(app, store, live)
    return app


def add_job_routes(app: FastAPI, store: Store, job_manager: JobManager, live: LiveUpdates) -> None:
    """Adds the routes to start, list and cancel jobs."""

    async def summary_of(row: Row) -> Row:
        snapshot = await live.read(row["job_id"])
        message = snapshot.message if snapshot else {}
        ended_at = message.get("timestamp") if snapshot and snapshot.ended else None
        return {
            **{name: row[name] for name in ("job_id", "url", "mode", "created_at")},
            "status": message.get("status", "queued"),
            "progress": message.get("progress", 0),
            "ended_at": ended_at,
            "result": message.get("result"),
        }

    async def answer_with(row: Row) -> JSONResponse:
        await live.flush()
        snapshot = await live.read(row["job_id"])
        message = snapshot.message if snapshot else None
        return JSONResponse({"job": await summary_of(row), "message": message}, 201)

    @app.post("/api/jobs")
    async def start(request: Request, force: int = 0) -> JSONResponse:
        user = store.user_of(bearer_of(request))
        if user is None:
            return problem("unauthorized", "A valid token is needed.")
        body = await request.body()
        asked = parse_start(body)
        if asked is None:
            return problem("invalid_request", "{url, mode: page or site, options} is needed.")
        key, body_hash = request.headers.get("idempotency-key"), hashlib.sha256(body).hexdigest()
        if key and (before := store.job_by_key(user, key)):
            if before["body_hash"] != body_hash:
                return problem("idempotency_mismatch", "This key had another body.", 422)
            return await answer_with(before)
        origin = urlsplit(asked["url"])[:2]
        for running in store.unfinished(user):
            if urlsplit(running["url"])[:2] == origin and not force:
                message = "You are scanning this site already."
                return problem("already_running", message, 409, job_id=running["job_id"])
        row = {
            **asked,
            "job_id": f"j_{secrets.token_hex(8)}",
            "user": user,
            "created_at": now_iso(),
            "key": key,
            "body_hash": body_hash,
            "cancel": 0,
        }
        if not store.add_job(row):
            return problem("already_running", "This key is being used just now.", 409)
        job_manager.start({**row, "options": json.dumps(row["options"])})
        return await answer_with(row)

    @app.get("/api/jobs")
    async def jobs(request: Request, cursor: str = "") -> JSONResponse:
        user = store.user_of(bearer_of(request))
        if user is None:
            return problem("unauthorized", "A valid token is needed.")
        if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):
            return problem("invalid_request", "This cursor is unknown.")
        last = store.last_change()
        rows = store.newest(user, PAGE_SIZE)
        if cursor:
            rows = store.changed_since(user, int(cursor), PAGE_SIZE)
            last = rows[-1]["changed"] if len(rows) == PAGE_SIZE else last
        summaries = [await summary_of(row) for row in rows]
        more = bool(cursor) and len(rows) == PAGE_SIZE
        return JSONResponse({"jobs": summaries, "cursor": str(last), "more": more})

    @app.post("/api/jobs/{job_id}/cancel")
    async def cancel(request: Request, job_id: str) -> JSONResponse:
        user = store.user_of(bearer_of(request))
        row = store.job(job_id)
        if user is None:
            return problem("unauthorized", "A valid token is needed.")
        if row is None or row["user"] != user:
            return problem("not_found", "There is no such scan here, or it is not yours.")
        store.record_cancel(job_id)
        await asyncio.to_thread(job_manager.cancel(job_id).wait, 15)
        status = (await answer_status(row))["status"]
        return JSONResponse(
            {"job_id": job_id, "status": status, "in_flight": 0, "last_request_at": None}
        )

    async def answer_status(row: Row) -> Row:
        await live.flush()
        return await summary_of(row)


def add_pairing_route(app: FastAPI, store: Store, live: LiveUpdates) -> None:
    """`POST /api/pair {code, client_name}`: a token for a code of `python3 -m demo pair`."""
    tries: dict[str, RateLimit] = defaultdict(lambda: RateLimit(PAIRING_TRIES, 600))

    @app.post("/api/pair")
    async def pair(request: Request) -> JSONResponse:
        address = request.client.host if request.client else "unknown"
        if wait_ms := tries[address].take():
            return problem("rate_limited", "Too many tries.", 429, retry_after_ms=wait_ms)
        asked = parse_json(await request.body())
        code = "".join(filter(str.isalnum, str(asked.get("code", "")).upper()))
        paired = store.redeem(code, str(asked.get("client_name", ""))[:100])
        if paired is None:
            return problem("pairing_refused", "The code is wrong, used, or too old.", 403)
        token, user = paired
        return JSONResponse(
            {"token": token, "server_id": live.server_id, "user_id": user, "name": live.name}
        )


def parse_json(body: bytes) -> dict[str, Any]:
    """The object in a body; empty when the body has none."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def parse_start(body: bytes) -> Row | None:
    """url, mode and options of a start request; None when the shape is wrong."""
    given = parse_json(body)
    url, mode, options = given.get("url"), given.get("mode", "site"), given.get("options", {})
    if not isinstance(url, str) or len(url) > 2048 or not isinstance(options, dict):
        return None
    try:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            return None
        known = {
            "max_pages": min(max(int(options.get("max_pages", 100)), 1), 1000),
            "max_depth": min(max(int(options.get("max_depth", 10)), 0), 100),
            "rate_per_s": min(max(float(options.get("rate_per_s", 5)), 0.1), 100),
        }
    except (ValueError, TypeError, OverflowError):
        return None
    return {"url": url, "mode": mode, "options": known} if mode in ("page", "site") else None
