"""Every message fits the schemas of the protocol, with which the extension reads it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from seo_live import MemoryLog
from seo_live.answers import snapshot_fields
from seo_live.messages import clean_change

ROOT = Path(__file__).parents[3]
CHECK = """
import { createInterface } from 'node:readline';
import { jobStatusAnswerSchema } from './protocol/src/index.ts';
for await (const line of createInterface({ input: process.stdin })) {
  const read = jobStatusAnswerSchema.safeParse(JSON.parse(line));
  if (!read.success) console.log(line, JSON.stringify(read.error.issues));
}
"""


def node() -> str | None:
    """Node 24, which runs TypeScript: the one that the set-up installed, or the one on PATH."""
    installed = sorted(ROOT.glob(".node/node_modules/node-*/bin/node"))
    return (
        str(installed[0]) if installed else os.environ.get("SEO_LIVE_NODE") or shutil.which("node")
    )


def random_value(random_: random.Random, depth: int = 0) -> Any:
    values: list[Any] = [None, True, -1, 0, 7, 1e300, float("nan"), "", "x" * 3000, "\ud800", b"x"]
    if depth < 3 and random_.random() < 0.4:
        names = [*"ab", "phase", "pages", "skipped", "score", "coverage", "read", "code", "eta_s"]
        return {random_.choice(names): random_value(random_, depth + 1) for _ in range(4)}
    if depth < 3 and random_.random() < 0.2:
        return [random_value(random_, depth + 1) for _ in range(random_.randrange(4))]
    return random_.choice(values)


def random_update(random_: random.Random) -> dict[str, Any]:
    names = ("progress", "status", "current_step", "detail", "result", "error")
    given = {name: random_value(random_) for name in names if random_.random() < 0.6}
    if random_.random() < 0.7:
        given["status"] = random_.choice(["running", "queued", "paused", "done", "failed", "x"])
    if random_.random() < 0.5:
        given["detail"] = {
            "phase": random_.choice(["crawling", "done", "none", 3]),
            "pages": random_value(random_),
            "eta_s": random_.choice([[1, 2], [2], "ab", [None, 1]]),
            "current_urls": random_value(random_),
            "issues": random_value(random_),
        }
    return given


@pytest.mark.skipif(not (ROOT / "node_modules" / "zod").exists(), reason="npm ci was not run")
def test_a_message_fits_whatever_values_an_application_gives() -> None:
    random_ = random.Random(4)
    log = MemoryLog()
    lines = []
    for number in range(400):
        job_id = f"job-{number % 150}"
        log.append(job_id, clean_change(job_id, random_update(random_)))
        snapshot = log.read(job_id, since_seq=0)
        assert snapshot is not None
        lines.append(
            json.dumps({**snapshot.message, **snapshot_fields(snapshot)}, allow_nan=False)
        )
    checker = node()
    assert checker is not None
    ended = subprocess.run(
        [checker, "--input-type=module", "--eval", CHECK],
        cwd=ROOT,
        input="\n".join([*lines, '{"job_id":"sentinel","progress":101}']),
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    complaints = ended.stdout.splitlines()
    assert len(complaints) == 1 and "sentinel" in complaints[0], complaints[:3]
