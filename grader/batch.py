"""Grade a class: read, judge on all cores or on a cluster, record; interrupted, go on later.

A submission is graded when its verdicts and grades are in the gradebook, all
in one transaction, with the digest of what was graded. The graded notebooks
are written before that. So whatever a crash leaves behind, the next run sees
which submissions are not recorded, and grades them to the same result.

Submissions are read a few ahead of those being judged, and forgotten when they
are recorded: a large class needs no more memory than a small one.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.executors import Answer, Executor
from grader.executors.processes import Processes
from grader.files import write_atomically
from grader.gradebook import TAKEN, Graded, Known, Recorder, parse_timestamp
from grader.graded_notebook import points_of, read_template
from grader.instructors import instructors_code
from grader.keptsets import sets_folder
from grader.parsed import parsed_sources
from grader.sandbox.limits import Limits
from grader.source import CHECK
from grader.units import Bundle, Result, Unit, case_sets_of, read_beginning, read_unit

_BATCH = 20  # submissions a transaction
_BATCH_SECONDS = 2.0  # and nobody waits longer than this to be recorded
_STAMP_BYTES = 100  # a timestamp.txt says no more; a learner may have written it

Report = Callable[[str, int, int], None]
StartExecutor = Callable[[Bundle], AbstractContextManager[Executor]]


@dataclass
class Summary:
    """What a run did.

    Attributes
    ----------
    graded, skipped : learners whose submission was graded and recorded, or was recorded already.
    set_aside : learner -> why the grader could not grade it; the same run once more tries again.
    elsewhere : learners whom another grader recorded while this one ran.
    outcomes : how often each outcome was given, over all exercises.
    seconds : wall-clock time.
    """

    week: str
    graded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    set_aside: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def exercises(self) -> int:
        """How many exercises were judged."""
        return self.outcomes.total()


def bundle_of(course: CourseDir, week: str, limits: Limits, run_all: bool = False) -> Bundle:
    """Return what is needed to judge `week`; raises CourseError where it was not released so."""
    templates = {path.stem: read_template(path) for path in course.released(week)}
    sources = parsed_sources(course.content, week, course.root)
    for word, some in (
        ("without", set(sources) - set(templates)),
        ("with", set(templates) - set(sources)),
    ):
        if some:
            names = ", ".join(sorted(some))
            raise CourseError(f"{week} was released {word} {names}; run grader init again.")
    for name, source in sources.items():
        worth = {CHECK + graded: one.points for graded, one in source.graded.items()}
        if points_of(templates[name]) != worth:
            raise CourseError(
                f"{week}/{name} was released with other exercises or points than its source has"
                " now; run grader init again."
            )
    sets = sets_folder(course.root, course.content, week)
    return Bundle(course.content, week, course.secret, sources, templates, limits, run_all, sets)


def prepare(course: CourseDir, week: str) -> None:
    """Play all case sets of `week`, so that no run waits for them.

    Raises CourseError where a check does not bear one of them: better at the release than later.
    """
    bundle = bundle_of(course, week, Limits())
    sets = case_sets_of(bundle)
    with instructors_code(course.content / week, [one.notebook for one in sets]):
        for one in sets:
            one.play_all()


def autograde(
    course: CourseDir,
    week: str,
    *,
    force: bool = False,
    workers: int | None = None,
    limits: Limits | None = None,
    run_all: bool = False,
    report: Report | None = None,
    start: StartExecutor | None = None,
) -> Summary:
    """Grade every submission of `week` that is new or changed.

    Parameters
    ----------
    course : where the submissions are and the grades go.
    force : grade again what is graded already.
    workers : judging processes on this machine; by default, one for each core. There are never
        more than submissions.
    limits : what one submission may use.
    run_all : run every cell of a submission, the course's own demonstrations too.
    report : called after each submission with its learner, how many are done, and of how many.
    start : makes the executor, where it is not this machine's processes.

    Raises
    ------
    CourseError
        Where the course or its gradebook is not in order. A submission never raises.
    """
    began = time.monotonic()
    bundle = bundle_of(course, week, limits or Limits(), run_all)
    summary = Summary(week)
    with Recorder(course) as recorder:
        known = recorder.known(week)
        todo = []
        for learner in course.learners(week):
            if not _is_text(learner):  # no database takes it
                shown = learner.encode("utf-8", "backslashreplace").decode()
                summary.set_aside[shown] = "the name of this folder is not UTF-8; rename it"
            elif not force and _is_graded(course, learner, bundle, known.get(learner)):
                summary.skipped.append(learner)
            else:
                todo.append(learner)
        if todo:
            here = min(workers or len(os.sched_getaffinity(0)), len(todo))
            with start(bundle) if start else Processes(bundle, here) as executor:
                units = (_unit(course, learner, bundle) for learner in todo)
                answers = _told(executor.map(units), len(todo), report)
                for batch in _in_batches(answers):
                    finish(course, recorder, batch, known, summary)
    summary.seconds = time.monotonic() - began
    return summary


def finish(
    course: CourseDir,
    recorder: Recorder,
    batch: list[Answer],
    known: dict[str, Known],
    summary: Summary,
) -> None:
    """Record a batch, with its graded notebooks, and count it in `summary`.

    `known` is what was recorded when the batch was read, by learner. What is set aside is
    recorded too, without points; but where the same content is graded already, that stays.
    """
    graded, results = [], {}
    for answer in batch:
        learner = answer.result.learner
        before = known.get(learner)
        if answer.trouble and before is not None and before.digest == answer.result.digest:
            summary.set_aside[learner] = f"{answer.trouble}; the grade it has stays"
        else:
            graded.append(_graded(course, answer, before))
            results[learner] = answer
    left_out = recorder.record(
        summary.week, graded, lambda one: _write_notebooks(course, results[one.learner].result)
    )
    for learner, answer in results.items():
        if left_out.get(learner) == TAKEN:
            summary.elsewhere.append(learner)
        elif trouble := answer.trouble or left_out.get(learner, ""):
            summary.set_aside[learner] = trouble
        else:
            summary.graded.append(learner)
            summary.outcomes.update(v.outcome for v in answer.result.verdicts)


def _told(
    answers: Iterator[Answer | None], total: int, report: Report | None
) -> Iterator[Answer | None]:
    """Pass on the answers, and report each."""
    done = 0
    for answer in answers:
        if answer is not None and report is not None:
            done += 1
            report(answer.result.learner, done, total)
        yield answer


def _in_batches(answers: Iterator[Answer | None]) -> Iterator[list[Answer]]:
    """Yield answers in lists of at most _BATCH, none of them kept longer than _BATCH_SECONDS."""
    batch: list[Answer] = []
    since = time.monotonic()
    for answer in answers:
        if answer is not None:
            batch.append(answer)
        if len(batch) >= _BATCH or (batch and time.monotonic() - since > _BATCH_SECONDS):
            yield batch
            batch = []
        if not batch:
            since = time.monotonic()
    if batch:
        yield batch


def _is_text(name: str) -> bool:
    """Return True for a folder's name that is UTF-8; of another, Python has half characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unit(course: CourseDir, learner: str, bundle: Bundle) -> Unit:
    week = bundle.week
    return read_unit(course.submitted(learner, week), learner, week, [*bundle.templates])


