"""What a worker gives up before it runs the first line of a stranger's code.

Called once in the forked child. Whatever it takes away cannot be had back.
"""

from __future__ import annotations

import os
import resource
import tempfile

from grader.sandbox.limits import Limits


def confine(limits: Limits) -> None:
    """Confine this process: resource limits, no environment, a scratch folder of its own."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
    ):
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    scratch = tempfile.mkdtemp(prefix="submission-")
    os.chdir(scratch)
    os.umask(0o077)
    os.environ.clear()
    os.environ.update(HOME=scratch, PATH="/usr/bin:/bin", LANG="C.UTF-8", OPENBLAS_NUM_THREADS="1")
