"""Do what is to be done about one submission: take, judge, record, write its pages, release them.

Every step is done whole or not at all and may be done again, in this order; so whatever a crash
leaves behind, the next start sees from gradebook and exchange where to go on.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

from course.errors import CourseError
from grader.batch import Summary, bundle_of, finish
from grader.content import weeks
from grader.coursedir import CourseDir
from grader.duedates import recorded_due
from grader.executors import Answer
from grader.gradebook import Known, Recorder
from grader.pages.writing import Pages
from grader.sandbox.limits import Limits
from grader.serving.exchange import Exchange
from grader.serving.history import History, now
from grader.serving.inbox import Arrival
from grader.serving.metrics import Metrics
from grader.serving.pool import Pool
from grader.serving.queue import ELSEWHERE, FAILED, GRADED, NEVER, RELEASED, WAITING
from grader.serving.settings import WHEN_DUE, Settings
from grader.serving.taking import take
from grader.serving.workers import Workers
from grader.units import read_unit

_DUE_SECONDS = 30.0  # so old may be what is known of the due dates


@dataclass
class Week:
    """What grading a week needs, loaded once."""

    name: str
    pool: Pool | Workers
    pages: Pages
    known: dict[str, Known]

    @property
    def notebooks(self) -> list[str]:
        """The names of the week's notebooks."""
        return list(self.pool.bundle.templates)


@dataclass
class Work:
    """The work on one course. Threads may share it, as long as no two work for one learner."""

    course: CourseDir
    settings: Settings
    exchange: Exchange
    metrics: Metrics
    scheduler: str | None = None
    weeks: dict[str, Week] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._recorder = Recorder(self.course)
        self.history = History(self.course.db_url, self.settings.gradings_an_hour)
        self._due: dict[str, datetime | None] = {}
        self._due_read = -_DUE_SECONDS
        self._lock = threading.Lock()
        for name in weeks(self.course.content):
            if self.course.release(name).is_dir():
                bundle = bundle_of(self.course, name, Limits())
                pool = Workers(bundle, self.scheduler) if self.scheduler else Pool(bundle)
                pages = Pages(self.course, name)
                self.weeks[name] = Week(name, pool, pages, self._recorder.known(name))
        if not self.weeks:
            raise CourseError(f"No week is released in {self.course.root}; run grader init.")

    def close(self) -> None:
        """End the judging processes, and let go of the gradebook."""
        for week in self.weeks.values():
            week.pool.close()
        self.history.close()
        self._recorder.__exit__()

    def state_of(self, arrival: Arrival) -> str:
        """Return how a submission stands by what is recorded and released."""
        week = self.weeks[arrival.week]
        known = week.known.get(arrival.learner)
        if known is None or known.submitted is None or known.submitted < arrival.submitted:
            return WAITING
        if known.submitted > arrival.submitted:
            return ELSEWHERE
        if not known.digest:
            return WAITING
        pages = (self.exchange.page(arrival.secret, name) for name in week.notebooks)
        return RELEASED if all(page.is_file() for page in pages) else GRADED

    def held_until(self, week: str) -> datetime | None:
        """Return until when a week's feedback is held: NEVER for no due date, None for not held."""
        if self.settings.feedback != WHEN_DUE:
            return None
        with self._lock:
            if time.monotonic() - self._due_read > _DUE_SECONDS:
                self._due = recorded_due(self.course.db_url)
                self._due_read = time.monotonic()
        due = self._due.get(week) or NEVER
        return due if now() < due else None

    def do(self, arrival: Arrival, state: str) -> tuple[str, str]:
        """Do what is to be done about a submission at `state`; return its new one, and a reason.

        Raises Unfit where it is not taken, OSError or CourseError where the machine cannot.
        """
        week, learner = self.weeks[arrival.week], arrival.learner
        trouble, was = "", state
        if state == WAITING:
            self.history.begin(arrival)
            folder = self.course.submitted(learner, arrival.week)
            take(arrival, week.notebooks, folder, self.exchange)
            unit = read_unit(folder, learner, arrival.week, week.notebooks)
            with self.metrics.judging_seconds.labels(arrival.week).time():
                answer = week.pool.grade(unit)
            state, trouble = self._record(week, arrival, answer)
        if state not in (GRADED, FAILED):
            return state, trouble
        pages = week.pages.write(learner)
        held = self.held_until(arrival.week) is not None
        if not held:
            for page in pages:
                self.exchange.release(arrival.secret, page.stem, page.read_bytes())
        if was == WAITING:
            self.metrics.ended(arrival.week, None if held else time.time() - arrival.arrived)
        if state == FAILED:
            self.metrics.failures.labels(arrival.week).inc()
            return FAILED, trouble
        return (GRADED if held else RELEASED), ""

    def _record(self, week: Week, arrival: Arrival, answer: Answer) -> tuple[str, str]:
        """Record an answer; return where the submission then stands, and what was the matter."""
        learner, summary = arrival.learner, Summary(week.name)
        before = {learner: week.known[learner]} if learner in week.known else {}
        finish(self.course, self._recorder, [answer], before, summary)
        if learner in summary.graded:
            week.known[learner] = Known(answer.result.digest, arrival.submitted)
            return GRADED, ""
        week.known |= self._recorder.known(week.name)
        if learner in summary.elsewhere:
            return self.state_of(arrival), ""
        if answer.trouble and learner in week.known:
            return FAILED, answer.trouble
        raise CourseError(summary.set_aside[learner])
