"""Attaching to a job manager: synchronous, async, from threads, with other names."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from support import make_app, run, serving

from seo_live import LiveUpdates


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
