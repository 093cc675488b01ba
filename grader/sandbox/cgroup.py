"""A memory cgroup for each worker, where the operator has handed one over.

The address-space limit covers what a worker maps; a cgroup also counts its
scratch folder in memory and the kernel's buffers. Which cgroup may be used is
the operator's to say, in NNDL_CGROUP: moving processes about unasked would
take them out of limits that somebody else has set.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

VARIABLE = "NNDL_CGROUP"


def handed_over() -> Path | None:
    """Return the cgroup that workers' own may be made in, or None."""
    text = os.environ.get(VARIABLE)
    return Path(text) if text and not problem(Path(text)) else None


def problem(folder: Path) -> str | None:
    """Return what keeps `folder` from being used, or None."""
    if not folder.is_dir():
        return "it is no folder"
    if not os.access(folder, os.W_OK):
        return "it cannot be written to"
    if (folder / "memory.limit_in_bytes").exists():  # version 1
        return None
    try:
        enabled = (folder / "cgroup.subtree_control").read_text().split()
    except OSError:
        return "it is no cgroup"
    return None if "memory" in enabled else "memory is not in its cgroup.subtree_control"


class MemoryCgroup:
    """One worker's cgroup; `enter` is a descriptor to which a process writes 0 to join."""

    def __init__(self, parent: Path, name: str, limit: int) -> None:
        self._folder = parent / name
        self._folder.mkdir()
        try:
            first = next(
                f for f in ("memory.max", "memory.limit_in_bytes") if (self._folder / f).exists()
            )
            (self._folder / first).write_text(str(limit))
            with contextlib.suppress(OSError):  # no swap, or none to be accounted
                (self._folder / "memory.swap.max").write_text("0")
            self.enter = os.open(self._folder / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)
        except BaseException:
            self._folder.rmdir()
            raise

    def killed(self) -> bool:
        """Return True where the kernel has ended a process of this cgroup for its memory."""
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError, ValueError):
                lines = (self._folder / name).read_text().splitlines()
                counts = dict(line.split() for line in lines)
                return int(counts.get("oom_kill", 0)) > 0
        return False

    def close(self) -> None:
        """Remove the cgroup, whose process has ended."""
        os.close(self.enter)
        for _ in range(50):
            try:
                return self._folder.rmdir()
            except OSError:  # the process is not quite gone
                time.sleep(0.01)
        return None
