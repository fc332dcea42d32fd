"""Listening in on a method the application has already, e.g. `job_manager.update_progress`."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any

log = logging.getLogger("seo_live")

NAMES = {
    "job_id": ("job_id", "task_id", "id"),
    "progress": ("progress", "percent", "percentage"),
    "status": ("status", "state"),
    "current_step": ("current_step", "step", "message"),
    "detail": ("detail", "details"),
    "result": ("result",),
    "error": ("error",),
}
"""What each field of a message may be called among a method's parameters, first match taken."""

Translate = Callable[..., Mapping[str, Any] | None]


def translate_by_name(method: Callable[..., Any]) -> Translate:
    """Reads the fields from arguments by the names of the method's parameters."""
    signature = inspect.signature(method)

    def translate(*arguments: Any, **named: Any) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, value in signature.bind(*arguments, **named).arguments.items():
            kind = signature.parameters[name].kind
            given.update(value if kind is inspect.Parameter.VAR_KEYWORD else {name: value})
        return {
            field: next((given[name] for name in names if name in given), None)
            for field, names in NAMES.items()
        }

    return translate


def listen_in(
    target: Any,
    method_name: str,
    tell: Callable[..., None],
    translate: Translate | None = None,
) -> None:
    """Replaces `target.method_name` by one that does the same and then tells what it was given.

    The method may be plain or async. Nothing is told when it raises, and it never fails because
    of the telling. `translate(*same_arguments)` answers the fields, or None to tell nothing.
    """
    method = getattr(target, method_name)
    read = translate or translate_by_name(method)

    def tell_of(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        try:
            fields = read(*arguments, **named)
            if fields is not None:
                tell(**fields)
        except Exception:
            log.exception("%s was called, and what it said could not be passed on", method_name)

    @functools.wraps(method)
    def plain(*arguments: Any, **named: Any) -> Any:
        answer = method(*arguments, **named)
        tell_of(arguments, named)
        return answer

    @functools.wraps(method)
    async def waiting(*arguments: Any, **named: Any) -> Any:
        answer = await method(*arguments, **named)
        tell_of(arguments, named)
        return answer

    setattr(target, method_name, waiting if inspect.iscoroutinefunction(method) else plain)
