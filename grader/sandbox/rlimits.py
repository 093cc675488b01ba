"""Resource limits that the kernel keeps for one process."""

from __future__ import annotations

import resource

from grader.sandbox.limits import Limits


def restrict(limits: Limits, count_threads: bool) -> None:
    """Limit this process for good; raises OSError.

    `count_threads` is for a process whose user id no other process has: the
    kernel counts a user's threads, and not those of a process.
    """
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
    }
    if count_threads:
        wanted[resource.RLIMIT_NPROC] = limits.threads + 1
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
