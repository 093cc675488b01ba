"""A warm process: it holds imports and no secrets, and forks a worker for each submission.

Started by `client.Sandbox` as ``python -I -m grader.sandbox.warm FD`` with an
empty environment: no tests, no reference, no gradebook, no submission has ever
been in its memory. Over the socket FD comes what protection to give, and then
requests to fork, each with the new worker's descriptors.

Until the namespaces are made it imports nothing heavy; what can't be done here
is said at once, and the judge's side decides what to try instead.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from grader.sandbox import confine, namespaces, scratch
from grader.sandbox.limits import Limits
from grader.sandbox.protection import Protection

if TYPE_CHECKING:
    from grader.sandbox.cells import Cells

_MAX_REQUEST = 2**16
_MEASURE_SECONDS = 0.05  # so often are scratch folders on disk measured
NO_MEMORY = 98  # the exit code of a worker whose own loop found no memory
_CONNECTION = 3  # the worker's descriptor for the judge; 0, 1 and 2 are as everywhere


def main() -> None:
    """Enter what is asked for, say how it went, and fork workers until the judge is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    request = json.loads(control.recv(_MAX_REQUEST))
    protection = Protection(**request["protection"])
    try:
        spawner = _enter(protection, request["shown"])
    except OSError as error:
        control.send(json.dumps({"refused": str(error)}).encode())
        return
    control.send(b"{}")
    warm = _Warm(control, protection, request, spawner)
    try:
        cells = _cells()
        confine.prepare(protection)
    except Exception as error:
        control.send(json.dumps({"refused": f"{type(error).__name__}: {error}"}).encode())
        return
    try:
        warm.serve(cells)
    finally:
        warm.end()
    os._exit(0)  # to take the interpreter apart takes longer than all that is left to do


def _enter(protection: Protection, shown: list[str]) -> namespaces.Spawner | None:
    if not protection.namespaces:
        return None
    namespaces.enter(own_user=not protection.own_user_id)
    spawner = namespaces.Spawner()
    namespaces.change_root([*shown, *namespaces.DEVICES])
    return spawner


class _Warm:
    """The warm process at work: its workers by process id, and where each may write."""

    def __init__(self, control, protection, request: dict, spawner) -> None:
        self._controls, self._protection, self._spawner = [control], protection, spawner
        self._workers: dict[int, socket.socket] = {}  # the living, and who has asked for them
        self._shown, self._base = tuple(request["shown"]), Path(request["base"])
        self._scratch: dict[int, tuple[str, Limits]] = {}  # of living workers, where it is on disk
        self._overfull: set[int] = set()
        self._killed: set[int] = set()  # of whom nobody will ask how they ended
        self._forked, self._measured = 0, 0.0

    def serve(self, cells: Cells) -> None:
        """Answer requests until all judges have closed their connections."""
        self._controls[0].send(b"{}")
        while self._controls:
            if self._scratch and time.monotonic() - self._measured > _MEASURE_SECONDS:
                self._measure()
            self._bury()
            wait = _MEASURE_SECONDS if self._scratch or self._killed else None
            for control in select.select(self._controls, [], [], wait)[0]:
                with contextlib.suppress(ConnectionError):  # a judge that is gone is seen next
                    self._answer(control, cells)

    def _answer(self, control: socket.socket, cells: Cells) -> None:
        """Do what one judge asks for."""
        message, descriptors, _, _ = socket.recv_fds(control, _MAX_REQUEST, 4)
        if not message:
            self._part_with(control)
            return
        request = json.loads(message)
        if "control" in request:  # the connection of one more judge
            self._controls.append(socket.socket(fileno=descriptors[0]))
            self._controls[-1].send(b"{}")
        elif "killed" in request:
            self._killed.add(request["killed"])
        elif "ended" in request:
            control.send(json.dumps(self._reap(request["ended"])).encode())
        else:
            self._fork(control, cells, request, descriptors)
            for descriptor in descriptors:
                os.close(descriptor)

    def _part_with(self, control: socket.socket) -> None:
        """End the workers of a judge that is gone."""
        self._controls.remove(control)
        control.close()
        for pid in [pid for pid, of in self._workers.items() if of is control]:
            os.kill(pid, signal.SIGKILL)
            self._killed.add(pid)

    def end(self) -> None:
        """Remove what workers have left on disk; they themselves end with this process."""
        for pid in list(self._scratch):
            os.kill(pid, signal.SIGKILL)
            self._reap(pid)
        if not self._protection.namespaces:
            with contextlib.suppress(OSError):  # then the judge's side removes what is left
                scratch.remove(str(self._base))

    def _fork(
        self, control: socket.socket, cells: Cells, request: dict, descriptors: list[int]
    ) -> None:
        limits, user = Limits(**request["limits"]), request["user"]
        self._forked += 1
        try:
            folder = self._make_scratch(user)
            place = confine.Place(self._shown, folder, user, os.getpid())
            pid = self._spawner.fork() if self._spawner else os.fork()
        except OSError as error:
            control.send(json.dumps({"failed": str(error)}).encode())
            return
        if pid == 0:
            confine.run_on(request["core"])
            roles = dict(zip(request["given"], descriptors, strict=True))
            _become_worker(cells, self._protection, limits, place, roles)
        if not self._protection.namespaces:
            self._scratch[pid] = (place.scratch, limits)
        self._workers[pid] = control
        handle = os.pidfd_open(pid)
        try:
            socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [handle])
        finally:
            os.close(handle)

    def _make_scratch(self, user: int) -> str:
        if self._protection.namespaces:
            return namespaces.SCRATCH
        owner = user if self._protection.own_user_id else None
        return scratch.make(self._base, self._forked, owner)

    def _measure(self) -> None:
        """End workers whose scratch folder on disk holds too much."""
        if not self._protection.filters:
            return
        self._measured = time.monotonic()
        for pid, (folder, limits) in self._scratch.items():
            if scratch.exceeds(folder, limits.scratch_bytes, limits.scratch_files):
                self._overfull.add(pid)
                os.kill(pid, signal.SIGKILL)

    def _bury(self) -> None:
        """Forget those killed workers that are gone by now; their end takes some milliseconds."""
        for pid in tuple(self._killed):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                self._killed.discard(pid)
                self._reap(pid)

    def _reap(self, pid: int) -> dict:
        """Return how a worker ended that has ended, and forget it."""
        _, status, used = os.wait4(pid, 0)
        self._workers.pop(pid, None)
        ended = {"code": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime}
        if pid in self._scratch:
            folder, limits = self._scratch.pop(pid)
            if pid not in self._overfull and self._protection.filters:
                full = scratch.exceeds(folder, limits.scratch_bytes, limits.scratch_files)
                self._overfull |= {pid} if full else set()
            with contextlib.suppress(OSError):  # the rest goes with the base folder
                scratch.remove(folder)
        ended["overfull"] = pid in self._overfull
        self._overfull.discard(pid)
        return ended


