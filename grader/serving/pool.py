"""Warm judging processes of one week, which stay alive between submissions."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from dataclasses import dataclass, field

from course.errors import CourseError
from grader.executors import Answer
from grader.executors.judging import Judging
from grader.units import Bundle, Unit

_IDLE = 600.0  # seconds after which a judging process that nobody needs is ended; one stays


@dataclass
class Pool:
    """As many judging processes as there are threads that ask; the warmest is asked first."""

    bundle: Bundle
    _idle: list[tuple[float, Judging]] = field(default_factory=list)
    _busy: set[Judging] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def grade(self, unit: Unit) -> Answer:
        """Return the answer to `unit`; raises CourseError where nothing can be judged here."""
        judging = self._taken()
        try:
            return judging.grade(unit)
        finally:
            self._put_back(judging)

    def warm(self) -> None:
        """Start a process and let it judge the week as it was released, so that all is loaded."""
        with contextlib.suppress(CourseError):  # the first learner's submission will tell
            self.grade(released(self.bundle))

    def rest(self) -> None:
        """End all but one of the processes that have been idle for long."""
        until = time.monotonic() - _IDLE
        with self._lock:
            old = [one for one in self._idle[:-1] if one[0] < until]
            self._idle = [one for one in self._idle if one not in old]
        for _, judging in old:
            judging.close()

    def close(self) -> None:
        """End all processes; who waits for an answer gets a CourseError."""
        with self._lock:
            self._closed = True
            every = [*self._busy, *(judging for _, judging in self._idle)]
        for judging in every:
            judging.close()

    def _taken(self) -> Judging:
        with self._lock:
            if self._closed:
                raise CourseError("Grading was stopped.")
            if self._idle:
                _, judging = self._idle.pop()
            else:
                judging = Judging(self.bundle)
            self._busy.add(judging)
            return judging

    def _put_back(self, judging: Judging) -> None:
        with self._lock:
            self._busy.discard(judging)
            self._idle.append((time.monotonic(), judging))


def released(bundle: Bundle) -> Unit:
    """Return the week as it was released, as if somebody had handed it in."""
    files = {name: json.dumps(t).encode() for name, t in bundle.templates.items()}
    return Unit("", bundle.week, files)
