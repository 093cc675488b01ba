"""Write a class's feedback pages: on all cores, from what is recorded, and only what is new.

A page carries a digest of all that it was made from. Where the page that is
there carries the same, nothing is done; so a run that was interrupted goes on
where it was, and after a regrade only the pages it concerns are made anew.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.files import write_atomically
from grader.gradebook import remarks
from grader.pages.byhand import ByHand, Key, by_hand
from grader.pages.feedback import Hints, feedback_page, hints_of, read_notebook, verdicts_by_learner
from grader.units import read_beginning
from grader.verdicts import Verdict

_CHUNK = 8  # learners that a process takes at a time
_HEAD = 2_000  # bytes of a page in which its digest stands
_MADE_FROM = re.compile(rb'<meta name="made-from" content="([0-9a-f]{64})">')


@dataclass
class Written:
    """What a run did.

    Attributes
    ----------
    pages : every page that is up to date now.
    fresh : how many of them this run has written.
    failed : learner -> why there is no page, or an old one.
    """

    pages: list[Path] = field(default_factory=list)
    fresh: int = 0
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Week:
    """What all pages of a week are made from; `digest` is one of all that."""

    course: CourseDir
    name: str
    templates: dict[str, dict]
    hints: Hints
    digest: bytes


@dataclass(frozen=True)
class _Learner:
    """What one learner's pages are made from, beside the graded notebooks."""

    name: str
    verdicts: list[Verdict]
    by_hand: dict[Key, ByHand]
    remarks: list[str]


