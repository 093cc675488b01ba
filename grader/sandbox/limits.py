"""What a worker may use, and what is said when it uses more."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits on one submission's worker; each is generous for honest code.

    Wall-clock time in which the judge stood still too, as on a halted machine, does not count.

    Attributes
    ----------
    cell_seconds : wall-clock time of one cell.
    exercise_seconds : wall-clock time of one exercise, all its cases together.
    submission_seconds : wall-clock time of a whole submission, waited for its worker.
    exercise_cpu_seconds : processor time of one exercise or one cell, all its threads together.
    cpu_seconds : processor time of one worker.
    memory_bytes : address space of one worker; where a memory cgroup may be
        made, also what it keeps in memory in any other way.
    output_bytes : what it may print.
    reply_bytes : what one reply may hold.
    file_bytes : the size of a file that it writes.
    scratch_bytes : what its scratch folder may hold.
    scratch_files : how many files and folders that may be.
    open_files : how many files it may hold open.
    threads : how many threads it may run; it may never start a process.
    calls : how often it may call back in one exercise.
    """

    cell_seconds: float = 20.0
    exercise_seconds: float = 10.0
    submission_seconds: float = 120.0
    exercise_cpu_seconds: float = 20.0
    cpu_seconds: int = 60
    memory_bytes: int = 2048 * MB
    output_bytes: int = 1 * MB
    reply_bytes: int = 64 * MB
    file_bytes: int = 32 * MB
    scratch_bytes: int = 64 * MB
    scratch_files: int = 1_000
    open_files: int = 256
    threads: int = 16
    calls: int = 10_000


class LimitHit(Exception):
    """A worker went over a limit, or died; it is gone.

    `limit` is one word: time, cpu, memory, output, reply, calls, scratch or exit.
    """

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit
