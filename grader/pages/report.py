"""Write the page that shows what a class has misunderstood."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from grader.content import read_week
from grader.coursedir import CourseDir
from grader.files import write_atomically
from grader.gradebook import remarks
from grader.pages.byhand import by_hand
from grader.pages.feedback import hints_of, quiz_hints_of, verdicts_by_learner
from grader.pages.overview import Exercise, Overview, overview
from grader.pages.page import MARKS, fill_in
from grader.verdicts import Verdict

MOST_ROWS = 500  # learners in the matrix; a browser is slow with more
_ROW, _HEADING = 34, 38  # heights of an exercise's line, and of a notebook's
_BAR, _SMALLEST_WITH_COUNT = 560, 18  # width of a whole bar, and of one that can hold a number


def write_report(course: CourseDir, week: str) -> Path:
    """Write ``report/WEEK.html`` and return its path; CourseError where nothing is graded."""
    verdicts = _as_taught(course, week, verdicts_by_learner(course, week))
    noticed = remarks(course, week)
    hints = hints_of(course, week) | quiz_hints_of(course, week)
    seen = overview(week, verdicts, hints, by_hand(course, week), noticed)
    path = course.root / "report" / f"{week}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, report_page(seen).encode("utf-8", "replace"))
    return path


def _as_taught(
    course: CourseDir, week: str, verdicts: dict[str, list[Verdict]]
) -> dict[str, list[Verdict]]:
    """Return the verdicts in the order in which the week's notebooks are taught."""
    place = {name: number for number, name in enumerate(read_week(course.content, week).notebooks)}

    def of(verdict: Verdict) -> int:
        return place.get(verdict.notebook.partition("/")[2], len(place))

    return {learner: sorted(own, key=of) for learner, own in verdicts.items()}


def report_page(seen: Overview) -> str:
    """Return the report of a class as one page."""
    bars, height = _bars(seen.exercises)
    most = max([len(m.learners) + len(m.likely) for m in seen.mistakes], default=1)
    return fill_in(
        "report.html.j2",
        seen=seen,
        order=MARKS,
        bars=bars,
        height=height,
        bar_width=_BAR,
        most=most,
        tallest=max([*seen.bins, 1]),
        rows=seen.learners[:MOST_ROWS],
        to_look_at=[one for one in seen.learners if one.remarks or one.limits],
        page_of=lambda learner, notebook: _page_of(seen.week, learner, notebook),
    )


def _bars(exercises: list[Exercise]) -> tuple[list[dict], int]:
    """Return the bars from the top down, below headings where notebooks are several; the height."""
    several = len({exercise.notebook for exercise in exercises}) > 1
    bars, y, before = [], 0, ""
    for exercise in exercises:
        heading = exercise.notebook.partition("/")[2] if several else ""
        new = heading != before
        y += _HEADING if new else 0
        bars.append(_bar(exercise) | {"y": y, "heading": heading if new else ""})
        y, before = y + _ROW, heading
    return bars, y


def _bar(exercise: Exercise) -> dict:
    """Return an exercise's bar: segments with their place, outcome and count."""
    total = sum(exercise.outcomes.values()) or 1
    segments, x = [], 0.0
    for outcome in MARKS:
        count = exercise.outcomes[outcome]
        if count:
            width = _BAR * count / total
            numbered = width >= _SMALLEST_WITH_COUNT
            segments.append(
                {"outcome": outcome, "count": count, "x": x, "width": width, "numbered": numbered}
            )
            x += width
    return {"exercise": exercise, "segments": segments}


def _page_of(week: str, learner: str, notebook: str) -> str:
    """Return the address of a feedback page as seen from the report."""
    parts = ("feedback", learner, week, f"{notebook.partition('/')[2]}.html")
    return "../" + "/".join(quote(part, safe="") for part in parts)
