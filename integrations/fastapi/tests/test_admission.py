"""Who is let in, who is told why not, and how many there may be, over real sockets."""

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
async def test_who_may_not_connect_learns_why() -> None:
    app, _ = make_app({})
    async with serving(app) as url:
        for auth in (None, {}, {"token": "wrong"}, {"token": 3}, {"token": None}):
            assert (await refused(url, auth))["code"] == "unauthorized"
        stranger = "https://evil.example"
        data = await refused(url, {"token": "token-anna"}, origin=stranger)
        assert data["code"] == "forbidden_origin"
        for origin in (EXTENSION_ORIGIN, "moz-extension://5c7e", "http://localhost:3000"):
            async with connected(url, origin=origin) as client:
                assert client.sio.connected


@run
async def test_false_is_nobody() -> None:
    app, _ = make_app({}, authenticate=lambda token, _http: token == "token-anna")
    async with serving(app) as url:
        assert (await refused(url, {"token": "wrong"}))["code"] == "unauthorized"
        assert (await get(f"{url}/api/jobs/a/status", "wrong"))[0] == 401
        async with connected(url) as client:
            assert client.sio.connected


@run
async def test_a_session_may_stand_in_for_a_token() -> None:
    app, _ = make_app({}, authenticate=lambda _token, http: http.cookies.get("user"))
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "unauthorized"
        client = Client()
        cookie = {"Cookie": "user=anna"}
        await client.sio.connect(url, headers=cookie, transports=["websocket"])
        assert client.sio.connected
        await client.sio.disconnect()


@run
async def test_turned_off_says_so_and_rest_goes_on() -> None:
    app, live = make_app({"a": "anna"}, settings=Settings(enabled=False), server_id="s")
    live.update("a", 10)
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "websocket_disabled"
        assert (await get(f"{url}/api/config"))[1]["websocket"]["enabled"] is False
        assert (await get(f"{url}/api/jobs/a/status"))[1]["progress"] == 10


@run
async def test_a_rollout_is_the_same_for_a_user_each_time() -> None:
    users = [f"user-{number}" for number in range(2000)]
    share = sum(is_in_rollout(user, 5) for user in users) / len(users)
    assert 0.03 < share < 0.07
    assert all(is_in_rollout(user, 50) for user in users if is_in_rollout(user, 5))
    assert is_in_rollout({"id": "anna"}, 30) == is_in_rollout("anna", 30)
    app, _ = make_app({}, settings=Settings(rollout_percent=0))
    async with serving(app) as url:
        assert (await refused(url, {"token": "token-anna"}))["code"] == "websocket_disabled"


@run
async def test_a_check_that_breaks_is_not_taken_for_a_wrong_token() -> None:
    def authenticate(_token: str | None, _http: Any) -> str:
        raise OSError("the database is away")

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
    """The server may hear of a closed connection a moment later than its client."""
    for _ in range(500):
        try:
            async with connected(url):
                return
        except Exception:
            await asyncio.sleep(0.01)
    raise AssertionError("the places were not given back")


@run
async def test_a_flood_is_not_even_answered() -> None:
    app, live = make_app({}, settings=Settings(max_connections=2))
    async with serving(app) as url, aiohttp.ClientSession() as session:
        socket = f"{url}/socket.io/?EIO=4&transport=websocket"
        silent = [await session.ws_connect(socket) for _ in range(4)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(socket)
        for each in silent:
            await each.close()
        await until(lambda: live.sockets._connections._total == 0)


@run
async def test_who_never_says_who_it_is_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_app, "ADMISSION_S", 0.2)
    app, _ = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client, aiohttp.ClientSession() as session:
        silent = await session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket")
        while (await silent.receive()).type is not aiohttp.WSMsgType.CLOSED:
            pass
        assert (await client.join("a"))["ok"]


@run
async def test_an_admitted_connection_is_not_let_in_twice() -> None:
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
async def test_only_websockets_are_spoken() -> None:
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
