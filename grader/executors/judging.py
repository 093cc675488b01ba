"""A judging process: one bundle in, then units in and answers out, until nobody asks any more.

`Judging` is the side that asks; it is used by the process pool and by the
workers of a cluster alike. The process itself is this module's `main`. A
submission runs in a sandbox of the judging process, never in it, so that it
should never end; if it does, that is found out here, and whose fault it was.
"""

from __future__ import annotations

import contextlib
import functools
import math
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn

from course.errors import CourseError
from grader.blas import ONE_THREAD
from grader.casesets import CaseSets
from grader.executors import STRIKES, Answer
from grader.sandbox.client import Sandbox
from grader.sandbox.confine import run_on
from grader.sandbox.syscalls import prctl
from grader.units import Bundle, Unit, WeekJudge

_STARTING = 60.0  # seconds that a process may take to begin: where no case set is kept, it plays
_ENDING = 10.0  # seconds that one may take to end: it closes its sandbox
_TRIES = 3  # so often may it take a submission's time; it runs each notebook twice at most
_REASON = "It could not be graded, through no fault of yours; your instructor has been told."


class Ended(Exception):
    """The judging process has ended, or cannot go on."""


class Judging:
    """A judging process that is started when it is needed, and again when it was lost.

    One thread at a time may ask it; any other may close it.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._patience = _STARTING + _TRIES * len(bundle.sources) * bundle.limits.submission_seconds
        self._process: subprocess.Popen | _Copy | None = None
        self._connection: Connection | None = None
        self._closed = False
        self._lock = threading.Lock()  # between starting and closing

    def grade(self, unit: Unit) -> Answer:
        """Return the answer to `unit`; one that ends the process STRIKES times is set aside.

        Raises CourseError where no judge can be started.
        """
        ends: list[str] = []
        while len(ends) < STRIKES:
            try:
                return self._ask(unit)
            except Ended as ended:
                ends.append(str(ended))
        trouble = f"it ended the grader's own process {STRIKES} times ({ends[-1]})"
        return self.set_aside(unit, trouble)

    def set_aside(self, unit: Unit, trouble: str) -> Answer:
        """Return an answer without points to a unit that is not to be run."""
        try:
            return self._ask(unit, trouble)
        except Ended as ended:
            raise CourseError(
                f"The judging processes end as they start ({ended}); see grader doctor."
            ) from None

    def fork(self, others: Iterable[Judging], sandbox: Sandbox, sets: Sequence[CaseSets]) -> None:
        """Start the process as a copy of this one, which has imported all that it needs.

        Only for where no other thread runs here: a lock that it holds would stay held in the
        copy. `others` are those started before; the copy lets go of their connections. Its
        own are `sandbox` and what was loaded, `sets`.
        """
        ours, theirs = Pipe()
        pid = os.fork()
        if pid == 0:
            for one in others:
                one._connection.close()
            ours.close()
            run_on(sandbox.core)
            start = functools.partial(WeekJudge, self._bundle, sandbox, sets)
            _be_a_copy(theirs, start)
        theirs.close()
        sandbox.close()
        self._process, self._connection = _Copy(pid), ours

    def close(self) -> None:
        """End the process; whoever waits for an answer gets a CourseError."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.terminate()
            _wait_for_end(process)

    def _ask(self, unit: Unit, trouble: str = "") -> Answer:
        if self._process is None:
            self._start()
        try:
            self._connection.send((unit, trouble))
            if not self._connection.poll(self._patience):  # no submission makes it wait so long
                self._process.kill()
                self._bury()
                raise Ended(f"no answer in {self._patience:g} s")
            kind, value = self._connection.recv()
        except (EOFError, OSError):
            raise Ended(self._bury()) from None
        if kind == "answer":
            return value
        self._bury()
        if kind == "cannot start":
            raise CourseError(value)
        raise Ended(value)

    def _start(self) -> None:
        ours, theirs = Pipe()
        with self._lock, theirs:
            if self._closed:
                raise CourseError("Grading was stopped.")
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.executors.judging", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | ONE_THREAD,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches the one who asks, alone
            )
        self._connection = ours
        with contextlib.suppress(OSError):  # if it is gone already, the first question tells
            ours.send(self._bundle)

    def _bury(self) -> str:
        """End what is left of the process; return how it ended."""
        process, self._process = self._process, None
        self._connection.close()
        code = _wait_for_end(process)
        if self._closed:
            raise CourseError("Grading was stopped.")
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _wait_for_end(process: subprocess.Popen | _Copy) -> int:
    """Return the exit code of a process that is about to end, or is made to."""
    try:
        return process.wait(_ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


class _Copy:
    """A forked process, as far as it is used as :class:`subprocess.Popen` is."""

    def __init__(self, pid: int) -> None:
        self._pid, self._code = pid, None
        self._lock = threading.Lock()  # two threads may wait for it

    def wait(self, seconds: float = math.inf) -> int:
        """Return the exit code; raises TimeoutExpired where there is none by then."""
        until = time.monotonic() + seconds
        while True:
            with self._lock:
                if self._code is None and (ended := os.waitpid(self._pid, os.WNOHANG))[0]:
                    self._code = os.waitstatus_to_exitcode(ended[1])
            if self._code is not None:
                return self._code
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("judging", seconds)
            time.sleep(0.01)

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with self._lock:
            if self._code is None:
                os.kill(self._pid, number)


def _be_a_copy(connection: Connection, start: Callable[[], WeekJudge]) -> NoReturn:
    """Judge in a forked process, cut off from what is the other one's own."""
    code = 1
    try:
        prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        os.setsid()  # Ctrl-C reaches the one who asks, alone
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1):
            os.dup2(nowhere, descriptor)
        _judge(connection, start)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    """Judge what is asked for, until the connection is closed."""
    connection = Connection(int(sys.argv[1]))
    with contextlib.suppress(EOFError):
        bundle = connection.recv()
        _judge(connection, lambda: WeekJudge(bundle))


def _judge(connection: Connection, start: Callable[[], WeekJudge]) -> None:
    with contextlib.suppress(OSError, AttributeError):  # there is none but on Linux
        prctl(15, b"grader-judging")  # PR_SET_NAME: what an operator sees
    over = (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt)
    with contextlib.suppress(*over):
        # SIGTERM ends this in order, so that the sandbox is closed. By a KeyboardInterrupt: any
        # other exception, where the reference is being played, would be taken for what the
        # solution does, and kept for all who are judged later.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        _serve(connection, start)


def _serve(connection: Connection, start: Callable[[], WeekJudge]) -> None:
    unit, trouble = connection.recv()
    try:
        judge = start()
    except CourseError as error:
        connection.send(("cannot start", str(error)))
        return
    with judge:
        while True:
            try:
                connection.send(("answer", _answer(judge, unit, trouble)))
            except CourseError as error:  # about this machine, not about the submission
                connection.send(("cannot go on", str(error)))
                return
            unit, trouble = connection.recv()


def _answer(judge: WeekJudge, unit: Unit, trouble: str) -> Answer:
    if not trouble:
        try:
            return Answer(judge.grade(unit))
        except CourseError:
            raise
        except Exception as error:  # a bug of ours is one submission's trouble, and is told
            trouble = f"{type(error).__name__}: {error}"
    return Answer(judge.refuse(unit, _REASON), trouble)


if __name__ == "__main__":
    main()
