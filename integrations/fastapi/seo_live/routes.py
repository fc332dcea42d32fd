"""The REST routes: the job status, which every client can poll, and `/api/config`."""

from __future__ import annotations

import re
from typing import Any, Protocol

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from .answers import api_error, parse_request, snapshot_fields
from .application import Authenticate, CanSee, User, call, user_of
from .log import Snapshot
from .manager import WebSocketManager
from .messages import now_iso
from .settings import Settings
from .version import __version__

MAX_BATCH = 50
POLLING_INTERVAL_MS = 5000
NUMBER = re.compile(r"[0-9]{1,15}")
_STATUS = {"unauthorized": 401, "not_found": 404}
_NOT_FOUND = "There is no such scan on this server, or it is not yours."


class StatusSource(Protocol):
    """What the routes need from `LiveUpdates`. Declared here: `live.py` imports this module."""

    settings: Settings
    authenticate: Authenticate
    can_see: CanSee
    server_id: str | None
    name: str
    is_mounted: bool
    sockets: WebSocketManager

    async def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None: ...


def bearer_of(request: Request) -> str | None:
    """The token of `Authorization: Bearer …`, None without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def problem(code: str, detail: str, status: int = 0, **more: Any) -> JSONResponse:
    """A problem document (RFC 9457) with the protocol's `code`."""
    number: int = status or _STATUS.get(code, 400)
    title = code.replace("_", " ").capitalize()
    body = {"type": f"urn:seo-live:problem:{code}", "title": title, "status": number}
    return JSONResponse(
        {**body, "detail": detail, "code": code, **more},
        status_code=number,
        media_type="application/problem+json",
    )


def socket_url(live: StatusSource, request: Request) -> str | None:
    """The socket's address for clients; None: the application's own address, or unknown.

    The separate port speaks no TLS. A request by https came through a proxy, and only the owner
    knows the address under which that proxy serves the port (`WEBSOCKET_PUBLIC_URL`).
    """
    port = None if live.is_mounted else live.settings.port
    if live.settings.public_url or port is None or request.url.scheme != "http":
        return live.settings.public_url
    return str(request.base_url.replace(port=port)).rstrip("/")


def create_router(live: StatusSource) -> APIRouter:
    """The routes for the status of one and of many jobs; with a `server_id` also `/api/config`."""
    router = APIRouter(prefix="/api", tags=["live updates"])

    async def status_of(user: User, asked: dict[str, Any]) -> dict[str, Any] | None:
        if not await call(live.can_see, user, asked["job_id"]):
            return None
        snapshot = await live.read(**asked)
        return {**snapshot.message, **snapshot_fields(snapshot)} if snapshot else None

    @router.get("/jobs/status")
    async def statuses(request: Request, ids: str = "") -> JSONResponse:
        user = await user_of(live.authenticate, bearer_of(request), request)
        if user is None:
            return problem("unauthorized", "A valid token is needed.")
        asked = [parse_request(job_id) for job_id in ids.split(",")]
        if len(asked) > MAX_BATCH or None in asked:
            return problem("invalid_request", f"`ids` is 1 to {MAX_BATCH} ids, comma-separated.")
        jobs: list[dict[str, Any]] = []
        for each in filter(None, asked):
            message = await status_of(user, each)
            answer = (
                {"message": message} if message else {"error": api_error("not_found", _NOT_FOUND)}
            )
            jobs.append({"job_id": each["job_id"], "ok": message is not None, **answer})
        return JSONResponse({"jobs": jobs, "server_time": now_iso()})

    @router.get("/jobs/{job_id:path}/status")
    async def status(
        request: Request, job_id: str, since_seq: str = "", epoch: str = ""
    ) -> JSONResponse:
        user = await user_of(live.authenticate, bearer_of(request), request)
        if user is None:
            return problem("unauthorized", "A valid token is needed.")
        since = int(since_seq) if NUMBER.fullmatch(since_seq) else since_seq or None
        asked = parse_request({"job_id": job_id, "since_seq": since, "epoch": epoch or None})
        if asked is None:
            return problem("invalid_request", "job_id, since_seq or epoch has a wrong shape.")
        answer = await status_of(user, asked)
        return JSONResponse(answer) if answer else problem("not_found", _NOT_FOUND)

    if live.server_id is None:
        return router

    @router.get("/config")
    async def config(request: Request) -> JSONResponse:
        user = (
            await user_of(live.authenticate, bearer_of(request), request)
            if bearer_of(request)
            else None
        )
        settings = live.settings
        enabled = settings.enabled if user is None else live.sockets.is_enabled_for(user)
        return JSONResponse(
            {
                "server_id": live.server_id,
                "name": live.name,
                "version": __version__,
                "server_time": now_iso(),
                "websocket": {"enabled": enabled, "url": socket_url(live, request)},
                "polling_interval_ms": POLLING_INTERVAL_MS,
                "reports": False,
            }
        )

    return router
