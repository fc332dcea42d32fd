"""Connecting, rooms and acks, over real sockets."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from support import Client, connected, get, make_app, refused, run, serving, until

from seo_live import Settings
from seo_live import door as door_module
from seo_live.manager import is_in_rollout, parse_request
from seo_live.settings import EXTENSION_ORIGIN


@run
async def test_a_job_is_followed_to_its_end() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        live.update("a", 10, "running", "Reading pages")
        await live.flush()
        ack = await client.join({"job_id": "a"})
        assert (ack["ok"], ack["reset"], ack["ended"]) == (True, False, False)
        assert (ack["snapshot"]["seq"], ack["snapshot"]["progress"]) == (1, 10)
        assert "events" not in ack and ack["server_time"].endswith("Z")
        await asyncio.to_thread(live.update, "a", 50, detail={"phase": "crawling"})
        await until(lambda: client.received)
        await asyncio.to_thread(live.update, "a", status="done", result={"score": 90})
        ended = await client.until_end()
        assert client.received[0][0] == "job_progress"
        assert client.received[-1][0] == "job_completed"
        assert (ended["progress"], ended["status"], ended["seq"]) == (100, "completed", 3)
        again = await client.join({"job_id": "a", "since_seq": 1, "epoch": ended["epoch"]})
        assert again["ended"] and [event["seq"] for event in again["events"]] == [2, 3]


@run
async def test_a_failure_comes_as_job_error() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        assert (await client.join("a"))["ok"]
        live.update("a", status="failed", error={"code": "site_unreachable", "message": "No."})
        message = await client.until_end()
        assert client.received[-1][0] == "job_error"
        assert message["error"] == {"code": "site_unreachable", "message": "No."}


@run
async def test_others_jobs_do_not_exist() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url, "token-ben") as ben, connected(url) as anna:
        live.update("a", 10)
        await live.flush()
        for job_id in ("a", "no_such"):
            ack = await ben.join(job_id)
            assert (ack["ok"], ack["error"]["code"]) == (False, "not_found")
        assert (await anna.join("a"))["ok"]
        live.update("a", 20, status="completed")
        await anna.until_end()
        assert ben.received == []


@run
async def test_after_leaving_nothing_comes() -> None:
    app, live = make_app({"a": "anna", "b": "anna"})
    async with serving(app) as url, connected(url) as client:
        for job_id in ("a", "b"):
            assert (await client.join(job_id))["ok"]
        assert await client.call("leave_job", {"job_id": "a"}) == {"ok": True}
        live.update("a", status="completed")
        await live.flush()
        live.update("b", status="completed")
        await client.until_end()
        assert {message["job_id"] for _, message in client.received} == {"b"}


@run
async def test_access_is_asked_for_at_each_join_and_may_be_async() -> None:
    may = {"see": True}

    async def can_see(_user: str, _job_id: str) -> bool:
        return may["see"]

    app, live = make_app({}, can_see=can_see)
    async with serving(app) as url, connected(url) as client:
        assert (await client.join("a"))["ok"]
        may["see"] = False
        assert (await client.join("a"))["error"]["code"] == "not_found"
        live.update("a", status="completed")
        await live.flush()
        may["see"] = True
        assert (await client.join("a"))["ended"]
        assert client.received == []


BAD_REQUESTS: list[Any] = [
    None,
    3,
    [],
    {},
    "",
    "a b",
    "x" * 65,
    {"job_id": 3},
    {"job_id": "ä"},
    {"job_id": "a\n"},
    {"job_id": "a", "since_seq": -1},
    {"job_id": "a", "since_seq": True},
    {"job_id": "a", "since_seq": 1.5},
    {"job_id": "a", "since_seq": 2**60},
    {"job_id": "a", "epoch": "NOT"},
    {"job_id": "a", "epoch": 5},
    b"bytes",
    ("a", "b"),
    {"job_id": {"$ne": None}},
]


@run
async def test_a_bad_request_is_answered_and_harms_nobody() -> None:
    app, _ = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        for request in BAD_REQUESTS:
            for event in ("join_job", "leave_job"):
                ack = await client.call(event, request)
                assert ack["error"]["code"] == "invalid_request", request
        await client.sio.emit("join_job", {"nothing": "asked for"})
        await client.sio.emit("no_such_event", {"job_id": "a"})
        assert (await client.join({"job_id": "a", "more": "is welcome"}))["ok"]


def test_requests_in_both_shapes() -> None:
    assert parse_request("a-1_B") == {"job_id": "a-1_B", "since_seq": None, "epoch": None}
    asked = {"job_id": "a", "since_seq": 0, "epoch": "0mibz3k9"}
    assert parse_request(asked) == asked


@run
async def test_what_breaks_behind_a_join_is_said() -> None:
    def can_see(_user: str, job_id: str) -> bool:
        if job_id == "broken":
            raise OSError("the database is away")
        return True

    app, _ = make_app({}, can_see=can_see)
    async with serving(app) as url, connected(url) as client:
        assert (await client.join("broken"))["error"]["code"] == "unavailable"
        assert (await client.join("a"))["ok"]


@run
async def test_rooms_and_calls_have_limits() -> None:
    settings = Settings(max_rooms=2, calls_per_10s=12)
    app, _ = make_app({job_id: "anna" for job_id in "abc"}, settings=settings)
    async with serving(app) as url, connected(url) as client:
        acks = await asyncio.gather(*(client.join(job_id) for job_id in "abc"))
        assert sorted(ack.get("error", {}).get("code", "ok") for ack in acks) == [
            "ok",
            "ok",
            "too_many_rooms",
        ]
        joined = next(job_id for job_id, ack in zip("abc", acks, strict=True) if ack["ok"])
        assert (await client.join(joined))["ok"]
        acks = [await client.call("leave_job", "a") for _ in range(12)]
        limited = [ack["error"] for ack in acks if not ack["ok"]]
        assert limited and limited[-1]["code"] == "rate_limited"
        assert 0 < limited[-1]["retry_after_ms"] <= 1000


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
    monkeypatch.setattr(door_module, "ADMISSION_S", 0.2)
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
async def test_a_deleted_job_is_told_and_left() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        live.update("a", 10)
        await live.flush()
        assert (await client.join("a"))["ok"]
        await live.delete("a")
        gone = await client.until_end()
        assert gone["error"]["code"] == "deleted" and "seq" not in gone
        before = len(client.received)
        live.update("a", 20, status="completed")
        await live.flush()
        await client.join("a")
        assert len(client.received) == before


@run
async def test_a_user_whose_access_ended_is_disconnected() -> None:
    app, live = make_app({})
    async with serving(app) as url, connected(url) as anna, connected(url, "token-ben") as ben:
        await live.disconnect_user("anna")
        await until(lambda: not anna.sio.connected)
        assert ben.sio.connected
