"""Grade on this machine: a judging process for each core."""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from grader.blas import uses_one_thread
from grader.executors import AHEAD, PAUSE, Answer
from grader.executors.judging import Judging
from grader.sandbox.client import Sandbox
from grader.units import Bundle, Unit, case_sets_of

_SHARING = 16  # judging processes with one warm process: to fork a worker takes it a millisecond


class Processes:
    """Judging processes of this machine, `workers` of them. Use it as a context manager.

    Each has a thread here that asks it and waits.
    """

    def __init__(self, bundle: Bundle, workers: int) -> None:
        self._workers = workers
        self._threads = ThreadPoolExecutor(self._workers, "judging")
        self._judges = [Judging(bundle) for _ in range(self._workers)]
        self._idle: queue.LifoQueue[Judging] = queue.LifoQueue()  # the warmest first
        for judge in self._judges:
            self._idle.put(judge)
        self._sandboxes: list[Sandbox] = []
        if _may_fork():  # else each is started with its first unit, and does all by itself
            self._fork(bundle)

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for judge in self._judges:
            judge.close()
        self._threads.shutdown()
        for sandbox in self._sandboxes:
            sandbox.close()

    def map(self, units: Iterable[Unit]) -> Iterator[Answer | None]:
        """Yield answers, as :class:`grader.executors.Executor` says."""
        units = iter(units)
        running: set[Future] = set()
        while True:
            for unit in islice(units, AHEAD * self._workers - len(running)):
                running.add(self._threads.submit(self._grade, unit))
            if not running:
                return
            done, running = wait(running, PAUSE, FIRST_COMPLETED)
            for future in done:
                yield future.result()
            if not done:
                yield None

    def _fork(self, bundle: Bundle) -> None:
        """Start the judging processes as copies of this one; what all of them need is loaded."""
        sets = case_sets_of(bundle)
        # Their warm processes start while case sets are read.
        self._sandboxes += [Sandbox(bundle.limits) for _ in range(0, self._workers, _SHARING)]
        if self._workers > 1:  # else the one reads what it needs
            for one in sets:
                one.read_kept()
        cores = sorted(os.sched_getaffinity(0))
        gc.freeze()  # what is there now stays, and is not looked through again, here or in a copy
        for number, judge in enumerate(self._judges):
            # A judge waits for its worker, and the other way round: on one core they find in its
            # cache what they share. With fewer of them, the cores are the kernel's to give out.
            core = cores[number] if len(cores) == self._workers else None
            sandbox = self._sandboxes[number // _SHARING].another(core)
            judge.fork(self._judges[:number], sandbox, sets)

    def _grade(self, unit: Unit) -> Answer:
        judge = self._idle.get()
        try:
            return judge.grade(unit)
        finally:
            self._idle.put(judge)


def _may_fork() -> bool:
    """Return True where a copy of this process can judge: it would have its threads' locks,
    but not its threads, and would compute with as many BLAS threads."""
    alone = sys.platform == "linux" and threading.active_count() == 1
    return alone and uses_one_thread()
