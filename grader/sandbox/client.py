"""The judge's side of the sandbox: start a warm process, and have it fork workers."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from course.errors import CourseError
from grader.sandbox import view
from grader.sandbox.asking import UNCONFINED, Worker
from grader.sandbox.cgroup import MemoryCgroup, handed_over
from grader.sandbox.limits import Limits
from grader.sandbox.namespaces import SCRATCH
from grader.sandbox.privileges import user_of_worker
from grader.sandbox.protection import CONTAINER, Protection, candidates, missing

__all__ = ["Sandbox", "Worker"]

_MAX_MESSAGE = 2**16
# A worker lives for a blink: memory that it has given back would be asked for again, page by
# page, and each page costs some microseconds. So the C library keeps what was freed. And what
# it would look up in libraries at their first use is looked up before, for all workers.
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "LD_BIND_NOW": "1",
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=268435456",
}


class Sandbox:
    """A warm process and the workers that it forks. Use it as a context manager.

    Raises CourseError where this machine cannot confine a stranger's code.
    `protection` is what was chosen: the strongest possible, or the one asked for.
    """

    def __init__(self, limits: Limits | None = None, protection: Protection | None = None) -> None:
        self.limits = limits or Limits()
        self.core: int | None = None
        self.refusals: list[str] = []
        self._renew()
        if (protection is None or protection.filters) and (lacks := missing()):
            raise CourseError(_cannot(lacks))
        shown = view.shown()
        for one in (protection,) if protection else candidates():
            self.protection = one
            refusal = self._start(shown)
            if refusal is None:
                break
            self.refusals.append(f"{one.name}: {refusal}")
        else:
            raise CourseError(_cannot(self.refusals))

    def another(self, core: int | None = None) -> Sandbox:
        """Return a sandbox with the same warm process, for a process that is forked from this one.

        It can be closed by itself; the warm process ends with this one. Its workers run on
        `core`, where one is given.
        """
        other = copy.copy(self)
        other.core = core
        other._renew()
        other._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        other._process = other._base = None
        with theirs, contextlib.suppress(OSError):  # if it is gone already, a request tells
            socket.send_fds(self._control, [b'{"control": true}'], [theirs.fileno()])
        return other

    def _renew(self) -> None:
        """Begin without workers."""
        self._workers: set[Worker] = set()
        self._lock = threading.Lock()
        self._ready = False
        self._started = 0
        self._first_user = random.SystemRandom().randrange(10_000)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, and the warm process unless it is another's."""
        for worker in tuple(self._workers):
            worker.close()
        self._control.close()
        if self._process is None:
            return
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._base is not None:
            shutil.rmtree(self._base, ignore_errors=True)  # where the warm process could not

    def worker(self, shared: int | None = None) -> Worker:
        """Fork a fresh worker, and return it when it is confined and ready.

        `shared` is the descriptor of memory that it may read (:mod:`grader.sandbox.sealed`).
        """
        self._started += 1
        user = os.getuid()
        if self.protection.own_user_id:
            user = user_of_worker(self._first_user + self._started)
        cgroup = self._memory_cgroup()
        ours, theirs = socket.socketpair()
        output, their_output = os.pipe()
        given = {"connection": theirs.fileno(), "output": their_output}
        given |= {"cgroup": cgroup.enter} if cgroup else {}
        given |= {"shared": shared} if shared is not None else {}
        request = {"limits": dataclasses.asdict(self.limits), "user": user, "core": self.core}
        request |= {"given": list(given)}
        try:
            reply, descriptors = self._request(request, list(given.values()))
        except CourseError:
            ours.close()
            os.close(output)
            if cgroup:
                cgroup.close()
            raise
        finally:
            theirs.close()
            os.close(their_output)

        def ended(killed: bool) -> dict:
            self._workers.discard(worker)
            return self._ended(reply["pid"], cgroup, killed)

        worker = Worker(ours, output, descriptors[0], self.limits, ended)
        self._workers.add(worker)
        worker.wait_until_ready()
        return worker

    def _start(self, shown: list[str]) -> str | None:
        """Start the warm process with `self.protection`; return why it cannot be, or None."""
        protection, self._base = self.protection, None
        if protection.own_user_id and not protection.namespaces:
            folder = view.private_folder(shown)
            if folder is not None:
                return f"other users may not read {folder}, so a worker could not run Python"
        if not protection.namespaces:
            self._base = tempfile.mkdtemp(prefix="nndl-sandbox-")
            Path(self._base).chmod(0o711)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.sandbox.warm", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C reaches the judge alone
        )
        theirs.close()
        start = {
            "protection": dataclasses.asdict(protection),
            "shown": shown,
            "base": self._base or SCRATCH,
        }
        message, lines = b"", []
        with contextlib.suppress(OSError), self._process.stderr as trouble:
            self._control.send(json.dumps(start).encode())
            message = self._control.recv(_MAX_MESSAGE)
            if not message:
                lines = trouble.read().decode(errors="replace").splitlines()
        if message:
            refusal = json.loads(message).get("refused")
        else:
            refusal = ": ".join(["its process ended at once", *lines[-1:]])
        if refusal is not None:
            self.close()
        return refusal

    def _request(self, request: dict, descriptors: Sequence[int] = ()) -> tuple[dict, list[int]]:
        """Ask the warm process for something; raises CourseError where it is gone."""
        refusal = None
        with self._lock, contextlib.suppress(OSError):
            if not self._ready:
                first = self._control.recv(_MAX_MESSAGE)
                refusal = json.loads(first).get("refused") if first else None
                self._ready = bool(first) and refusal is None
            if self._ready:
                socket.send_fds(self._control, [json.dumps(request).encode()], descriptors)
                message, received, _, _ = socket.recv_fds(self._control, _MAX_MESSAGE, 1)
                reply = json.loads(message) if message else {}
                if "failed" in reply:
                    raise CourseError(UNCONFINED.format(reply["failed"]))
                if message:
                    return reply, received
        reason = refusal or "it has ended"
        raise CourseError(f"The sandbox's warm process cannot go on: {reason}. See grader doctor.")

    def _memory_cgroup(self) -> MemoryCgroup | None:
        parent = handed_over()
        if parent is None or not self.protection.filters:
            return None
        name = f"nndl-{os.getpid()}-{id(self):x}-{self._started}"
        return MemoryCgroup(parent, name, self.limits.memory_bytes)

    def _ended(self, pid: int, cgroup: MemoryCgroup | None, killed: bool) -> dict:
        """Free what was kept for a worker that is gone, and return how it ended if not `killed`."""
        ended: dict = {}
        try:
            if killed:
                with self._lock:
                    self._control.send(json.dumps({"killed": pid}).encode())
            else:
                ended, _ = self._request({"ended": pid})
        except (CourseError, OSError):  # the warm process is gone, and its workers with it
            pass
        if cgroup is not None:
            ended["starved"] = cgroup.killed()
            cgroup.close()
        return ended


def _cannot(reasons: Sequence[str]) -> str:
    return (
        "Student code is not run here, because it could not be confined. "
        + " ".join(f"{reason[:1].upper()}{reason[1:]}." for reason in reasons)
        + f" On a machine with Docker, a container can: {CONTAINER}"
    )
