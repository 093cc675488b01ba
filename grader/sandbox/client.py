"""The judge's side of the sandbox: start workers, ask them, hold them to their limits."""

from __future__ import annotations

import dataclasses
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from course.cases import Case, Formula, case_to_json
from course.errors import CourseError
from course.observe import Observation, observation_from_json
from course.values import NotPlain
from grader.sandbox import wire
from grader.sandbox.limits import LimitHit, Limits

_KEPT_OUTPUT = 20_000  # how much of what a worker prints is kept for a person to read

# Answers a worker's call: (target, header, buffers) -> (header, buffers). The
# buffers are passed on as bytes; whoever answers decodes them.
Answer = Callable[[dict, dict, list], tuple[dict, list]]


class Sandbox:
    """A warm process and the workers that it forks. Use it as a context manager."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.sandbox.warm", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the judge alone
        )
        theirs.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process; workers end when their connection closes."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def worker(self) -> Worker:
        """Fork a fresh worker."""
        ours, theirs = socket.socketpair()
        output, their_output = os.pipe()
        try:
            request = json.dumps(dataclasses.asdict(self.limits)).encode()
            socket.send_fds(self._control, [request], [theirs.fileno(), their_output])
            message, descriptors, _, _ = socket.recv_fds(self._control, 4096, 1)
        except OSError:
            message = b""
        finally:
            theirs.close()
            os.close(their_output)
        if not message:
            ours.close()
            os.close(output)
            raise CourseError("The sandbox's warm process has ended; grader doctor may say why.")
        return Worker(ours, output, descriptors[0], self.limits)


class Worker:
    """One worker, as the judge sees it. Use it as a context manager.

    Each method raises :class:`LimitHit` when the worker goes over a limit,
    dies, or sends what is no reply; it has then been killed.
    """

    def __init__(self, sock: socket.socket, output: int, handle: int, limits: Limits) -> None:
        self._sock, self._output, self._handle = sock, output, handle
        self._limits = limits
        self._printed = bytearray()
        self._printed_bytes = 0
        self._deadline = 0.0
        self._open = True
        sock.setblocking(False)
        os.set_blocking(output, False)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def printed(self) -> str:
        """The beginning of what the worker has printed."""
        return self._printed.decode("utf-8", "replace")

    def close(self) -> None:
        """Kill the worker and free what it held."""
        if not self._open:
            return
        self._open = False
        self._kill()
        self._sock.close()
        os.close(self._output)
        os.close(self._handle)

    def run(self, source: str) -> str | None:
        """Run one cell; return its error in one line, or None."""
        header, _ = self._ask({"op": "run", "source": source}, [], self._limits.cell_seconds)
        error = header.get("error")
        return None if error is None else str(error)[:500]

    def play(
        self,
        cases: Sequence[Case],
        exercises: Sequence[str],
        keeps: Sequence[str],
        stand_ins: Sequence[str] = (),
        answer: Answer | None = None,
    ) -> list[Observation]:
        """Play `cases` on the worker's functions; `answer` computes what stands in for others."""
        buffers: list = []
        request = {
            "op": "play",
            "cases": [case_to_json(case, buffers) for case in cases],
            "exercises": list(exercises),
            "keeps": list(keeps),
            "stand_ins": list(stand_ins),
        }
        allowed = [{"function": name} for name in stand_ins]
        allowed += [{"formula": text} for text in _formulas(cases)]

        def answer_allowed(target: dict, header: dict, arrays: list) -> tuple[dict, list]:
            if answer is None or target not in allowed:
                raise wire.WireError("a call of something that was not offered")
            return answer(target, header, arrays)

        header, buffers = self._ask(request, buffers, self._limits.exercise_seconds, answer_allowed)
        try:
            seen = [observation_from_json(node, buffers) for node in header["observed"]]
        except (KeyError, TypeError, ValueError, NotPlain) as error:
            raise self._over("reply", f"The reply was malformed: {error}") from None
        if len(seen) != len(cases):
            raise self._over("reply", "The reply was malformed: too few or too many observations")
        return seen

    def call(self, function: str, header: dict, buffers: list) -> tuple[dict, list]:
        """Call a function with arguments encoded by somebody else, and pass the answer on."""
        request = {"op": "call", "function": function, **header}
        return self._ask(request, buffers, self._limits.exercise_seconds)

    def _ask(
        self, request: dict, buffers: Sequence, seconds: float, answer: Answer | None = None
    ) -> tuple[dict, list]:
        """Send a request, answer the worker's calls meanwhile, and return its reply."""
        self._deadline = time.monotonic() + seconds
        calls = 0
        try:
            wire.send(self._sock, request, buffers, lambda: self._wait(select.POLLOUT))
            while True:
                header, arrays = wire.receive(
                    self._sock, self._limits.reply_bytes, lambda: self._wait(select.POLLIN)
                )
                if "call" not in header:
                    return header, arrays
                calls += 1
                if answer is None or calls > self._limits.calls:
                    raise self._over("calls", f"It called back more than {calls - 1} times")
                rest = {key: header[key] for key in ("arguments", "keywords")}
                reply, arrays = answer(header["call"], rest, arrays)
                wire.send(self._sock, reply, arrays, lambda: self._wait(select.POLLOUT))
        except TimeoutError:
            raise self._over("time", f"It did not end within {seconds:g} seconds") from None
        except wire.PeerGone:
            self._drain()
            raise self._over("exit", "Its process ended by itself") from None
        except (wire.WireError, KeyError, TypeError) as error:
            raise self._over("reply", f"The reply was malformed: {error}") from None

    def _wait(self, event: int) -> None:
        """Wait until the socket is ready, and keep the worker's output flowing meanwhile."""
        poll = select.poll()
        poll.register(self._sock, event)
        poll.register(self._output, select.POLLIN)
        while True:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ready = dict(poll.poll(left * 1000))
            if self._output in ready:
                if not self._drain():
                    poll.unregister(self._output)
                if self._printed_bytes > self._limits.output_bytes:
                    size = self._limits.output_bytes
                    raise self._over("output", f"It printed more than {size:,} bytes")
            if self._sock.fileno() in ready:
                return

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

    def _kill(self) -> None:
        try:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            return


def _formulas(cases: Sequence[Case]) -> set[str]:
    return {
        argument.text
        for case in cases
        for call in case.calls
        for argument in (*call.arguments, *call.keywords.values())
        if isinstance(argument, Formula)
    }
