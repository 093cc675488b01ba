"""The workers of a Dask scheduler, asked by a service that runs for months: used as a Pool is.

A scheduler that is gone costs nobody their grade: who asked gets a CourseError and is tried again,
and the next to ask connects anew.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from course.errors import CourseError
from grader.executors import Answer
from grader.serving.pool import released
from grader.units import Bundle, Unit

if TYPE_CHECKING:  # Dask is installed where it is asked for
    from grader.executors.cluster import Cluster

_WORKERS_SECONDS = 10.0  # so long may the cluster be without any worker; then it is tried later


class Workers:
    """The cluster at an address, for one week. Threads may share it."""

    def __init__(self, bundle: Bundle, address: str) -> None:
        self.bundle, self._address = bundle, address
        self._cluster: Cluster | None = None
        self._lock = threading.Lock()
        self._closed = False

    def grade(self, unit: Unit) -> Answer:
        """Return the answer to `unit`; raises CourseError where nothing can be judged there now."""
        cluster = self._connected()
        try:
            for answer in cluster.map([unit]):
                if answer is not None:
                    return answer
        except BaseException:
            self._let_go(cluster)
            raise
        raise CourseError("The cluster has given no answer.")

    def warm(self) -> None:
        """Connect, and let a worker judge the week as it was released."""
        with contextlib.suppress(CourseError):  # the first learner's submission will tell
            self.grade(released(self.bundle))

    def rest(self) -> None:
        """Leave it to the cluster how many workers it keeps."""

    def close(self) -> None:
        """Let go of the cluster; who waits for an answer gets a CourseError."""
        self._closed = True
        self._let_go(self._cluster)

    def _connected(self) -> Cluster:
        from grader.executors.cluster import Cluster

        with self._lock:
            if self._closed:
                raise CourseError("Grading was stopped.")
            if self._cluster is None:
                self._cluster = Cluster(self.bundle, self._address, _WORKERS_SECONDS).__enter__()
            return self._cluster

    def _let_go(self, cluster: Cluster | None) -> None:
        """Close a connection that failed, once; others that used it are tried again as well."""
        with self._lock:
            if cluster is None or cluster is not self._cluster:
                return
            self._cluster = None
        cluster.__exit__()
