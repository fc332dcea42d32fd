"""A message has the contract's shape, whatever values an application gives."""

from __future__ import annotations

import math
from enum import Enum
from typing import Any

import pytest

from seo_live.messages import Message, clean_change, merge_changes, next_message


class State(Enum):
    DONE = "SUCCESS"


def message_of(**given: Any) -> Message:
    message = next_message(None, "job", clean_change("job", given))
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
    ("given", "status"),
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
def test_statuses_are_known_by_their_usual_names(given: Any, status: str) -> None:
    assert message_of(status=given)["status"] == status


@pytest.mark.parametrize("progress", [math.nan, math.inf, "42", True, None, [1]])
def test_a_wrong_progress_is_left_out(progress: Any) -> None:
    assert message_of(progress=progress)["progress"] == 0


def test_progress_never_goes_down_and_ends_at_100_when_completed() -> None:
    head = message_of(progress=60)
    lower = next_message(head, "job", clean_change("job", {"progress": 20}))
    assert lower is not None and lower["progress"] == 60
    ended = next_message(lower, "job", clean_change("job", {"status": "done"}))
    assert ended is not None and ended["progress"] == 100
    cancelled = next_message(lower, "job", clean_change("job", {"status": "cancelled"}))
    assert cancelled is not None and cancelled["progress"] == 60


def test_nothing_follows_an_end() -> None:
    head = message_of(status="failed", error="No route")
    assert head["error"] == {"code": "internal", "message": "No route"}
    assert next_message(head, "job", {"status": "running"}) is None
    assert merge_changes({"status": "failed"}, {"status": "running"}) == {"status": "failed"}


def test_a_message_carries_the_whole_state() -> None:
    head = message_of(progress=10, detail={"phase": "crawling", "pages": {"crawled": 3}})
    later = next_message(head, "job", clean_change("job", {"progress": 20}))
    assert later is not None
    assert later["detail"]["pages"]["crawled"] == 3
    assert later["detail"]["phase"] == "crawling"


def test_without_a_status_a_job_is_running_unless_it_is_paused() -> None:
    queued, paused = message_of(status="queued"), message_of(status="paused")
    for head, status in ((queued, "running"), (paused, "paused")):
        later = next_message(head, "job", clean_change("job", {"progress": 5}))
        assert later is not None and later["status"] == status


def test_a_value_without_a_json_form_is_left_out() -> None:
    message = message_of(status="done", result={"score": 80, "when": math.nan})
    assert "result" not in message
    kept = message_of(status="done", result={"score": 800, "by": State.DONE, "coverage": 3})
    assert kept["result"]["score"] == 100
    assert kept["result"]["coverage"] == {"read": 0, "discovered": 0, "refused": 0}
    assert message_of(current_step="\ud800 broken")["current_step"] == "? broken"
