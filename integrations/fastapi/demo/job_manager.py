"""Runs the scans in threads. It has no code for live updates: `LiveUpdates.attach` adds them."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .analyzer import Options, Scan, ScanError, StopRequested
from .store import Row

log = logging.getLogger("demo")


class _Job:
    def __init__(self) -> None:
        self.cancelled = False
        self.stop = threading.Event()
        self.done = threading.Event()
        self.future: Future[None] | None = None


class JobManager:
    """on_end(job_id) is called in the job's thread after its last update."""

    def __init__(self, at_once: int, slow_s: float, on_end: Callable[[str], object]) -> None:
        self._pool = ThreadPoolExecutor(at_once, "scan")
        self._slow_s = slow_s
        self._on_end = on_end
        self._jobs: dict[str, _Job] = {}

    def update_progress(
        self,
        job_id: str,
        progress: float | None,
        step: str,
        status: str = "running",
        detail: dict[str, Any] | None = None,
        result: dict[str, Any] | None = None,
        error: dict[str, str] | None = None,
    ) -> None:
        """Reports the progress of a job. Called in the job's thread."""
        log.info("%s %s %s %s", job_id, status, progress, step)

    def start(self, row: Row) -> None:
        """Starts a job, or cancels it when its cancellation was requested before a restart."""
        job = self._jobs[row["job_id"]] = _Job()
        self.update_progress(row["job_id"], None, "Waiting for a free place", status="queued")
        job.future = self._pool.submit(self._run, row, job)
        if row["cancel"]:
            self.cancel(row["job_id"])

    def cancel(self, job_id: str) -> threading.Event:
        """Asks a job to stop. The returned event is set once the job is not running."""
        job = self._jobs.get(job_id)
        if job is None:
            done = threading.Event()
            done.set()
            return done
        job.cancelled = True
        job.stop.set()
        if job.future is not None and job.future.cancel():
            self._end(job_id, job, None, "Cancelled", status="cancelled")
        return job.done

    def close(self) -> None:
        """Ends every thread; unfinished jobs continue after the next start."""
        for job in list(self._jobs.values()):
            job.stop.set()
        self._pool.shutdown(cancel_futures=True)

    def _run(self, row: Row, job: _Job) -> None:
        job_id = row["job_id"]
        scan = Scan(
            row["url"],
            row["mode"],
            Options(**json.loads(row["options"])),
            lambda progress, step, detail: self.update_progress(
                job_id, progress, step, detail=detail
            ),
            lambda seconds: _pause(job, seconds),
            self._slow_s,
        )
        try:
            result = scan.run()
            self._end(job_id, job, 100, "Done", status="completed", result=result)
        except StopRequested:
            if job.cancelled:
                partial = scan.result()
                self._end(job_id, job, None, "Cancelled", status="cancelled", result=partial)
        except ScanError as error:
            reason = {"code": error.code, "message": str(error)}
            self._end(job_id, job, None, str(error), status="failed", error=reason)
        except Exception:
            log.exception("job %s failed", job_id)
            self._end(job_id, job, None, "The scan broke", status="failed")

    def _end(self, job_id: str, job: _Job, progress: float | None, step: str, **more: Any) -> None:
        self.update_progress(job_id, progress, step, **more)
        self._on_end(job_id)
        self._jobs.pop(job_id, None)
        job.done.set()


def _pause(job: _Job, seconds: float) -> None:
    if job.stop.wait(seconds):
        raise StopRequested
