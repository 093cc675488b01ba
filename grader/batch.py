"""Grade a class: read, judge on all cores, record; interrupted at any moment, go on later.

A submission is graded when its verdicts and grades are in the gradebook, all
in one transaction, with the digest of what was graded. The graded notebooks
are written before that. So whatever a crash leaves behind, the next run sees
which submissions are not recorded, and grades them to the same result.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.verdict import RIGHT
from grader.content import load_week
from grader.coursedir import CourseDir
from grader.gradebook import Graded, Recorder, parse_timestamp
from grader.graded_notebook import read_template
from grader.sandbox.limits import Limits
from grader.units import Bundle, Result, Unit, WeekJudge, read_unit

_BATCH = 20  # submissions a transaction
_BATCH_SECONDS = 2.0  # and nobody waits longer than this to be recorded
_STRIKES = 2  # so often may a submission end the grader's own process

Report = Callable[[str, int, int], None]


@dataclass
class Summary:
    """What a run did."""

    week: str
    graded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    set_aside: dict[str, str] = field(default_factory=dict)
    exercises: int = 0
    right: int = 0
    seconds: float = 0.0


def bundle_of(course: CourseDir, week: str, limits: Limits, run_all: bool = False) -> Bundle:
    """Return what is needed to judge `week`; raises CourseError where it was not released."""
    templates = {}
    for path in sorted(course.release(week).glob("*.ipynb")):
        templates[path.stem] = read_template(path)
    if not templates:
        raise CourseError(f"{week} is not released in {course.root}; run grader init again.")
    sources = {n.source.notebook: n.source for n in load_week(course.content, week)}
    return Bundle(course.content, week, course.secret, sources, templates, limits, run_all)


def autograde(
    course: CourseDir,
    week: str,
    *,
    force: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
    run_all: bool = False,
    report: Report | None = None,
) -> Summary:
    """Grade every submission of `week` that is new or changed.

    Parameters
    ----------
    course : where the submissions are and the grades go.
    force : grade again what is graded already.
    workers : judging processes; by default, one for each core.
    limits : what one submission may use.
    run_all : run every cell of a submission, the course's own demonstrations too.
    report : called after each submission with its learner, how many are done, and of how many.

    Raises
    ------
    CourseError
        Where the course or its gradebook is not in order. A submission never raises.
    """
    start = time.monotonic()
    bundle = bundle_of(course, week, limits or Limits(), run_all)
    summary = Summary(week)
    with Recorder(course) as recorder:
        known = {} if force else recorder.digests(week)
        units = []
        for learner in course.learners(week):
            unit = read_unit(course.submitted(learner, week), learner, week, [*bundle.templates])
            if known.get(learner) == unit.digest and _is_written(course, unit, bundle):
                summary.skipped.append(learner)
            else:
                units.append(unit)
        for results in _in_batches(_grade_all(units, bundle, workers, summary)):
            for result in results:
                _write_notebooks(course, result)
            recorder.record(week, [_graded(course, result) for result in results])
            for result in results:
                summary.graded.append(result.learner)
                summary.exercises += len(result.verdicts)
                summary.right += sum(v.outcome == RIGHT for v in result.verdicts)
                if report is not None:
                    report(result.learner, len(summary.graded), len(units))
    summary.seconds = time.monotonic() - start
    return summary


def _grade_all(
    units: list[Unit], bundle: Bundle, workers: int | None, summary: Summary
) -> Iterator[Result | None]:
    """Yield results as they come; None where there is none yet, so that nobody waits."""
    todo, strikes = units[::-1], dict.fromkeys((u.learner for u in units), 0)
    workers = max(1, min(workers or os.cpu_count() or 1, len(units)))
    while todo:
        pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), _start_judge, (bundle,)
        )
        running: dict[Future, Unit] = {}
        try:
            while todo or running:
                while todo and len(running) < 2 * workers:
                    unit = todo.pop()
                    refuse = strikes[unit.learner] >= _STRIKES
                    running[pool.submit(_grade, unit, refuse)] = unit
                done, _ = wait(running, timeout=_BATCH_SECONDS, return_when=FIRST_COMPLETED)
                for future in done:
                    result, trouble = future.result()
                    if trouble:
                        summary.set_aside[result.learner] = trouble
                    yield result
                    del running[future]
                if not done:
                    yield None
        except BrokenProcessPool:
            for unit in running.values():
                strikes[unit.learner] += 1
                todo.append(unit)
            if max(strikes.values()) > _STRIKES:  # even refusing it ends the process
                raise CourseError(
                    "The judging processes end as they start; see grader doctor."
                ) from None
            workers = 1  # from now on it is known whose submission it was
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


# Of a judging process, or why it has none; the coordinator has neither.
_judge: WeekJudge | CourseError | None = None


def _start_judge(bundle: Bundle) -> None:
    global _judge
    try:
        _judge = WeekJudge(bundle)
    except CourseError as error:  # an exception here would break the pool, and say nothing
        _judge = error


def _grade(unit: Unit, refuse: bool) -> tuple[Result, str]:
    """Grade one unit; return its result, and what was the matter with the grader itself."""
    if isinstance(_judge, CourseError):
        raise _judge
    if not refuse:
        try:
            return _judge.grade(unit), ""
        except Exception as error:  # a bug of ours is one submission's trouble, and is told
            trouble = f"{type(error).__name__}: {error}"
    else:
        trouble = f"it ended the grader's own process {_STRIKES} times"
    reason = "It could not be graded, through no fault of yours; your instructor has been told."
    return _judge.refuse(unit, reason), trouble


def _in_batches(results: Iterator[Result | None]) -> Iterator[list[Result]]:
    """Yield results in lists of at most _BATCH, none of them kept longer than _BATCH_SECONDS."""
    batch: list[Result] = []
    since = time.monotonic()
    for result in results:
        if result is not None:
            batch.append(result)
        if len(batch) >= _BATCH or (batch and time.monotonic() - since > _BATCH_SECONDS):
            yield batch
            batch = []
        if not batch:
            since = time.monotonic()
    if batch:
        yield batch


def _graded(course: CourseDir, result: Result) -> Graded:
    stamp = course.submitted(result.learner, result.week) / "timestamp.txt"
    submitted = None
    if stamp.is_file() and not stamp.is_symlink():
        submitted = parse_timestamp(stamp.read_text(encoding="utf-8", errors="replace")[:100])
    return Graded(
        result.learner, result.week, result.digest, result.verdicts, result.remarks, submitted
    )


def _is_written(course: CourseDir, unit: Unit, bundle: Bundle) -> bool:
    folder = course.autograded(unit.learner, unit.week)
    return all((folder / f"{name}.ipynb").is_file() for name in bundle.templates)


def _write_notebooks(course: CourseDir, result: Result) -> None:
    """Write the graded notebooks, each one whole or not at all."""
    folder = course.autograded(result.learner, result.week)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in result.notebooks.items():
        write_atomically(folder / f"{name}.ipynb", data)
    stamp = course.submitted(result.learner, result.week) / "timestamp.txt"
    if stamp.is_file() and not stamp.is_symlink():
        write_atomically(folder / "timestamp.txt", stamp.read_bytes()[:100])


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is seen whole or not at all, whenever the process ends."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
