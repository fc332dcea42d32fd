"""An application that was written against the first version still imports and works."""

from __future__ import annotations

import pytest
from earlier_log import EarlierLog
from support import connected, get, make_app, run, serving

from seo_live import attach


@run
async def test_a_log_of_an_application_numbers_replays_and_resets() -> None:
    log = EarlierLog()
    app, live = make_app({"a": "anna", "b": "anna"}, log=log)
    async with serving(app) as url, connected(url) as client:
        assert (await client.join("a"))["snapshot"]["status"] == "queued"
        # The log refuses the first change; the publisher repeats it.
        live.update("a", 10, current_step="Reading")
        await live.flush()
        live.update("a", 20)
        await live.flush()
        live.update("a", status="paused")
        await live.flush()
        assert await live.unfinished() == ["a"]
        status = f"{url}/api/jobs/a/status"
        newest = (await get(status))[1]
        assert (newest["status"], newest["current_step"]) == ("paused", "Paused")
        replayed = (await get(f"{status}?since_seq=1&epoch={newest['epoch']}"))[1]
        numbers = [event["seq"] for event in replayed["events"]]
        assert (replayed["reset"], numbers) == (False, list(range(2, newest["seq"] + 1)))
        assert (await get(f"{status}?since_seq=900"))[1]["reset"] is True
        assert log.resets == [900]

        live.update("a", status="completed")
        assert (await client.until_end())["progress"] == 100
        await live.delete("a")
        assert await live.unfinished() == []


@run
async def test_names_that_an_application_adds_to_the_table_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(attach.NAMES, "progress", ("anteil", *attach.NAMES["progress"]))

    class Jobs:
        def update_progress(self, job_id: str, anteil: float) -> None: ...

    jobs = Jobs()
    app, live = make_app({"a": "anna"})
    live.attach(jobs)
    async with serving(app) as url:
        jobs.update_progress("a", 30)
        await live.flush()
        assert (await get(f"{url}/api/jobs/a/status"))[1]["progress"] == 30