def write_feedback(
    course: CourseDir,
    week: str,
    report: Callable[[str, int, int], None] | None = None,
    *,
    workers: int | None = None,
    force: bool = False,
) -> Written:
    """Write every graded learner's pages below ``feedback/`` that are not there or not up to date.

    Parameters
    ----------
    report : called after each learner, as :func:`grader.batch.autograde` calls it.
    workers : processes; by default, one for each core.
    force : write all pages.

    Raises
    ------
    CourseError
        Where nothing is graded. A page that cannot be written is told in `failed`.
    """
    verdicts = verdicts_by_learner(course, week)
    learners = _learners(verdicts, by_hand(course, week), remarks(course, week))
    about = _about(course, week)
    workers = min(workers or len(os.sched_getaffinity(0)), -(-len(verdicts) // _CHUNK))
    done = Written()
    for number, (learner, pages, fresh, trouble) in enumerate(
        _write_all(about, learners, workers, force), 1
    ):
        done.pages += pages
        done.fresh += fresh
        if trouble:
            done.failed[learner] = trouble
        if report is not None:
            report(learner, number, len(verdicts))
    done.pages.sort()
    return done


class Pages:
    """Writes one learner's pages of a week at a time: for those who are graded one by one."""

    def __init__(self, course: CourseDir, week: str) -> None:
        self._about = _about(course, week)

    def write(self, name: str) -> list[Path]:
        """Write the pages of one learner that are not up to date; return all of them.

        Raises CourseError where the learner is not graded, or a page cannot be written.
        """
        course, week = self._about.course, self._about.name
        verdicts = verdicts_by_learner(course, week, name)
        given, noticed = by_hand(course, week, name), remarks(course, week, name)
        (learner,) = _learners(verdicts, given, noticed)
        _, pages, _, trouble = _write(self._about, learner, force=False)
        if trouble:
            raise CourseError(trouble)
        return pages


_Ended = tuple[str, list[Path], int, str]  # learner, pages, how many of them are fresh, trouble


def _write_all(
    about: _Week, learners: Iterable[_Learner], workers: int, force: bool
) -> Iterator[_Ended]:
    if workers == 1:
        for learner in learners:
            yield _write(about, learner, force)
        return
    # A fork has all that is imported and read; nothing here has started a thread yet.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _remember, (about, force)) as pool:
        chunks: list[Future] = [pool.submit(_write_chunk, c) for c in _chunks(learners)]
        try:
            for chunk in as_completed(chunks):
                yield from chunk.result()
        except BrokenProcessPool:
            raise CourseError(
                "A process that writes pages was ended; run it again to go on."
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(learners: Iterable[_Learner]) -> Iterator[list[_Learner]]:
    learners = iter(learners)
    while chunk := list(islice(learners, _CHUNK)):
        yield chunk


_remembered: tuple[_Week, bool] | None = None  # of a process of the pool


def _remember(about: _Week, force: bool) -> None:
    global _remembered
    _remembered = about, force


def _write_chunk(learners: Iterable[_Learner]) -> list[_Ended]:
    about, force = _remembered
    return [_write(about, learner, force) for learner in learners]


def _write(about: _Week, learner: _Learner, force: bool) -> _Ended:
    """Write one learner's pages; what cannot be is told, and is nobody else's trouble."""
    folder = about.course.feedback(learner.name, about.name)
    pages, fresh, trouble = [], 0, ""
    for name, template in about.templates.items():
        path = folder / f"{name}.html"
        graded = about.course.autograded(learner.name, about.name) / f"{name}.ipynb"
        try:
            data = graded.read_bytes()
            made_from = _digest(about, learner, name, data)
            if force or _made_from(path) != made_from:
                page = _page(about, learner, name, template, read_notebook(graded, data), made_from)
                folder.mkdir(parents=True, exist_ok=True)
                write_atomically(path, page.encode("utf-8", "replace"))
                fresh += 1
            _write_whose(about, learner.name)
            pages.append(path)
        except OSError as error:
            where = error.filename or path
            again = " Run grader autograde again to write it anew." if where == str(graded) else ""
            trouble = f"{where}: {error.strerror}.{again}"
        except CourseError as error:
            trouble = str(error)
    return learner.name, pages, fresh, trouble


def _write_whose(about: _Week, learner: str) -> None:
    """Put beside the pages what `nbgrader release_feedback` reads to know whose they are."""
    folder = about.course.feedback(learner, about.name)
    for name in ("timestamp.txt", "submission_secret.txt"):
        data = read_beginning(about.course.submitted(learner, about.name) / name, 1000)
        here = folder / name
        if data is not None and (not here.exists() or here.read_bytes() != data):
            write_atomically(here, data)


def _page(
    about: _Week, learner: _Learner, name: str, template: dict, graded: dict, made_from: str
) -> str:
    return feedback_page(
        learner.name,
        graded,
        template,
        [v for v in learner.verdicts if v.notebook == f"{about.name}/{name}"],
        learner.by_hand,
        about.hints,
        [r for r in learner.remarks if r.startswith(f"{name}: ")],
        made_from,
    )


def _learners(
    verdicts: dict[str, list[Verdict]], given: dict[Key, ByHand], noticed: dict[str, list[str]]
) -> Iterator[_Learner]:
    by_name: dict[str, dict[Key, ByHand]] = {}
    for key, person in given.items():
        by_name.setdefault(key[0], {})[key] = person
    for name, own in verdicts.items():
        yield _Learner(name, own, by_name.get(name, {}), noticed.get(name, []))


def _about(course: CourseDir, week: str) -> _Week:
    templates = {path.stem: read_notebook(path) for path in course.released(week)}
    hints = hints_of(course, week)
    given = json.dumps([templates, sorted(hints.items())], sort_keys=True)
    digest = hashlib.sha256(_own_code() + given.encode()).digest()
    return _Week(course, week, templates, hints, digest)


@cache
def _own_code() -> bytes:
    """Return a digest of what makes the pages: when it changes, they are made anew."""
    digest = hashlib.sha256()
    for path in sorted(p for p in Path(__file__).parent.rglob("*") if p.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.digest()


def _digest(about: _Week, learner: _Learner, name: str, graded: bytes) -> str:
    own = repr((learner.name, name, learner.verdicts, learner.by_hand, learner.remarks))
    digest = hashlib.sha256(about.digest + own.encode("utf-8", "backslashreplace"))
    digest.update(graded)
    return digest.hexdigest()


def _made_from(path: Path) -> str:
    """Return the digest that a page carries; empty where there is none."""
    try:
        with path.open("rb") as file:
            found = _MADE_FROM.search(file.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode() if found else ""
