"""REST: the status of one job and of many, the configuration, and the port."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import socketio
from support import Client, connected, free_port, get, make_app, run, serving, until

from seo_live import MemoryLog, Settings


@run
async def test_the_status_is_the_message_with_more_fields() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url:
        live.update("a", 10, "running", "Reading pages")
        await live.flush()
        status, answer = await get(f"{url}/api/jobs/a/status")
        assert status == 200
        assert (answer["job_id"], answer["progress"], answer["status"]) == ("a", 10, "running")
        assert (answer["current_step"], answer["seq"]) == ("Reading pages", 1)
        assert (answer["ended"], answer["reset"]) == (False, False)
        assert "events" not in answer and answer["server_time"] >= answer["timestamp"]
        live.update("a", status="completed")
        await live.flush()
        where = f"since_seq=1&epoch={answer['epoch']}"
        _, later = await get(f"{url}/api/jobs/a/status?{where}")
        assert later["ended"] and [event["seq"] for event in later["events"]] == [2]
        _, reset = await get(f"{url}/api/jobs/a/status?since_seq=9")
        assert reset["reset"] and "events" not in reset


@run
async def test_refusals_are_problem_documents() -> None:
    app, _ = make_app({"a": "anna"})
    async with serving(app) as url:
        for path, token, status, code in (
            ("a/status", None, 401, "unauthorized"),
            ("a/status", "wrong", 401, "unauthorized"),
            ("a/status", "token-ben", 404, "not_found"),
            ("nope/status", "token-anna", 404, "not_found"),
            ("a%20b/status", "token-anna", 400, "invalid_request"),
            ("a/status?since_seq=x", "token-anna", 400, "invalid_request"),
            (f"a/status?since_seq={'9' * 5000}", "token-anna", 400, "invalid_request"),
            ("a/status?epoch=NO", "token-anna", 400, "invalid_request"),
            ("status", None, 401, "unauthorized"),
            ("status?ids=", "token-anna", 400, "invalid_request"),
            (f"status?ids={','.join(['a'] * 51)}", "token-anna", 400, "invalid_request"),
        ):
            got, answer = await get(f"{url}/api/jobs/{path}", token)
            assert (got, answer["code"], answer["status"]) == (status, code, status), path


@run
async def test_the_status_of_many_jobs() -> None:
    app, live = make_app({"a": "anna", "b": "ben", "c": "anna"})
    async with serving(app) as url:
        live.update("c", 70)
        await live.flush()
        _, answer = await get(f"{url}/api/jobs/status?ids=a,b,c")
        assert [job["ok"] for job in answer["jobs"]] == [True, False, True]
        assert answer["jobs"][0]["message"]["status"] == "queued"
        assert answer["jobs"][1]["error"]["code"] == "not_found"
        assert answer["jobs"][2]["message"]["progress"] == 70


@run
async def test_a_job_that_was_only_created_is_queued() -> None:
    app, live = make_app({"a": "anna"})
    async with serving(app) as url, connected(url) as client:
        snapshot = (await client.join("a"))["snapshot"]
        assert (snapshot["status"], snapshot["progress"], snapshot["seq"]) == ("queued", 0, 0)
        live.update("a", 5)
        await until(lambda: client.received)
        message = client.received[0][1]
        assert message["epoch"] >= snapshot["epoch"] and message["seq"] == 1


@run
async def test_a_job_that_the_log_does_not_know_is_described() -> None:
    known = {"a": {"status": "success", "progress": 100, "current_step": "Done", "owner": "x"}}

    async def describe(job_id: str) -> dict[str, Any] | None:
        return known.get(job_id)

    log = MemoryLog()
    app, _ = make_app({"a": "anna", "b": "anna"}, describe=describe, log=log)
    async with serving(app) as url:
        _, answer = await get(f"{url}/api/jobs/a/status?since_seq=4&epoch=0aaaaaaaa")
        assert (answer["status"], answer["ended"], answer["reset"]) == ("completed", True, True)
        assert answer["epoch"] == log.epoch > "0aaaaaaaa" and "owner" not in answer
        assert (await get(f"{url}/api/jobs/b/status"))[0] == 404


@run
async def test_only_a_server_with_an_id_has_a_configuration() -> None:
    unnamed, _ = make_app({})
    async with serving(unnamed) as url:
        assert (await get(f"{url}/api/config"))[0] == 404
    named, _ = make_app({}, server_id="seo-1", name="Ours", settings=Settings(rollout_percent=0))
    async with serving(named) as url:
        status, answer = await get(f"{url}/api/config", None)
        assert (status, answer["server_id"], answer["name"]) == (200, "seo-1", "Ours")
        assert answer["websocket"] == {"enabled": True, "url": None}
        # There are no reports here, so the extension shows a timeline instead.
        assert answer["reports"] is False
        _, answer = await get(f"{url}/api/config", "token-anna")
        assert answer["websocket"]["enabled"] is False


@run
async def test_the_application_still_starts_and_stops() -> None:
    app, live = make_app({})
    seen: list[str] = []

    async def begin() -> None:
        live.update("a", 33)
        seen.append("start")

    app.router.add_event_handler("startup", begin)
    app.router.add_event_handler("shutdown", lambda: seen.append("stop"))
    async with serving(app):
        await live.flush()
        snapshot = await live.read("a")
        assert snapshot is not None and snapshot.message["progress"] == 33
    assert seen == ["start", "stop"]


@pytest.mark.parametrize("is_own", [False, True], ids=["mounted", "own port"])
def test_the_socket_is_on_its_own_port_or_the_applications(is_own: bool) -> None:
    @run
    async def scenario() -> None:
        port = free_port()
        app, live = make_app(
            {"a": "anna"},
            settings=Settings(port=port),
            app_port=None if is_own else port,
            server_id="s",
        )
        async with serving(app) as url:
            own = f"http://127.0.0.1:{port}"
            announced = (await get(f"{url}/api/config"))[1]["websocket"]["url"]
            assert announced == (own if is_own else None)
            async with connected(own if is_own else url) as client:
                assert (await client.join("a"))["ok"]
                live.update("a", status="completed")
                await client.until_end()
            with pytest.raises(socketio.exceptions.ConnectionError):
                await Client().open(url if is_own else own, {"token": "token-anna"})
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)

    scenario()


@run
async def test_the_own_port_is_not_announced_over_tls() -> None:
    port = free_port()
    app, _ = make_app({}, settings=Settings(port=port), server_id="s")
    async with serving(app) as url:
        for scheme, announced in (("http", f"http://127.0.0.1:{port}"), ("https", None)):
            # A proxy that ends TLS sends this header, and uvicorn trusts it from this machine.
            _, answer = await get(f"{url}/api/config", **{"x-forwarded-proto": scheme})
            assert answer["websocket"] == {"enabled": True, "url": announced}


@pytest.mark.parametrize("is_own", [False, True], ids=["mounted", "own port"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_public_url_is_announced(is_own: bool, scheme: str) -> None:
    named = "wss://seo.example.com/live"

    @run
    async def scenario() -> None:
        settings = Settings(port=free_port() if is_own else None, public_url=named)
        app, _ = make_app({}, settings=settings, server_id="s")
        async with serving(app) as url:
            _, answer = await get(f"{url}/api/config", **{"x-forwarded-proto": scheme})
            assert answer["websocket"]["url"] == named

    scenario()


@run
async def test_a_port_in_use_is_reported() -> None:
    first, _ = make_app({})
    async with serving(first) as url:
        port = int(url.rsplit(":", 1)[1])
        _, live = make_app({}, settings=Settings(port=port))
        with pytest.raises(OSError, match=f"WEBSOCKET_PORT={port}"):
            await live.start()
        await live.stop()
