"""Read what an instructor graded by hand in formgrader: scores, extra credit, comments."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import sqlalchemy as sa

from grader.coursedir import CourseDir
from grader.database import open_database, reading
from grader.source import CHECK
from grader.verdicts import Verdict

_SUBMITTED = """
    join base_cell on base_cell.id = {table}.cell_id
    join submitted_notebook on submitted_notebook.id = {table}.notebook_id
    join notebook on notebook.id = submitted_notebook.notebook_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    join assignment on assignment.id = submitted_assignment.assignment_id
    where assignment.name = :week and :learner in ('', submitted_assignment.student_id)
"""
_WHO = "select submitted_assignment.student_id, notebook.name, base_cell.name"
_GRADES = sa.text(
    f"{_WHO}, grade.manual_score, grade.extra_credit from grade {_SUBMITTED.format(table='grade')}"
    " and (grade.manual_score is not null or grade.extra_credit is not null)"
)
_COMMENTS = sa.text(
    f"{_WHO}, comment.manual_comment from comment {_SUBMITTED.format(table='comment')}"
    " and comment.manual_comment is not null"
)


@dataclass(frozen=True)
class ByHand:
    """What a person added to one exercise of one learner."""

    score: float | None = None
    extra: float = 0.0
    comment: str = ""


Key = tuple[str, str, str]  # learner, notebook's full name, exercise
NOTHING = ByHand()


def by_hand(course: CourseDir, week: str, learner: str = "") -> dict[Key, ByHand]:
    """Return what was graded by hand in `week`; `learner` names the only one who is asked for."""
    asked = {"week": week, "learner": learner}
    found: dict[Key, ByHand] = defaultdict(ByHand)
    engine = open_database(course.db_url)
    with reading(engine) as connection:
        for learner, notebook, cell, score, extra in connection.execute(_GRADES, asked):
            key = (learner, f"{week}/{notebook}", cell.removeprefix(CHECK))
            found[key] = replace(found[key], score=score, extra=extra or 0.0)
        for learner, notebook, cell, comment in connection.execute(_COMMENTS, asked):
            key = (learner, f"{week}/{notebook}", cell)
            found[key] = replace(found[key], comment=comment)
    engine.dispose()
    return dict(found)


def points(verdict: Verdict, person: ByHand) -> float:
    """Return what counts, as nbgrader counts it: a person's score before the judge's."""
    return (verdict.points if person.score is None else person.score) + person.extra
