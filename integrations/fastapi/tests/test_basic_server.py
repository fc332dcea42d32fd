"""The basic server of the interoperability tests behaves as its description says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
import socketio
from support import Client, fetch, get, run

SERVER = Path(__file__).parents[3] / "tests" / "interop" / "basicServer.py"


def test_the_basic_server_is_basic() -> None:
    source = SERVER.read_text()
    assert "seo_live" not in source and len(source.splitlines()) < 80
    process = subprocess.Popen(
        [sys.executable, str(SERVER), "0"],
        env={**os.environ, "BASIC_STEP_MS": "50"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = f"http://127.0.0.1:{int(process.stdout.readline())}"

    @run
    async def scenario() -> None:
        client = Client()
        await client.open(url)
        job_id = (await get(f"{url}/api/jobs", None, body={"url": "http://x/"}))[1]["job_id"]
        await client.sio.emit("join_job", {"job_id": job_id})
        ended = await client.until_end()
        with pytest.raises(socketio.exceptions.TimeoutError):
            await client.sio.call("join_job", {"job_id": job_id}, timeout=0.5)
        await client.sio.disconnect()
        messages = [message for _, message in client.received]
        fields = {"job_id", "progress", "status", "current_step", "timestamp"}
        assert all(set(message) == fields for message in messages)
        assert not any(message["timestamp"].endswith("Z") for message in messages)
        assert [message["status"] for message in messages] == ["running"] * (len(messages) - 1) + [
            "done"
        ]
        assert await get(f"{url}/api/jobs/{job_id}/status", None) == (200, ended)
        assert (await asyncio.to_thread(fetch, f"{url}/api/config", None))[0] == 404
        assert (await asyncio.to_thread(fetch, f"{url}/api/jobs/no/status", None))[0] == 404

    try:
        scenario()
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
