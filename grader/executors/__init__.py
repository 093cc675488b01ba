"""Where units of grading work are done: in processes of this machine, or on a cluster.

An executor takes units and gives answers, in the order in which they come to
be. It is all that `grader.batch` knows of the machines that it grades on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from grader.units import Result, Unit

STRIKES = 2  # so often may a submission end the process that judges it
PAUSE = 2.0  # seconds after which an executor says that nothing has come
AHEAD = 2  # units per process that are on their way, so that none waits for the next


@dataclass(frozen=True)
class Answer:
    """A graded unit. `trouble` says what was the matter with the grader itself, if anything."""

    result: Result
    trouble: str = ""


class Executor(Protocol):
    """Grades units; use it as a context manager."""

    def __enter__(self) -> Executor: ...

    def __exit__(self, *_: object) -> None: ...

    def map(self, units: Iterable[Unit]) -> Iterator[Answer | None]:
        """Yield an answer for every unit as it comes, and None where none came for PAUSE seconds.

        Units are taken from `units` a few ahead of what is being graded, never
        all at once. Whatever a unit does, it is answered; raises CourseError
        where nothing at all can be graded.
        """
        ...
