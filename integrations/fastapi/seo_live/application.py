"""The functions that an application supplies, how they are called, and what a user is."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Any

from starlette.requests import HTTPConnection

User = Any
Authenticate = Callable[[str | None, HTTPConnection], User | Awaitable[User]]
CanSee = Callable[[User, str], bool | Awaitable[bool]]


async def call(function: Callable[..., Any], *arguments: Any) -> Any:
    """Calls what the application supplied: a coroutine here, a plain function in a thread."""
    if inspect.iscoroutinefunction(function):
        return await function(*arguments)
    return await settle(await asyncio.to_thread(function, *arguments))


async def user_of(authenticate: Authenticate, token: str | None, http: HTTPConnection) -> User:
    """The user, or None to refuse. A bare False is a refusal too, never a user."""
    user = await call(authenticate, token, http)
    return None if user is False else user


async def settle(value: Any) -> Any:
    """Awaits what has to be: `enter_room` is a plain function before python-socketio 5.10."""
    return await value if inspect.isawaitable(value) else value


def user_key(user: User) -> str:
    """What a user is told apart by: `user["id"]`, `user.id`, or the value itself, as text."""
    if isinstance(user, Mapping):
        return str(user.get("id", user))
    return str(getattr(user, "id", user))


def is_in_rollout(user: User, percent: int) -> bool:
    """Whether this user is among the first `percent` of all; the same answer each time."""
    digest = sha256(user_key(user).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent
