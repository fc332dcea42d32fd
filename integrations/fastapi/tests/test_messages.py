"""A message has the contract's shape, whatever values an application gives."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from seo_live.messages import (
    STATUSES,
    Message,
    Scales,
    clean_change,
    merge_changes,
    next_message,
)


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
        ("timed-out", "failed"),
        ("Timed Out", "failed"),
        ("REVOKED", "cancelled"),
        ("JobStatus.KILLED", "cancelled"),
        ("已完成", "completed"),
        ("ok", "completed"),
        ("ended", "completed"),
    ],
)
def test_statuses_are_known_by_their_usual_names(given: Any, status: str) -> None:
    assert message_of(status=given)["status"] == status


@pytest.mark.parametrize("progress", [math.nan, math.inf, "many", "3/0", True, None, [1], {}])
def test_a_wrong_progress_is_left_out(progress: Any) -> None:
    assert message_of(progress=progress)["progress"] == 0


def test_ended_with_an_error_is_failed() -> None:
    assert message_of(status="ended", error="No route")["status"] == "failed"


def test_the_extension_knows_the_same_words() -> None:
    root = Path(__file__).parents[3]
    source = (root / "lib/state/readBasicMessage.ts").read_text("utf-8")
    table = re.findall(r"\['(\w+)', '([^']+)'\]", source)
    theirs = {word: status for status, words in table for word in words.split()}
    assert theirs == STATUSES


class Numpy:
    """As numpy's numbers: neither an int nor a float, and not registered as a number."""

    def __float__(self) -> float:
        return 42.0


@pytest.mark.parametrize(
    ("values", "percent"),
    [
        ([Decimal("42.5")], 42.5),
        ([Fraction(1, 4)], 25),
        ([Numpy()], 42),
        ([0, 0.25], 25),
        ([0, 1], 1),
        ([0.5, 1], 100),
        ([2, 0.5], 2),
        (["3/10"], 30),
        (["3 of 4"], 75),
        (["42 %"], 42),
        (["42.5"], 42.5),
        (["0.5"], 50),
        ([40, None], 40),
        ([40, math.nan], 40),
        ([40, "many"], 40),
    ],
)
def test_progress_in_any_usual_form(values: list[Any], percent: float) -> None:
    scales = Scales()
    head = None
    for value in values:
        change = clean_change("job", {"progress": scales.percent("job", value)})
        head = next_message(head, "job", change)
    assert head is not None and head["progress"] == percent


def test_json_text_is_an_object() -> None:
    message = message_of(status="done", result='{"score": 80, "coverage": {"read": 3}}')
    assert message["result"]["coverage"]["read"] == 3


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
