"""Settings: values, refusals and their messages, and allowed origins."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from seo_live import Settings, SettingsError
from seo_live.settings import EXTENSION_ORIGIN

ROOT = Path(__file__).parents[3]


def test_an_empty_environment_means_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({"WEBSOCKET_PORT": "", "WEBSOCKET_ENABLED": " "}) == Settings()


def test_values_are_read() -> None:
    settings = Settings.from_env(
        {
            "WEBSOCKET_ENABLED": "off",
            "WEBSOCKET_PORT": "8001",
            "WEBSOCKET_CORS_ORIGINS": '["https://Seo.example.com"]',
            "WEBSOCKET_ROLLOUT_PERCENT": "5",
            "WEBSOCKET_PUBLIC_URL": "https://seo.example.com:8443/live/",
            "WEBSOCKET_MAX_ROOMS": "3",
        }
    )
    assert (settings.enabled, settings.port) == (False, 8001)
    assert settings.cors_origins == ("https://seo.example.com",)
    assert (settings.rollout_percent, settings.max_rooms) == (5, 3)
    assert settings.public_url == "https://seo.example.com:8443/live"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8002", "ws://[::1]:8002", "WSS://seo.example.com", "https://a/b@c"]
)
def test_a_public_url_is_kept_unchanged(url: str) -> None:
    assert Settings.from_env({"WEBSOCKET_PUBLIC_URL": url}).public_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBSOCKET_ENABLED", "perhaps"),
        ("WEBSOCKET_PORT", "0"),
        ("WEBSOCKET_PORT", "65536"),
        ("WEBSOCKET_PORT", "\uff18\uff10"),
        ("WEBSOCKET_CORS_ORIGINS", "http://localhost:3000"),
        ("WEBSOCKET_CORS_ORIGINS", '["*"]'),
        ("WEBSOCKET_CORS_ORIGINS", '["https://a.example/path"]'),
        ("WEBSOCKET_CORS_ORIGINS", "[1]"),
        ("WEBSOCKET_ROLLOUT_PERCENT", "101"),
        ("WEBSOCKET_HOST", "a b"),
        ("WEBSOCKET_PUBLIC_URL", "seo.example.com"),
        ("WEBSOCKET_PUBLIC_URL", "ftp://seo.example.com"),
        ("WEBSOCKET_PUBLIC_URL", "https://"),
        ("WEBSOCKET_PUBLIC_URL", "https://:8002"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo.example.com:0"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo.example.com:65536"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo.example.com:many"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo example.com"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo.example.com/?live=1"),
        ("WEBSOCKET_PUBLIC_URL", "https://seo.example.com#live"),
    ],
)
def test_a_wrong_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({name: value})
    assert len(refused.value.lines) == 1
    assert refused.value.lines[0].startswith(f"{name}={value}: must be ")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"WEBSOCKET_PUBLIC_URL": "https://anna:se/cret@seo.example.com"})
    assert "cret" not in str(refused.value)
    assert refused.value.lines[0].startswith("WEBSOCKET_PUBLIC_URL=https://…@seo.example.com: ")


def test_wrong_values_stop_a_program_with_one_line_each() -> None:
    program = (
        "import fastapi, seo_live; "
        "seo_live.LiveUpdates(fastapi.FastAPI(), authenticate=print, can_see=print)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "integrations" / "fastapi",
        env={"WEBSOCKET_PORT": "many", "WEBSOCKET_ENABLED": "no?", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert [line.split("=")[0] for line in ended.stderr.strip().splitlines()] == [
        "WEBSOCKET_ENABLED",
        "WEBSOCKET_PORT",
    ]


def test_the_extension_may_connect_and_other_origins_may_not() -> None:
    settings = Settings(cors_origins=("https://seo.example.com",))
    for origin in (None, EXTENSION_ORIGIN, "moz-extension://0b1c", "https://SEO.example.com"):
        assert settings.allows_origin(origin)
    for origin in ("null", "https://evil.example", f"{EXTENSION_ORIGIN}.evil.example", ""):
        assert not settings.allows_origin(origin)


def test_the_extension_id_is_the_one_of_the_protocol() -> None:
    source = (ROOT / "protocol" / "src" / "extensionId.ts").read_text()
    known = re.search(r"EXTENSION_ID = '([a-p]{32})'", source)
    assert known and f"chrome-extension://{known[1]}" == EXTENSION_ORIGIN
