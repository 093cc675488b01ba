"""nbgrader's own autograde, through our intake and our judge.

`grader init` names these in nbgrader_config.py. `nbgrader autograde` converts a
notebook twice: first it takes the submission in, then it grades what was taken
in. The exporter reads a submission by our intake, so that a notebook that is no
JSON, or whose cells were duplicated, invented or deleted, is its own trouble
and nobody else's. The judge's step stands where nbgrader's Execute stood.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.batch import bundle_of
from grader.coursedir import CourseDir, open_course
from grader.gradebook import Graded, record_verdicts, recorded
from grader.graded_notebook import put_in_order, with_verdicts
from grader.sandbox.limits import Limits
from grader.units import Result, Unit, WeekJudge, read_unit
from grader.verdicts import Verdict


class SubmissionExporter(NotebookExporter):
    """A notebook exporter that reads its file as a submission."""

    def from_filename(self, filename, resources=None, **kwargs):
        """Return the submission in `filename`, put in order, as text, and the resources."""
        where = resources["nbgrader"]
        judge = _week_judge(where["assignment"])
        path = Path(filename)
        unit = read_unit(path.parent, where["student"], where["assignment"], [path.stem])
        ordered = put_in_order(judge.take_in(unit, path.stem), judge.order(path.stem))
        notebook = nbformat.from_dict(ordered)
        return self.from_notebook_node(notebook, resources=resources, **kwargs)


class JudgeNotebook(NbGraderPreprocessor):
    """Judges a submission, records its verdicts, and writes them into its check cells."""

    def preprocess(self, nb, resources):
        """Return the notebook with a verdict as the output of each check cell."""
        where = resources["nbgrader"]
        # `nbgrader autograde --no-execute` turns nbgrader's own step off; it means ours.
        execute = self.config.Execute.get("enabled", True)
        verdicts = _verdicts(
            where["student"], where["assignment"], where["notebook"], bool(execute)
        )
        name = f"{where['assignment']}/{where['notebook']}"
        mine = tuple(v for v in verdicts if v.notebook == name)
        return nbformat.from_dict(with_verdicts(json.loads(json.dumps(nb)), mine)), resources


# The submission judged last, by those of its notebooks that nbgrader has not asked for yet: it
# asks once for each, and a formgrader that asks for one again wants it judged anew.
_not_asked_for: dict[str, Result] = {}


def _verdicts(learner: str, week: str, notebook: str, execute: bool) -> tuple[Verdict, ...]:
    """Return the verdicts on what `learner` handed in, judged or as they are recorded.

    `notebook` is the one they are asked for; all of a week's notebooks are judged at once.
    """
    course = _course()
    judge = _week_judge(week)
    if not execute:
        found = tuple(v for _, v in recorded(course, week, learner))
        return found or judge.refuse(Unit(learner, week, {}), "It was not run.").verdicts
    unit = read_unit(course.submitted(learner, week), learner, week, judge.names)
    result = _not_asked_for.pop(notebook, None)
    mine = (learner, week, unit.digest)
    if result is None or (result.learner, result.week, result.digest) != mine:
        result = judge.grade(unit)
        told = Graded(learner, week, result.digest, result.verdicts, result.remarks)
        record_verdicts(course, told)
        _not_asked_for.clear()
        _not_asked_for.update((name, result) for name in judge.names if name != notebook)
    return result.verdicts


def _course() -> CourseDir:
    return open_course(Path.cwd())  # nbgrader's converters work in the course's root


@cache
def _week_judge(week: str) -> WeekJudge:
    """Return a judge that is kept for the whole run; its sandbox ends with the process."""
    return WeekJudge(bundle_of(_course(), week, Limits()))
