"""What a learner and an instructor see of the service, as pages; web.py says who sees which."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.verdict import RIGHT
from grader.content import read_week
from grader.gradebook import recorded
from grader.pages.byhand import NOTHING, by_hand, points
from grader.pages.page import fill_in
from grader.serving.queue import (
    ELSEWHERE,
    FAILED,
    GRADED,
    GRADING,
    HELD,
    LIMITED,
    NEVER,
    RELEASED,
    WAITING,
    Standing,
)
from grader.serving.service import Service
from grader.unpack import printable

MOST_ROWS = 200
_REFRESH, _SELDOM = 4, 10  # seconds after which a browser asks again
_BUSY = (WAITING, LIMITED, GRADING, GRADED)


@dataclass
class Notebook:
    """What became of one notebook."""

    name: str
    points: float = 0.0
    max_points: float = 0.0
    right: int = 0
    exercises: int = 0


@dataclass(frozen=True)
class Result:
    """A learner's week: how the latest submission stands, and what may be seen of the grades."""

    week: str
    standing: Standing
    said: str
    notebooks: list[Notebook]
    earlier: bool  # what is shown is about an earlier submission

    @property
    def score(self) -> float:
        return sum(one.points for one in self.notebooks)

    @property
    def max_score(self) -> float:
        return sum(one.max_points for one in self.notebooks)


def results_page(service: Service, learner: str, lab: str = "") -> str:
    """Return the page of one learner's own submissions; `lab` is the address of JupyterLab."""
    results = [_result(service, one) for one in service.queue.standings(learner)]
    latest = {one.week: one.standing.arrival.submitted for one in results}
    refused = [
        (one.week, one.submitted, one.reason)
        for one in list(service.inbox.refused.values())
        if one.learner == learner and one.submitted > latest.get(one.week, datetime.min)
    ]
    busy = any(one.standing.state in _BUSY for one in results)
    return fill_in(
        "results.html.j2",
        learner=learner,
        course=service.course.course_id,
        results=sorted(results, key=lambda one: one.week),
        refused=refused,
        lab=lab,
        refresh=_REFRESH if busy else _SELDOM,
        moment=moment,
    )


def class_page(service: Service, lab: str = "") -> str:
    """Return the instructor's page: the queue, how fast it moves, and what went wrong."""
    everyone = service.queue.standings()
    by_state = {
        state: [one for one in everyone if one.state == state]
        for state in (GRADING, WAITING, LIMITED, HELD, RELEASED, FAILED)
    }
    troubles = [(one.arrival.folder.name, one.reason) for one in everyone if one.reason]
    troubles += [(name, one.reason) for name, one in list(service.inbox.refused.items())]
    # A stranger's name of a folder need not be text at all.
    shown = [(printable(name), reason) for name, reason in troubles[:MOST_ROWS]]
    weeks = []
    for week in service.work.weeks:
        of_week = [one for one in everyone if one.arrival.week == week]
        done = [one for one in of_week if one.state in (HELD, GRADED, RELEASED, FAILED, ELSEWHERE)]
        weeks.append((week, len(of_week), len(done), service.work.held_until(week)))
    queue = by_state[GRADING] + by_state[WAITING] + by_state[LIMITED]
    return fill_in(
        "serving.html.j2",
        course=service.course.course_id,
        counts={state: len(found) for state, found in by_state.items()},
        last_minute=service.metrics.last(60),
        last_hour=service.metrics.last(3600),
        usual=service.metrics.usual_seconds,
        queue=queue[:MOST_ROWS],
        more=max(len(queue) - MOST_ROWS, 0),
        troubles=shown,
        to_look_at=len(troubles),
        weeks=weeks,
        settings=service.settings,
        ill=service.ill,
        words=_WORDS,
        lab=lab,
        refresh=_REFRESH if queue else _SELDOM,
        moment=moment,
        ago=ago,
    )


def own_page(service: Service, learner: str, week: str, notebook: str) -> Path | None:
    """Return where a learner's page is, or None where there is none that they may see."""
    known = service.work.weeks.get(week)
    if known is None or notebook not in known.notebooks or service.work.held_until(week):
        return None
    return any_page(service, learner, week, notebook)


def any_page(service: Service, learner: str, week: str, notebook: str) -> Path | None:
    """Return where somebody's page is, for an instructor; None where there is none."""
    known = service.work.weeks.get(week)
    if known is None or notebook not in known.notebooks:
        return None
    folder = service.course.root / "feedback"
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if learner not in there:  # no part of a path is taken as it was asked for
        return None
    path = service.course.feedback(learner, week) / f"{notebook}.html"
    return path if path.is_file() else None


def moment(value: datetime | float) -> str:
    """Write a moment as a person would: ``8 March 2026, 23:59 UTC``."""
    if isinstance(value, float):
        value = datetime.fromtimestamp(value, UTC)
    return f"{value.day} {value:%B %Y, %H:%M} UTC"


def ago(value: float) -> str:
    """Write how long a moment is ago: ``12 s``, ``3 min``, ``2 h``, ``4 days``."""
    seconds = max(time.time() - value, 0)
    for unit, length in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


_WORDS = {
    WAITING: "waiting",
    LIMITED: "often enough in this hour",
    GRADING: "being graded",
    GRADED: "graded; its feedback is about to be released",
    HELD: "graded; its feedback is held",
    RELEASED: "feedback released",
    FAILED: "could not be graded",
    ELSEWHERE: "a later one was collected another way",
}


def _result(service: Service, standing: Standing) -> Result:
    arrival = standing.arrival
    notebooks = _notebooks(service, arrival.learner, arrival.week)
    earlier = bool(notebooks) and standing.state in (WAITING, LIMITED, GRADING)
    said = _said(standing, service.queue.ahead_of(arrival))
    return Result(arrival.week, standing, said, notebooks, earlier)


def _notebooks(service: Service, learner: str, week: str) -> list[Notebook]:
    """Return the notebooks whose feedback a learner may see, in teaching order."""
    given = by_hand(service.course, week, learner)
    names = read_week(service.course.content, week).notebooks
    found = {name: Notebook(name) for name in names if own_page(service, learner, week, name)}
    for _, verdict in recorded(service.course, week, learner):
        one = found.get(verdict.notebook.partition("/")[2])
        if one is not None:
            person = given.get((learner, verdict.notebook, verdict.exercise), NOTHING)
            one.points += points(verdict, person)
            one.max_points += verdict.max_points
            one.right += verdict.outcome == RIGHT
            one.exercises += 1
    return list(found.values())


def _said(standing: Standing, ahead: int) -> str:
    """Say in a sentence how a submission stands."""
    if standing.state == WAITING:
        return f"Waiting to be graded; {ahead} before it." if ahead else "Next to be graded."
    if standing.state == LIMITED:
        return (
            "You have handed in as often as is graded within an hour. The latest one is graded at"
            f" {moment(standing.until)}."
        )
    if standing.state == HELD:
        if standing.until == NEVER:
            return "Graded. Feedback comes when the week is due; no date is set yet."
        return f"Graded. Feedback comes when the week is due: {moment(standing.until)}."
    return {
        GRADING: "Being graded now.",
        GRADED: "Graded; its feedback is about to be released.",
        RELEASED: "Graded.",
        FAILED: "It could not be graded, through no fault of yours; your instructor is told.",
        ELSEWHERE: "Your instructor has collected a later one another way.",
    }[standing.state]
