"""The ASGI door of the socket: mounted in the application, or served on a port of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import uvicorn

from .limits import Bucket, Connection, Connections

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CONNECTION = "seo_live.connection"
ADMISSION_S = 10.0
"""A connection that has not been let in after this many seconds is closed."""


class Door:
    """Lets WebSockets through to python-socketio and counts them for as long as they are open."""

    def __init__(
        self,
        handle: Callable[[Scope, Receive, Send], Awaitable[None]],
        connections: Connections,
        calls_per_10s: int,
        on_closed: Callable[[Connection], None],
    ) -> None:
        self._handle = handle
        self._connections = connections
        self._calls = calls_per_10s
        self._on_closed = on_closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await _answer_400(send)
        elif scope["type"] == "websocket":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("client") or ("unknown", 0))[0]
        if not self._connections.add(address):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        connection = Connection(address, Bucket(self._calls, 10))
        scope[CONNECTION] = connection
        deadline = asyncio.get_running_loop().time() + ADMISSION_S

        async def receive_in_time() -> MutableMapping[str, Any]:
            if connection.sid is not None:
                return await receive()
            left = deadline - asyncio.get_running_loop().time()
            try:
                return await asyncio.wait_for(receive(), left)
            except TimeoutError:
                return {"type": "websocket.disconnect", "code": 1008}

        try:
            await self._handle(scope, receive_in_time, send)
        finally:
            self._connections.remove(address)
            self._on_closed(connection)


async def _answer_400(send: Send) -> None:
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": b"Connect with transport=websocket.\n"})


class Listener(uvicorn.Server):
    """A server beside the application's own, in the same event loop.

    It speaks no TLS, whatever the application's server does. Signals are not its own.
    """

    def __init__(self, app: Door, host: str, port: int) -> None:
        super().__init__(uvicorn.Config(app, lifespan="off", log_config=None))
        self._address = (host, port)
        self._task: asyncio.Task[None] | None = None

    def install_signal_handlers(self) -> None:
        """As uvicorn up to 0.28 asks for them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn asks for them since 0.29."""
        yield

    async def open(self) -> None:
        """Listens. Raises OSError with words when the port cannot be had."""
        host, port = self._address
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
        except OSError as error:
            opened.close()
            raise OSError(
                f"WEBSOCKET_PORT={port}: {host} cannot be listened on ({error})"
            ) from error
        self._task = asyncio.get_running_loop().create_task(self.serve(sockets=[opened]))

    async def shut(self) -> None:
        """Closes every connection and waits for the end."""
        self.should_exit = True
        if self._task is not None:
            await self._task
