"""Record grades in nbgrader's own gradebook, and verdicts in tables of ours beside it.

Both are written in the same transaction: a grade without its verdict, or the
other way round, is never seen. Manual scores and comments are never touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.nbgrader_tables import read_assignment, record_grades
from grader.verdicts import Verdict

_tables = sa.MetaData()

# One row per submission: what was handed in, so that a regrade knows what is new.
_submission = sa.Table(
    "nndl_submission",
    _tables,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("learner", sa.String(128), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("remarks", sa.Text, nullable=False),
)

# One row per exercise of a submission. Lists are JSON, so that any database will do.
_verdict = sa.Table(
    "nndl_verdict",
    _tables,
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("learner", sa.String(128), primary_key=True),
    sa.Column("notebook", sa.String(128), primary_key=True),
    sa.Column("exercise", sa.String(128), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("points", sa.Float, nullable=False),
    sa.Column("max_points", sa.Float, nullable=False),
    sa.Column("misconceptions", sa.Text, nullable=False),
    sa.Column("certain", sa.Boolean, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("case_set", sa.Integer, nullable=False),
    sa.Column("error", sa.String(80), nullable=False),
    sa.Column("stood_in", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class Graded:
    """A graded submission, ready to be recorded."""

    learner: str
    week: str
    digest: str
    verdicts: tuple[Verdict, ...]
    remarks: tuple[str, ...] = ()
    submitted: datetime | None = None


class Recorder:
    """Writes graded submissions of one course to its gradebook. Use it as a context manager."""

    def __init__(self, course: CourseDir) -> None:
        self._course = course
        self._engine = _open(course)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def digests(self, week: str) -> dict[str, str]:
        """Return what is recorded already: learner -> digest of what was graded."""
        chosen = sa.select(_submission.c.learner, _submission.c.digest)
        with self._engine.connect() as connection:
            rows = connection.execute(chosen.where(_submission.c.assignment == week))
            return {row.learner: row.digest for row in rows}

    def record(self, week: str, batch: Iterable[Graded]) -> None:
        """Record a batch of one week in one transaction."""
        with self._engine.begin() as connection:
            assignment = read_assignment(connection, week)
            for graded in batch:
                record_grades(
                    connection, assignment, graded.learner, graded.verdicts, graded.submitted
                )
                _record_verdicts(connection, graded)


def record_verdicts(course: CourseDir, graded: Graded) -> None:
    """Record the verdicts alone: where nbgrader's own autograde writes the grades."""
    engine = _open(course)
    with engine.begin() as connection:
        _record_verdicts(connection, graded)
    engine.dispose()


def recorded(course: CourseDir, week: str) -> list[tuple[str, Verdict]]:
    """Return every recorded verdict of `week` with its learner, in the source's order."""
    table = _verdict.c
    query = sa.select(_verdict).where(table.assignment == week)
    query = query.order_by(table.learner, table.notebook, table.place)
    engine = _open(course)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    engine.dispose()
    return [(row["learner"], _verdict_of(row)) for row in rows]


def remarks(course: CourseDir, week: str) -> dict[str, list[str]]:
    """Return what intake remarked on each learner's submission of `week`."""
    engine = _open(course)
    chosen = sa.select(_submission.c.learner, _submission.c.remarks)
    with engine.connect() as connection:
        rows = connection.execute(chosen.where(_submission.c.assignment == week)).all()
    engine.dispose()
    return {learner: json.loads(text) for learner, text in rows}


def _open(course: CourseDir) -> sa.Engine:
    try:
        engine = sa.create_engine(course.db_url)
        _tables.create_all(engine)
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise CourseError(f"The gradebook {course.db_url} cannot be opened: {reason}.") from None
    return engine


def _record_verdicts(connection: sa.Connection, graded: Graded) -> None:
    mine = {"assignment": graded.week, "learner": graded.learner}
    for table in (_verdict, _submission):
        where = [table.c[key] == value for key, value in mine.items()]
        connection.execute(sa.delete(table).where(*where))
    if graded.verdicts:
        connection.execute(
            sa.insert(_verdict),
            [mine | _row_of(number, v) for number, v in enumerate(graded.verdicts)],
        )
    connection.execute(
        sa.insert(_submission),
        [mine | {"digest": graded.digest, "remarks": json.dumps(graded.remarks)}],
    )


def _row_of(place: int, verdict: Verdict) -> dict:
    row = {column.name: getattr(verdict, column.name, None) for column in _verdict.columns}
    del row["assignment"], row["learner"]
    lists = {key: json.dumps(row[key]) for key in ("misconceptions", "stood_in")}
    return row | lists | {"place": place}


def _verdict_of(row) -> Verdict:
    values = {key: row[key] for key in row if key not in ("assignment", "learner", "place")}
    lists = {key: tuple(json.loads(row[key])) for key in ("misconceptions", "stood_in")}
    return Verdict(**(values | lists))


def parse_timestamp(text: str) -> datetime | None:
    """Return nbgrader's timestamp as it stores it (UTC, no zone), or None for another text."""
    from dateutil.parser import parse

    try:
        moment = parse(text.strip())
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
