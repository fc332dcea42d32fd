"""The message: five fields that every client reads, and optional ones for the extension.

The extension drops a message that does not match the contract. So the values of an application
are brought into the contract's shape here. A value that cannot be used is left out and logged:
live updates never break the job that they report.
"""

from __future__ import annotations

import json
import logging
import math
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypedDict

log = logging.getLogger("seo_live")

JOB_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.:/~@+=-]{0,127}")
EPOCH = re.compile(r"[0-9a-z]{1,16}")
TERMINAL = frozenset({"completed", "cancelled", "failed"})
PHASES = ("queued", "discovering", "crawling", "verifying", "analysing", "reporting", "done")

STATUSES = {
    **{word: word for word in ("queued", "running", "paused")},
    **dict.fromkeys(("pending", "waiting", "created"), "queued"),
    **dict.fromkeys(("started", "processing", "in_progress", "active"), "running"),
    **dict.fromkeys(
        "completed complete done success succeeded successful finished ok ended 完成 已完成".split(),
        "completed",
    ),
    **dict.fromkeys(
        "failed failure error errored timeout timed_out crashed dead expired rejected".split(),
        "failed",
    ),
    **dict.fromkeys(
        "cancelled canceled aborted stopped revoked terminated killed".split(), "cancelled"
    ),
}
STEPS = {
    "queued": "Waiting",
    "running": "Running",
    "paused": "Paused",
    "completed": "Done",
    "cancelled": "Cancelled",
    "failed": "Failed",
}


class Change(TypedDict, total=False):
    """What changed in a job; a field that is not given stays as it was."""

    progress: float
    status: str
    current_step: str
    detail: dict[str, Any]
    result: dict[str, Any]
    error: dict[str, Any]


class Message(TypedDict, total=False):
    """The whole state of a job. `seq` counts from 1 in a job; `epoch` sorts as text."""

    job_id: str
    progress: float
    status: str
    current_step: str
    timestamp: str
    seq: int
    epoch: str
    detail: dict[str, Any]
    result: dict[str, Any]
    error: dict[str, Any]


def now_iso() -> str:
    """The current time, ISO 8601 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_ended(state: Mapping[str, Any] | None) -> bool:
    """Whether a message or change is the last one of its job."""
    return state is not None and state.get("status") in TERMINAL


def merge_changes(older: Change | None, newer: Change | None) -> Change:
    """Two changes as one. An end is never changed."""
    if older is not None and is_ended(older):
        return older
    both: Change = {}
    both.update(older or {})
    both.update(newer or {})
    return both


def clean_change(job_id: str, given: Mapping[str, Any]) -> Change:
    """Keeps the part of `given` that fits the contract. Never raises.

    A status may be a usual synonym, `progress` is clamped to 0 to 100, an error may be a text.
    """
    change: Change = {}
    for name, value in given.items():
        if value is None:
            continue
        if name == "status" and _word(value) == "ended" and given.get("error") is not None:
            value = "failed"
        try:
            clean = _CLEANERS[name](value)
        except Exception:
            clean = None
        if clean is None:
            log.warning("job %s: %s of type %s is left out", job_id, name, type(value).__name__)
        else:
            change[name] = clean  # type: ignore[literal-required]
    return change


def next_message(head: Message | None, job_id: str, change: Change) -> Message | None:
    """The message after `head`, without `seq` and `epoch` yet; None when the job has ended."""
    if is_ended(head):
        return None
    before: Message = head or {"status": "queued", "progress": 0, "current_step": STEPS["queued"]}
    # An update without a status means that the job is running, unless it is paused.
    status = change.get("status") or ("paused" if before["status"] == "paused" else "running")
    progress = 100.0 if status == "completed" else change.get("progress", 0)
    step = before["current_step"] if before["status"] == status else STEPS[status]
    message: Message = {
        "job_id": job_id,
        "progress": max(before["progress"], progress),
        "status": status,
        "current_step": change.get("current_step", step),
        "timestamp": now_iso(),
    }
    if "detail" in change or "detail" in before:
        known = {**before.get("detail", {}), **change.get("detail", {})}
        message["detail"] = _complete_detail(known, status)
    if "result" in change and status in ("completed", "cancelled"):
        message["result"] = change["result"]
    if status == "failed":
        reason = {"code": "internal", "message": message["current_step"]}
        message["error"] = change.get("error", reason)
    return message


def _number(value: Any, least: float = 0, most: float = math.inf) -> float | None:
    """Also Decimal, Fraction and the numbers of numpy, which are no `int` or `float`."""
    if isinstance(value, (bool, str, bytes)) or type(value).__name__ in ("bool_", "bool"):
        return None
    try:
        number = value if isinstance(value, (int, float)) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(number, least), most) if math.isfinite(number) else None


def _count(value: Any) -> int:
    number = _number(value, most=2**53 - 1)
    return 0 if number is None else int(number)


_PROGRESS = re.compile(
    r"\s*([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?:(%)|(?:/|of)\s*(\d+(?:\.\d+)?))?\s*",
    re.IGNORECASE,
)


def _said_progress(value: Any) -> tuple[float | None, bool]:
    """The number, and whether a text named its unit: `42 %`, `3/10`."""
    if not isinstance(value, str):
        return _number(value), False
    match = _PROGRESS.fullmatch(value)
    if match is None:
        return None, False
    number, percent, whole = match.groups()
    if whole is None:
        return _number(float(number)), percent is not None
    return (_number(100 * float(number) / float(whole)), True) if float(whole) else (None, False)


def _progress(value: Any) -> float | None:
    number, _ = _said_progress(value)
    return None if number is None else round(min(number, 100), 1)


class Scales:
    """Which jobs count their progress to 1. May be called from any thread.

    Values up to 1 are shares of 1 while all values so far were such, and one had a fraction.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._scales: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def percent(self, job_id: str, value: Any) -> Any:
        """The progress in percent; a value that cannot be read stays as it is."""
        try:
            number, is_percent = _said_progress(value)
        except Exception:
            return value
        if number is None:
            return value
        with self._lock:
            scale = self._scales.get(job_id)
            if is_percent or number > 1 or scale == "percent":
                scale = "percent"
            elif number % 1:
                scale = "ratio"
            if scale is not None:
                self._scales[job_id] = scale
                self._scales.move_to_end(job_id)
            if len(self._scales) > self._most:
                self._scales.popitem(last=False)
        return 100 * number if scale == "ratio" else number

    def forget(self, job_id: str) -> None:
        with self._lock:
            self._scales.pop(job_id, None)


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()[:500]


