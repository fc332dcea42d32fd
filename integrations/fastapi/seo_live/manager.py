"""The Socket.IO server: who may connect, who may follow which job, what each room receives."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError
from starlette.requests import HTTPConnection

from . import metrics
from .answers import api_error, error_ack, parse_request, snapshot_fields
from .application import (
    Authenticate,
    CanSee,
    User,
    await_if_needed,
    call,
    is_in_rollout,
    user_key,
    user_of,
)
from .limits import Connection, Connections
from .log import Snapshot
from .messages import TERMINAL, Message
from .settings import Settings
from .socket_app import CONNECTION, SocketApp

log = logging.getLogger("seo_live")

Read = Callable[[str, int | None, str | None], Awaitable[Snapshot | None]]

FULL_RETRY_MS = 30_000
MAX_MESSAGE_BYTES = 16 * 1024


class WebSocketManager:
    """A python-socketio server with one room `job_{job_id}` for each job, WebSocket only.

    authenticate: (token or None, connection with headers and cookies) -> user, or None to refuse.
    can_see: (user, job_id) -> bool. Both may be synchronous; then they run in a thread.
    read: (job_id, since_seq, epoch) -> Snapshot, or None when there is no such job.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        authenticate: Authenticate,
        can_see: CanSee,
        read: Read,
        client_manager: Any = None,
    ) -> None:
        self._settings = settings
        self._authenticate = authenticate
        self._can_see = can_see
        self._read = read
        self._sessions: dict[str, Connection] = {}
        self._connections = Connections(settings.max_connections, settings.max_per_address)
        # `_connect` checks origins: a browser does not report why an upgrade was refused.
        self._sio = socketio.AsyncServer(
            async_mode="asgi",
            transports=["websocket"],
            cors_allowed_origins="*",
            ping_interval=20,
            ping_timeout=10,
            max_http_buffer_size=MAX_MESSAGE_BYTES,
            client_manager=client_manager,
        )
        self._sio.on("connect", self._connect)
        self._sio.on("disconnect", self._disconnect)
        self._sio.on("join_job", self._join_job)
        self._sio.on("leave_job", self._leave_job)
        self.app = SocketApp(
            self._sio.handle_request, self._connections, settings.calls_per_10s, self._closed
        )

    async def emit(self, message: Message) -> None:
        """Sends a message to the room of its job."""
        status = message["status"]
        event = "job_completed" if status in TERMINAL else "job_progress"
        await self._emit("job_error" if status == "failed" else event, message["job_id"], message)

    async def emit_deleted(self, job_id: str) -> None:
        """Notifies the room of a job that it was deleted, and closes the room."""
        deleted = {
            "job_id": job_id,
            "error": api_error("deleted", "This scan has been deleted."),
        }
        await self._emit("job_error", job_id, deleted)
        await self._sio.close_room(f"job_{job_id}")

    async def tell_deleted(self, job_id: str) -> None:
        """Deprecated: the name of `emit_deleted` up to version 0.1."""
        warnings.warn("use emit_deleted", DeprecationWarning, stacklevel=2)
        await self.emit_deleted(job_id)

    async def disconnect_user(self, user: User) -> None:
        """Closes every connection of a user in this process, e.g. when a token was revoked."""
        for sid, connection in list(self._sessions.items()):
            if user_key(connection.user) == user_key(user):
                await self._sio.disconnect(sid)

    def is_enabled_for(self, user: User) -> bool:
        """Whether this user gets live updates: they are on, and the rollout includes the user."""
        settings = self._settings
        return settings.enabled and is_in_rollout(user, settings.rollout_percent)

    async def _emit(self, event: str, job_id: str, payload: Mapping[str, Any]) -> None:
        await self._sio.emit(event, payload, room=f"job_{job_id}")
        metrics.emitted.labels(event).inc()

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        scope = environ["asgi.scope"]
        connection: Connection = scope[CONNECTION]
        error, user = await self._admit(HTTPConnection(scope), connection, auth)
        if error is not None:
            metrics.refused.labels(error["code"]).inc()
            raise ConnectionRefusedError(error["message"], error)
        connection.user, connection.sid = user, sid
        self._sessions[sid] = connection
        metrics.connections.inc()

    async def _admit(
        self, http: HTTPConnection, connection: Connection, auth: Any
    ) -> tuple[dict[str, Any] | None, User]:
        """An error and None, or None and the user. Never raises."""
        if not self._settings.enabled:
            return _disabled(), None
        if wait_ms := connection.calls.take():
            return api_error("rate_limited", "Too many tries on this connection.", wait_ms), None
        if not self._settings.allows_origin(http.headers.get("origin")):
            return api_error("forbidden_origin", "Connections from this origin are refused."), None
        if self._connections.is_full(connection.address):
            full = "The server has no free connection. Updates go on over REST."
            return api_error("server_full", full, FULL_RETRY_MS), None
        token = auth.get("token") if isinstance(auth, Mapping) else None
        try:
            user = await user_of(
                self._authenticate, token if isinstance(token, str) else None, http
            )
        except Exception:
            log.exception("a connection could not be checked")
            return api_error(
                "unavailable", "The connection could not be checked. Try again."
            ), None
        if user is None:
            unknown = "The token is missing, unknown or revoked. Pair with the server again."
            return api_error("unauthorized", unknown), None
        return (None, user) if self.is_enabled_for(user) else (_disabled(), None)

    async def _disconnect(self, sid: str, *_reason: Any) -> None:
        if self._sessions.pop(sid, None) is not None:
            metrics.connections.dec()

    def _closed(self, connection: Connection) -> None:
        # A connection that breaks during admission never gets a disconnect event.
        if connection.sid and self._sessions.pop(connection.sid, None) is not None:
            metrics.connections.dec()

    async def _join_job(self, sid: str, *arguments: Any) -> dict[str, Any]:
        answer = await self._answer(sid, self._join, arguments)
        outcome = "reset" if answer.get("reset") else "ok"
        if not answer["ok"]:
            outcome = answer["error"]["code"]
        metrics.joins.labels(outcome).inc()
        return answer

    async def _leave_job(self, sid: str, *arguments: Any) -> dict[str, Any]:
        return await self._answer(sid, self._leave, arguments)

    async def _answer(
        self,
        sid: str,
        work: Callable[[str, Connection, dict[str, Any]], Awaitable[dict[str, Any]]],
        arguments: tuple[Any, ...],
    ) -> dict[str, Any]:
        """Always returns an ack: python-socketio sends none when a handler raises."""
        connection = self._sessions.get(sid)
        if connection is None:
            return error_ack("unavailable", "The connection was closed.")
        if wait_ms := connection.calls.take():
            return error_ack("rate_limited", "Too many requests on this connection.", wait_ms)
        request = parse_request(arguments[0] if len(arguments) == 1 else None)
        if request is None:
            return error_ack(
                "invalid_request", "A job_id is needed, in the shape the protocol names."
            )
        try:
            return await work(sid, connection, request)
        except Exception:
            log.exception("a request of a connection could not be answered")
            return error_ack("unavailable", "The server could not answer. Ask again in a moment.")

    async def _join(
        self, sid: str, connection: Connection, request: dict[str, Any]
    ) -> dict[str, Any]:
        job_id, rooms = request["job_id"], connection.rooms
        if job_id not in rooms and len(rooms) >= self._settings.max_rooms:
            limit = f"One connection follows at most {self._settings.max_rooms} scans."
            return error_ack("too_many_rooms", limit)
        rooms.add(job_id)
        snapshot = None
        try:
            if await call(self._can_see, connection.user, job_id):
                # Enter the room first: an event that arrives in between is then delivered twice
                # rather than lost.
                await await_if_needed(self._sio.enter_room(sid, f"job_{job_id}"))
                snapshot = await self._read(job_id, request["since_seq"], request["epoch"])
        finally:
            if snapshot is None:
                await self._leave(sid, connection, request)
        if snapshot is None:
            return error_ack(
                "not_found", "There is no such scan on this server, or it is not yours."
            )
        return {"ok": True, "snapshot": snapshot.message, **snapshot_fields(snapshot)}

    async def _leave(
        self, sid: str, connection: Connection, request: dict[str, Any]
    ) -> dict[str, Any]:
        connection.rooms.discard(request["job_id"])
        await await_if_needed(self._sio.leave_room(sid, f"job_{request['job_id']}"))
        return {"ok": True}


def _disabled() -> dict[str, Any]:
    return api_error("websocket_disabled", "Live updates are turned off. Updates go on over REST.")
