"""Attaching to a job manager: synchronous, async, from threads, with other names."""

from __future__ import annotations

import asyncio
import functools
import inspect
from typing import Any

import pytest
from support import make_app, run, serving

from seo_live import LiveUpdates
from seo_live.attach import report_calls


class SyncManager:
    def __init__(self) -> None:
        self.calls: list[Any] = []

    def update_progress(self, job_id: str, progress: float, step: str = "", **more: Any) -> str:
        """Keeps its arguments."""
        if progress == 13:
            raise ValueError("unlucky")
        self.calls.append((job_id, progress, step, more))
        return "kept"


class AsyncManager:
    async def update_progress(self, task_id: str, percent: float, state: str) -> str:
        await asyncio.sleep(0)
        if percent == 13:
            raise ValueError("unlucky")
        return f"{task_id} {percent} {state}"


async def message_of(live: LiveUpdates, job_id: str = "a") -> Any:
    await live.flush()
    snapshot = await live.read(job_id)
    assert snapshot is not None
    return snapshot.message


@run
async def test_a_synchronous_method_behaves_as_before_and_is_reported() -> None:
    app, live = make_app({})
    manager = SyncManager()
    live.attach(manager)
    assert manager.update_progress.__doc__ == "Keeps its arguments."
    async with serving(app):
        assert manager.update_progress("a", 10, "One") == "kept"
        assert await asyncio.to_thread(manager.update_progress, "a", progress=20) == "kept"
        message = await message_of(live)
        assert (message["progress"], message["current_step"]) == (20, "One")
        manager.update_progress("a", 30, "Three", status="done", result={"score": 70})
        message = await message_of(live)
        assert (message["status"], message["result"]["score"]) == ("completed", 70)
    assert [call[1] for call in manager.calls] == [10, 20, 30]


@run
async def test_an_async_method_stays_async() -> None:
    app, live = make_app({})
    manager = AsyncManager()
    live.attach(manager)
    async with serving(app):
        assert await manager.update_progress("a", 55, "processing") == "a 55 processing"
        message = await message_of(live)
        assert (message["progress"], message["status"]) == (55, "running")
        with pytest.raises(ValueError, match="unlucky"):
            await manager.update_progress("b", 13, "processing")
        assert (await message_of(live, "b"))["seq"] == 0


@run
async def test_a_class_can_be_attached_before_it_has_instances() -> None:
    class Manager(SyncManager): ...

    app, live = make_app({})
    live.attach(Manager)
    async with serving(app):
        Manager().update_progress("a", 5, "Five")
        assert (await message_of(live))["current_step"] == "Five"


@run
async def test_a_call_that_raises_is_not_reported() -> None:
    app, live = make_app({})
    manager = SyncManager()
    live.attach(manager)
    async with serving(app):
        with pytest.raises(ValueError, match="unlucky"):
            manager.update_progress("a", 13, "Thirteen")
        assert (await message_of(live))["seq"] == 0


@run
async def test_an_error_in_reporting_never_reaches_the_job() -> None:
    app, live = make_app({})
    manager = SyncManager()
    live.attach(manager)
    async with serving(app):
        assert manager.update_progress("no job id, with spaces", 1) == "kept"
        assert manager.update_progress("a", "much", {"step": 1}, status=object()) == "kept"  # type: ignore[arg-type]
        assert (await message_of(live))["progress"] == 0


@run
async def test_a_custom_translation() -> None:
    class OtherNames:
        def moved(self, what: str, fraction: float) -> None: ...

    app, live = make_app({})
    other_names = OtherNames()
    live.attach(
        other_names,
        "moved",
        lambda what, fraction: {"job_id": what, "progress": 100 * fraction} if fraction else None,
    )
    async with serving(app):
        other_names.moved("a", 0.25)
        other_names.moved("b", 0)
        assert (await message_of(live))["progress"] == 25
        assert (await message_of(live, "b"))["seq"] == 0


@run
async def test_a_call_before_the_application_runs_is_not_lost() -> None:
    app, live = make_app({})
    manager = SyncManager()
    live.attach(manager)
    await asyncio.to_thread(manager.update_progress, "a", 40, "Early")
    async with serving(app):
        assert (await message_of(live))["current_step"] == "Early"


