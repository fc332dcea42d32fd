"""What requests and answers have in common over the socket and over REST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .log import Snapshot
from .messages import EPOCH, JOB_ID, now_iso


def api_error(code: str, message: str, retry_after_ms: int | None = None) -> dict[str, Any]:
    """An error as it is sent; `retry_after_ms` only when it is known."""
    error: dict[str, Any] = {"code": code, "message": message}
    return error if retry_after_ms is None else {**error, "retry_after_ms": retry_after_ms}


def error_ack(code: str, message: str, retry_after_ms: int | None = None) -> dict[str, Any]:
    return {"ok": False, "error": api_error(code, message, retry_after_ms)}


def snapshot_fields(snapshot: Snapshot) -> dict[str, Any]:
    """The fields that an ack and a REST answer carry next to the message."""
    events = {} if snapshot.events is None else {"events": snapshot.events}
    return {
        "reset": snapshot.reset,
        "ended": snapshot.ended,
        **events,
        "server_time": now_iso(),
    }


def parse_request(given: Any) -> dict[str, Any] | None:
    """`{job_id, since_seq?, epoch?}` or a bare job_id; None when the shape is wrong."""
    asked = {"job_id": given} if isinstance(given, str) else given
    if not isinstance(asked, Mapping):
        return None
    job_id, since, epoch = (asked.get(name) for name in ("job_id", "since_seq", "epoch"))
    if not isinstance(job_id, str) or not JOB_ID.fullmatch(job_id):
        return None
    if since is not None and (type(since) is not int or not 0 <= since < 2**53):
        return None
    if epoch is not None and (not isinstance(epoch, str) or not EPOCH.fullmatch(epoch)):
        return None
    return {"job_id": job_id, "since_seq": since, "epoch": epoch}
