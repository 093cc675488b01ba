"""nbgrader's gradebook, as far as grading writes it: students, submissions, grades, comments.

The same tables as nbgrader.api declares, without its object layer: importing
that costs two seconds of CPU, and a class is written in a few statements. The
tests compare what is written here with what nbgrader itself reads and writes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from course.errors import CourseError
from course.verdict import NOT_ATTEMPTED
from grader.source import CHECK
from grader.verdicts import Verdict


def _table(name: str, /, **columns: type) -> sa.TableClause:
    return sa.table(name, *(sa.column(key, kind) for key, kind in columns.items()))


_assignment = _table("assignment", id=sa.String, name=sa.String)
_notebook = _table("notebook", id=sa.String, name=sa.String, assignment_id=sa.String)
_cell = _table("base_cell", id=sa.String, name=sa.String, notebook_id=sa.String, type=sa.String)
_student = _table("student", id=sa.String)
_submission = _table(
    "submitted_assignment",
    id=sa.String,
    assignment_id=sa.String,
    student_id=sa.String,
    timestamp=sa.DateTime,
)
_submitted_notebook = _table(
    "submitted_notebook", id=sa.String, assignment_id=sa.String, notebook_id=sa.String,
    flagged=sa.Boolean,
)  # fmt: skip
_grade = _table(
    "grade", id=sa.String, notebook_id=sa.String, cell_id=sa.String, auto_score=sa.Float,
    manual_score=sa.Float, needs_manual_grade=sa.Boolean,
)  # fmt: skip
_comment = _table(
    "comment", id=sa.String, notebook_id=sa.String, cell_id=sa.String, auto_comment=sa.Text
)
_GRADED, _ANSWERED = "GradeCell", "SolutionCell"


@dataclass(frozen=True)
class Assignment:
    """A released week, as the gradebook has it.

    `notebooks` maps a notebook's name to its id, `cells` maps (notebook's name,
    kind of cell) to the cells' names and ids.
    """

    id: str
    notebooks: dict[str, str]
    cells: dict[tuple[str, str], dict[str, str]]


def read_assignment(connection: sa.Connection, week: str) -> Assignment:
    """Return the assignment `week`; raises CourseError where the gradebook has none."""
    found = connection.scalar(sa.select(_assignment.c.id).where(_assignment.c.name == week))
    if found is None:
        raise CourseError(f"The gradebook has no assignment {week}; run grader init again.")
    chosen = sa.select(_notebook.c.name, _notebook.c.id)
    rows = connection.execute(chosen.where(_notebook.c.assignment_id == found))
    notebooks = {row.name: row.id for row in rows}
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for name, notebook_id in notebooks.items():
        rows = connection.execute(sa.select(_cell).where(_cell.c.notebook_id == notebook_id))
        for row in rows:
            cells.setdefault((name, row.type), {})[row.name] = row.id
    return Assignment(found, notebooks, cells)


def record_grades(
    connection: sa.Connection,
    assignment: Assignment,
    learner: str,
    verdicts: Iterable[Verdict],
    submitted: datetime | None,
) -> None:
    """Write one submission's automatic scores and comments; manual ones are never touched."""
    notebooks = _submission_rows(connection, assignment, learner, submitted)
    grades, comments = [], []
    for verdict in verdicts:
        name = verdict.notebook.split("/")[1]
        where = {"of_notebook": notebooks[name]}
        graded = assignment.cells.get((name, _GRADED), {}).get(CHECK + verdict.exercise)
        if graded is not None:
            grades.append(where | {"of_cell": graded, "score": verdict.points})
        answered = assignment.cells.get((name, _ANSWERED), {}).get(verdict.exercise)
        if answered is not None:
            missing = "No response." if verdict.outcome == NOT_ATTEMPTED else None
            comments.append(where | {"of_cell": answered, "text": missing})
    if grades:
        # As nbgrader does it: a score that somebody gave by hand is to be looked at again.
        changed = {
            "auto_score": sa.bindparam("score", type_=sa.Float),
            "needs_manual_grade": _grade.c.manual_score.is_not(None),
        }
        connection.execute(_of_cell(sa.update(_grade), _grade).values(changed), grades)
    if comments:
        changed = {"auto_comment": sa.bindparam("text", type_=sa.Text)}
        connection.execute(_of_cell(sa.update(_comment), _comment).values(changed), comments)


def _of_cell(statement, table: sa.TableClause):
    return statement.where(
        table.c.notebook_id == sa.bindparam("of_notebook"),
        table.c.cell_id == sa.bindparam("of_cell"),
    )


def _submission_rows(
    connection: sa.Connection, assignment: Assignment, learner: str, submitted: datetime | None
) -> dict[str, str]:
    """Return the ids of the submitted notebooks by name, all rows made if new."""
    mine = (_submission.c.assignment_id == assignment.id) & (_submission.c.student_id == learner)
    found = connection.scalar(sa.select(_submission.c.id).where(mine))
    if found is not None:
        connection.execute(sa.update(_submission).where(mine).values(timestamp=submitted))
        of = _submitted_notebook.c
        rows = connection.execute(sa.select(of.id, of.notebook_id).where(of.assignment_id == found))
        have = {row.notebook_id: row.id for row in rows}
        return {name: have[i] for name, i in assignment.notebooks.items() if i in have}
    if connection.scalar(sa.select(_student.c.id).where(_student.c.id == learner)) is None:
        connection.execute(sa.insert(_student).values(id=learner))
    found = _new_id()
    connection.execute(
        sa.insert(_submission).values(
            id=found, assignment_id=assignment.id, student_id=learner, timestamp=submitted
        )
    )
    return {
        name: _new_notebook(connection, assignment, found, name) for name in assignment.notebooks
    }


def _new_notebook(
    connection: sa.Connection, assignment: Assignment, submission: str, name: str
) -> str:
    notebook = _new_id()
    connection.execute(
        sa.insert(_submitted_notebook).values(
            id=notebook,
            assignment_id=submission,
            notebook_id=assignment.notebooks[name],
            flagged=False,
        )
    )
    row = {"notebook_id": notebook}
    graded = assignment.cells.get((name, _GRADED), {}).values()
    answered = assignment.cells.get((name, _ANSWERED), {}).values()
    if graded:
        fresh = {"needs_manual_grade": True}  # until it is graded
        rows = [row | fresh | {"id": _new_id(), "cell_id": cell} for cell in graded]
        connection.execute(sa.insert(_grade), rows)
    if answered:
        rows = [row | {"id": _new_id(), "cell_id": cell} for cell in answered]
        connection.execute(sa.insert(_comment), rows)
    return notebook


def _new_id() -> str:
    return uuid.uuid4().hex  # as nbgrader makes them