class Descriptor:
    """Binds like a function, as decorators of some libraries do."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self.function.__get__(instance, owner)


class Callable:
    def __call__(self, job_id: str, progress: float, *rest: Any, **more: Any) -> Any:
        return ("called", job_id, progress, rest, more)


def decorated(function: Any) -> Any:
    @functools.wraps(function)
    def inner(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    return inner


def make_class() -> type:
    """A method of each kind. Each returns everything that it got."""

    class Manager:
        def plain(self, job_id: str, progress: float, *rest: Any, **more: Any) -> Any:
            return (type(self).__name__, job_id, progress, rest, more)

        def positional(self, job_id: str, progress: float, /, status: str = "running") -> Any:
            return (type(self).__name__, job_id, progress, status)

        def named(self, job_id: str, *, progress: float, status: str = "running") -> Any:
            return (type(self).__name__, job_id, progress, status)

        @staticmethod
        def static(job_id: str, progress: float, *rest: Any, **more: Any) -> Any:
            return ("static", job_id, progress, rest, more)

        @classmethod
        def of_class(cls, job_id: str, progress: float, *rest: Any, **more: Any) -> Any:
            return (cls.__name__, job_id, progress, rest, more)

        async def later(self, job_id: str, progress: float, *rest: Any, **more: Any) -> Any:
            return (type(self).__name__, job_id, progress, rest, more)

        @staticmethod
        async def static_later(job_id: str, progress: float) -> Any:
            return ("static", job_id, progress)

        @classmethod
        async def of_class_later(cls, job_id: str, progress: float) -> Any:
            return (cls.__name__, job_id, progress)

        def task(self, job_id: str, progress: float) -> Any:
            return asyncio.ensure_future(asyncio.sleep(0, ("task", job_id, progress)))

        wrapped = decorated(plain)
        wrapped_later = decorated(later)
        partial = functools.partialmethod(plain, status="running")
        described = Descriptor(plain)
        callable_object = Callable()
        partial_object = functools.partial(Callable(), status="running")

    return Manager


KINDS = [name for name in vars(make_class()) if not name.startswith("__")]
TARGETS = {
    "its class": lambda made: made,
    "a class below": lambda made: type("Below", (made,), {}),
    "an object": lambda made: made(),
}
CALLS: dict[str, Any] = {
    "by place": lambda method: method("a", 7),
    "by name": lambda method: method(job_id="a", progress=7),
    "both": lambda method: method("a", progress=7),
    "with more": lambda method: method("a", 7, "more", extra=1),
    "too few": lambda method: method("a"),
}


async def outcome(call: Any, method: Any) -> Any:
    """What the caller sees."""
    try:
        result = call(method)
        return await result if inspect.isawaitable(result) else result
    except TypeError as error:
        return str(error).split(" ", 1)[-1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("how", CALLS)
@pytest.mark.parametrize("by", ["its class", "an object"])
def test_a_method_of_any_kind_behaves_as_before(kind: str, target: str, how: str, by: str) -> None:
    if target == "an object" and by == "its class":
        return

    @run
    async def scenario() -> None:
        def method_of(attached: Any) -> Any:
            if by == "its class":
                method = getattr(attached, kind)
                takes_self = inspect.isfunction(inspect.getattr_static(attached, kind)) or kind in (
                    "partial",
                    "described",
                )
                return functools.partial(method, attached()) if takes_self else method
            return getattr(attached() if isinstance(attached, type) else attached, kind)

        before = await outcome(CALLS[how], method_of(TARGETS[target](make_class())))
        reported: list[Any] = []
        attached = TARGETS[target](make_class())
        is_async = inspect.iscoroutinefunction(getattr(attached, kind))
        report_calls(attached, kind, lambda **fields: reported.append(fields))
        assert inspect.iscoroutinefunction(getattr(attached, kind)) == is_async
        assert await outcome(CALLS[how], method_of(attached)) == before
        await asyncio.sleep(0)
        seen = [(fields["job_id"], fields["progress"]) for fields in reported]
        assert seen == ([] if isinstance(before, str) else [("a", 7)])

    scenario()


def test_a_method_is_still_what_it_was() -> None:
    Manager = make_class()
    for name in ("plain", "static", "of_class"):
        report_calls(Manager, name, lambda **_fields: None)
    manager = Manager()
    assert manager.plain == manager.plain and manager.of_class == manager.of_class
    assert Manager.plain.__qualname__.endswith("Manager.plain")
    assert isinstance(vars(Manager)["static"], staticmethod)
    assert isinstance(vars(Manager)["of_class"], classmethod)


def test_a_method_without_an_id_reports_nothing_and_says_so(caplog: Any) -> None:
    class Manager:
        def update_progress(self, *values: Any) -> Any:
            return values

    reported: list[Any] = []
    report_calls(Manager, "update_progress", lambda **fields: reported.append(fields))
    assert Manager().update_progress("a", 1) == ("a", 1)
    assert Manager().update_progress() == ()
    assert reported == []
    assert "translate" in caplog.text and len(caplog.records) == 1


def test_an_id_that_is_none_is_no_job() -> None:
    class Manager:
        def update_progress(self, job_id: str | None = None, progress: float = 0) -> None: ...

    reported: list[Any] = []
    report_calls(Manager, "update_progress", lambda **fields: reported.append(fields))
    Manager().update_progress()
    Manager().update_progress(None, 5)
    assert reported == []


def test_an_object_without_room_for_it_says_to_attach_the_class() -> None:
    class Manager:
        __slots__ = ()

        def update_progress(self, job_id: str) -> None: ...

    with pytest.raises(AttributeError, match=r"attach\(Manager\)"):
        report_calls(Manager(), "update_progress", lambda **_fields: None)