def _through_json(value: Any) -> Any:
    """The value as JSON keeps it. Raises when JSON has no form for it, e.g. NaN."""
    text = json.dumps(value, default=str, allow_nan=False, ensure_ascii=False)
    return json.loads(text.encode("utf-8", "replace"))


def _word(value: Any) -> str:
    """The word of a status; Python writes some enumerations as `JobStatus.DONE`."""
    word = value.value if isinstance(value, Enum) else value
    return re.sub(r"[\s-]+", "_", str(word).split(".")[-1].strip().lower())


def _status(value: Any) -> str | None:
    return STATUSES.get(_word(value))


def _mapping(value: Any) -> Mapping[str, Any] | None:
    """An object, also if it is given as JSON text."""
    given = json.loads(value) if isinstance(value, (str, bytes)) else value
    return given if isinstance(given, Mapping) else None


def _detail(value: Any) -> dict[str, Any] | None:
    given = _mapping(value)
    return None if given is None else dict(given)


def _result(given: Any) -> dict[str, Any] | None:
    value = _mapping(given)
    if value is None:
        return None
    score, coverage = _number(value.get("score"), most=100), value.get("coverage")
    counts = coverage if isinstance(coverage, Mapping) else {}
    names = ("read", "discovered", "refused")
    return {
        **_through_json(value),
        "score": score,
        "coverage": {
            **_through_json(counts),
            **{name: _count(counts.get(name)) for name in names},
        },
    }


def _error(value: Any) -> dict[str, Any] | None:
    given = value if isinstance(value, Mapping) else {"message": value}
    code, message = given.get("code", "internal"), given.get("message", "Failed")
    return {**_through_json(given), "code": _text(code)[:64], "message": _text(message)}


_CLEANERS = {
    "progress": _progress,
    "status": _status,
    "current_step": _text,
    "detail": _detail,
    "result": _result,
    "error": _error,
}


def _counts(given: Any, names: tuple[str, ...]) -> dict[str, int]:
    known = given if isinstance(given, Mapping) else {}
    return {name: _count(known.get(name)) for name in names}


def _complete_detail(given: Mapping[str, Any], status: str) -> dict[str, Any]:
    """The contract's `detail`, with zeros for unknown counts."""
    fallback = "queued" if status == "queued" else "crawling"
    phase = given.get("phase") if given.get("phase") in PHASES else fallback
    pages = given.get("pages") if isinstance(given.get("pages"), Mapping) else {}
    eta, urls = given.get("eta_s"), given.get("current_urls")
    running = status == "running"
    has_eta = isinstance(eta, (list, tuple)) and len(eta) == 2
    bounds = [_number(end) for end in eta] if has_eta and eta else []
    return {
        "phase": "done" if status in TERMINAL else phase,
        "pages": {
            **_counts(
                pages, ("discovered", "crawled", "queued", "in_flight", "failed", "refused")
            ),
            "skipped": _counts(
                (pages or {}).get("skipped"), ("robots", "filter", "limit", "other")
            ),
        },
        "rate_per_s": (_number(given.get("rate_per_s"), most=1e6) or 0) if running else 0,
        "eta_s": bounds if running and bounds and None not in bounds else None,
        "current_urls": [_text(url) for url in list(urls)[:3]]
        if running and isinstance(urls, (list, tuple))
        else [],
        "issues": _counts(given.get("issues"), ("critical", "high", "medium", "low", "info")),
        "queue_position": _count(given.get("queue_position")) if status == "queued" else 0,
    }


# Their names before: a `Log` that an application wrote may import them.
merge = merge_changes
follow_on = next_message
