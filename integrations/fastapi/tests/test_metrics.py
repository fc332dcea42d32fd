"""The metrics, and that the package works without prometheus_client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import connected, make_app, refused, run, serving, until

HERE = Path(__file__).parents[1]


@run
async def test_connections_joins_and_messages_are_counted() -> None:
    registry = pytest.importorskip("prometheus_client").REGISTRY

    def value(name: str, **labels: str) -> float:
        return registry.get_sample_value(f"seo_live_{name}", labels) or 0

    def values() -> list[float]:
        return [
            value("connections"),
            value("refused_total", code="unauthorized"),
            value("joins_total", outcome="ok"),
            value("joins_total", outcome="not_found"),
            value("joins_total", outcome="reset"),
            value("emitted_total", event="job_completed"),
        ]

    before = values()
    app, live = make_app({"a": "anna"})
    async with serving(app) as url:
        await refused(url, {"token": "wrong"})
        async with connected(url) as client:
            await client.join("a")
            await client.join("b")
            await client.join({"job_id": "a", "since_seq": 7})
            live.update("a", status="completed")
            await client.until_end()
            counted = [now - then for now, then in zip(values(), before, strict=True)]
            assert counted == [1, 1, 1, 1, 1, 1]
        await until(lambda: value("connections") == before[0])


def test_the_package_works_without_prometheus() -> None:
    program = (
        "import sys; sys.modules['prometheus_client'] = None\n"
        "from seo_live import metrics\n"
        "metrics.joins.labels('ok').inc(); metrics.connections.dec(); print('fine')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=HERE, capture_output=True, text=True
    )
    assert ended.stdout == "fine\n", ended.stderr
