"""Play the demo: make the course, hand in for the class, grade it, and see what came of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from grader.batch import autograde
from grader.content import Notebook, load_week
from grader.coursedir import CourseDir, init_course
from grader.demo.planted import Key, Planted, planted_class, solved
from grader.gradebook import recorded
from grader.pages.overview import labels
from grader.pages.report import write_report
from grader.pages.sanitise import live_parts
from grader.pages.writing import write_feedback
from grader.sandbox.limits import Limits
from grader.verdicts import Verdict

# Honest code of an exercise takes some hundredths of a second.
LIMITS = Limits(cell_seconds=5.0, exercise_seconds=3.0, submission_seconds=60.0)

Step = Callable[[str], None]
Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Ended:
    """How a synthetic learner ended; `surprises` says what is not as it was planted."""

    planted: Planted
    verdicts: dict[Key, Verdict]
    surprises: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return float(sum(v.points for v in self.verdicts.values()))

    @property
    def max_score(self) -> float:
        return float(sum(v.max_points for v in self.verdicts.values()))


@dataclass(frozen=True)
class Demo:
    """The demo's whole result, and where everything lies."""

    week: str
    labels: dict[Key, str]
    ended: list[Ended]
    gradebook: Path
    feedback: Path
    report: Path
    pages: list[Path] = field(default_factory=list)

    @property
    def as_planted(self) -> int:
        return sum(not one.surprises for one in self.ended)

    def to_json(self) -> dict:
        """Return the result as JSON."""
        return {
            "learners": {one.planted.name: _to_json(one, self.labels) for one in self.ended},
            "as_planted": self.as_planted,
            "total": len(self.ended),
            "gradebook": str(self.gradebook),
            "feedback": str(self.feedback),
            "report": str(self.report),
        }


def to_json(demos: Sequence[Demo]) -> dict:
    """Return what `grader demo --json` writes: of one week its result, of several each one's."""
    if len(demos) == 1:
        return demos[0].to_json()
    totals = {
        "as_planted": sum(demo.as_planted for demo in demos),
        "total": sum(len(demo.ended) for demo in demos),
    }
    return {"weeks": {demo.week: demo.to_json() for demo in demos}} | totals


def play_demo(
    root: Path,
    content: Path,
    weeks: Sequence[str],
    step: Step = lambda doing: None,
    report: Report | None = None,
) -> list[Demo]:
    """Play the demo in `root`, which must be new or empty; return what came of each week.

    Parameters
    ----------
    weeks : the weeks that the class works on, one after the other.
    step : called with what is being done.
    report : called after each graded submission, as :func:`grader.batch.autograde` calls it.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CourseError(f"{root} is not empty; give the demo a directory of its own.")
    classes = {week: load_week(content, week) for week in weeks}
    step("Building the course and its gradebook")
    course = init_course(root, content)
    return [
        _play_week(course, week, notebooks, step, report) for week, notebooks in classes.items()
    ]


def _play_week(
    course: CourseDir,
    week: str,
    notebooks: Sequence[Notebook],
    step: Step,
    report: Report | None,
) -> Demo:
    planted = planted_class(notebooks)
    for one in planted:
        hand_in(course, one, notebooks)
    step(f"{week}: grading {len(planted)} submissions")
    trouble = autograde(course, week, limits=LIMITS, report=report).set_aside
    step(f"{week}: writing feedback pages and the class report")
    written = write_feedback(course, week)
    if written.failed:
        raise CourseError("\n".join(written.failed.values()))
    return Demo(
        week,
        labels((n.name, name) for n in notebooks for name in n.asked),
        _ended(course, week, planted, trouble),
        course.root / "gradebook.db",
        course.root / "feedback",
        write_report(course, week),
        written.pages,
    )


def hand_in(course: CourseDir, planted: Planted, notebooks: Sequence[Notebook]) -> None:
    """Write a learner's files where nbgrader collects them."""
    for notebook in notebooks:
        stem = notebook.source.notebook
        released = course.release(notebook.source.week) / f"{stem}.ipynb"
        filled, right = json.loads(released.read_text(encoding="utf-8")), solved(notebook)
        for cell in filled["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in right:
                code = planted.edits.get((notebook.name, name), right[name])
                cell["source"] = cell["source"] if code is None else code
        path = course.submitted(planted.name, notebook.source.week) / f"{stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(planted.hand_in(copy.deepcopy(filled)))


def surprises(planted: Planted, verdicts: dict[Key, Verdict]) -> list[str]:
    """Return a line for each exercise that did not end as it was planted."""
    lines = []
    for key, verdict in verdicts.items():
        expected = planted.expected(key)
        want = " or ".join(expected.outcomes)
        if verdict.outcome not in expected.outcomes:
            lines.append(f"{key[1]} was to be {want}, and is {verdict.outcome}")
        elif verdict.misconception != expected.misconception:
            named = verdict.misconception or "nothing"
            lines.append(f"{key[1]} was to be called “{expected.misconception}”, not {named}")
    lines += [f"{key[1]} has no verdict" for key in planted.expect if key not in verdicts]
    return lines


def _ended(
    course: CourseDir, week: str, planted: list[Planted], trouble: Mapping[str, str]
) -> list[Ended]:
    verdicts: dict[str, dict[Key, Verdict]] = {one.name: {} for one in planted}
    for learner, verdict in recorded(course, week):
        verdicts[learner][verdict.notebook, verdict.exercise] = verdict
    ended = []
    for one in planted:
        lines = surprises(one, verdicts[one.name])
        if not verdicts[one.name]:
            lines.append("no verdict was recorded")
        if one.name in trouble:
            lines = [f"the grader had trouble: {trouble[one.name]}"]
        for page in sorted(course.feedback(one.name, week).glob("*.html")):
            live = live_parts(page.read_text(encoding="utf-8"))
            lines += [f"its page {page.name} has {what}" for what in live]
        ended.append(Ended(one, verdicts[one.name], tuple(lines)))
    return ended


def _to_json(one: Ended, labels: dict[Key, str]) -> dict:
    return {
        "planted": one.planted.story,
        "score": one.score,
        "max": one.max_score,
        "as_planted": not one.surprises,
        "exercises": {
            labels[key]: {
                "outcome": verdict.outcome,
                "misconception": verdict.misconception,
                "points": verdict.points,
            }
            for key, verdict in one.verdicts.items()
        },
    }
