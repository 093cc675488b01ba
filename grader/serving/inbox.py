"""What has arrived in the exchange.

A submission is a folder LEARNER+WEEK+MOMENT+RANDOM in inbound/, as `nbgrader submit` makes it. It
is a stranger's: its name is data, its owner is checked, and no link is followed.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.gradebook import parse_timestamp
from grader.serving.exchange import Exchange
from grader.serving.opening import Unfit, directory, text_of, user
from grader.unpack import printable

STAMP, SECRET = "timestamp.txt", "submission_secret.txt"
_PATIENCE = 10.0  # seconds after which a folder that can be read is, whatever its mode
_UNTIL = 600.0  # seconds after which nobody looks again whether it is whole by now
_AT_LEAST = 60.0  # seconds after which the whole folder is read, even if it looks unchanged
_GRAIN = 2.0  # seconds within which a file system may not tell two changes apart
_LEARNER = re.compile(r"[^\x00-\x1f\x7f/\\.][^\x00-\x1f\x7f/\\]{0,127}")
_WHOLE = 0o777  # the last thing that `nbgrader submit` does is to set the folder's mode
_SECRET_LENGTH = 128  # the last file that it writes


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
    """Why a folder is not taken; whose it is and of what, where that is certain."""

    reason: str
    learner: str = ""
    week: str = ""
    submitted: datetime | None = None


class Inbox:
    """What is in a course's inbound/. Look again and again; what is known already costs little.

    Only the latest submission of each learner and week is opened; where it is not taken, the one
    before it. `alive` is called as a look goes on: the first one of a large class takes minutes.
    """

    def __init__(
        self,
        exchange: Exchange,
        weeks: Collection[str],
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        self._exchange, self._weeks, self._alive = exchange, weeks, alive
        self.arrivals: dict[str, Arrival] = {}
        self.refused: dict[str, Refusal] = {}
        self._unfinished: set[str] = set()
        self._older: dict[str, tuple[str, str]] = {}  # passed over, with whose they are
        self._latest: dict[tuple[str, str], tuple[datetime, str]] = {}
        self._changed = -1.0
        self._looked = 0.0

    def look(self) -> list[Arrival]:
        """Return what is new since the last time, the earliest first."""
        changed = self._exchange.inbound.stat().st_mtime
        same = changed == self._changed and self._looked - changed > _GRAIN
        if same and not self._unfinished and time.time() - self._looked < _AT_LEAST:
            return []
        # Known as looked through only at the end: where something fails, the next look tries again.
        self._looked, self._changed = time.time(), -1.0
        with os.scandir(self._exchange.inbound) as entries:
            present = {entry.name for entry in entries if not entry.name.startswith(".")}
        self._unfinished &= present
        for known in (self.arrivals, self.refused, self._older):
            for gone in known.keys() - present:
                del known[gone]
        new = present - self.arrivals.keys() - self.refused.keys() - self._older.keys()
        found = [
            arrival for of_one in self._by_key(new).values() if (arrival := self._first(of_one))
        ]
        found.sort(key=lambda one: one.arrived)
        self.arrivals |= {one.folder.name: one for one in found}
        self._changed = changed
        return found

    def refuse(self, arrival: Arrival, reason: str) -> None:
        """Say that an arrival is not taken after all; the next look finds the one before it."""
        self.arrivals.pop(arrival.folder.name, None)
        self._refuse(arrival.folder.name, reason, arrival.learner, arrival.week, arrival.submitted)
        self._latest.pop(arrival.key, None)
        self._older = {name: key for name, key in self._older.items() if key != arrival.key}
        self._changed = -1.0

    def _refuse(self, name: str, *about) -> None:
        self._unfinished.discard(name)
        self.refused[name] = Refusal(*about)

    def _by_key(self, names: Collection[str]) -> dict[tuple[str, str], list[tuple[datetime, str]]]:
        """Return when, and the name, of the submissions of each learner and week."""
        found: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
        for name in names:
            try:
                learner, week, submitted = _parts(name, self._weeks)
                found.setdefault((learner, week), []).append((submitted, name))
            except Unfit as error:
                self._refuse(name, str(error))
        return found

    def _first(self, of_one: list[tuple[datetime, str]]) -> Arrival | None:
        """Return the latest of one learner's new submissions that can be opened."""
        self._alive()
        found = None
        for submitted, name in sorted(of_one, reverse=True):
            learner, week, _ = _parts(name, self._weeks)
            if (submitted, name) < self._latest.get((learner, week), (submitted, name)):
                self._older[name] = learner, week
            elif (arrival := self._read(name, learner, week, submitted)) is not None:
                self._latest[arrival.key] = submitted, name
                found = arrival
        return found

    def _read(self, name: str, learner: str, week: str, submitted: datetime) -> Arrival | None:
        """Return the submission in the folder `name`, or None and remember why not."""
        self._unfinished.discard(name)
        try:
            return self._opened(name, learner, week, submitted)
        except FileNotFoundError:
            return None
        except Unfit as error:
            self._refuse(name, str(error))
        except OSError as error:
            if isinstance(error, PermissionError) and self._is_young(name):
                self._unfinished.add(name)  # its learner's umask; nbgrader opens it at its end
            else:
                self._refuse(name, f"it cannot be read: {error.strerror}")
        return None

    def _is_young(self, name: str) -> bool:
        status = (self._exchange.inbound / name).lstat()
        return time.time() - status.st_ctime < _UNTIL

    def _opened(self, name: str, learner: str, week: str, submitted: datetime) -> Arrival | None:
        folder = self._exchange.inbound / name
        with directory(folder) as opened:
            status = os.fstat(opened)
            if self._exchange.check_owner and user(status.st_uid) != learner:
                raise Unfit(f"it says {learner} and belongs to {user(status.st_uid)}")
            stamp, secret = text_of(opened, STAMP), text_of(opened, SECRET)
            age = time.time() - status.st_ctime
            if not (stamp and len(secret) >= _SECRET_LENGTH):
                if age > _UNTIL:
                    reason = f"handing in was broken off: {STAMP} or {SECRET} is missing"
                    self._refuse(name, reason, learner, week, submitted)
                else:
                    self._unfinished.add(name)
                return None
            if not _is_open(status) and age < _PATIENCE:
                self._unfinished.add(name)
                return None
        if parse_timestamp(stamp) != submitted:
            reason = f"{STAMP} says another moment than its name"
            self._refuse(name, reason, learner, week, submitted)
            return None
        return Arrival(learner, week, submitted, folder, status.st_ctime, secret, status.st_uid)


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
