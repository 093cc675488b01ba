"""A worker as the judge sees it: ask it, and hold it to its limits."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence

from course.cases import Case
from course.errors import CourseError
from course.observe import Observation
from grader.sandbox import wire
from grader.sandbox.limits import MB, LimitHit, Limits
from grader.sandbox.questions import Answer
from grader.sandbox.requests import (
    Compute,
    Get,
    Play,
    Request,
    Run,
    Try,
    encoded,
    offered,
    readable,
)
from grader.sandbox.warm import NO_MEMORY

UNCONFINED = "A worker of the sandbox could not be confined: {}. See grader doctor."

_KEPT_OUTPUT = 20_000  # how much of what a worker prints is kept for a person to read
_LOOK_SECONDS = 0.25  # so often is processor time looked at
_LATE_SECONDS = 0.5  # who looks so much later has stood still, as on a machine that was halted
_ENDS_WITHIN, _READY_WITHIN = 0.3, 30.0  # seconds

# Answers a worker's call: (target, header, buffers) -> (header, buffers). The
# buffers are passed on as bytes; whoever answers decodes them.
Answering = Callable[[dict, dict, list], tuple[dict, list]]


class Worker:
    """One worker, as the judge sees it. Use it as a context manager.

    Each method raises :class:`LimitHit` when the worker goes over a limit,
    dies, or sends what is no reply; it has then been killed.
    """

    def __init__(
        self,
        sock: socket.socket,
        output: int,
        handle: int,
        limits: Limits,
        ended: Callable[[bool], dict],
    ) -> None:
        self._sock, self._output, self._handle = sock, output, handle
        self._limits, self._ended = limits, ended
        self._clock = _cpu_clock(handle)
        self._cpu_before = 0.0
        self._waited = 0.0
        self._printed = bytearray()
        self._printed_bytes = 0
        self._deadline = 0.0
        self._open = True
        self._lend: Answering | None = None
        sock.setblocking(False)
        os.set_blocking(output, False)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def printed(self) -> str:
        """The beginning of what the worker has printed, without control characters."""
        return readable(self._printed.decode("utf-8", "replace"))

    def close(self) -> dict:
        """Kill the worker, free what it held, and return how it had ended if it had by itself."""
        if not self._open:
            return {}
        self._open = False
        killed = not _has_ended(self._handle, 0)
        if killed:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        for descriptor in (self._output, self._handle):
            os.close(descriptor)
        self._sock.close()
        return self._ended(killed)

    def lend(self, answer: Answering) -> None:
        """Have `answer` compute, at any time, what `course.earlier` gives in the worker."""
        self._lend = answer

    def wait_until_ready(self) -> None:
        """Wait until the worker is confined; raises CourseError where it could not be."""
        self._deadline = time.monotonic() + _READY_WITHIN
        try:
            wire.receive(self._sock, 0, lambda: self._wait(select.POLLIN))
        except (TimeoutError, wire.WireError, LimitHit):
            self._drain()
            self.close()
            raise CourseError(UNCONFINED.format(self.printed.strip())) from None

    def run(self, source: str) -> str | None:
        """Run one cell; return its error in one line, or None."""
        return self.ask([Run(source)], self._limits.cell_seconds)[0]

    def play(
        self,
        cases: Sequence[Case],
        exercises: Sequence[str],
        keeps: Sequence[str] = (),
        stand_ins: Sequence[str] = (),
        answer: Answering | None = None,
    ) -> list[Observation]:
        """Play `cases` on the worker's functions; `answer` computes what stands in for others."""
        one = Play(encoded(cases), exercises, keeps, stand_ins)
        return self.ask([one], self._limits.exercise_seconds, answer)[0]

    def call(self, function: str, given: dict, buffers: list) -> Answer:
        """Call a function with arguments encoded by somebody else, and pass the answer on."""
        return self.ask([Compute(function, given, buffers)], self._limits.exercise_seconds)[0]

    def use(self, target: dict, given: dict, buffers: list) -> tuple[dict, list]:
        """Get one of the worker's names, or use an object of it; the answer is checked values."""
        return self.ask([Get(target, given, buffers)], self._limits.exercise_seconds)[0]

    def test(self, given: dict, answer: Answering) -> dict:
        """Run an instructor's test here; `answer` asks the learner's worker for what it needs."""
        return self._ask([Try(given)], self._limits.exercise_seconds, answer)[0]

    def ask(
        self, requests: Sequence[Request], seconds: float, answer: Answering | None = None
    ) -> list:
        """Have all `requests` done within `seconds`, in their order; return what each replies.

        `answer` computes what stands in for the worker's own functions.
        """
        allowed = offered(requests)

        def answer_allowed(target: dict, given: dict, arrays: list) -> tuple[dict, list]:
            if answer is None or target not in allowed:
                raise wire.WireError("a call of something that was not offered")
            return answer(target, given, arrays)

        return self._ask(requests, seconds, answer_allowed)

    def _ask(self, requests: Sequence[Request], seconds: float, answer: Answering) -> list:
        """Send requests, answer the worker's calls meanwhile, and return its replies."""
        start = time.monotonic()
        left = self._limits.submission_seconds - self._waited
        self._deadline = start + min(seconds, left)
        self._cpu_before = self._cpu()
        calls = 0
        try:
            wire.send(self._sock, *wire.together(requests), lambda: self._wait(select.POLLOUT))
            while True:
                header, arrays = wire.receive(
                    self._sock, self._limits.reply_bytes, lambda: self._wait(select.POLLIN)
                )
                if "call" not in header:
                    self._take_output()  # a reply that was there at once was not waited for
                    replies = wire.apart(header, arrays, len(requests))
                    return [one.read(*reply) for one, reply in zip(requests, replies, strict=True)]
                if time.monotonic() > self._deadline:  # it may never have been waited for
                    raise TimeoutError
                calls += 1
                answering = self._lend if _is_lent(header["call"]) else answer
                if answering is None or calls > self._limits.calls:
                    raise self._over("calls", f"It called back more than {calls - 1} times")
                given = {key: header[key] for key in ("arguments", "keywords")}
                reply, arrays = answering(header["call"], given, arrays)
                wire.send(self._sock, reply, arrays, lambda: self._wait(select.POLLOUT))
        except TimeoutError:
            if seconds <= left:
                raise self._over("time", f"It did not end within {seconds:g} seconds") from None
            total = self._limits.submission_seconds
            raise self._over("time", f"The submission's {total:g} seconds are used up") from None
        except wire.PeerGone:
            raise self._gone() from None
        except LimitHit:  # our own, or that of the reference, which this one waits for in vain
            self.close()
            raise
        except (wire.WireError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise self._over("reply", f"The reply was malformed: {error}") from None
        finally:
            self._waited += time.monotonic() - start

    def _wait(self, event: int) -> None:
        """Wait until the socket is ready, and keep the worker's output flowing meanwhile."""
        poll = select.poll()
        poll.register(self._sock, event)
        poll.register(self._output, select.POLLIN)
        while True:
            began = time.monotonic()
            pause = min(self._deadline - began, _LOOK_SECONDS)
            if pause <= 0:
                raise TimeoutError
            ready = dict(poll.poll(pause * 1000))
            self._excuse(time.monotonic() - began - pause)
            if self._cpu() - self._cpu_before > self._limits.exercise_cpu_seconds:
                size = self._limits.exercise_cpu_seconds
                raise self._over("cpu", f"It used more than {size:g} seconds of processor time")
            if self._output in ready and not self._take_output():
                poll.unregister(self._output)
            if self._sock.fileno() in ready:
                return

    def _excuse(self, late: float) -> None:
        """Do not count against the worker that this process was `late` because it stood still.

        So did the worker then: a halted machine is no learner's endless loop.
        """
        if late > _LATE_SECONDS:
            self._deadline += late
            self._waited -= late

    def _take_output(self) -> bool:
        """Read what was printed, unless it is too much; return False at the end."""
        more = self._drain()
        if self._printed_bytes > self._limits.output_bytes:
            size = self._limits.output_bytes
            raise self._over("output", f"It printed more than {size:,} bytes")
        return more

    def _drain(self) -> bool:
        """Read what was printed; return False at the end."""
        while True:
            try:
                data = os.read(self._output, 2**16)
            except BlockingIOError:
                return True
            if not data:
                return False
            self._printed_bytes += len(data)
            self._printed += data[: max(0, _KEPT_OUTPUT - len(self._printed))]
            if self._printed_bytes > self._limits.output_bytes:
                return True

    def _over(self, limit: str, message: str) -> LimitHit:
        self.close()
        return LimitHit(limit, message)

    def _gone(self) -> LimitHit:
        """Return why the worker has closed its connection: the limit that ended it, if one did."""
        self._drain()
        _has_ended(self._handle, _ENDS_WITHIN)
        ended, limits = self.close(), self._limits
        code = ended.get("code")
        if ended.get("starved") or code == NO_MEMORY:
            return LimitHit("memory", f"It needed more than {limits.memory_bytes // MB:,} MB")
        if ended.get("overfull"):
            most = f"{limits.scratch_bytes // MB:,} MB or {limits.scratch_files:,} files"
            return LimitHit("scratch", f"It wrote more than {most}")
        if code in (-signal.SIGKILL, -signal.SIGXCPU) and ended["cpu"] > limits.cpu_seconds - 0.5:
            message = f"It used more than {limits.cpu_seconds} seconds of processor time"
            return LimitHit("cpu", message)
        how = f" ({signal.Signals(-code).name})" if code is not None and code < 0 else ""
        return LimitHit("exit", f"Its process ended by itself{how}")

    def _cpu(self) -> float:
        """Return the processor time that the worker has used, as the kernel counts it."""
        try:
            return 0.0 if self._clock is None else time.clock_gettime(self._clock)
        except OSError:  # it has ended
            return 0.0


def _has_ended(handle: int, seconds: float) -> bool:
    """Wait so long at most for a process to end, and return whether it has."""
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _cpu_clock(handle: int) -> int | None:
    """Return the clock of a process's processor time, or None where /proc does not tell."""
    pid = process_id(handle)
    return (~pid << 3) | 2 if pid > 0 else None  # as clock_getcpuclockid(3) makes it


def process_id(handle: int) -> int:
    """Return the number of a process as it is here, or 0 where /proc does not tell."""
    try:
        with open(f"/proc/self/fdinfo/{handle}") as lines:  # noqa: PTH123
            return int(next(line for line in lines if line.startswith("Pid:")).split()[1])
    except (OSError, StopIteration):
        return 0


def _is_lent(target: object) -> bool:
    """Return True for a function of an earlier notebook: its name has that notebook's in it."""
    name = target.get("function") if type(target) is dict else None
    return type(name) is str and "/" in name
