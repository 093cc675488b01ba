"""Take a submission out of the exchange into the course directory: plain files, within limits.

The folder stays its learner's, who may change it while it is read; so it is copied, and the copy is
judged.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from grader.gradebook import parse_timestamp
from grader.serving.exchange import Exchange
from grader.serving.inbox import SECRET, STAMP, Arrival
from grader.serving.opening import Unfit, directory, plain_file, user

_MOST_BYTES, _MOST_ENTRIES, _DEEPEST = 100_000_000, 1000, 8  # nbgrader's own limit of size
# What a learner can bring about; of anything else (a full disk) the submission is not to blame.
_THEIRS = {errno.ENOENT, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR, errno.ENXIO}
_LEFT_OUT = {".ipynb_checkpoints", "__pycache__", "feedback"}  # as nbgrader leaves them out


def take(
    arrival: Arrival, notebooks: Collection[str], destination: Path, exchange: Exchange
) -> None:
    """Copy a submission to `destination`, in place of what is there.

    Raises Unfit where one of the `notebooks` is a link, no plain file, or somebody else's, or where
    it is not what had arrived any more. Other such files are left out. Raises OSError where it
    cannot be written.
    """
    fresh = destination.with_name(f".{destination.name}.new")
    old = destination.with_name(f".{destination.name}.old")
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir(parents=True)
    copying = _Copying({f"{name}.ipynb" for name in notebooks} | {STAMP, SECRET}, arrival, exchange)
    with ExitStack() as stack:
        with _reading():
            opened = stack.enter_context(directory(arrival.folder))
        copying.copy(opened, fresh)
    # The copy is what is recorded: were it of another moment, each start would grade it anew.
    stamp = fresh / STAMP
    said = stamp.read_text("utf-8", "replace")[:1000] if stamp.exists() else ""
    if parse_timestamp(said) != arrival.submitted:
        raise Unfit(f"{STAMP} was changed after it was handed in")
    if destination.exists():
        destination.rename(old)
    fresh.rename(destination)
    shutil.rmtree(old, ignore_errors=True)


class _Copying:
    """Copies one submission, within limits."""

    def __init__(self, needed: set[str], arrival: Arrival, exchange: Exchange) -> None:
        self._needed, self._exchange, self._owner = needed, exchange, arrival.owner
        self._bytes, self._entries = _MOST_BYTES, _MOST_ENTRIES

    def copy(self, source: int, destination: Path, depth: int = 0) -> None:
        with _reading(), os.scandir(source) as entries:
            names = sorted(entry.name for entry in entries)
        if not depth:
            names.sort(key=lambda name: name not in self._needed)  # whatever else there is
        for name in names:
            if not self._entries:
                return  # folders count too, and what is not copied costs nobody's time
            self._entries -= 1
            if name in _LEFT_OUT or name.endswith(".pyc"):
                continue
            try:
                self._copy_one(source, name, destination / name, depth)
            except Unfit as error:
                if not depth and name in self._needed:
                    raise Unfit(f"{name}: {error}") from None

    def _copy_one(self, source: int, name: str, destination: Path, depth: int) -> None:
        with _reading():
            mode = os.stat(name, dir_fd=source, follow_symlinks=False).st_mode
        if not stat.S_ISDIR(mode):
            self._copy_file(source, name, destination)
        elif not depth and name in self._needed:
            raise Unfit("it is a folder")
        elif depth < _DEEPEST:
            with ExitStack() as stack:
                with _reading():
                    opened = stack.enter_context(directory(name, source))
                destination.mkdir()
                self.copy(opened, destination, depth + 1)

    def _copy_file(self, source: int, name: str, destination: Path) -> None:
        with ExitStack() as stack:
            with _reading():
                opened = stack.enter_context(plain_file(name, source))
            status = os.fstat(opened)
            if self._exchange.check_owner and status.st_uid != self._owner:
                raise Unfit(f"it belongs to {user(status.st_uid)}")
            if status.st_size > self._bytes:
                raise Unfit("the submission is too large")
            self._bytes -= status.st_size
            left = status.st_size  # what grows meanwhile is cut
            with destination.open("wb") as file:
                while left and (data := os.read(opened, min(left, 2**20))):
                    file.write(data)
                    left -= len(data)


@contextmanager
def _reading() -> Iterator[None]:
    """Raise Unfit for what is the matter with a submission, and nothing else."""
    try:
        yield
    except OSError as error:
        if error.errno in _THEIRS:
            raise Unfit(error.strerror) from None
        raise
