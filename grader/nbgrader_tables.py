"""nbgrader's gradebook, as far as grading writes it: students, submissions, grades, comments.

The same tables as nbgrader.api declares, without its object layer: importing
that costs two seconds of CPU, and a class is written in a few statements. The
tests compare what is written here with what nbgrader itself reads and writes.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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

    def of_kind(self, notebook: str, kind: str) -> Collection[str]:
        """Return the ids of a notebook's cells of one kind."""
        return self.cells.get((notebook, kind), {}).values()


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


class Gradable(Protocol):
    """What is written of a graded submission; :class:`grader.gradebook.Graded` has it."""

    learner: str
    verdicts: Sequence[Verdict]
    submitted: datetime | None


def record_grades(
    connection: sa.Connection, assignment: Assignment, batch: Sequence[Gradable]
) -> None:
    """Write submissions' automatic scores and comments; manual ones are never touched.

    A batch costs as many statements as one submission.
    """
    names = [one.learner for one in batch]
    mine = (_submission.c.assignment_id == assignment.id) & _submission.c.student_id.in_(names)
    have = set(connection.scalars(sa.select(_submission.c.student_id).where(mine)))
    if old := [one for one in batch if one.learner in have]:
        _grade_again(connection, assignment, old)
    if new := [one for one in batch if one.learner not in have]:
        _grade_first(connection, assignment, new)


def submitted_moments(connection: sa.Connection, week: str) -> dict[str, datetime | None]:
    """Return when each learner's recorded submission of `week` was handed in."""
    chosen = sa.select(_submission.c.student_id, _submission.c.timestamp)
    of_week = chosen.join(_assignment, _assignment.c.id == _submission.c.assignment_id)
    rows = connection.execute(of_week.where(_assignment.c.name == week))
    return {row.student_id: row.timestamp for row in rows}


def _grade_again(
    connection: sa.Connection, assignment: Assignment, batch: Sequence[Gradable]
) -> None:
    """Write into the rows that submissions have already."""
    of_learner = (_submission.c.assignment_id == assignment.id) & (
        _submission.c.student_id == sa.bindparam("who")
    )
    moment = {"timestamp": sa.bindparam("moment", type_=sa.DateTime)}
    moments = [{"who": one.learner, "moment": one.submitted} for one in batch]
    connection.execute(sa.update(_submission).where(of_learner).values(moment), moments)
    notebooks = _submitted_notebooks(connection, assignment, batch)
    grades, comments = [], []
    for one in batch:
        scores, said = _scores_and_comments(one, assignment)
        for name, notebook_id in assignment.notebooks.items():
            where = {"of_notebook": notebooks.get((one.learner, notebook_id))}
            cells = assignment.of_kind(name, _GRADED)
            grades += [where | {"of_cell": c, "score": scores[c]} for c in cells if c in scores]
            cells = assignment.of_kind(name, _ANSWERED)
            comments += [where | {"of_cell": c, "text": said[c]} for c in cells if c in said]
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


def _grade_first(
    connection: sa.Connection, assignment: Assignment, batch: Sequence[Gradable]
) -> None:
    """Make the rows of new submissions, and of students that nobody knew."""
    names = [one.learner for one in batch]
    found = set(connection.scalars(sa.select(_student.c.id).where(_student.c.id.in_(names))))
    students = [{"id": name} for name in names if name not in found]
    submissions, notebooks, grades, comments = [], [], [], []
    for one in batch:
        scores, said = _scores_and_comments(one, assignment)
        submission = {"id": _new_id(), "assignment_id": assignment.id, "student_id": one.learner}
        submissions.append(submission | {"timestamp": one.submitted})
        for name, notebook_id in assignment.notebooks.items():
            notebook = {"id": _new_id(), "assignment_id": submission["id"], "flagged": False}
            notebooks.append(notebook | {"notebook_id": notebook_id})
            for cell in assignment.of_kind(name, _GRADED):
                row = {"id": _new_id(), "notebook_id": notebook["id"], "cell_id": cell}
                score = {"auto_score": scores.get(cell), "needs_manual_grade": cell not in scores}
                grades.append(row | score)
            for cell in assignment.of_kind(name, _ANSWERED):
                row = {"id": _new_id(), "notebook_id": notebook["id"], "cell_id": cell}
                comments.append(row | {"auto_comment": said.get(cell)})
    for table, rows in (
        (_student, students),
        (_submission, submissions),
        (_submitted_notebook, notebooks),
        (_grade, grades),
        (_comment, comments),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)


def _scores_and_comments(
    one: Gradable, assignment: Assignment
) -> tuple[dict[str, float], dict[str, str | None]]:
    """Return the scores and the comments of a submission, by the ids of the cells."""
    scores, comments = {}, {}
    for verdict in one.verdicts:
        name = verdict.notebook.split("/")[1]
        graded = assignment.cells.get((name, _GRADED), {}).get(CHECK + verdict.exercise)
        if graded is not None:
            scores[graded] = verdict.points
        answered = assignment.cells.get((name, _ANSWERED), {}).get(verdict.exercise)
        if answered is not None:
            missing = verdict.outcome == NOT_ATTEMPTED
            comments[answered] = "No response." if missing else None
    return scores, comments


def _submitted_notebooks(
    connection: sa.Connection, assignment: Assignment, batch: Sequence[Gradable]
) -> dict[tuple[str, str], str]:
    """Return the ids of the submitted notebooks by learner and by the notebook's own id."""
    names = [one.learner for one in batch]
    mine = (_submission.c.assignment_id == assignment.id) & _submission.c.student_id.in_(names)
    of = _submitted_notebook.c
    chosen = sa.select(_submission.c.student_id, of.notebook_id, of.id)
    joined = chosen.join(_submitted_notebook, of.assignment_id == _submission.c.id)
    rows = connection.execute(joined.where(mine))
    return {(row.student_id, row.notebook_id): row.id for row in rows}


def _new_id() -> str:
    return uuid.uuid4().hex  # as nbgrader makes them
