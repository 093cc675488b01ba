"""Record grades in nbgrader's own gradebook, and verdicts in tables of ours beside it.

Both are written in the same transaction: a grade without its verdict, or the
other way round, is never seen. Manual scores and comments are never touched.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from grader.coursedir import CourseDir
from grader.database import open_database, reading, reason_of, writing
from grader.nbgrader_tables import read_assignment, record_grades, submitted_moments
from grader.verdicts import Verdict

TAKEN = "another grader has recorded it in the meantime"

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


_LONGEST_ERROR = _verdict.c.error.type.length  # a server refuses more, where SQLite takes it


_OF_A_VERDICT = tuple(
    column.name for column in _verdict.columns if column.name in Verdict.__dataclass_fields__
)


@dataclass(frozen=True)
class Graded:
    """A graded submission, ready to be recorded.

    `instead_of` is the digest that was recorded when it was read; None where there was none.
    A submission that was set aside has the digest "", and so is new to the next run.
    """

    learner: str
    week: str
    digest: str
    verdicts: tuple[Verdict, ...]
    remarks: tuple[str, ...] = ()
    submitted: datetime | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class Known:
    """What is recorded of a submission: the digest of what was graded, and when it was made."""

    digest: str
    submitted: datetime | None


Write = Callable[[Graded], None]


class Recorder:
    """Writes graded submissions of one course to its gradebook. Use it as a context manager."""

    def __init__(self, course: CourseDir) -> None:
        self._course = course
        self._engine = _open(course)

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def known(self, week: str) -> dict[str, Known]:
        """Return what is recorded already, by learner."""
        chosen = sa.select(_submission.c.learner, _submission.c.digest)
        with reading(self._engine) as connection:
            moments = submitted_moments(connection, week)
            rows = connection.execute(chosen.where(_submission.c.assignment == week))
            return {row.learner: Known(row.digest, moments.get(row.learner)) for row in rows}

    def record(
        self, week: str, batch: Sequence[Graded], write: Write = lambda one: None
    ) -> dict[str, str]:
        """Record a batch of one week in one transaction.

        `write` is called for each submission that will be recorded, before it is:
        the files that belong to it are then there when it is, and are nobody else's.
        Return, by learner, why one was left out: TAKEN where another grader has
        recorded it since it was read, or that the database takes no such values.
        """
        try:
            return self._record(week, batch, write)
        except sa.exc.DataError as error:
            if len(batch) == 1:
                return {batch[0].learner: f"the gradebook does not take it: {reason_of(error)}"}
            left_out: dict[str, str] = {}
            for one in batch:  # nobody's odd values are another's trouble
                left_out |= self.record(week, [one], write)
            return left_out

    def _record(self, week: str, batch: Sequence[Graded], write: Write) -> dict[str, str]:
        with writing(self._engine) as connection:
            names = [one.learner for one in batch]
            mine = (_submission.c.assignment == week) & _submission.c.learner.in_(names)
            chosen = sa.select(_submission.c.learner, _submission.c.digest).where(mine)
            now = {row.learner: row.digest for row in connection.execute(chosen)}
            fresh = [one for one in batch if now.get(one.learner) == one.instead_of]
            assignment = read_assignment(connection, week)
            record_grades(connection, assignment, fresh)
            _record_verdicts(connection, week, fresh)
            for one in fresh:
                write(one)
        return dict.fromkeys(set(names) - {one.learner for one in fresh}, TAKEN)


def record_verdicts(course: CourseDir, graded: Graded) -> None:
    """Record the verdicts alone: where nbgrader's own autograde writes the grades."""
    engine = _open(course)
    try:
        with writing(engine) as connection:
            _record_verdicts(connection, graded.week, [graded])
    finally:
        engine.dispose()


def recorded(course: CourseDir, week: str, learner: str = "") -> list[tuple[str, Verdict]]:
    """Return every recorded verdict of `week` with its learner, in the source's order.

    `learner` names the only one whose verdicts are wanted.
    """
    table = _verdict.c
    query = sa.select(_verdict).where(table.assignment == week)
    query = query.where(table.learner == learner) if learner else query
    query = query.order_by(table.learner, table.notebook, table.place)
    return [(row["learner"], _verdict_of(row)) for row in _read(course, query)]


def remarks(course: CourseDir, week: str, learner: str = "") -> dict[str, list[str]]:
    """Return what intake remarked on each learner's submission of `week`, or on one learner's."""
    query = sa.select(_submission).where(_submission.c.assignment == week)
    query = query.where(_submission.c.learner == learner) if learner else query
    return {row["learner"]: json.loads(row["remarks"]) for row in _read(course, query)}


def _read(course: CourseDir, query: sa.Select) -> Sequence[sa.RowMapping]:
    engine = _open(course)
    try:
        with reading(engine) as connection:
            return connection.execute(query).mappings().all()
    finally:
        engine.dispose()


def _open(course: CourseDir) -> sa.Engine:
    return open_database(course.db_url, _tables)


def _record_verdicts(connection: sa.Connection, week: str, batch: Sequence[Graded]) -> None:
    names = [one.learner for one in batch]
    for table in (_verdict, _submission):
        mine = (table.c.assignment == week) & table.c.learner.in_(names)
        connection.execute(sa.delete(table).where(mine))
    verdicts, submissions = [], []
    for one in batch:
        mine = {"assignment": week, "learner": one.learner}
        verdicts += [mine | _row_of(number, v) for number, v in enumerate(one.verdicts)]
        said = json.dumps([storable(remark) for remark in one.remarks])
        submissions.append(mine | {"digest": one.digest, "remarks": said})
    if verdicts:
        connection.execute(sa.insert(_verdict), verdicts)
    if submissions:
        connection.execute(sa.insert(_submission), submissions)


def storable(text: str) -> str:
    """Return `text` without what a database cannot hold: the null character, half a character."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}").encode("utf-8", "replace").decode()


def _row_of(place: int, verdict: Verdict) -> dict:
    row = {name: getattr(verdict, name) for name in _OF_A_VERDICT}
    lists = {key: json.dumps(row[key]) for key in ("misconceptions", "stood_in")}
    texts = {key: storable(row[key]) for key in ("message", "error")}
    short = {"error": texts["error"][:_LONGEST_ERROR]}  # the learner's code may have named it
    return row | lists | texts | short | {"place": place}


def _verdict_of(row) -> Verdict:
    values = {key: row[key] for key in row if key not in ("assignment", "learner", "place")}
    lists = {key: tuple(json.loads(row[key])) for key in ("misconceptions", "stood_in")}
    return Verdict(**(values | lists))


def parse_timestamp(text: str) -> datetime | None:
    """Return nbgrader's timestamp as it stores it (UTC, no zone), or None for another text."""
    text = text.strip()
    if text.endswith(" UTC"):  # as nbgrader writes it; its own parser takes far longer
        with contextlib.suppress(ValueError):
            moment = datetime.fromisoformat(text.removesuffix(" UTC"))
            return moment if moment.tzinfo is None else None
    from dateutil.parser import parse

    try:
        moment = parse(text)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, ArithmeticError):  # a number of 30 digits; the first hours of year 1, moved
        return None
