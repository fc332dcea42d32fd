"""Which connections are admitted, how others are refused, and the limits, over real sockets."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from support import Client, connected, get, make_app, refused, run, serving, until

from seo_live import Settings, socket_app
from seo_live.application import is_in_rollout
from seo_live.settings import EXTENSION_ORIGIN


@run
async def test_a_refused_connection_gets_a_reason() -> None:
    app, _ = make_app({})
    async with serving(app) as url:
        for auth in (None, {}, {"token": "wrong"}, {"token": 3}, {"token": None}):
            assert (await refused(url, auth))["code"] == "unauthorized"
        foreign = "https://evil.example"
        data = await refused(url, {"token": "token-anna"}, origin=foreign)
        assert data["code"] == "forbidden_origin"
        for origin in (EXTENSION_ORIGIN, "moz-extension://5c7e", "http://localhost:3000"):
            async with connected(url, origin=origin) as client:
                assert client.sio.connected


@run
async def test_false_from_authenticate_is_a_refusal() -> None:
    app, _ = make_app({}, authenticate=lambda token, _http: token == "token-anna")
    async with serving(app) as url:
        assert (await refused(url, {"token": "wrong"}))["code"] == "unauthorized"
        assert (await get(f"{url}/api/jobs/a/status", "wrong"))[0] == 401
        async with connected(url) as client:
            assert client.sio.connected


@run
async def test_a_session_cookie_works_instead_of_a_token() -> None:
    app, _ = make_app({}, authenticate=lambda _token, http: http.cookies.get("user"))
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "unauthorized"
        client = Client()
        cookie = {"Cookie": "user=anna"}
        await client.sio.connect(url, headers=cookie, transports=["websocket"])
        assert client.sio.connected
        await client.sio.disconnect()


@run
async def test_turned_off_is_reported_and_rest_still_works() -> None:
    app, live = make_app({"a": "anna"}, settings=Settings(enabled=False), server_id="s")
    live.update("a", 10)
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "websocket_disabled"
        assert (await get(f"{url}/api/config"))[1]["websocket"]["enabled"] is False
        assert (await get(f"{url}/api/jobs/a/status"))[1]["progress"] == 10


@run
async def test_a_rollout_always_includes_the_same_users() -> None:
    users = [f"user-{number}" for number in range(2000)]
    share = sum(is_in_rollout(user, 5) for user in users) / len(users)
    assert 0.03 < share < 0.07
    assert all(is_in_rollout(user, 50) for user in users if is_in_rollout(user, 5))
    assert is_in_rollout({"id": "anna"}, 30) == is_in_rollout("anna", 30)
    app, _ = make_app({}, settings=Settings(rollout_percent=0))
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "websocket_disabled"


@run
async def test_an_error_in_authenticate_is_not_reported_as_a_wrong_token() -> None:
    def authenticate(_token: str | None, _http: Any) -> str:
        raise OSError("the database is unreachable")

    app, _ = make_app({}, authenticate=authenticate)
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "unavailable"


@pytest.mark.parametrize("limit", ["max_connections", "max_per_address"])
def test_connections_have_limits(limit: str) -> None:
    @run
    async def scenario() -> None:
        app, _ = make_app({}, settings=Settings(**{limit: 2}))
        async with serving(app) as url:
            async with connected(url), connected(url):
                data = await refused(url, {"token": "token-anna"})
                assert (data["code"], data["retry_after_ms"]) == ("server_full", 30_000)
            await until_admitted(url)

    scenario()


async def until_admitted(url: str) -> None:
    """Retries, because the server notices a closed connection a moment after its client."""
    for _ in range(500):
        try:
            async with connected(url):
                return
        except Exception:
            await asyncio.sleep(0.01)
    raise AssertionError("the closed connections were not released")


@run
async def test_connections_at_twice_the_limit_get_no_answer() -> None:
    app, live = make_app({}, settings=Settings(max_connections=2))
    async with serving(app) as url, aiohttp.ClientSession() as session:
        socket = f"{url}/socket.io/?EIO=4&transport=websocket"
        idle = [await session.ws_connect(socket) for _ in range(4)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(socket)
        for each in idle:
            await each.close()
        await until(lambda: live.sockets._connections._total == 0)


@run
async def test_a_connection_without_authentication_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket_app, "ADMISSION_S", 0.2)
    app, _ = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client, aiohttp.ClientSession() as session:
        idle = await session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket")
        while (await idle.receive()).type is not aiohttp.WSMsgType.CLOSED:
            pass
        assert (await client.join("a"))["ok"]


@run
async def test_an_admitted_connection_cannot_authenticate_again() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket") as ws:
            await ws.receive_str()
            await ws.send_str('40{"token":"token-anna"}')
            assert (await ws.receive_str()).startswith("40{")
            await ws.send_str('40{"token":"token-ben"}')
            assert (await ws.receive_str()).startswith("44")
            assert len(live.sockets._sessions) == 1
        await until(lambda: not live.sockets._sessions)


@run
async def test_only_the_websocket_transport_is_accepted() -> None:
    app, _ = make_app({})
    async with serving(app) as url, aiohttp.ClientSession() as session:
        async with session.get(f"{url}/socket.io/?EIO=4&transport=polling") as answer:
            assert answer.status == 400


@run
async def test_the_ping_keeps_a_chrome_worker_awake() -> None:
    app, _ = make_app({})
    async with serving(app) as url, aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket") as ws:
            opened = (await ws.receive_str())[1:]
    assert '"pingInterval":20000' in opened and '"pingTimeout":10000' in opened


@run
async def test_a_user_whose_access_ended_is_disconnected() -> None:
    app, live = make_app({})
    async with serving(app) as url, connected(url) as anna, connected(url, "token-ben") as ben:
        await live.disconnect_user("anna")
        await until(lambda: not anna.sio.connected)
        assert ben.sio.connected
