"""What the service counts, for Prometheus and for the instructor's page."""

from __future__ import annotations

import time
from collections import deque
from statistics import median

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from grader.serving.queue import Queue

_HOUR = 3600.0
_SECONDS = (0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)


class Metrics:
    """Counters since the service was started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own = {"labelnames": ["week"], "registry": self._registry}
        self.graded = Counter("nndl_graded", "Submissions graded and recorded", **own)
        self.failures = Counter("nndl_failures", "Submissions that could not be graded", **own)
        self.feedback_seconds = Histogram(
            "nndl_feedback_seconds",
            "From a submission's arrival to its released feedback; what is held is not counted",
            buckets=_SECONDS,
            **own,
        )
        self.judging_seconds = Histogram(
            "nndl_judging_seconds", "Judging one submission", buckets=_SECONDS, **own
        )
        self._queue = Gauge(
            "nndl_submissions",
            "Latest submissions by state; those waiting are the queue",
            ["week", "state"],
            registry=self._registry,
        )
        self._refused = Gauge(
            "nndl_refused", "Folders in the exchange that are not taken", registry=self._registry
        )
        self._looked = Gauge(
            "nndl_last_look_timestamp_seconds", "When the exchange was last looked at",
            registry=self._registry,
        )  # fmt: skip
        self._recent: deque[tuple[float, float | None]] = deque(maxlen=100_000)

    def ended(self, week: str, seconds: float | None) -> None:
        """Count a graded submission; `seconds` from its arrival to its feedback, unless held."""
        self.graded.labels(week).inc()
        self._recent.append((time.time(), seconds))
        if seconds is not None:
            self.feedback_seconds.labels(week).observe(seconds)

    def last(self, seconds: float) -> int:
        """Return how many submissions were graded in the last `seconds`, of an hour at most."""
        since = time.time() - seconds
        return sum(moment > since for moment, _ in list(self._recent))

    @property
    def usual_seconds(self) -> float | None:
        """The median time from arrival to feedback in the last hour; None where there was none."""
        since = time.time() - _HOUR
        known = [took for moment, took in list(self._recent) if took is not None and moment > since]
        return median(known) if known else None

    def text(self, queue: Queue, refused: int, looked: float) -> bytes:
        """Return everything in Prometheus's text format."""
        self._queue.clear()
        for (week, state), count in queue.counts().items():
            self._queue.labels(week, state).set(count)
        self._refused.set(refused)
        self._looked.set(looked)
        return generate_latest(self._registry)
