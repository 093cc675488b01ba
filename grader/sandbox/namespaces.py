"""Namespaces: a world for the warm process, and in it a smaller one for each worker.

The warm process sees the interpreter, the libraries and the course, and no
other file of the machine, and has an empty network. Each worker gets its own
mounts, processes, host name and inter-process communication, and one writable
folder in memory.
"""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Iterable
from pathlib import Path

from grader.sandbox.syscalls import mount, prctl, setns, syscall, unmount_lazily, unshare

# In the new root, the one folder that can be written to. Not /tmp: the course, or
# the interpreter, may lie below that, and would be hidden.
SCRATCH = "/scratch"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

_NEWNS, _NEWUTS, _NEWIPC = 0x20000, 0x4000000, 0x8000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _REC, _PRIVATE = 2, 4, 8, 1 << 14, 1 << 18
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_READ_ONLY = struct.pack("=QQQQ", 1 | _NOSUID, 0, 0, 0)
_READ_ONLY_NODEV = struct.pack("=QQQQ", 1 | _NOSUID | _NODEV, 0, 0, 0)


def enter(own_user: bool) -> None:
    """Move into new namespaces; returns in a child, the first process of its own.

    The process that called waits for it and ends with it. `own_user` makes a
    user namespace first, as somebody must who is not root. Raises OSError.
    """
    spaces = _NEWNS | _NEWPID | _NEWNET | _NEWIPC | _NEWUTS
    uid, gid = os.getuid(), os.getgid()
    unshare(spaces | (_NEWUSER if own_user else 0))
    if own_user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    child = os.fork()
    if child:
        os.closerange(0, os.sysconf("SC_OPEN_MAX"))
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def change_root(shown: Iterable[str]) -> None:
    """Leave the machine's files for a root that holds `shown`, read-only; raises OSError.

    A file is shown under its own path, whose folders are made anew: so an
    interpreter in a home that only its owner may enter can be read here.
    """
    mount(None, "/", _REC | _PRIVATE)
    # Looked at before anything is mounted: the new root may come to lie over one of them.
    trees = [(path, Path(path).is_dir(), _copy_of_mount(path)) for path in shown]
    root = next(p for p in ("/tmp", "/mnt", "/var", "/usr") if os.path.isdir(p))  # noqa: PTH112
    mount("tmpfs", root, _NOSUID | _NODEV, "size=1m,mode=755")
    for path, is_folder, tree in trees:
        place = Path(root + path)
        if is_folder:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
        syscall("move_mount", tree, b"", _AT_FDCWD, os.fsencode(place), 4)
        os.close(tree)
    Path(root, "proc").mkdir()
    Path(root + SCRATCH).mkdir(exist_ok=True)
    _mount_proc(root + "/proc")
    os.chdir(root)
    syscall("pivot_root", b".", b".")
    unmount_lazily(".")
    os.chdir("/")
    mount("tmpfs", SCRATCH, _NOSUID | _NODEV, "size=1m,mode=755")  # for the warm process itself
    syscall("mount_setattr", _AT_FDCWD, b"/", 0, _READ_ONLY_NODEV, len(_READ_ONLY_NODEV))


class Spawner:
    """Forks a process that is the first of its own process namespace."""

    def __init__(self) -> None:
        self._here = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def fork(self) -> int:
        """Fork; the child is in a new process namespace, this process stays where it is."""
        unshare(_NEWPID)
        child = -1
        try:
            child = os.fork()
        finally:
            if child != 0:
                setns(self._here, _NEWPID)
        return child


def own_world(scratch_bytes: int, scratch_files: int, owner: int) -> None:
    """Give this process its own mounts, host name and messages; raises OSError.

    Its scratch folder is in memory, holds so much and so many, and belongs to `owner`.
    The warm process has a network of its own, with nothing in it; another one would cost
    as much as all the rest of this, and a worker may make no socket.
    """
    unshare(_NEWNS | _NEWIPC | _NEWUTS)
    size, files = max(scratch_bytes, 1), max(scratch_files, 1)  # 0 would mean any number
    options = f"size={size},nr_inodes={files},mode=700,uid={owner}"
    mount("tmpfs", SCRATCH, _NOSUID | _NODEV, options)
    _mount_proc("/proc", "subset=pid")


def own_user() -> None:
    """Leave the user namespace for one in which nobody is anybody; the last step of all."""
    unshare(_NEWUSER)


def _copy_of_mount(path: str) -> int:
    """Return a detached, read-only copy of what is mounted at and below `path`."""
    flags = 1 | _AT_RECURSIVE | os.O_CLOEXEC  # OPEN_TREE_CLONE
    tree = syscall("open_tree", _AT_FDCWD, os.fsencode(path), flags)
    attributes = _READ_ONLY if path in DEVICES else _READ_ONLY_NODEV
    flags = _AT_EMPTY_PATH | _AT_RECURSIVE
    syscall("mount_setattr", tree, b"", flags, attributes, len(attributes))
    return tree


def _mount_proc(target: str, options: str = "") -> None:
    """Show this namespace's processes; a container that masks its own /proc allows none."""
    try:
        mount("proc", target, _NOSUID | _NODEV | _NOEXEC, options)
    except PermissionError:
        return
