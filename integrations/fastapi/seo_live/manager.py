"""The live side: who may connect, who may follow which job, and what the rooms are told."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError
from starlette.requests import HTTPConnection

from . import metrics
from .answers import beside, error_ack, parse_request, refusal
from .application import Authenticate, CanSee, User, call, is_in_rollout, settle, user_key, user_of
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
    """python-socketio's server with rooms `job_{job_id}`, WebSocket only.

    authenticate: (token or None, connection with headers and cookies) -> user, or None to refuse.
    can_see: (user, job_id) -> bool. Both may be plain functions, then they run in a thread.
    read: (job_id, since_seq, epoch) -> Snapshot, None when there is no such job.
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
        # Origins are checked at connect: a browser cannot see why an upgrade was refused.
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
        """Sends a message to everybody in the room of its job."""
        status = message["status"]
        event = "job_completed" if status in TERMINAL else "job_progress"
        await self._emit("job_error" if status == "failed" else event, message["job_id"], message)

    async def tell_deleted(self, job_id: str) -> None:
        """Says that the job is gone, and empties its room."""
        gone = {"job_id": job_id, "error": refusal("deleted", "This scan has been deleted.")}
        await self._emit("job_error", job_id, gone)
        await self._sio.close_room(f"job_{job_id}")

    async def disconnect_user(self, user: User) -> None:
        """Closes every connection of a user in this process, e.g. when a token was revoked."""
        for sid, connection in list(self._sessions.items()):
            if user_key(connection.user) == user_key(user):
                await self._sio.disconnect(sid)

    def is_enabled_for(self, user: User) -> bool:
        """Whether this user gets live updates, by the two settings for that."""
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
        """An error, or None and the user. Never raises."""
        if not self._settings.enabled:
            return _disabled(), None
        if wait_ms := connection.calls.take():
            return refusal("rate_limited", "Too many tries on this connection.", wait_ms), None
        if not self._settings.allows_origin(http.headers.get("origin")):
            return refusal("forbidden_origin", "Connections from this origin are refused."), None
        if self._connections.is_full(connection.address):
            full = "The server has no free connection. Updates go on over REST."
            return refusal("server_full", full, FULL_RETRY_MS), None
        token = auth.get("token") if isinstance(auth, Mapping) else None
        try:
            user = await user_of(
                self._authenticate, token if isinstance(token, str) else None, http
            )
        except Exception:
            log.exception("a connection could not be checked")
            return refusal("unavailable", "The connection could not be checked. Try again."), None
        if user is None:
            unknown = "The token is missing, unknown or revoked. Pair with the server again."
            return refusal("unauthorized", unknown), None
        return (None, user) if self.is_enabled_for(user) else (_disabled(), None)

    async def _disconnect(self, sid: str, *_reason: Any) -> None:
        if self._sessions.pop(sid, None) is not None:
            metrics.connections.dec()

    def _closed(self, connection: Connection) -> None:
        # A connection that broke while it was let in never gets a disconnect event.
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
        """Always an ack: python-socketio gives none when a handler raises."""
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
            most = f"One connection follows at most {self._settings.max_rooms} scans."
            return error_ack("too_many_rooms", most)
        rooms.add(job_id)
        snapshot = None
        try:
            if await call(self._can_see, connection.user, job_id):
                # First the room, then the state: something may come twice, nothing is missed.
                await settle(self._sio.enter_room(sid, f"job_{job_id}"))
                snapshot = await self._read(job_id, request["since_seq"], request["epoch"])
        finally:
            if snapshot is None:
                await self._leave(sid, connection, request)
        if snapshot is None:
            return error_ack(
                "not_found", "There is no such scan on this server, or it is not yours."
            )
        return {"ok": True, "snapshot": snapshot.message, **beside(snapshot)}

    async def _leave(
        self, sid: str, connection: Connection, request: dict[str, Any]
    ) -> dict[str, Any]:
        connection.rooms.discard(request["job_id"])
        await settle(self._sio.leave_room(sid, f"job_{request['job_id']}"))
        return {"ok": True}


def _disabled() -> dict[str, Any]:
    return refusal("websocket_disabled", "Live updates are turned off. Updates go on over REST.")
