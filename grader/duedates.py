"""Due dates: told in a course directory's grader.toml, kept by nbgrader's gradebook.

``[due]`` maps a week to a moment, as TOML writes one; without a zone it is UTC, as nbgrader
takes it. nbgrader shows them; nothing here takes points for lateness.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from course.errors import CourseError
from grader.database import open_database, reading, writing

# What a new grader.toml says of due dates.
NO_DUE = "\n[due]  # in UTC, or with a zone: week2 = 2026-03-01T23:59:00+01:00\n"

_ASSIGNMENT = sa.table(
    "assignment", sa.column("name", sa.String), sa.column("duedate", sa.DateTime)
)


def read_due(settings: Mapping, weeks: Collection[str], path: Path) -> dict[str, datetime]:
    """Return week -> due date, in UTC and without a zone, as nbgrader stores it.

    `path` is the file that `settings` were read from. Raises CourseError, one line, for what is
    no date or no week.
    """
    table = settings.get("due", {})
    if not isinstance(table, dict):
        raise CourseError(
            f"{path}: due is to be a table: [due], and below it week2 = 2026-03-01T23:59:00."
        )
    for week, moment in table.items():
        if week not in weeks:
            raise CourseError(f"{path}: [due] names {week}; the weeks are {', '.join(weeks)}.")
        if not isinstance(moment, datetime):
            raise CourseError(
                f"{path}: {week} in [due] is no moment: write {week} = 2026-03-01T23:59:00,"
                " without quotes, in UTC, or with a zone as in 2026-03-01T23:59:00+01:00."
            )
    try:
        return {
            week: moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
            for week, moment in table.items()
        }
    except OverflowError:
        raise CourseError(
            f"{path}: [due] has a moment that is outside the years 1 to 9999 in UTC."
        ) from None


def recorded_due(db_url: str) -> dict[str, datetime | None]:
    """Return every week's due date as the gradebook has it; formgrader may have changed it."""
    engine = open_database(db_url)
    try:
        with reading(engine) as connection:
            rows = connection.execute(sa.select(_ASSIGNMENT.c.name, _ASSIGNMENT.c.duedate))
            return {row.name: row.duedate for row in rows}
    finally:
        engine.dispose()


def record_due(db_url: str, due: Mapping[str, datetime]) -> None:
    """Write due dates to the gradebook's assignments; one that is not told is left as it is."""
    if not due:
        return
    engine = open_database(db_url)
    try:
        with writing(engine) as connection:
            for week, moment in due.items():
                chosen = sa.update(_ASSIGNMENT).where(_ASSIGNMENT.c.name == week)
                connection.execute(chosen.values(duedate=moment))
    finally:
        engine.dispose()
