"""Counters for Prometheus; without `prometheus_client` they count nothing."""

from __future__ import annotations

from typing import Any


class _Nothing:
    def labels(self, *_values: str) -> _Nothing:
        return self

    def inc(self) -> None: ...

    def dec(self) -> None: ...


def _make(kind: str, name: str, what: str, *labels: str) -> Any:
    try:
        import prometheus_client
    except ImportError:
        return _Nothing()
    return getattr(prometheus_client, kind)(f"seo_live_{name}", what, labels)


connections = _make("Gauge", "connections", "Sockets that are let in now.")
refused = _make("Counter", "refused", "Sockets that were refused.", "code")
joins = _make("Counter", "joins", "Answers to join_job: ok, reset, or an error.", "outcome")
emitted = _make("Counter", "emitted", "Messages sent to rooms.", "event")
failures = _make("Counter", "failures", "Updates that could not be kept or sent at once.")
