"""Settings from the environment. A wrong value stops the program with one line."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

EXTENSION_ORIGIN = "chrome-extension://ajmghdcngiiolbaachgmhcndnimofhkm"
"""Fixed by the key of the unpacked build. A store build has another id: add its origin."""
FIREFOX_ORIGINS = "moz-extension://"
"""The rest of a Firefox origin differs in each profile."""


class SettingsError(SystemExit):
    """Stops the program. `lines` has one message for each wrong setting."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Settings:
    """`port` None: mounted in the application. `public_url` None: derived from the request."""

    enabled: bool = True
    port: int | None = None
    host: str = "127.0.0.1"
    public_url: str | None = None
    cors_origins: tuple[str, ...] = ("http://localhost:3000",)
    rollout_percent: int = 100
    max_connections: int = 5000
    max_per_address: int = 100
    max_rooms: int = 200
    calls_per_10s: int = 300

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Reads the environment; an empty variable counts as not set. Raises SettingsError."""
        values: dict[str, Any] = {}
        lines: list[str] = []
        for name, (field, read) in _VARIABLES.items():
            text = env.get(name, "").strip()
            try:
                if text:
                    values[field] = read(text)
            except ValueError as error:
                # A password in an address must not reach the log.
                shown = re.sub(r"//.*@", "//…@", text)
                lines.append(f"{name}={shown}: {error}")
        if lines:
            raise SettingsError(lines)
        return cls(**values)

    def allows_origin(self, origin: str | None) -> bool:
        """Whether a page of this origin may connect. Programs send none; only the token counts."""
        if origin is None:
            return True
        asked = origin.lower()
        return asked in (EXTENSION_ORIGIN, *self.cors_origins) or asked.startswith(FIREFOX_ORIGINS)

    @property
    def cors(self) -> dict[str, Any]:
        """Arguments for Starlette's CORSMiddleware: the same origins, over REST."""
        return {
            "allow_origins": [EXTENSION_ORIGIN, *self.cors_origins],
            "allow_origin_regex": f"{FIREFOX_ORIGINS}.*",
            "allow_methods": ["GET", "POST", "DELETE"],
            "allow_headers": ["authorization", "content-type", "idempotency-key"],
        }


def _flag(text: str) -> bool:
    if text.lower() in ("true", "1", "yes", "on"):
        return True
    if text.lower() in ("false", "0", "no", "off"):
        return False
    raise ValueError("must be true or false.")


def _number(minimum: int, maximum: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not minimum <= int(text) <= maximum:
            raise ValueError(f"must be a whole number from {minimum} to {maximum}.")
        return int(text)

    return read


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", text):
        raise ValueError("must be an IP address or a host name, without port.")
    return text


def _public_url(text: str) -> str:
    try:
        url = urlsplit(text)
        is_whole = url.hostname is not None and url.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or not re.fullmatch(r"(?:https?|wss?)://[^/?#@\s]+(?:/[^?#\s]*)?", text, re.I):
        raise ValueError(
            "must be an http, https, ws or wss address, without user, ? and #, "
            "e.g. https://seo.example.com/live."
        )
    return text.rstrip("/")


def _origins(text: str) -> tuple[str, ...]:
    wanted = (
        'must be a JSON list of origins, without paths, e.g. ["https://intranet.example.com"].'
    )
    try:
        given = json.loads(text)
    except ValueError:
        raise ValueError(wanted) from None
    origin = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s*@]+", re.IGNORECASE)
    if not isinstance(given, list) or not all(
        isinstance(each, str) and origin.fullmatch(each) for each in given
    ):
        raise ValueError(wanted)
    return tuple(each.lower() for each in given)


_VARIABLES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "WEBSOCKET_ENABLED": ("enabled", _flag),
    "WEBSOCKET_PORT": ("port", _number(1, 65535)),
    "WEBSOCKET_HOST": ("host", _host),
    "WEBSOCKET_PUBLIC_URL": ("public_url", _public_url),
    "WEBSOCKET_CORS_ORIGINS": ("cors_origins", _origins),
    "WEBSOCKET_ROLLOUT_PERCENT": ("rollout_percent", _number(0, 100)),
    "WEBSOCKET_MAX_CONNECTIONS": ("max_connections", _number(1, 1_000_000)),
    "WEBSOCKET_MAX_PER_ADDRESS": ("max_per_address", _number(1, 1_000_000)),
    "WEBSOCKET_MAX_ROOMS": ("max_rooms", _number(1, 10_000)),
    "WEBSOCKET_CALLS_PER_10S": ("calls_per_10s", _number(1, 1_000_000)),
}
