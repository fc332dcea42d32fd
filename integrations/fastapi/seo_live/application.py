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
    """Calls a function of the application: a coroutine here, a synchronous one in a thread."""
    if inspect.iscoroutinefunction(function):
        return await function(*arguments)
    return await await_if_needed(await asyncio.to_thread(function, *arguments))


async def user_of(authenticate: Authenticate, token: str | None, http: HTTPConnection) -> User:
    """The user, or None to refuse. False is also a refusal: a check may return its boolean."""
    user = await call(authenticate, token, http)
    return None if user is False else user


async def await_if_needed(value: Any) -> Any:
    """Awaits an awaitable. Before python-socketio 5.10 `enter_room` returns none."""
    return await value if inspect.isawaitable(value) else value


def user_key(user: User) -> str:
    """The identity of a user as text: `user["id"]`, `user.id`, or the value itself."""
    if isinstance(user, Mapping):
        return str(user.get("id", user))
    return str(getattr(user, "id", user))


def is_in_rollout(user: User, percent: int) -> bool:
    """Whether this user is among the first `percent` of all; always the same users."""
    digest = sha256(user_key(user).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent
