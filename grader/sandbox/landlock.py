"""Landlock: which files a process may open, for good and with all it starts.

What Landlock does not know (chmod, stat, truncating through old kernels,
Unix sockets with a path) is seccomp's part; see `seccomp.py`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

from grader.sandbox.syscalls import syscall

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_READ = _READ_FILE | _READ_DIR
_WRITE = _READ | _WRITE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER | _TRUNCATE
_REMOVE = _REMOVE_DIR | _REMOVE_FILE
_FOR_A_FILE = _READ_FILE | _WRITE_FILE | _TRUNCATE

# What each version of the kernel's interface added to what can be forbidden.
_FILES_OF_ABI = {1: (1 << 13) - 1, 2: _REFER, 3: _TRUNCATE, 5: _IOCTL_DEV}
_TCP = 0b11  # bind and connect, from version 4
_SCOPES = 0b11  # abstract Unix sockets and signals, from version 6


def abi() -> int:
    """Return the version of the kernel's Landlock, 0 where there is none."""
    try:
        return syscall("landlock_create_ruleset", None, 0, 1)
    except OSError:
        return 0


def restrict(
    read: Iterable[str], write: Iterable[str], *, may_remove: bool, newest: int | None = None
) -> None:
    """Let this process open `read` for reading, `write` for writing, and nothing else.

    Each stands for itself and all that is below it; one that is missing is
    passed over. Nothing newer than version `newest` is used. Needs
    no_new_privs; raises OSError.
    """
    version = abi() if newest is None else min(abi(), newest)
    handled = sum(bits for since, bits in _FILES_OF_ABI.items() if since <= version)
    attributes = struct.pack("=Q", handled)
    if version >= 4:
        attributes += struct.pack("=Q", _TCP)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    ruleset = syscall("landlock_create_ruleset", attributes, len(attributes), 0)
    try:
        for path in read:
            _allow(ruleset, path, _READ & handled)
        for path in write:
            _allow(ruleset, path, (_WRITE | (_REMOVE if may_remove else 0)) & handled)
        syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112
            access &= _FOR_A_FILE
        syscall("landlock_add_rule", ruleset, 1, struct.pack("=Qi", access, descriptor), 0)
    finally:
        os.close(descriptor)
