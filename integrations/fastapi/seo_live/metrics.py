"""Metrics for Prometheus; without `prometheus_client` they do nothing."""

from __future__ import annotations

from typing import Any


class _NoMetric:
    def labels(self, *_values: str) -> _NoMetric:
        return self

    def inc(self) -> None: ...

    def dec(self) -> None: ...


def _create(kind: str, name: str, help_text: str, *labels: str) -> Any:
    try:
        import prometheus_client
    except ImportError:
        return _NoMetric()
    return getattr(prometheus_client, kind)(f"seo_live_{name}", help_text, labels)


connections = _create("Gauge", "connections", "Admitted sockets now.")
refused = _create("Counter", "refused", "Sockets that were refused.", "code")
joins = _create("Counter", "joins", "Answers to join_job: ok, reset, or an error.", "outcome")
emitted = _create("Counter", "emitted", "Messages sent to rooms.", "event")
failures = _create("Counter", "failures", "Updates whose first write or send failed.")
