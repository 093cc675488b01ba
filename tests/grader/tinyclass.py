"""A class that hands in the tiny notebook: many submissions that cost little to judge."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import sqlalchemy as sa
import tiny

from grader.casesets import seed_of, set_of
from grader.coursedir import CourseDir, init_course, open_course
from grader.executors import Executor
from grader.intake import read_submission
from grader.source import read_source
from grader.units import Result, Unit, read_unit

WEEK = "week9"
PRISTINE = "gradebook-before.db"
_BODIES = ("2 * x", "3 * x", "x + x", "x / 2", "x[0]", "...", "2 * y", "x * 2.0")


def released(
    folder: Path,
    db_url: str | None = None,
    checks: str = tiny.CHECKS,
    source: str = tiny.SOURCE,
) -> CourseDir:
    """Make a course directory of the tiny week below `folder`."""
    tiny.write(folder / "content", source, checks)
    course = init_course(folder / "course", folder / "content", db_url)
    if db_url is None:
        shutil.copy(course.root / "gradebook.db", course.root / PRISTINE)
    return course


def copy_of(course: CourseDir, root: Path, url: str | None = None) -> CourseDir:
    """Return the same course with the same submissions, nothing graded yet, at `root`.

    `url` is a gradebook in which the week was released; by default, a new one in SQLite.
    """
    root.mkdir()
    if url is None:
        shutil.copy(course.root / PRISTINE, root / "gradebook.db")
        url = f"sqlite:///{root / 'gradebook.db'}"
    shutil.copytree(course.root / "release", root / "release")
    shutil.copy(course.root / ".grader-secret", root)
    settings = (course.root / "grader.toml").read_text().replace(course.db_url, url)
    (root / "grader.toml").write_text(settings)
    if (course.root / "submitted").exists():
        (root / "submitted").symlink_to(course.root / "submitted")
    return open_course(root)


def hand_in_class(course: CourseDir, count: int) -> list[str]:
    """Hand in for `count` learners, right and wrong in turn; return their names."""
    template = json.loads((course.release(WEEK) / "tiny.ipynb").read_text(encoding="utf-8"))
    names = [f"learner{number:04}" for number in range(count)]
    for number, name in enumerate(names):
        body = _BODIES[number % len(_BODIES)]
        hand_in(course, name, f"def double(x):\n    return {body}\n# {name}", template)
    return names


def hand_in(course: CourseDir, learner: str, double: str, template: dict | None = None) -> Path:
    """Hand in the tiny notebook with `double` as the learner's code; return the file."""
    if template is None:
        template = json.loads((course.release(WEEK) / "tiny.ipynb").read_text(encoding="utf-8"))
    codes = {"double": double, "square_of_double": "def square_of_double(x):\n    return 4 * x**2"}
    for cell in template["cells"]:
        code = codes.get(cell["metadata"].get("nbgrader", {}).get("grade_id"))
        cell["source"] = cell["source"] if code is None else code
    path = course.submitted(learner, WEEK) / "tiny.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(template), encoding="utf-8")
    (path.parent / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
    return path


_ROWS = {
    "verdicts": "select * from nndl_verdict order by assignment, learner, place",
    "submissions": "select * from nndl_submission order by assignment, learner",
    "students": "select id from student order by id",
    "grades": """
        select s.student_id, n.name, b.name, g.auto_score, g.manual_score, g.needs_manual_grade
        from grade g join base_cell b on g.cell_id = b.id
        join submitted_notebook sn on g.notebook_id = sn.id join notebook n on n.id = sn.notebook_id
        join submitted_assignment s on sn.assignment_id = s.id order by 1, 2, 3""",
    "comments": """
        select s.student_id, n.name, b.name, c.auto_comment, c.manual_comment
        from comment c join base_cell b on c.cell_id = b.id
        join submitted_notebook sn on c.notebook_id = sn.id join notebook n on n.id = sn.notebook_id
        join submitted_assignment s on sn.assignment_id = s.id order by 1, 2, 3""",
}


class Rows(dict[str, list[tuple]]):
    """Rows by what they are about; where two are not equal, a test shows the rows that are not."""

    def unlike(self, other: Rows) -> list[str]:
        """Return a line for each row that is not in both."""
        return [
            f"{name}, only {side}: {row}"
            for name in self
            for side, ours, theirs in (("here", self, other), ("there", other, self))
            for row in Counter(ours[name]) - Counter(theirs[name])
        ]


def rows(url: str) -> Rows:
    """Return all that grading wrote into a gradebook, but for ids and timestamps."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(q).fetchall() for name, q in _ROWS.items()}
    engine.dispose()
    # SQLite has no booleans, and each server an order of its own for texts.
    plain = {name: [tuple(_plain(v) for v in row) for row in some] for name, some in found.items()}
    return Rows({name: sorted(some, key=repr) for name, some in plain.items()})


def _plain(value: object) -> object:
    return bool(value) if value in (0, 1) and not isinstance(value, float) else value


def units_of(course):
    names = course.learners(WEEK)
    return (read_unit(course.submitted(name, WEEK), name, WEEK, ["tiny"]) for name in names)


# The checks are the instructor's own code and run in the judging process: what
# is planted there for some case sets befalls the learners who get one of them.
PLANTED = """import os

from course.cases import call, case
from grader.declare import Exercise, Misconception


def _double(rng):
    if rng.integers(4) == 0:
        {what}
    return [case("a row", call("double", rng.normal(size=(1, 3))))]


def _square(rng):
    return [case("a row", call("square_of_double", rng.normal(size=(1, 3))))]


EXERCISES = (
    Exercise("double", _double, (Misconception("half", "2 * x", "x / 2", "Larger."),), help={{}}),
    Exercise(
        "square_of_double",
        _square,
        (Misconception("cubed", "y**2", "y**3", "Two factors."),),
        help={{}},
    ),
)
"""


def struck(course):
    """Return those of the class whose case set is planted."""
    source = read_source(course.content / WEEK / "tiny.py")
    found = set()
    for unit in units_of(course):
        digest = read_submission(unit.files["tiny"], unit.learner, source).digest
        number = set_of(course.secret, unit.learner, f"{WEEK}/tiny", digest)
        seed = seed_of(course.secret, f"{WEEK}/tiny/double", number)
        if np.random.default_rng(seed).integers(4) == 0:
            found.add(unit.learner)
    return found


def plant(course: CourseDir, what: str) -> None:
    """Let the checks of the week do `what` when they draw certain cases."""
    path = course.content / WEEK / "checks" / "tiny.py"
    path.write_text(PLANTED.format(what=what), encoding="utf-8")


def poisonous(released: CourseDir, folder: Path, what: str) -> CourseDir:
    """Return a copy of the course below `folder`, where `what` is planted.

    Its secret is fixed, so that some of a class are struck and some are not.
    """
    content = shutil.copytree(released.content, folder / "content")
    course = copy_of(released, folder / "course")
    secret = b"the secret of the tests, 32 bytes"
    (course.root / ".grader-secret").write_text(secret.hex(), encoding="ascii")
    course = dataclasses.replace(course, content=content, secret=secret)
    plant(course, what)
    return course


def answers_of(executor: Executor, units: Iterable[Unit]) -> dict[str, Result]:
    """Return the results by learner."""
    answers = [answer for answer in executor.map(units) if answer is not None]
    return {answer.result.learner: answer.result for answer in answers}
