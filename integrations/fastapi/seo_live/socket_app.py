"""The ASGI application of the socket: mounted in the application, or served on a separate port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .limits import Connection, Connections, RateLimit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CONNECTION = "seo_live.connection"
ADMISSION_S = 10.0
"""A connection that has not authenticated after this many seconds is closed."""


class SocketApp:
    """Passes WebSockets to python-socketio and counts them while they are open."""

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
        connection = Connection(address, RateLimit(self._calls, 10))
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
