"""What has arrived in the exchange, and taking it into the course directory.

A submission is a folder LEARNER+WEEK+MOMENT+RANDOM in inbound/, as `nbgrader submit` makes it. It
is a stranger's: its name is data, its owner is checked, and no link in it is ever followed.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.gradebook import parse_timestamp
from grader.serving.exchange import Exchange
from grader.unpack import printable

STAMP, SECRET = "timestamp.txt", "submission_secret.txt"
_PATIENCE = 10.0  # seconds after which a folder is read, whatever its mode
_UNTIL = 600.0  # seconds after which nobody looks again whether it is whole by now
_AT_LEAST = 60.0  # seconds after which the whole folder is read, even if it looks unchanged
_GRAIN = 2.0  # seconds within which a file system may not tell two changes apart
_MOST_BYTES, _MOST_FILES, _DEEPEST = 100_000_000, 1000, 8  # nbgrader's own limit of size
_LEFT_OUT = {".ipynb_checkpoints", "__pycache__", "feedback"}  # as nbgrader leaves them out
_LEARNER = re.compile(r"[^\x00-\x1f\x7f/\\.][^\x00-\x1f\x7f/\\]{0,127}")
_WHOLE = 0o777  # the last thing that `nbgrader submit` does is to set the folder's mode
_SECRET_LENGTH = 128  # the last file that it writes


class Unfit(Exception):
    """A submission that is not taken; the text says why."""


@dataclass(frozen=True)
class Arrival:
    """A submission in the exchange.

    Attributes
    ----------
    submitted : when it was handed in, as it says itself; nbgrader orders by this.
    arrived : when it was whole in the exchange, in seconds since the epoch.
    secret : what names the feedback that is released for it.
    owner : the Unix user that it belongs to.
    """

    learner: str
    week: str
    submitted: datetime
    folder: Path
    arrived: float
    secret: str
    owner: int

    @property
    def key(self) -> tuple[str, str]:
        """Whose it is, and of which week: of these the latest counts."""
        return self.learner, self.week


@dataclass(frozen=True)
class Refusal:
    """Why a folder is not taken; whose it is, where that is certain."""

    reason: str
    learner: str = ""


class Inbox:
    """What is in a course's inbound/. Look again and again; what is known already costs little."""

    def __init__(self, exchange: Exchange, weeks: Collection[str]) -> None:
        self._exchange, self._weeks = exchange, weeks
        self.arrivals: dict[str, Arrival] = {}
        self.refused: dict[str, Refusal] = {}
        self._unfinished: set[str] = set()
        self._changed = -1.0
        self._looked = 0.0

    def look(self) -> list[Arrival]:
        """Return what is new since the last time, the earliest first."""
        changed = self._exchange.inbound.stat().st_mtime
        same = changed == self._changed and self._looked - changed > _GRAIN
        if same and not self._unfinished and time.time() - self._looked < _AT_LEAST:
            return []
        self._looked, self._changed = time.time(), changed
        with os.scandir(self._exchange.inbound) as entries:
            present = {entry.name for entry in entries if not entry.name.startswith(".")}
        self._unfinished &= present
        for known in (self.arrivals, self.refused):
            for gone in known.keys() - present:
                del known[gone]
        new = [self._read(name) for name in present - self.arrivals.keys() - self.refused.keys()]
        found = sorted((one for one in new if one), key=lambda one: one.arrived)
        self.arrivals |= {one.folder.name: one for one in found}
        return found

    def refuse(self, arrival: Arrival, reason: str) -> None:
        """Say that an arrival is not taken after all."""
        self.arrivals.pop(arrival.folder.name, None)
        self.refused[arrival.folder.name] = Refusal(reason, arrival.learner)

    def _read(self, name: str) -> Arrival | None:
        """Return the submission in the folder `name`, or None and remember why not."""
        self._unfinished.discard(name)
        try:
            learner, week, submitted = _parts(name, self._weeks)
            return self._opened(name, learner, week, submitted)
        except FileNotFoundError:
            return None
        except Unfit as error:
            self.refused[name] = Refusal(str(error))
        except OSError as error:
            self.refused[name] = Refusal(f"it cannot be read: {error.strerror}")
        return None

    def _opened(self, name: str, learner: str, week: str, submitted: datetime) -> Arrival | None:
        folder = self._exchange.inbound / name
        with _directory(folder) as opened:
            status = os.fstat(opened)
            if self._exchange.check_owner and _user(status.st_uid) != learner:
                raise Unfit(f"it says {learner} and belongs to {_user(status.st_uid)}")
            stamp, secret = _text(opened, STAMP), _text(opened, SECRET)
            age = time.time() - status.st_ctime
            if not (stamp and len(secret) >= _SECRET_LENGTH):
                if age > _UNTIL:
                    raise Unfit(f"handing in was broken off: {STAMP} or {SECRET} is missing")
                self._unfinished.add(name)
                return None
            if not _is_open(status) and age < _PATIENCE:
                self._unfinished.add(name)
                return None
        if parse_timestamp(stamp) != submitted:
            raise Unfit(f"{STAMP} says another moment than its name")
        return Arrival(learner, week, submitted, folder, status.st_ctime, secret, status.st_uid)


