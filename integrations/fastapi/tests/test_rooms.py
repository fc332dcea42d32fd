"""Rooms and acks, over real sockets."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from support import connected, make_app, run, serving, until

from seo_live import Settings
from seo_live.answers import parse_request


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
async def test_jobs_of_other_users_are_not_found() -> None:
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
async def test_access_is_checked_at_each_join_and_the_check_may_be_async() -> None:
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


@run
async def test_a_change_during_a_join_is_delivered() -> None:
    app, live = make_app({"a": "anna"})
    read = live.sockets._read

    async def read_then_move(*asked: Any) -> Any:
        snapshot = await read(*asked)
        live.update("a", 60, "paused")
        await live.flush()
        return snapshot

    live.sockets._read = read_then_move
    async with serving(app) as url, connected(url) as client:
        live.update("a", 10)
        await live.flush()
        ack = await client.join("a")
        assert ack["snapshot"]["seq"] == 1
        await until(lambda: client.received)
        assert client.received[0][1]["seq"] == 2


BAD_REQUESTS: list[Any] = [
    None,
    3,
    [],
    {},
    "",
    "a b",
    "x" * 129,
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
async def test_a_bad_request_is_answered_and_harms_no_other() -> None:
    app, _ = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        for request in BAD_REQUESTS:
            for event in ("join_job", "leave_job"):
                ack = await client.call(event, request)
                assert ack["error"]["code"] == "invalid_request", request
        await client.sio.emit("join_job", {"nothing": "asked for"})
        await client.sio.emit("no_such_event", {"job_id": "a"})
        assert (await client.join({"job_id": "a", "more": "is welcome"}))["ok"]


def test_a_request_may_be_a_bare_job_id_or_an_object() -> None:
    assert parse_request("a-1_B") == {"job_id": "a-1_B", "since_seq": None, "epoch": None}
    asked = {"job_id": "a", "since_seq": 0, "epoch": "0mibz3k9"}
    assert parse_request(asked) == asked


@run
async def test_an_error_behind_a_join_is_reported() -> None:
    def can_see(_user: str, job_id: str) -> bool:
        if job_id == "broken":
            raise OSError("the database is unreachable")
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
async def test_followers_of_a_deleted_job_are_notified_and_leave() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        live.update("a", 10)
        await live.flush()
        assert (await client.join("a"))["ok"]
        await live.delete("a")
        deleted = await client.until_end()
        assert deleted["error"]["code"] == "deleted" and "seq" not in deleted
        before = len(client.received)
        live.update("a", 20, status="completed")
        await live.flush()
        await client.join("a")
        assert len(client.received) == before


@run
async def test_the_former_name_of_emit_deleted_still_works() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        assert (await client.join("a"))["ok"]
        with pytest.warns(DeprecationWarning, match="emit_deleted"):
            await live.sockets.tell_deleted("a")
        assert (await client.until_end())["error"]["code"] == "deleted"
