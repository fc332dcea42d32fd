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
Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


@functools.lru_cache
def _say_no_id(method: str) -> None:
    log.error(
        "%s has no parameter for the id of a job (%s), so its calls are not reported. "
        "Pass `translate` to `attach`.",
        method,
        ", ".join(PARAMETER_NAMES["job_id"]),
    )


def translate_by_name(method: Callable[..., Any]) -> Translate:
    """Makes a function that reads the fields by the names of the method's parameters."""
    signature = inspect.signature(method)
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    takes_any_name = inspect.Parameter.VAR_KEYWORD in kinds.values()
    if not takes_any_name and kinds.keys().isdisjoint(PARAMETER_NAMES["job_id"]):
        _say_no_id(f"{getattr(method, '__qualname__', method)}{signature}")
        return lambda *_arguments, **_named: None

    def translate(*arguments: Any, **named: Any) -> dict[str, Any] | None:
        given: dict[str, Any] = {}
        for name, value in signature.bind(*arguments, **named).arguments.items():
            is_rest = kinds[name] is inspect.Parameter.VAR_KEYWORD
            given.update(value if is_rest else {name: value})
        fields = {
            field: next((given[name] for name in names if name in given), None)
            for field, names in PARAMETER_NAMES.items()
        }
        return None if fields["job_id"] is None else fields

    return translate


def report_calls(
    target: Any,
    method_name: str,
    report: Callable[..., None],
    translate: Translate | None = None,
) -> None:
    """Replaces `target.method_name` by one that does the same and then reports its arguments.

    target: an object, a class or a module. The method may be of any kind: a function, a static or a
    class method, another descriptor, or an object that can be called; synchronous or async. A
    call that raises is not reported, and an error in reporting never reaches the caller.
    `translate(*same_arguments)` returns the fields, or None to report nothing.
    """

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        return _reporting(method, method_name, report, translate)

    wrapped = (
        _wrap_in_class(inspect.getattr_static(target, method_name), wrap)
        if isinstance(target, type)
        else wrap(getattr(target, method_name))
    )
    try:
        setattr(target, method_name, wrapped)
    except AttributeError as error:
        raise AttributeError(
            f"{method_name} of this object cannot be replaced. Attach its class: "
            f"attach({type(target).__name__})"
        ) from error


def _wrap_in_class(found: Any, wrap: Wrap) -> Any:
    """What a class holds in place of `found`: it must bind to instances in the same way."""
    if isinstance(found, (staticmethod, classmethod)):
        return type(found)(wrap(found.__func__))
    if inspect.isfunction(found):
        return wrap(found)
    # A callable that does not bind gets no instance; in a static method it still gets none.
    return _ReportedDescriptor(found, wrap) if hasattr(found, "__get__") else staticmethod(wrap(found))


class _ReportedDescriptor:
    """Binds as another descriptor does (`partialmethod`, a decorator's own), and reports calls."""

    def __init__(self, found: Any, wrap: Wrap) -> None:
        self._found = found
        self._wrap = wrap

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        bound = self._found.__get__(instance, owner)
        return self._wrap(bound) if callable(bound) else bound

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found, name)


def _reporting(
    method: Callable[..., Any],
    name: str,
    report: Callable[..., None],
    translate: Translate | None,
) -> Callable[..., Any]:
    read = translate or translate_by_name(method)

    def report_call(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        try:
            fields = read(*arguments, **named)
            if fields is not None:
                report(**fields)
        except Exception:
            log.exception("a call of %s could not be reported", name)

    async def after(result: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        value = await result
        report_call(arguments, named)
        return value

    # Its attributes may be missing: a partial object has no name.
    copied = [each for each in functools.WRAPPER_ASSIGNMENTS if hasattr(method, each)]
    updated = [each for each in functools.WRAPPER_UPDATES if hasattr(method, each)]

    if inspect.iscoroutinefunction(method):

        @functools.wraps(method, copied, updated)
        async def report_async(*arguments: Any, **named: Any) -> Any:
            return await after(method(*arguments, **named), arguments, named)

        return report_async

    @functools.wraps(method, copied, updated)
    def report_sync(*arguments: Any, **named: Any) -> Any:
        result = method(*arguments, **named)
        if inspect.iscoroutine(result):
            return after(result, arguments, named)
        report_call(arguments, named)
        return result

    return report_sync
