"""Listening in on a job manager: plain, async, from threads, with other names."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from support import make_app, run, serving

from seo_live import LiveUpdates


class Plain:
    def __init__(self) -> None:
        self.calls: list[Any] = []

    def update_progress(self, job_id: str, progress: float, step: str = "", **more: Any) -> str:
        """Keeps what it was told."""
        if progress == 13:
            raise ValueError("unlucky")
        self.calls.append((job_id, progress, step, more))
        return "kept"


class Waiting:
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
async def test_a_plain_method_does_the_same_and_is_told_of() -> None:
    app, live = make_app({})
    manager = Plain()
    live.attach(manager)
    assert manager.update_progress.__doc__ == "Keeps what it was told."
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
async def test_an_async_method_stays_one() -> None:
    app, live = make_app({})
    manager = Waiting()
    live.attach(manager)
    async with serving(app):
        assert await manager.update_progress("a", 55, "processing") == "a 55 processing"
        message = await message_of(live)
        assert (message["progress"], message["status"]) == (55, "running")
        with pytest.raises(ValueError, match="unlucky"):
            await manager.update_progress("b", 13, "processing")
        assert (await message_of(live, "b"))["seq"] == 0


@run
async def test_a_class_can_be_attached_to_before_there_are_objects() -> None:
    class Manager(Plain): ...

    app, live = make_app({})
    live.attach(Manager)
    async with serving(app):
        Manager().update_progress("a", 5, "Five")
        assert (await message_of(live))["current_step"] == "Five"


@run
async def test_what_raises_is_not_told_of() -> None:
    app, live = make_app({})
    manager = Plain()
    live.attach(manager)
    async with serving(app):
        with pytest.raises(ValueError, match="unlucky"):
            manager.update_progress("a", 13, "Thirteen")
        assert (await message_of(live))["seq"] == 0


@run
async def test_telling_never_breaks_the_job() -> None:
    app, live = make_app({})
    manager = Plain()
    live.attach(manager)
    async with serving(app):
        assert manager.update_progress("no job id, with spaces", 1) == "kept"
        assert manager.update_progress("a", "much", {"step": 1}, status=object()) == "kept"  # type: ignore[arg-type]
        assert (await message_of(live))["progress"] == 0


@run
async def test_a_translation_of_ones_own() -> None:
    class Odd:
        def moved(self, what: str, fraction: float) -> None: ...

    app, live = make_app({})
    odd = Odd()
    live.attach(
        odd,
        "moved",
        lambda what, fraction: {"job_id": what, "progress": 100 * fraction} if fraction else None,
    )
    async with serving(app):
        odd.moved("a", 0.25)
        odd.moved("b", 0)
        assert (await message_of(live))["progress"] == 25
        assert (await message_of(live, "b"))["seq"] == 0


@run
async def test_a_call_before_the_application_runs_is_not_lost() -> None:
    app, live = make_app({})
    manager = Plain()
    live.attach(manager)
    await asyncio.to_thread(manager.update_progress, "a", 40, "Early")
    async with serving(app):
        assert (await message_of(live))["current_step"] == "Early"
