"""Give up what a process could do beyond its own memory: user, capabilities, debugging."""

from __future__ import annotations

import contextlib
import os
import signal
import struct

from grader.sandbox.syscalls import prctl, syscall

_FIRST, _USERS = 200_000, 10_000  # far above the users that people have
_LAST_CAPABILITY = 63
_NOBODY = 65_534
_TO_BECOME = 1 << 0 | 1 << 6 | 1 << 7  # to give files away, and to become another group and user


def is_root() -> bool:
    """Return True where this process may become other users: root, with its powers, not alone."""
    if os.geteuid() != 0 or sum(count for _, count in _mapped()) <= 1:
        return False
    with open("/proc/self/status") as lines:  # noqa: PTH123
        held = next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff:"))
    return held & _TO_BECOME == _TO_BECOME


def user_of_worker(number: int) -> int:
    """Return a user id for the worker of this number; no two that live together share one."""
    users = [_FIRST + number % _USERS, 50_000 + number % _USERS, _NOBODY]
    for user in users:
        if any(first <= user < first + count for first, count in _mapped()):
            return user
    return _NOBODY


def become(user: int) -> None:
    """Become another user for good; raises OSError."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def drop_bounding_set() -> None:
    """Give up what a program could ever give back; whoever is forked from here has it no more."""
    with contextlib.suppress(OSError):  # not ours to drop, or the kernel knows no more of them
        for capability in range(_LAST_CAPABILITY + 1):
            prctl(24, capability)  # PR_CAPBSET_DROP


def drop_capabilities() -> None:
    """Give up every capability, and the means to get one back; raises OSError."""
    with contextlib.suppress(OSError):  # a kernel without ambient capabilities
        prctl(47, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    syscall("capset", struct.pack("=Ii", 0x20080522, 0), bytes(24))


def seal(parent: int) -> None:
    """Let this process gain nothing, be inspected by nobody, and die with `parent`."""
    prctl(38, 1)  # PR_SET_NO_NEW_PRIVS
    prctl(4, 0)  # PR_SET_DUMPABLE
    prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        raise OSError("the warm process has ended")


def _mapped() -> list[tuple[int, int]]:
    """Return the user ids that exist here, as (first, how many)."""
    with open("/proc/self/uid_map") as lines:  # noqa: PTH123
        return [(int(first), int(count)) for first, _, count in (line.split() for line in lines)]
