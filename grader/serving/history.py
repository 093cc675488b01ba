"""When each submission was first taken up for grading: what a learner's limit counts.

One row for each submission in a table beside the gradebook's, written before it is graded; taken
up again after a crash, it has its row already. So no restart gives or takes a grading.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from grader.database import open_database, reading, writing
from grader.serving.inbox import Arrival

HOUR = timedelta(hours=1)
_Begun = tuple[datetime, tuple[str, datetime]]  # when, and which submission

_tables = sa.MetaData()
_grading = sa.Table(
    "nndl_grading",
    _tables,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("learner", sa.String(128), primary_key=True),
    sa.Column("submitted", sa.DateTime, primary_key=True),
    sa.Column("begun", sa.DateTime, nullable=False),
)


class History:
    """The gradings that were begun. Use one for a course; it remembers the last hour."""

    def __init__(self, db_url: str, an_hour: int) -> None:
        self._engine = open_database(db_url, _tables)
        self._an_hour = an_hour
        self._begun: dict[str, tuple[_Begun, ...]] = {}
        recent = sa.select(_grading).where(_grading.c.begun > now() - HOUR)
        with reading(self._engine) as connection:
            for row in connection.execute(recent.order_by(_grading.c.begun)):
                self._remember(row.learner, row.begun, (row.assignment, row.submitted))

    def begin(self, arrival: Arrival) -> None:
        """Record that `arrival` is taken up, unless it was before."""
        values = {
            "assignment": arrival.week,
            "learner": arrival.learner,
            "submitted": arrival.submitted,
        }
        same = sa.and_(*(_grading.c[key] == value for key, value in values.items()))
        moment = now()
        with writing(self._engine) as connection:
            if connection.scalar(sa.select(sa.func.count()).select_from(_grading).where(same)):
                return
            connection.execute(sa.insert(_grading), values | {"begun": moment})
        self._remember(arrival.learner, moment, (arrival.week, arrival.submitted))

    def free_at(self, arrival: Arrival) -> datetime | None:
        """Return when `arrival` may be graded, or None where that is now."""
        begun = self._recent(arrival.learner)
        if len(begun) < self._an_hour:
            return None
        if (arrival.week, arrival.submitted) in (what for _, what in begun):
            return None  # it was taken up before the service was stopped, and counts already
        return begun[-self._an_hour][0] + HOUR

    def close(self) -> None:
        self._engine.dispose()

    def _remember(self, learner: str, moment: datetime, what: tuple[str, datetime]) -> None:
        self._begun[learner] = (*self._recent(learner), (moment, what))

    def _recent(self, learner: str) -> tuple[_Begun, ...]:
        since = now() - HOUR
        return tuple(one for one in self._begun.get(learner, ()) if one[0] > since)


def now() -> datetime:
    """Return this moment as a gradebook stores it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
