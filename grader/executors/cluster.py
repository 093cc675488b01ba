"""Grade on a cluster of Dask workers: bytes go there, answers come back, no disk is shared.

A worker is given the packed bundle once, as a plugin, which the scheduler also
hands to workers that join later. Each of its threads asks a judging process of
its own, as on one machine, so what a submission does to that never reaches the
Dask worker. Dask's own work for a task is that of many comparisons, so a task
is a batch of units: of one at first, of more when there turn out to be many.
A worker that is lost all the same is Dask's to make good: its batch goes to
another. One that costs workers again and again comes back as KilledWorker; its
units are tried once more with nothing else on its way, so that it is known
whose fault it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import queue
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import count, islice
from pathlib import Path

from distributed import Client, Future, KilledWorker, LocalCluster, WorkerPlugin
from distributed.comm import CommClosedError

from course.errors import CourseError
from grader.executors import AHEAD, PAUSE, STRIKES, Answer
from grader.executors.judging import Judging
from grader.executors.packing import pack, unpack
from grader.fingerprint import Fingerprint, fingerprint
from grader.units import Bundle, Unit

_CONNECT_SECONDS = 10
_WORKERS_SECONDS = 120  # so long may a cluster be without any worker
_BATCH = 16  # units of a task
_BATCH_SECONDS = 2.0  # after which a task ends, done or not: what is left goes to who is free
_LOST = (CancelledError, CommClosedError, TimeoutError, OSError)


class Cluster:
    """The workers of the Dask scheduler at an address. Use it as a context manager.

    Raises CourseError, in one line, where the scheduler does not answer, has no
    workers, or where they would not judge as this machine does.
    """

    def __init__(
        self, bundle: Bundle, address: str, workers_seconds: float = _WORKERS_SECONDS
    ) -> None:
        self._bundle, self._address, self._patience = bundle, address, workers_seconds
        self._numbers = count()

    def __enter__(self) -> Cluster:
        # Dask says much about lost workers and large messages; ours is said in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        warnings.filterwarnings("ignore", module="distributed")
        try:
            self._client = Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise CourseError(
                f"The Dask scheduler {self._address} cannot be reached: {_line(error)}."
            ) from None
        try:
            self._prepare()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(*_LOST):
            if self._client.status == "running":
                self._client.unregister_worker_plugin(self._key)
        with contextlib.suppress(*_LOST):
            self._client.close(timeout=PAUSE)

    def map(self, units: Iterable[Unit]) -> Iterator[Answer | None]:
        """Yield answers, as :class:`grader.executors.Executor` says."""
        suspects: list[Unit] = []
        yield from self._map(iter(units), suspects, alone=False)
        if suspects:
            yield from self._map(iter(suspects), [], alone=True)

    def _map(
        self, units: Iterator[Unit], suspects: list[Unit], alone: bool
    ) -> Iterator[Answer | None]:
        arrived: queue.SimpleQueue[Future] = queue.SimpleQueue()
        running: dict[str, tuple[list[Unit], Future]] = {}
        left: list[Unit] = []
        taken = 0
        while True:
            threads = max(1, self._threads())
            while len(running) < (1 if alone else AHEAD * threads):
                size = 1 if alone else min(_BATCH, 1 + taken // (AHEAD * threads))
                batch, left = left[:size], left[size:]
                batch += islice(units, size - len(batch))
                if not batch:
                    break
                taken += len(batch)
                future = self._submit(batch)
                running[future.key] = (batch, future)
                future.add_done_callback(arrived.put)
            if not running:
                return
            try:
                keys = [arrived.get(timeout=PAUSE).key]
                while not arrived.empty():
                    keys.append(arrived.get().key)
            except queue.Empty:
                self._look()
                yield None
                continue
            for key in keys:
                batch, future = running.pop(key)
                answers = self._answers(batch, future, alone)
                future.release()
                if answers is None:
                    suspects += batch
                else:
                    left += batch[len(answers) :]
                    yield from answers

    def _submit(self, batch: list[Unit], trouble: str = "") -> Future:
        key = f"{self._key}-{next(self._numbers)}"
        arguments = (batch, self._key, self._ours, trouble)
        return self._client.submit(_grade, *arguments, key=key, pure=False)

    def _answers(self, batch: list[Unit], future: Future, alone: bool) -> list[Answer] | None:
        """Return what has come for the first of `batch`; None where all is to be tried again."""
        try:
            return future.result()
        except KilledWorker as killed:
            if not alone:
                return None
            lost = getattr(killed.last_worker, "address", "")
            trouble = f"it ended a Dask worker {STRIKES} times, the second time alone ({lost})"
            return self._submit(batch, trouble).result()
        except CourseError:
            raise
        except _LOST as error:
            raise CourseError(self._gone(error)) from None

    def _prepare(self) -> None:
        """Wait for a worker, compare the workers with this machine, and hand the bundle out."""
        self._asked, self._found = 0.0, 0
        self._ours = fingerprint()
        packed = pack(self._bundle)
        self._key = f"nndl-{hashlib.sha256(packed).hexdigest()[:16]}"
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise CourseError(self._nobody()) from None
        try:
            theirs = self._client.run(fingerprint, on_error="return")
            _compare(self._ours, theirs, self._address)
            self._client.register_plugin(_Courier(self._key, packed))
        except CourseError:
            raise
        except _LOST as error:
            raise CourseError(self._gone(error)) from None

    def _threads(self) -> int:
        """Return how many units the cluster can grade at once; it may grow and shrink."""
        if time.monotonic() - self._asked > PAUSE:
            try:
                self._found = sum(self._client.nthreads().values())
            except _LOST as error:
                raise CourseError(self._gone(error)) from None
            self._asked = time.monotonic()
            if self._found:
                self._seen = self._asked
        return self._found

    def _look(self) -> None:
        """Raise CourseError where nobody is there any more who could send an answer."""
        if self._client.status not in ("running", "connecting"):
            raise CourseError(self._gone(None))
        if not self._threads() and time.monotonic() - self._seen > self._patience:
            raise CourseError(self._nobody())

    def _nobody(self) -> str:
        return (
            f"The Dask scheduler {self._address} has had no worker for {self._patience:g} seconds."
            " What is recorded stays; run it again to go on."
        )

    def _gone(self, error: BaseException | None) -> str:
        reason = f": {_line(error)}" if error is not None else ""
        return (
            f"The Dask scheduler {self._address} is gone{reason}."
            " What is recorded stays; run it again to go on."
        )


class LocalWorkers(Cluster):
    """A cluster of this machine's own, for as long as the run takes: `count` Dask workers."""

    def __init__(self, bundle: Bundle, count: int | None = None) -> None:
        super().__init__(bundle, "on this machine")
        self._count = count

    def __enter__(self) -> LocalWorkers:
        import dask

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        # The first worker that is lost makes a suspect; the second, alone, makes it certain.
        with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
            self.workers = LocalCluster(
                n_workers=self._count,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        self._address = self.workers.scheduler_address
        try:
            super().__enter__()
        except BaseException:
            self.workers.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        super().__exit__()
        with contextlib.suppress(*_LOST):
            self.workers.close()


def _compare(ours: Fingerprint, theirs: dict[str, object], address: str) -> None:
    """Raise CourseError, in one line, where a worker would not judge as this machine does."""
    for worker, told in theirs.items():
        if isinstance(told, Exception):
            raise CourseError(
                f"The worker {worker} of {address} cannot grade: {_line(told)}."
                " It needs nndl-course[grader,dask], the same as here."
            )
        if told != ours:
            raise CourseError(_differs(worker, told, ours))


def _differs(worker: str, told: object, ours: Fingerprint) -> str:
    return (
        f"The worker {worker} would not grade as this machine does: it has {told}, here is {ours}."
        " Install the same there."
    )


def _line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


# What follows runs on the workers.

_given: dict[str, _Given] = {}


class _Given:
    """A bundle that this worker was given, and the judging processes that know it."""

    def __init__(self, packed: bytes) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="nndl-bundle-"))
        self._bundle = unpack(packed, self._folder)
        self._judges: list[Judging] = []
        self._idle: queue.LifoQueue[Judging] = queue.LifoQueue()

    def grade(self, unit: Unit, trouble: str) -> Answer:
        try:
            judge = self._idle.get_nowait()
        except queue.Empty:
            judge = Judging(self._bundle)
            self._judges.append(judge)
        try:
            return judge.set_aside(unit, trouble) if trouble else judge.grade(unit)
        finally:
            self._idle.put(judge)

    def close(self) -> None:
        for judge in self._judges:
            judge.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Courier(WorkerPlugin):
    """Brings the bundle to every worker, once."""

    def __init__(self, key: str, packed: bytes) -> None:
        self.name, self._packed = key, packed

    def setup(self, worker: object) -> None:
        _given[self.name] = _Given(self._packed)

    def teardown(self, worker: object) -> None:
        given = _given.pop(self.name, None)
        if given is not None:
            given.close()


def _grade(batch: list[Unit], key: str, ours: Fingerprint, trouble: str) -> list[Answer]:
    """Return the answers to the first units of `batch`: as many as there is time for."""
    if fingerprint() != ours:  # a worker that has joined since the others were compared
        raise CourseError(_differs("that has just joined", fingerprint(), ours))
    until = time.monotonic() + _BATCH_SECONDS
    answers: list[Answer] = []
    for unit in batch:
        answers.append(_given[key].grade(unit, trouble))
        if time.monotonic() > until:
            break
    return answers
