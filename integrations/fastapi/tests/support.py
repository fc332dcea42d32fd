"""Shared by the tests: coroutines as tests, a real server, a real client, a small real site."""

from __future__ import annotations

import asyncio
import functools
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import socketio
import uvicorn
from fastapi import FastAPI

from seo_live import LiveUpdates
from seo_live.listener import Listener

PATIENCE_S = 20


def run(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Turns a coroutine into a test with a time limit."""

    @functools.wraps(test)
    def running(*arguments: Any, **named: Any) -> None:
        asyncio.run(asyncio.wait_for(test(*arguments, **named), 3 * PATIENCE_S))

    return running


async def until(condition: Callable[[], Any]) -> None:
    """Waits until the condition holds; fails after `PATIENCE_S`."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.01)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _Server(uvicorn.Server):
    install_signal_handlers = Listener.install_signal_handlers
    capture_signals = Listener.capture_signals


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """Serves the application with a real uvicorn; yields its address."""
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    server = _Server(uvicorn.Config(app, log_config=None))
    task = asyncio.create_task(server.serve(sockets=[opened]))
    await until(lambda: server.started or task.done())
    if not server.started:
        raise RuntimeError("the server did not start")
    try:
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        opened.close()


USERS = {"token-anna": "anna", "token-ben": "ben"}


def make_app(jobs: dict[str, str], **options: Any) -> tuple[FastAPI, LiveUpdates]:
    """An application whose tokens are USERS; `jobs` maps each job to its owner."""
    app = FastAPI()
    defaults = {
        "authenticate": lambda token, _connection: USERS.get(token or ""),
        "can_see": lambda user, job_id: jobs.get(job_id) == user,
    }
    return app, LiveUpdates(app, **{**defaults, **options})


class Client:
    """python-socketio's client; `received` holds (event, payload) in order of arrival."""

    def __init__(self) -> None:
        self.sio = socketio.AsyncClient(reconnection=False)
        self.received: list[tuple[str, dict[str, Any]]] = []
        self.refusal: dict[str, Any] = {}
        self.sio.on("connect_error", self._refused)
        for event in ("job_progress", "job_completed", "job_error"):
            self.sio.on(event, functools.partial(self._keep, event))

    async def _refused(self, error: Any = None) -> None:
        self.refusal = error if isinstance(error, dict) else {"message": error}

    def _keep(self, event: str, payload: dict[str, Any]) -> None:
        self.received.append((event, payload))

    async def open(self, url: str, auth: Any = None, origin: str | None = None) -> None:
        headers = {"Origin": origin} if origin else {}
        await self.sio.connect(url, headers=headers, auth=auth, transports=["websocket"])

    async def call(self, event: str, payload: Any) -> dict[str, Any]:
        return await self.sio.call(event, payload, timeout=PATIENCE_S)

    async def join(self, payload: Any) -> dict[str, Any]:
        return await self.call("join_job", payload)

    async def until_end(self) -> dict[str, Any]:
        ends = ("job_completed", "job_error")
        await until(lambda: self.received and self.received[-1][0] in ends)
        return self.received[-1][1]


@asynccontextmanager
async def connected(url: str, token: str = "token-anna", **more: Any) -> AsyncIterator[Client]:
    client = Client()
    await client.open(url, {"token": token}, **more)
    try:
        yield client
    finally:
        await client.sio.disconnect()


async def refused(url: str, auth: Any, origin: str | None = None) -> dict[str, Any]:
    """Connects, expects a refusal and returns its `connect_error.data`."""
    client = Client()
    try:
        await client.open(url, auth, origin)
    except socketio.exceptions.ConnectionError:
        await until(lambda: client.refusal)
        return client.refusal["data"]
    finally:
        await client.sio.disconnect()
    raise AssertionError("the connection was admitted")


def fetch(
    url: str, token: str | None = "token-anna", body: Any = None, **headers: str
) -> tuple[int, dict[str, Any]]:
    """Sends one request with the standard library; returns status and JSON."""
    sent = {"content-type": "application/json", **headers}
    if token:
        sent["authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, sent, method="GET" if body is None else "POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=PATIENCE_S) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


async def get(url: str, token: str | None = "token-anna", **more: Any) -> tuple[int, Any]:
    return await asyncio.to_thread(fetch, url, token, **more)


@contextmanager
def small_site(pages: int = 5) -> Iterator[str]:
    """A site of `pages` pages in a ring; every third has no title, and one link is broken."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path.strip("/") or 0) if self.path.strip("/").isdigit() else 0
            exists = self.path == "/" or self.path.strip("/").isdigit()
            title = "" if number % 3 == 2 else f"<title>Page {number}</title>"
            following = (number + 1) % pages or ""
            links = f'<a href="/{following}">on</a> <a href="/nowhere">off</a>'
            self.send_response(200 if exists else 404)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<html>{title}<h1>x</h1>{links}</html>".encode())

        def log_message(self, *_arguments: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
