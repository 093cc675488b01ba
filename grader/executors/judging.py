"""A judging process: one bundle in, then units in and answers out, until nobody asks any more.

`Judging` is the side that asks; it is used by the process pool and by the
workers of a cluster alike. The process itself is this module's `main`. A
submission runs in a sandbox of the judging process, never in it, so that it
should never end; if it does, that is found out here, and whose fault it was.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from course.errors import CourseError
from grader.executors import STRIKES, Answer
from grader.units import Bundle, Unit, WeekJudge

_REASON = "It could not be graded, through no fault of yours; your instructor has been told."
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Ended(Exception):
    """The judging process has ended, or cannot go on."""


class Judging:
    """A judging process that is started when it is needed, and again when it was lost.

    One thread at a time may ask it; any other may close it. In `folder` it shares with
    others what the reference shows.
    """

    def __init__(self, bundle: Bundle, folder: Path) -> None:
        self._bundle, self._folder = bundle, folder
        self._process: subprocess.Popen | None = None
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

    def close(self) -> None:
        """End the process; whoever waits for an answer gets a CourseError."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.terminate()
            process.wait()

    def _ask(self, unit: Unit, trouble: str = "") -> Answer:
        if self._process is None:
            self._start()
        try:
            self._connection.send((unit, trouble))
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
                env=os.environ | dict.fromkeys(_ONE_THREAD, "1"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches the one who asks, alone
            )
        self._connection = ours
        with contextlib.suppress(OSError):  # if it is gone already, the first question tells
            ours.send((self._bundle, self._folder))

    def _bury(self) -> str:
        """End what is left of the process; return how it ended."""
        process, self._process = self._process, None
        self._connection.close()
        try:
            code = process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        if self._closed:
            raise CourseError("Grading was stopped.")
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def main() -> None:
    """Judge what is asked for, until the connection is closed."""
    connection = Connection(int(sys.argv[1]))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(connection)


def _serve(connection: Connection) -> None:
    bundle, folder = connection.recv()
    try:
        judge = WeekJudge(bundle, folder)
    except CourseError as error:
        connection.recv()
        connection.send(("cannot start", str(error)))
        return
    with judge:
        while True:
            unit, trouble = connection.recv()
            try:
                connection.send(("answer", _answer(judge, unit, trouble)))
            except CourseError as error:  # about this machine, not about the submission
                connection.send(("cannot go on", str(error)))
                return


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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the sandbox is closed
    main()
