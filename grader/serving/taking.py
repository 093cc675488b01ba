"""Take a submission out of the exchange into the course directory: plain files, within limits.

The folder stays its learner's, who may change it while it is read; so it is copied, and the copy is
judged.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path

from grader.serving.exchange import Exchange
from grader.serving.inbox import SECRET, STAMP, Arrival
from grader.serving.opening import Unfit, directory, plain_file, user

_MOST_BYTES, _MOST_FILES, _DEEPEST = 100_000_000, 1000, 8  # nbgrader's own limit of size
_LEFT_OUT = {".ipynb_checkpoints", "__pycache__", "feedback"}  # as nbgrader leaves them out


def take(
    arrival: Arrival, notebooks: Collection[str], destination: Path, exchange: Exchange
) -> None:
    """Copy a submission to `destination`, in place of what is there.

    Raises Unfit where one of the `notebooks` is a link, no plain file, or somebody else's. Other
    such files are left out.
    """
    fresh = destination.with_name(f".{destination.name}.new")
    old = destination.with_name(f".{destination.name}.old")
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir(parents=True)
    copying = _Copying({f"{name}.ipynb" for name in notebooks} | {STAMP, SECRET}, arrival, exchange)
    with directory(arrival.folder) as opened:
        copying.copy(opened, fresh)
    if destination.exists():
        destination.rename(old)
    fresh.rename(destination)
    shutil.rmtree(old, ignore_errors=True)


class _Copying:
    """Copies one submission, within limits."""

    def __init__(self, needed: set[str], arrival: Arrival, exchange: Exchange) -> None:
        self._needed, self._exchange, self._owner = needed, exchange, arrival.owner
        self._bytes, self._files = _MOST_BYTES, _MOST_FILES

    def copy(self, source: int, destination: Path, depth: int = 0) -> None:
        with os.scandir(source) as entries:
            names = sorted(entry.name for entry in entries)
        if not depth:
            names.sort(key=lambda name: name not in self._needed)  # whatever else there is
        for name in names:
            needed = not depth and name in self._needed
            if name in _LEFT_OUT or name.endswith(".pyc"):
                continue
            try:
                self._copy_one(source, name, destination / name, depth)
            except (Unfit, OSError) as error:
                if needed:
                    reason = error.strerror if isinstance(error, OSError) else error
                    raise Unfit(f"{name}: {reason}") from None

    def _copy_one(self, source: int, name: str, destination: Path, depth: int) -> None:
        if stat.S_ISDIR(os.stat(name, dir_fd=source, follow_symlinks=False).st_mode):
            if not depth and name in self._needed:
                raise Unfit("it is a folder")
            if depth < _DEEPEST:
                with directory(name, source) as opened:
                    destination.mkdir()
                    self.copy(opened, destination, depth + 1)
            return
        with plain_file(name, source) as opened:
            status = os.fstat(opened)
            if self._exchange.check_owner and status.st_uid != self._owner:
                raise Unfit(f"it belongs to {user(status.st_uid)}")
            if status.st_size > self._bytes or not self._files:
                raise Unfit("the submission is too large")
            self._bytes -= status.st_size
            self._files -= 1
            left = status.st_size  # what grows meanwhile is cut
            with destination.open("wb") as file:
                while left and (data := os.read(opened, min(left, 2**20))):
                    file.write(data)
                    left -= len(data)
