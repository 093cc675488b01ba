"""Measure a command from outside: CPU of all its processes, wall time, and memory."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import course
import grader
from course.errors import CourseError

MB = 2**20
_LOOK_SECONDS = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """What a command took.

    Attributes
    ----------
    cpu : processor seconds of the command and all its children.
    own_cpu : those of its first process alone.
    wall : seconds from start to end.
    peak_mb : the most memory of all its processes together, shared pages counted once.
    own_peak_mb : the most memory of its first process.
    largest_mb : the most memory of any other one.
    """

    cpu: float
    own_cpu: float
    wall: float
    peak_mb: float
    own_peak_mb: float
    largest_mb: float


def surroundings() -> dict[str, str | int]:
    """Return what figures depend on: the Python, NumPy, the system, and the number of cores."""
    return {
        "python": f"{platform.python_version()} ({platform.python_compiler()})",
        "numpy": version("numpy"),
        "system": platform.platform(),
        "cores": len(os.sched_getaffinity(0)),
    }


def compile_installed() -> None:
    """Write the bytecode of all that is installed, as pip does and uv does not.

    Else a command that is measured might compile what it imports, at every start where
    bytecode may not be written.
    """
    ours = [str(Path(package.__file__).parent) for package in (course, grader)]
    folders = {*ours, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    command = [sys.executable, "-m", "compileall", "-q", "-j", "0", *sorted(folders)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def measured(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[Cost, str]:
    """Run `command` in `folder`; return its cost and what it printed.

    Raises CourseError with its last words where it fails.
    """
    log = folder / "bench-output.txt"
    start = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        memory = _Memory(process.pid)
        # It is looked at between its end and its burial, when its own times are final.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        wall = time.monotonic() - start
        own = _own_cpu(process.pid)
        memory.stop()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        last = [line for line in said.splitlines() if line.strip()][-1:]
        raise CourseError(f"{' '.join(command[:4])} failed: {' '.join(last) or 'it said nothing'}")
    cpu = used.ru_utime + used.ru_stime
    return Cost(cpu, own, wall, memory.total, memory.own, memory.largest), said


def _own_cpu(pid: int) -> float:
    """Return the processor seconds of one process, its children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class _Memory:
    """Looks at a process and its descendants until it is stopped; sizes are in MB."""

    def __init__(self, pid: int) -> None:
        self.total = self.own = self.largest = 0.0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            sizes = {pid: _megabytes(pid) for pid in _family(self._pid)}
            own, others = sizes.pop(self._pid, (0.0, 0.0)), list(sizes.values())
            self.own = max(self.own, own[0])
            self.largest = max([self.largest, *(resident for resident, _ in others)])
            self.total = max(self.total, own[1] + sum(share for _, share in others))


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
    found = [pid]
    for one in found:
        found += children.get(one, ())
    return found


def _megabytes(pid: int) -> tuple[float, float]:
    """Return what a process holds in memory, and its share of it where pages are shared."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()
        resident, shared = int(pages[1]) * _PAGE / MB, int(pages[2]) * _PAGE / MB
    except (OSError, IndexError):
        return 0.0, 0.0
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return resident, next(int(x.split()[1]) for x in lines if x.startswith("Pss:")) / 1024
    except (OSError, StopIteration):  # another user's: what it does not share
        return resident, resident - shared