def _become_worker(
    cells: Cells,
    protection: Protection,
    limits: Limits,
    place: confine.Place,
    given: dict[str, int],
) -> NoReturn:
    """Turn the forked child into a worker; never returns. `given` are descriptors by their role."""
    from grader.sandbox.sealed import mapped
    from grader.sandbox.worker import serve

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if "cgroup" in given:
            os.write(given["cgroup"], b"0")
        shared = mapped(given["shared"]) if "shared" in given else None
        output = given["output"]
        for descriptor, wanted in ((output, 1), (output, 2), (given["connection"], _CONNECTION)):
            os.dup2(descriptor, wanted, inheritable=True)
        os.closerange(_CONNECTION + 1, os.sysconf("SC_OPEN_MAX"))
        confine.confine(protection, limits, place)
        serve(socket.socket(fileno=_CONNECTION), cells, shared)
    except MemoryError:
        os._exit(NO_MEMORY)
    except BaseException as error:
        os.write(2, f"worker ended: {type(error).__name__}: {error}\n".encode())
        os._exit(97)
    os._exit(0)


def _cells() -> Cells:
    """Import what submissions use, and return what will run their cells."""
    gc.disable()  # imports make no garbage
    _import_threading()
    import numpy.random  # noqa: F401  NumPy would import it in each worker that draws

    import course.checking
    import course.data  # noqa: F401
    import grader.sandbox.sealed  # noqa: F401
    from grader.sandbox.cells import Cells
    from grader.sandbox.worker import rehearse

    gc.enable()
    cells = Cells()
    cells.run("pass")
    rehearse()
    gc.collect()
    gc.freeze()  # what is here now is shared with workers, and stays shared
    return cells


def _import_threading() -> None:
    """Import what NumPy's random numbers use, without its hook for forks.

    It would put in order, in each worker, what other threads have left behind. There is none
    here, and it touches so much memory that an empty worker costs a sixth more.
    """
    register, os.register_at_fork = os.register_at_fork, lambda **_: None
    import threading  # noqa: F401

    os.register_at_fork = register


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the judge's to handle
    main()
