"""What a worker gives up before it runs the first line of a stranger's code.

Called once in the forked child. The order matters: each step needs something
that a later one takes away. Whatever is taken cannot be had back.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

from grader.sandbox import landlock, namespaces, privileges, rlimits, seccomp
from grader.sandbox.limits import Limits
from grader.sandbox.protection import Protection


@dataclass(frozen=True)
class Place:
    """Where a worker lives: what it may read, where it may write, and as whom it runs."""

    shown: tuple[str, ...]
    scratch: str
    user: int
    parent: int


def confine(protection: Protection, limits: Limits, place: Place) -> None:
    """Confine this process for good; raises OSError where any step fails."""
    if protection.namespaces:
        namespaces.own_world(limits.scratch_bytes, limits.scratch_files, place.user)
    if protection.own_user_id:
        privileges.become(place.user)
    os.chdir(place.scratch)
    os.umask(0o077)
    if not protection.namespaces:
        set_environment(place.scratch)
    if not protection.filters:
        return
    if protection.namespaces and not protection.own_user_id:
        namespaces.own_user()
    if not protection.own_user_id:  # or else the warm process has done it for all
        privileges.drop_bounding_set()
    privileges.drop_capabilities()
    privileges.seal(0 if protection.namespaces else place.parent)
    rlimits.restrict(limits, protection.counts_threads)
    # A root of its own holds nothing but what is shown, and each rule costs every worker.
    read = ("/",) if protection.namespaces else (*place.shown, *namespaces.DEVICES)
    write = (place.scratch, "/dev/null")
    landlock.restrict(
        read, write, may_remove=protection.namespaces, newest=protection.landlock_version
    )
    seccomp.install(_rules(os.getpid(), protection))


def prepare(protection: Protection) -> None:
    """Do, before any worker is forked, what would be the same in all of them."""
    if protection.own_user_id:
        privileges.drop_bounding_set()
    if protection.namespaces:  # where each worker is process 1 of its own, and sees one folder
        set_environment(namespaces.SCRATCH)
        seccomp.compiled(_rules(1, protection))


def run_on(core: int | None) -> None:
    """Keep this process to one core, where one is given and may still be used."""
    if core is not None:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {core})


def set_environment(scratch: str) -> None:
    """Have an environment that tells nothing."""
    wanted = {
        "HOME": scratch,
        "TMPDIR": scratch,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "MPLBACKEND": "agg",
    }
    os.environ.clear()
    os.environ.update(wanted)


def _rules(pid: int, protection: Protection) -> seccomp.Rules:
    return seccomp.Rules(pid, protection.counts_threads, protection.namespaces)
