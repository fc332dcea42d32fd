"""The shape of a message, whatever an application says."""

from __future__ import annotations

import math
from enum import Enum
from typing import Any

import pytest

from seo_live.messages import Message, clean_change, follow_on, merge


class State(Enum):
    DONE = "SUCCESS"


def message_of(**given: Any) -> Message:
    message = follow_on(None, "job", clean_change("job", given))
    assert message is not None
    return message


def test_five_fields_are_always_there() -> None:
    message = message_of(progress=42.49, current_step="Reading pages")
    assert message["job_id"] == "job"
    assert message["progress"] == 42.5
    assert message["status"] == "running"
    assert message["current_step"] == "Reading pages"
    assert message["timestamp"].endswith("Z")
    assert set(message) == {"job_id", "progress", "status", "current_step", "timestamp"}


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("done", "completed"),
        (State.DONE, "completed"),
        ("Finished", "completed"),
        ("error", "failed"),
        ("aborted", "cancelled"),
        ("processing", "running"),
        ("pending", "queued"),
    ],
)
def test_statuses_are_known_by_their_usual_names(said: Any, means: str) -> None:
    assert message_of(status=said)["status"] == means


@pytest.mark.parametrize("progress", [math.nan, math.inf, "42", True, None, [1]])
def test_what_is_no_progress_is_left_out(progress: Any) -> None:
    assert message_of(progress=progress)["progress"] == 0


def test_progress_never_goes_down_and_ends_at_100_when_completed() -> None:
    head = message_of(progress=60)
    lower = follow_on(head, "job", clean_change("job", {"progress": 20}))
    assert lower is not None and lower["progress"] == 60
    ended = follow_on(lower, "job", clean_change("job", {"status": "done"}))
    assert ended is not None and ended["progress"] == 100
    cancelled = follow_on(lower, "job", clean_change("job", {"status": "cancelled"}))
    assert cancelled is not None and cancelled["progress"] == 60


def test_nothing_follows_an_end() -> None:
    head = message_of(status="failed", error="No route")
    assert head["error"] == {"code": "internal", "message": "No route"}
    assert follow_on(head, "job", {"status": "running"}) is None
    assert merge({"status": "failed"}, {"status": "running"}) == {"status": "failed"}


def test_a_message_carries_the_whole_state() -> None:
    head = message_of(progress=10, detail={"phase": "crawling", "pages": {"crawled": 3}})
    later = follow_on(head, "job", clean_change("job", {"progress": 20}))
    assert later is not None
    assert later["detail"]["pages"]["crawled"] == 3
    assert later["detail"]["phase"] == "crawling"


def test_work_goes_on_without_a_status_unless_it_is_paused() -> None:
    queued, paused = message_of(status="queued"), message_of(status="paused")
    for head, status in ((queued, "running"), (paused, "paused")):
        later = follow_on(head, "job", clean_change("job", {"progress": 5}))
        assert later is not None and later["status"] == status


def test_what_json_cannot_say_is_left_out() -> None:
    message = message_of(status="done", result={"score": 80, "when": math.nan})
    assert "result" not in message
    kept = message_of(status="done", result={"score": 800, "by": State.DONE, "coverage": 3})
    assert kept["result"]["score"] == 100
    assert kept["result"]["coverage"] == {"read": 0, "discovered": 0, "refused": 0}
    assert message_of(current_step="\ud800 broken")["current_step"] == "? broken"
