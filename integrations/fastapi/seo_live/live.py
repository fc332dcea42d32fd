"""`LiveUpdates`, the object that an application creates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from . import metrics
from .application import Authenticate, CanSee, User, call
from .attach import Translate, report_calls
from .listener import Listener
from .log import Log, MemoryLog, Snapshot
from .manager import WebSocketManager
from .messages import (
    JOB_ID,
    Change,
    Message,
    Scales,
    clean_change,
    is_ended,
    next_message,
)
from .publisher import Publisher
from .routes import create_router
from .settings import Settings


class LiveUpdates:
    """Live updates for the jobs of a FastAPI application.

    app: gets the socket under `/socket.io` (or on a separate port: `WEBSOCKET_PORT`), and the
        routes of `routes.py`. Make this object before the routes of the application.
    authenticate: (token or None, connection) -> user, or None to refuse. The connection has
        headers, cookies and, with a session middleware, the session.
    can_see: (user, job_id) -> bool, asked at every join and every status request.
    log: where messages are stored; in memory unless given.
    describe: (job_id) -> the fields of a job that the log does not know, or None when there is
        no such job. Without it such a job is `queued`.
    server_id: a name that never changes; with it `GET /api/config` exists, and the
        extension pairs with this server instead of following single jobs.
    app_port: the application's own port, so that `WEBSOCKET_PORT` may name it.
    client_manager: e.g. `socketio.AsyncRedisManager`, for several processes.

    All three functions may be synchronous or async; synchronous ones run in a thread.
    """

    def __init__(
        self,
        app: FastAPI,
        *,
        authenticate: Authenticate,
        can_see: CanSee,
        log: Log | None = None,
        describe: Callable[[str], Any] | None = None,
        settings: Settings | None = None,
        server_id: str | None = None,
        name: str = "SEO Live",
        app_port: int | None = None,
        client_manager: Any = None,
    ) -> None:
        self.settings = settings or Settings.from_env()
        self.authenticate = authenticate
        self.can_see = can_see
        self.server_id = server_id
        self.name = name
        self.is_mounted = self.settings.port in (None, app_port)
        self.sockets = WebSocketManager(
            settings=self.settings,
            authenticate=authenticate,
            can_see=can_see,
            read=self.read,
            client_manager=client_manager,
        )
        self._log: Log = log or MemoryLog()
        self._describe = describe
        self._scales = Scales()
        # One thread serialises all reads and writes of the log and keeps them off the event loop.
        self._thread: ThreadPoolExecutor | None = None
        self._publisher = Publisher(self._append, self.sockets.emit, metrics.failures.inc)
        self._listener: Listener | None = None
        app.include_router(create_router(self))
        if self.is_mounted:
            app.mount("/socket.io", self.sockets.app)
        self._join_lifespan(app)

    def attach(
        self, job_manager: Any, method: str = "update_progress", translate: Translate | None = None
    ) -> None:
        """Reports every call of `job_manager.update_progress(job_id, …)`, synchronous or async.

        Arguments are read by the names of the parameters (see `attach.PARAMETER_NAMES`), or by
        `translate(*same_arguments)`, which returns a dict of the arguments of `update`.
        """
        report_calls(job_manager, method, self.update, translate)

    def update(
        self,
        job_id: str,
        progress: Any = None,
        status: str | None = None,
        current_step: str | None = None,
        *,
        detail: Mapping[str, Any] | None = None,
        result: Mapping[str, Any] | None = None,
        error: Mapping[str, Any] | str | None = None,
    ) -> None:
        """Reports what changed in a job; a field that is not given stays as it was.

        May be called from any thread, also before the application runs. progress: 0 to 100, or
        shares of 1; also a text such as `3/10`. A value below the last one is ignored. status:
        queued, running, paused, completed, cancelled, failed, or a usual synonym; after an end
        further updates of that job are ignored. Raises ValueError when job_id is not 1 to 128
        letters, digits and `_.:/~@+=-`, or begins with another one than a letter, digit, _ or -.
        """
        name = str(job_id)
        if not JOB_ID.fullmatch(name):
            raise ValueError(f"{name!r} is not a job id: {JOB_ID.pattern}")
        given = {
            "progress": self._scales.percent(name, progress),
            "status": status,
            "current_step": current_step,
            "detail": detail,
            "result": result,
            "error": error,
        }
        change = clean_change(name, given)
        if is_ended(change):
            self._scales.forget(name)
        self._publisher.offer(name, change)

    async def read(
        self, job_id: str, since_seq: int | None = None, epoch: str | None = None
    ) -> Snapshot | None:
        """The newest message of a job and the events after a position; None without such a job."""
        snapshot = await self._in_thread(self._log.read, job_id, since_seq, epoch)
        if snapshot is not None:
            return snapshot  # type: ignore[no-any-return]
        described = await call(self._describe, job_id) if self._describe else {"status": "queued"}
        if described is None:
            return None
        fields = {name: described.get(name) for name in Change.__annotations__}
        message = next_message(None, job_id, clean_change(job_id, fields))
        assert message is not None
        message["seq"], message["epoch"] = 0, self._log.epoch
        return Snapshot(message, reset=since_seq is not None)

    async def flush(self) -> None:
        """Waits until every update so far is in the log."""
        await self._publisher.flush()

    async def unfinished(self) -> list[str]:
        """Jobs in the log that have not ended: after a restart, resume each or report its end."""
        return await self._in_thread(self._log.unfinished)  # type: ignore[no-any-return]

    async def delete(self, job_id: str) -> None:
        """Forgets a job and notifies its followers."""
        await self.flush()
        await self._in_thread(self._log.forget, job_id)
        await self.sockets.emit_deleted(job_id)

    async def disconnect_user(self, user: User) -> None:
        """Closes the connections of a user whose access ended."""
        await self.sockets.disconnect_user(user)

    async def start(self) -> None:
        """Opens the log and, if set, the separate port. The application's lifespan calls this."""
        self._thread = ThreadPoolExecutor(1, "seo-live-log")
        await self._in_thread(self._log.open)
        self._publisher.start()
        if self.settings.enabled and not self.is_mounted and self.settings.port:
            self._listener = Listener(self.sockets.app, self.settings.host, self.settings.port)
            await self._listener.open()

    async def stop(self) -> None:
        """Writes waiting updates and closes. The application's lifespan calls this."""
        await self._publisher.stop()
        if self._listener is not None:
            await self._listener.shut()
        if self._thread is not None:
            await self._in_thread(self._log.close)
            self._thread.shutdown()

    async def _append(self, job_id: str, change: Change) -> Message | None:
        return await self._in_thread(self._log.append, job_id, change)  # type: ignore[no-any-return]

    async def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _join_lifespan(self, app: FastAPI) -> None:
        """Starts before the application's own start-up and stops after its shutdown."""
        inner = app.router.lifespan_context

        @asynccontextmanager
        async def lifespan(started: Any) -> AsyncIterator[Any]:
            try:
                await self.start()
                async with inner(started) as state:
                    yield state
            finally:
                await self.stop()

        app.router.lifespan_context = lifespan
