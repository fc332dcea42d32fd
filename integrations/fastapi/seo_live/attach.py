"""Reports the calls of a method that the application already has, e.g. `update_progress`."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any

log = logging.getLogger("seo_live")

PARAMETER_NAMES = {
    "job_id": ("job_id", "task_id", "id"),
    "progress": ("progress", "percent", "percentage"),
    "status": ("status", "state"),
    "current_step": ("current_step", "step", "message"),
    "detail": ("detail", "details"),
    "result": ("result",),
    "error": ("error",),
}
"""Parameter names that are read as each field of a message; the first match counts."""

# Its name before: an application may have added names to it.
NAMES = PARAMETER_NAMES

Translate = Callable[..., Mapping[str, Any] | None]


def translate_by_name(method: Callable[..., Any]) -> Translate:
    """Makes a function that reads the fields by the names of the method's parameters."""
    signature = inspect.signature(method)

    def translate(*arguments: Any, **named: Any) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, value in signature.bind(*arguments, **named).arguments.items():
            kind = signature.parameters[name].kind
            given.update(value if kind is inspect.Parameter.VAR_KEYWORD else {name: value})
        return {
            field: next((given[name] for name in names if name in given), None)
            for field, names in PARAMETER_NAMES.items()
        }

    return translate


def report_calls(
    target: Any,
    method_name: str,
    report: Callable[..., None],
    translate: Translate | None = None,
) -> None:
    """Replaces `target.method_name` by one that does the same and then reports its arguments.

    The method may be synchronous or async. A call that raises is not reported, and an error in
    reporting never reaches the caller. `translate(*same_arguments)` returns the fields, or None
    to report nothing.
    """
    method = getattr(target, method_name)
    read = translate or translate_by_name(method)

    def report_call(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        try:
            fields = read(*arguments, **named)
            if fields is not None:
                report(**fields)
        except Exception:
            log.exception("a call of %s could not be reported", method_name)

    @functools.wraps(method)
    def report_sync(*arguments: Any, **named: Any) -> Any:
        result = method(*arguments, **named)
        report_call(arguments, named)
        return result

    @functools.wraps(method)
    async def report_async(*arguments: Any, **named: Any) -> Any:
        result = await method(*arguments, **named)
        report_call(arguments, named)
        return result

    is_async = inspect.iscoroutinefunction(method)
    setattr(target, method_name, report_async if is_async else report_sync)