def take(arrival: Arrival, notebooks: Collection[str], destination: Path, exchange: Exchange):
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
    with _directory(arrival.folder) as opened:
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
                with _directory(name, source) as opened:
                    destination.mkdir()
                    self.copy(opened, destination, depth + 1)
            return
        with _plain_file(name, source) as opened:
            status = os.fstat(opened)
            if self._exchange.check_owner and status.st_uid != self._owner:
                raise Unfit(f"it belongs to {_user(status.st_uid)}")
            if status.st_size > self._bytes or not self._files:
                raise Unfit("the submission is too large")
            self._bytes -= status.st_size
            self._files -= 1
            left = status.st_size  # what grows meanwhile is cut
            with destination.open("wb") as file:
                while left and (data := os.read(opened, min(left, 2**20))):
                    file.write(data)
                    left -= len(data)


def _parts(name: str, weeks: Collection[str]) -> tuple[str, str, datetime]:
    """Take a folder's name apart, as `nbgrader collect` does; a learner's own name may hold a +."""
    parts = name.rsplit("+", 3)
    submitted = parse_timestamp(parts[2]) if len(parts) > 2 else None
    if submitted is None:
        raise Unfit("its name is not LEARNER+WEEK+MOMENT")
    if not _LEARNER.fullmatch(parts[0]) or printable(parts[0]) != parts[0]:
        raise Unfit("its name begins with no learner's name")
    if parts[1] not in weeks:
        raise Unfit("its name says no week of this course")
    return parts[0], parts[1], submitted


def _is_open(status: os.stat_result) -> bool:
    """Return True where `nbgrader submit` is done, or where our own user has put it there."""
    return stat.S_IMODE(status.st_mode) & _WHOLE == _WHOLE or status.st_uid == os.getuid()


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _text(folder: int, name: str) -> str:
    """Return what a small file says; empty where there is none."""
    with suppress(FileNotFoundError), _plain_file(name, folder) as opened:
        return os.read(opened, 1000).decode("utf-8", "replace")
    return ""


@contextmanager
def _directory(path: Path | str, within: int | None = None) -> Iterator[int]:
    """Open a folder that is none by way of a link."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)
    except NotADirectoryError:
        raise Unfit("it is a link or a file, not a folder") from None
    try:
        yield opened
    finally:
        os.close(opened)


@contextmanager
def _plain_file(name: str, within: int) -> Iterator[int]:
    """Open a plain file; a link, a pipe or a device is refused without waiting for it."""
    status = os.stat(name, dir_fd=within, follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        raise Unfit("it is a link" if stat.S_ISLNK(status.st_mode) else "it is no plain file")
    opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=within)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise Unfit("it is no plain file")
        yield opened
    finally:
        os.close(opened)
