"""Which submission is next, and how each one stands. Nothing here reads or writes a file.

Of a learner's submissions of one week the latest counts, and has the place of those before it. One
learner is graded in one place at a time, so nobody fills the queue of the others. Whose last
grading took long (an endless loop runs into its limits) comes after all others, and never has the
last free place: those who are graded in a second do not wait for them.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from grader.serving.inbox import Arrival

WAITING = "waiting"  # to be graded
GRADED = "graded"  # and recorded; its feedback is not released yet
RELEASED = "released"
FAILED = "failed"  # the grader could not grade it; tried again at the next start
ELSEWHERE = "elsewhere"  # a later one was recorded that did not come by the exchange
# Only shown, never kept:
GRADING, LIMITED, HELD = "grading", "limited", "held"

NEVER = datetime.max  # held until there is a due date
_LONG = 15.0  # seconds of a grading after which its learner's next one comes last
_AGAIN = 60.0  # seconds after which what the machine could not do is tried again


@dataclass(frozen=True)
class Standing:
    """How a learner's latest submission of a week stands.

    Attributes
    ----------
    until : when a limited one is graded, or a held one's feedback released.
    reason : what was the matter, where something was.
    """

    arrival: Arrival
    state: str
    until: datetime | None = None
    reason: str = ""


@dataclass
class _Entry:
    arrival: Arrival
    state: str
    reason: str = ""
    not_before: float = 0.0


class Queue:
    """The latest submission of everyone, and what is to be done about it.

    `free_at` says when a submission may be graded, `held_until` when a week's feedback may be
    released; both return None for now. `places` is how many are graded at a time.
    """

    def __init__(
        self,
        free_at: Callable[[Arrival], datetime | None],
        held_until: Callable[[str], datetime | None],
        places: int = 2,
    ) -> None:
        self._free_at, self._held_until = free_at, held_until
        self._for_long = max(places - 1, 1)  # places that those may have whose gradings take long
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._todo: dict[tuple[str, str], None] = {}  # in order
        self._running: dict[str, Arrival] = {}  # by learner
        self._began: dict[str, float] = {}
        self._long: set[str] = set()  # learners whose last grading took long
        self._held: set[tuple[str, str]] = set()
        self._lock = threading.RLock()

    def add(self, arrival: Arrival, state: str = WAITING) -> None:
        """Take in a submission that stands at `state`, unless there is a later one."""
        with self._lock:
            there = self._entries.get(arrival.key)
            if there and _order(there.arrival) >= _order(arrival):
                return
            self._entries[arrival.key] = _Entry(arrival, state)
            self._held.discard(arrival.key)
            self._todo.pop(arrival.key, None) if state not in (WAITING, GRADED) else None
            if state in (WAITING, GRADED):
                self._todo.setdefault(arrival.key)

    def forget(self, arrival: Arrival) -> None:
        """Leave out a submission that was refused."""
        with self._lock:
            self._running.pop(arrival.learner, None)
            self._began.pop(arrival.learner, None)
            there = self._entries.get(arrival.key)
            if there and there.arrival is arrival:
                del self._entries[arrival.key]
                self._todo.pop(arrival.key, None)

    def next(self) -> tuple[Arrival, str] | None:
        """Return what is to be done next and its state, and count it as begun; None for nothing."""
        with self._lock:
            for key in [k for k in self._held if self._held_until(k[1]) is None]:
                self._held.discard(key)
                self._todo.setdefault(key)
            full = len(self._long & self._running.keys()) >= self._for_long
            for key in self._in_turn():
                entry = self._entries[key]
                if full and entry.state == WAITING and entry.arrival.learner in self._long:
                    continue
                if entry.arrival.learner in self._running or entry.not_before > time.monotonic():
                    continue
                if entry.state == WAITING and self._free_at(entry.arrival) is not None:
                    continue
                del self._todo[key]
                self._running[entry.arrival.learner] = entry.arrival
                if entry.state == WAITING:
                    self._began[entry.arrival.learner] = time.monotonic()
                return entry.arrival, entry.state
            return None

    def ended(self, arrival: Arrival, state: str, reason: str = "") -> None:
        """Say what became of what :meth:`next` gave out."""
        with self._lock:
            if began := self._began.pop(arrival.learner, None):
                long = time.monotonic() - began > _LONG
                (self._long.add if long else self._long.discard)(arrival.learner)
            self._running.pop(arrival.learner, None)
            entry = self._entries.get(arrival.key)
            if entry is None or entry.arrival is not arrival:
                return  # a later one has come
            entry.state, entry.reason = state, reason
            if state == GRADED:
                self._held.add(arrival.key)
            elif state == WAITING:  # another grader has recorded an earlier one meanwhile
                self._todo.setdefault(arrival.key)

    def again(self, arrival: Arrival, reason: str) -> None:
        """Put back what the machine could not do now; it is tried again in a minute."""
        with self._lock:
            self._running.pop(arrival.learner, None)
            entry = self._entries.get(arrival.key)
            if entry is not None and entry.arrival is arrival:
                entry.reason, entry.not_before = reason, time.monotonic() + _AGAIN
                self._todo.setdefault(arrival.key)

    def standings(self, learner: str | None = None) -> list[Standing]:
        """Return how everyone's submissions stand, or one learner's, the earliest arrival first."""
        with self._lock:
            entries = [e for e in self._entries.values() if learner in (None, e.arrival.learner)]
            entries.sort(key=lambda entry: entry.arrival.arrived)
            return [self._standing(entry) for entry in entries]

    def ahead_of(self, arrival: Arrival) -> int:
        """Return how many stand before a submission that waits."""
        with self._lock:
            if arrival.key not in self._todo:
                return 0
            return sum(1 for _ in takewhile(lambda key: key != arrival.key, self._in_turn()))

    def counts(self) -> Counter[tuple[str, str]]:
        """Return how many submissions of each week are in each state."""
        return Counter((one.arrival.week, one.state) for one in self.standings())

    def _in_turn(self) -> Iterator[tuple[str, str]]:
        """Yield what is to be done, in the order in which it is; mostly the first is wanted."""
        yield from (key for key in self._todo if key[0] not in self._long)
        yield from (key for key in self._todo if key[0] in self._long)

    def _standing(self, entry: _Entry) -> Standing:
        arrival, until, state = entry.arrival, None, entry.state
        if self._running.get(arrival.learner) is arrival:
            state = GRADING
        elif state == WAITING and (until := self._free_at(arrival)) is not None:
            state = LIMITED
        elif state == GRADED and (until := self._held_until(arrival.week)) is not None:
            state = HELD
        return Standing(arrival, state, until, entry.reason)


def _order(arrival: Arrival) -> tuple[datetime, str]:
    return arrival.submitted, arrival.folder.name
