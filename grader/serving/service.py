"""The service: look into the exchange, hand out what is next, and say how it goes."""

from __future__ import annotations

import logging
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.serving.exchange import find_exchange
from grader.serving.inbox import Arrival, Inbox
from grader.serving.metrics import Metrics
from grader.serving.opening import Unfit
from grader.serving.queue import Queue
from grader.serving.settings import Settings
from grader.serving.work import Work

TICK = 0.5  # seconds between two looks into the exchange
_STALE = 30.0  # seconds without a look after which the service is not well
_PAUSE = 5.0  # seconds before what could not be looked at is looked at again
_REST = 60.0  # seconds between two looks for judging processes that nobody needs

log = logging.getLogger("grader.serve")


class Service:
    """Grades what arrives in a course's exchange. Use it as a context manager; it runs within."""

    def __init__(self, course: CourseDir, settings: Settings) -> None:
        self.course, self.settings = course, settings
        self.metrics = Metrics()
        self.exchange = find_exchange(course)
        self.work = Work(course, settings, self.exchange, self.metrics)
        self.inbox = Inbox(self.exchange, self.work.weeks)
        self.queue = Queue(self.work.history.free_at, self.work.held_until)
        self.looked = time.time()
        self.trouble = ""
        self._workers = settings.workers or len(os.sched_getaffinity(0))
        self._threads = ThreadPoolExecutor(self._workers, "grading")
        self._unfit: SimpleQueue[tuple[Arrival, str]] = SimpleQueue()
        self._free = threading.Semaphore(self._workers)
        self._news, self._stopped = threading.Event(), threading.Event()
        self._keeper = threading.Thread(target=self._run, name="keeper", daemon=True)

    def __enter__(self) -> Service:
        for week in self.work.weeks.values():
            self._threads.submit(week.pool.warm)
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._news.set()
        self._keeper.join()
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
                self.looked, self.trouble = time.time(), ""
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
        for arrival in self.inbox.look():
            self.queue.add(arrival, self.work.state_of(arrival))
        for name in self.inbox.refused.keys() - known:
            log.warning("refused %r: %s", name, self.inbox.refused[name].reason)
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
