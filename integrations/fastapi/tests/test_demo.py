"""The demo as a process: pairing, scans of a real site, failures, cancelling, SIGKILL."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import connected, fetch, free_port, get, run, small_site, until

HERE = Path(__file__).parents[1]


class Demo:
    """One demo server with its folder; it can be killed and started again on the same port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.errors = data / "stderr.txt"
        self._process: subprocess.Popen[str] | None = None

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "demo", "--data", str(self.data), *arguments]

    def start(self) -> None:
        with self.errors.open("a") as errors:
            self._process = subprocess.Popen(
                self.command("serve", "--port", str(self.port)),
                cwd=HERE,
                env={**os.environ, "DEMO_SLOW_MS": "100", "PYTHONDONTWRITEBYTECODE": "1"},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        assert self.url in self._process.stdout.readline()
        for _ in range(2000):
            with contextlib.suppress(OSError):
                fetch(f"{self.url}/api/config", None)
                return
        raise AssertionError("the demo does not answer")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        code = self._process.wait(20)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def pair(self, user: str) -> str:
        """The user's new token."""
        printed = subprocess.run(
            self.command("pair", "--user", user, "--server", self.url),
            cwd=HERE,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        server, code = printed.removeprefix("seolive:").split("#")
        assert server == self.url
        status, answer = fetch(f"{server}/api/pair", None, {"code": code, "client_name": "test"})
        assert status == 200 and answer["user_id"] == user and answer["server_id"]
        again = fetch(f"{server}/api/pair", None, {"code": code})
        assert (again[0], again[1]["code"]) == (403, "pairing_refused")
        return str(answer["token"])


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    made.start()
    try:
        yield made
    finally:
        # uvicorn since 0.29 raises the signal again after closing, and so ends by it.
        assert made.end() in (0, -signal.SIGTERM)
        assert "Traceback" not in made.errors.read_text()


async def start(demo: Demo, token: str, url: str, **more: Any) -> tuple[int, Any]:
    options = {"max_pages": more.pop("max_pages", 12), "rate_per_s": more.pop("rate_per_s", 50)}
    body = {"url": url, "mode": "site", "options": options}
    headers = {"Idempotency-Key": more.pop("key", "")} if "key" in more else {}
    return await get(f"{demo.url}/api/jobs", token, body=body, **headers)


def test_a_scan_from_pairing_to_its_result(demo: Demo) -> None:
    @run
    async def scenario() -> None:
        token = demo.pair("anna")
        with small_site(6) as site:
            async with connected(demo.url, token) as client:
                status, answer = await start(demo, token, site)
                assert status == 201 and answer["job"]["status"] in ("queued", "running")
                job_id = answer["job"]["job_id"]
                assert (await client.join(job_id))["ok"]
                ended = await client.until_end()
        assert ended["status"] == "completed"
        assert ended["result"]["coverage"] == {"read": 6, "discovered": 7, "refused": 0}
        assert 0 < ended["result"]["score"] < 100
        assert ended["detail"]["pages"]["failed"] == 1
        phases = [message["detail"]["phase"] for _, message in client.received]
        order = ["discovering", "crawling", "verifying", "analysing", "reporting", "done"]
        assert [*dict.fromkeys(phases)] == [phase for phase in order if phase in phases]
        assert {"crawling", "analysing", "done"} <= set(phases)
        _, listed = await get(f"{demo.url}/api/jobs", token)
        assert [job["status"] for job in listed["jobs"]] == ["completed"]

    scenario()


def test_failures_have_a_code_and_a_message(demo: Demo) -> None:
    @run
    async def scenario() -> None:
        token = demo.pair("anna")
        no_site = f"http://127.0.0.1:{free_port()}/"
        with small_site() as site:
            for url, code in (
                (no_site, "site_unreachable"),
                ("http://no-such-name.invalid/", "name_not_found"),
                (f"{site}not-there", "start_page_error"),
            ):
                _, answer = await start(demo, token, url)
                job_id = answer["job"]["job_id"]
                async with connected(demo.url, token) as client:
                    ack = await client.join(job_id)
                    end = ack["snapshot"] if ack["ended"] else await client.until_end()
                assert end["error"]["code"] == code and end["error"]["message"]
        for body in ({}, {"url": "ftp://x/"}, {"url": site, "options": {"max_pages": "x"}}):
            status, answer = await get(f"{demo.url}/api/jobs", token, body=body)
            assert (status, answer["code"]) == (400, "invalid_request")

    scenario()


def test_the_same_key_starts_one_job(demo: Demo) -> None:
    @run
    async def scenario() -> None:
        token = demo.pair("anna")
        # Enough pages that the scan still runs when the machine is busy with other tests.
        with small_site(400) as site:
            first = (await start(demo, token, site, key="k1", rate_per_s=2, max_pages=400))[1]["job"]["job_id"]
            again = (await start(demo, token, site, key="k1", rate_per_s=2, max_pages=400))[1]["job"]["job_id"]
            assert again == first
            status, other = await start(demo, token, site, key="k1", rate_per_s=3, max_pages=400)
            assert (status, other["code"]) == (422, "idempotency_mismatch")
            status, running = await start(demo, token, site, key="k2", rate_per_s=2, max_pages=400)
            assert (status, running["code"]) == (409, "already_running")
            assert running["job_id"] == first
            _, listed = await get(f"{demo.url}/api/jobs", token)
            ben = demo.pair("ben")
            path = f"{demo.url}/api/jobs/{first}/cancel"
            assert (await get(path, ben, body={}))[0] == 404
            _, cancelled = await get(path, token, body={})
            assert (cancelled["status"], cancelled["in_flight"]) == ("cancelled", 0)
            _, again = await get(path, token, body={})
            assert again["status"] == "cancelled"

            async def changes() -> list[str]:
                query = f"cursor={listed['cursor']}"
                _, answer = await get(f"{demo.url}/api/jobs?{query}", token)
                return [job["status"] for job in answer["jobs"]]

            while await changes() != ["cancelled"]:
                await asyncio.sleep(0.02)

    scenario()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_job_continues_after_the_server_ended(demo: Demo, how: signal.Signals) -> None:
    @run
    async def scenario() -> None:
        token = demo.pair("anna")
        with small_site(10) as site:
            _, answer = await start(demo, token, site, rate_per_s=10)
            job_id = answer["job"]["job_id"]
            async with connected(demo.url, token) as client:
                await client.join(job_id)
                await until(lambda: len(client.received) > 3)
                demo.end(how)
                await until(lambda: not client.sio.connected)
            last = client.received[-1][1]
            demo.start()
            async with connected(demo.url, token) as client:
                position = {"since_seq": last["seq"], "epoch": last["epoch"]}
                ack = await client.join({"job_id": job_id, **position})
                assert ack["ok"] and ack["reset"] and not ack["ended"]
                assert ack["snapshot"]["epoch"] > last["epoch"]
                assert ack["snapshot"]["seq"] > last["seq"]
                assert ack["snapshot"]["progress"] >= last["progress"]
                ended = await client.until_end()
        assert ended["status"] == "completed" and ended["result"]["coverage"]["read"] == 10
        with contextlib.closing(sqlite3.connect(demo.data / "demo.db")) as db:
            log = db.execute("SELECT seq FROM seo_live_events WHERE job_id = ?", (job_id,))
            numbers = [seq for (seq,) in log]
        assert numbers == list(range(1, ended["seq"] + 1))
        demo.end(signal.SIGKILL)
        demo.start()
        _, status = await get(f"{demo.url}/api/jobs/{job_id}/status?since_seq=1", token)
        assert (status["ended"], status["seq"]) == (True, ended["seq"])
        assert status["epoch"] == ended["epoch"] and len(status["events"]) == ended["seq"] - 1

    scenario()
