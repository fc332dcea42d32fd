"""python3 -m demo serve | pair. Run it in the parent folder."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

import uvicorn

from .app import create_app
from .store import Store


def serve(data: Path, port: int) -> None:
    """Listens on 127.0.0.1 only, because the demo fetches any address that a user sends."""
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("127.0.0.1", port))
    bound = opened.getsockname()[1]
    app = create_app(data, app_port=bound)
    print(f"FastAPI demo on http://127.0.0.1:{bound}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[opened])


def pair(data: Path, user: str, server: str) -> None:
    """Prints a pairing code, and the pairing string for the extension's welcome page."""
    code = Store(data / "demo.db").make_code(user)
    print(f"Pairing code for {user}: {code[:4]}-{code[4:]} (10 minutes, one use)")
    print(f"seolive:{server}#{code}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m demo", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(".data"), help="folder of the database")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="start the server")
    serving.add_argument("--port", type=int, default=8001, help="0: any free port")
    pairing = commands.add_parser("pair", help="print a pairing code")
    pairing.add_argument("--user", default="demo")
    pairing.add_argument("--server", default="http://127.0.0.1:8001")
    asked = parser.parse_args()
    if asked.command == "serve":
        serve(asked.data, asked.port)
    else:
        pair(asked.data, asked.user, asked.server)


if __name__ == "__main__":
    main()
