"""The README from an empty folder, block by block.

With SEO_LIVE_README_INSTALL=1 the install block runs unchanged, which needs PyPI. Otherwise the
Python of these tests is used, with the packages that it has.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import free_port

HERE = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+) ([\w.]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLS = os.environ.get("SEO_LIVE_README_INSTALL") == "1"


def blocks() -> dict[str, str]:
    found = BLOCK.findall((HERE / "README.md").read_text())
    return {name: text for _, name, text in found}


def test_the_readme_works_unchanged(tmp_path: Path) -> None:
    readme = blocks()
    assert list(readme) == ["install", "app.py", "run", "check.py", "check", "expect"]
    for name in ("app.py", "check.py"):
        (tmp_path / name).write_text(readme[name])
    port = str(free_port())
    env = {**os.environ, "PORT": port, "SEO_LIVE": str(HERE.parents[1]), "PYTHONUNBUFFERED": "1"}
    activate = ". .venv/bin/activate\n"
    if INSTALLS:
        env.pop("PYTHONPATH", None)
        shell(readme["install"], tmp_path, env, timeout=600)
    else:
        bin_folder = tmp_path / ".venv" / "bin"
        bin_folder.mkdir(parents=True)
        (bin_folder / "activate").write_text("")
        (bin_folder / "python3").symlink_to(sys.executable)
        env["PATH"] = f"{bin_folder}{os.pathsep}{env['PATH']}"
        env["PYTHONPATH"] = os.pathsep.join([str(HERE), *filter(None, sys.path)])
    server = subprocess.Popen(
        ["sh", "-ec", f"{activate}exec {readme['run']}"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(int(port), server)
        printed = shell(readme["check"], tmp_path, env, timeout=60).splitlines()
    finally:
        server.terminate()
        errors = server.communicate(timeout=20)[1]
    joined = printed.index("joined at 9")
    # An update that is sent during the join may arrive before its answer.
    assert printed[:joined] in ([], ["9 Reading page 1"])
    assert printed[-2:] == readme["expect"].splitlines()
    assert "Traceback" not in errors


def shell(script: str, folder: Path, env: dict[str, str], timeout: int) -> str:
    ended = subprocess.run(
        ["sh", "-ec", script],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


def wait_for(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(3000):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {server.communicate()[1]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)
    pytest.fail("the server does not listen")


def test_every_setting_is_in_the_table() -> None:
    from seo_live.settings import _VARIABLES

    table = re.findall(r"^\| `(WEBSOCKET_\w+)`", (HERE / "README.md").read_text(), re.MULTILINE)
    assert table == list(_VARIABLES)
