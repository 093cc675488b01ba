"""The service: look into the exchange, hand out what is next, and say how it goes."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from course.errors import CourseError
from grader.coursedir import CourseDir, last_init, open_course
from grader.serving.exchange import find_exchange
from grader.serving.inbox import Arrival, Inbox
from grader.serving.metrics import Metrics
from grader.serving.opening import Unfit
from grader.serving.queue import Queue
from grader.serving.settings import Settings, settings_of
from grader.serving.work import Work

TICK = 0.5  # seconds between two looks into the exchange
_STALE = 30.0  # seconds without a look after which the service is not well
_PAUSE = 5.0  # seconds before what could not be looked at is looked at again
_ON_THEIR_WAY = 32  # submissions that a cluster is given at a time, where settings do not say
_REST = 60.0  # seconds between two looks for judging processes that nobody needs

log = logging.getLogger("grader.serve")


class Service:
    """Grades what arrives in a course's exchange. Use it as a context manager; it runs within.

    `scheduler` is the address of a Dask scheduler on whose workers submissions are judged; None
    for this machine.
    """

    def __init__(self, course: CourseDir, settings: Settings, scheduler: str | None = None) -> None:
        self._scheduler = scheduler
        self.metrics = Metrics()
        self.exchange = find_exchange(course)
        self.looked = time.time()
        self.trouble = ""
        self._news, self._stopped = threading.Event(), threading.Event()
        self._keeper = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._begin(last_init(course.root), self._work(course, settings))

    def _work(self, course: CourseDir, settings: Settings) -> Work:
        return Work(course, settings, self.exchange, self.metrics, self._scheduler)

    def _begin(self, init: int, work: Work) -> None:
        """Take up a course as `grader init` left it at `init`; what was done is derived anew."""
        self._init, self.work = init, work
        self.course, self.settings = work.course, work.settings
        self.inbox = Inbox(self.exchange, work.weeks, self._alive)
        here = _ON_THEIR_WAY if self._scheduler else len(os.sched_getaffinity(0))
        self._workers = self.settings.workers or here
        self.queue = Queue(work.history.free_at, work.held_until, self._workers)
        self._arrived: deque[Arrival] = deque()
        self._unfit: SimpleQueue[tuple[Arrival, str]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(self._workers, "grading")
        self._free = threading.Semaphore(self._workers)
        for week in work.weeks.values():
            self._threads.submit(week.pool.warm)

    def __enter__(self) -> Service:
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._news.set()
        self._keeper.join()
        self._end()

    def _end(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.work.close()  # whoever waits for a judging process is told, and leaves it for later
        self._threads.shutdown()

    @property
    def ill(self) -> str:
        """What keeps the service from working; empty while it is well."""
        if not self._keeper.is_alive():
            return "it has stopped"
        if time.time() - self.looked > _STALE:
            return "it has not looked into the exchange for half a minute"
        return self.trouble

    def _run(self) -> None:
        rested = time.monotonic()
        while not self._stopped.is_set():
            try:
                self._look()
                self._begin_anew()
                self._alive()
                self.trouble = ""
            except (OSError, CourseError) as error:
                self._say(f"the exchange or the gradebook cannot be read: {error}")
            except Exception as error:  # a bug of ours must not end the only thread that looks
                self._say(f"the exchange cannot be looked at: {error!r}")
            if time.monotonic() - rested > _REST:
                rested = time.monotonic()
                for week in self.work.weeks.values():
                    week.pool.rest()
            self._news.wait(TICK)
            self._news.clear()

    def _alive(self) -> None:
        self.looked = time.time()

    def _say(self, trouble: str) -> None:
        """Remember and log what keeps the service from working, and wait for it to pass."""
        self.trouble = trouble
        log.error(trouble)
        self._stopped.wait(_PAUSE)

    def _look(self) -> None:
        """Take in what has arrived, and hand out as much as can be worked on now."""
        while not self._unfit.empty():
            arrival, reason = self._unfit.get()
            self.inbox.refuse(arrival, reason)
            self.queue.forget(arrival)
        known = set(self.inbox.refused)
        self._arrived += self.inbox.look()
        while self._arrived:  # one that raises is not lost: it is the first the next time
            self.queue.add(self._arrived[0], self.work.state_of(self._arrived[0]))
            self._arrived.popleft()
            self._alive()
        for name in self.inbox.refused.keys() - known:
            log.warning("refused %r: %s", name, self.inbox.refused[name].reason)
        if self._init != last_init(self.course.root):
            return  # nobody is begun with by what was before
        while self._free.acquire(blocking=False):
            try:
                following = self.queue.next()
            except BaseException:
                self._free.release()
                raise
            if following is None:
                self._free.release()
                return
            self._threads.submit(self._do, *following)

    def _begin_anew(self) -> None:
        """Take up what `grader init` has written since, when nobody is being graded any more."""
        init = last_init(self.course.root)
        if init == self._init or not self._idle():
            return
        course = open_course(self.course.root)
        work = self._work(course, settings_of(course))
        self._end()
        self._begin(init, work)
        log.info("begun anew with what grader init has written")
        self._news.set()

    def _idle(self) -> bool:
        """Return True where nobody is being graded; nobody is begun with while this looks."""
        free = 0
        while free < self._workers and self._free.acquire(blocking=False):
            free += 1
        for _ in range(free):
            self._free.release()
        return free == self._workers

    def _do(self, arrival: Arrival, state: str) -> None:
        """Work on one submission; whatever it does, it stops no other."""
        who = f"{arrival.learner} {arrival.week}"
        try:
            began = time.monotonic()
            now, reason = self.work.do(arrival, state)
            self.queue.ended(arrival, now, reason)
            took, since = time.monotonic() - began, time.time() - arrival.arrived
            log.info("%s %s: %.2f s, %.1f s after its arrival", who, now, took, since)
            if reason:
                log.error("%s was set aside: %s", who, reason)
        except Unfit as error:
            self._unfit.put((arrival, str(error)))
            log.warning("refused %r: %s", arrival.folder.name, error)
        except Exception as error:  # tried again later; a bug of ours stops nobody else
            if not self._stopped.is_set():
                reason = str(error) if isinstance(error, CourseError) else repr(error)
                self.queue.again(arrival, reason)
                log.error("%s is tried again: %s", who, reason)
        finally:
            self._free.release()
            self._news.set()