def _is_graded(course: CourseDir, learner: str, bundle: Bundle, known: Known | None) -> bool:
    """Return True where what was handed in is recorded, and is no newer than that."""
    if known is None or known.submitted != _submitted(course, learner, bundle.week):
        return False
    unit = _unit(course, learner, bundle)
    return known.digest == unit.digest and _is_written(course, unit, bundle)


def _graded(course: CourseDir, answer: Answer, known: Known | None) -> Graded:
    result = answer.result
    remarks = result.remarks
    if answer.trouble:
        remarks += (f"Set aside: {answer.trouble}",)
    return Graded(
        result.learner,
        result.week,
        "" if answer.trouble else result.digest,
        result.verdicts,
        remarks,
        _submitted(course, result.learner, result.week),
        known.digest if known else None,
    )


def _submitted(course: CourseDir, learner: str, week: str) -> datetime | None:
    """Return when a submission was handed in, as its timestamp.txt says."""
    stamp = read_beginning(course.submitted(learner, week) / "timestamp.txt", _STAMP_BYTES)
    return None if stamp is None else parse_timestamp(stamp.decode("utf-8", "replace"))


def _is_written(course: CourseDir, unit: Unit, bundle: Bundle) -> bool:
    folder = course.autograded(unit.learner, unit.week)
    return all((folder / f"{name}.ipynb").is_file() for name in bundle.templates)


def _write_notebooks(course: CourseDir, result: Result) -> None:
    """Write the graded notebooks, each one whole or not at all."""
    folder = course.autograded(result.learner, result.week)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in result.notebooks.items():
        write_atomically(folder / f"{name}.ipynb", data)
    submitted = course.submitted(result.learner, result.week)
    stamp = read_beginning(submitted / "timestamp.txt", _STAMP_BYTES)
    if stamp is not None:
        write_atomically(folder / "timestamp.txt", stamp)
