"""A second uvicorn server, for `WEBSOCKET_PORT`."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn

from .socket_app import SocketApp


MAX_FRAME_BYTES = 64 * 1024
"""A larger frame ends the connection before it is in memory, also without a token."""


class Listener(uvicorn.Server):
    """A server next to the application's own, in the same event loop.

    It speaks no TLS, even when the application's server does. It handles no signals: the
    application's server does, and then stops this one.
    """

    def __init__(self, app: SocketApp, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(app, lifespan="off", log_config=None, ws_max_size=MAX_FRAME_BYTES)
        )
        self._address = (host, port)
        self._task: asyncio.Task[None] | None = None

    def install_signal_handlers(self) -> None:
        """Does nothing. uvicorn up to 0.28 calls this."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Does nothing. uvicorn since 0.29 enters this."""
        yield

    async def open(self) -> None:
        """Listens. Raises OSError that names the setting when the port cannot be used."""
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
