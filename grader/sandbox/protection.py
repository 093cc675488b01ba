"""Which protection a worker gets: the strongest that this machine and this user can give.

Three situations, one code. Landlock and seccomp are in all of them; without
them a stranger's code is not run.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass

from grader.sandbox import landlock, seccomp, syscalls
from grader.sandbox.privileges import is_root

CONTAINER = (
    'docker run --rm -it -v "$PWD":/class -w /class python:3.11 bash -c'
    " \"pip install 'nndl-course[grader]' && grader doctor\""
)


@dataclass(frozen=True)
class Protection:
    """What a worker is confined by.

    Attributes
    ----------
    name : root, user, no-namespaces or off.
    namespaces : own mounts, processes, network, messages and host name, and a
        root that shows nothing but Python, its libraries and the course.
    own_user_id : the worker becomes a user that owns nothing, which only root can do.
    filters : Landlock, seccomp and resource limits.
    landlock_version : use no more of Landlock than this version has, however
        new the kernel; for tests of what an older kernel would give.
    """

    name: str
    namespaces: bool
    own_user_id: bool
    filters: bool = True
    landlock_version: int | None = None

    @property
    def counts_threads(self) -> bool:
        """Whether the kernel counts a worker's threads apart from its user's other ones."""
        return self.namespaces or self.own_user_id


ROOT = Protection("root", namespaces=True, own_user_id=True)
USER = Protection("user", namespaces=True, own_user_id=False)
NO_NAMESPACES = Protection("no-namespaces", namespaces=False, own_user_id=False)
NO_NAMESPACES_ROOT = Protection("no-namespaces", namespaces=False, own_user_id=True)
UNPROTECTED = Protection("off", namespaces=False, own_user_id=False, filters=False)


def candidates() -> tuple[Protection, ...]:
    """Return what may be tried here, the strongest first."""
    return (ROOT, NO_NAMESPACES_ROOT) if is_root() else (USER, NO_NAMESPACES)


def missing() -> list[str]:
    """Return what this kernel lacks that nobody's code is run without; empty where all is there."""
    if platform.system() != "Linux":
        return [f"Linux: this is {platform.system()}, which has neither Landlock nor seccomp"]
    if not syscalls.known_machine():
        return [f"the numbers of {platform.machine()}'s system calls"]
    lacks = []
    if not landlock.abi():
        lacks.append("Landlock: it needs Linux 5.13 with landlock in its lsm= list")
    if not seccomp.available():
        lacks.append("seccomp filters: it needs Linux 4.14 with CONFIG_SECCOMP_FILTER")
    return lacks
