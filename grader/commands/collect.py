"""`grader collect`: take what a learning platform hands out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.commands.arguments import Course

_MOST_LINES = 30


def collect(
    path: Annotated[
        Path,
        typer.Argument(help="What Moodle or Canvas handed out, or a folder of learners' files."),
    ],
    week: Annotated[str, typer.Option(help="The assignment, such as week2.")],
    course: Course = Path(),
    update: Annotated[
        bool, typer.Option("--update", help="Replace what was collected before and differs.")
    ] = False,
) -> None:
    """Collect notebooks from PATH, a folder or an archive, into submitted/LEARNER/WEEK.

    Understands the names that Moodle and Canvas give to files, and learner/notebook.ipynb,
    learner_notebook.ipynb and notebook_learner.ipynb. The latest resubmission counts.
    """
    from rich.console import Console

    from course.errors import CourseError
    from grader.collect import collect as take
    from grader.coursedir import open_course
    from grader.files import write_atomically

    opened = open_course(course)
    with Console(stderr=True).status("reading", spinner="line"):
        done = take(opened, path, week.rstrip("/"), update=update)
    learners = len({learner for learner, _ in done.collected + done.updated})
    print(
        f"{done.week}: {len(done.collected)} collected, {len(done.updated)} updated,"
        f" {len(done.unchanged)} unchanged, {len(done.differing)} left alone,"
        f" {len(done.not_recognised)} not recognised; {learners} learners have something new."
    )
    differing = [f"{learner}: {notebook}" for learner, notebook in done.differing]
    _lines("Differs from what was collected before; --update replaces it:", differing)
    _lines("Marked as late by the platform:", done.late)
    _lines("Please look at:", done.remarks + done.refused)
    _lines("Not recognised:", done.not_recognised)
    if done.clutter:
        print(f"{done.clutter} files of learners' systems and editors were passed over.")
    every = [*differing, *done.late, *done.remarks, *done.refused, *done.not_recognised]
    if any(len(part) > _MOST_LINES for part in (differing, done.late, done.not_recognised)) or (
        len(done.remarks + done.refused) > _MOST_LINES
    ):
        full = opened.root / "downloaded" / done.week / "collected.txt"
        write_atomically(full, ("\n".join(every) + "\n").encode("utf-8", "replace"))
        print(f"The whole list is in {full}.")
    if not (done.collected or done.updated or done.unchanged or done.differing):
        raise CourseError(
            f"no notebook of {done.week} was recognised in {path}. Name the files"
            " LEARNER/NOTEBOOK.ipynb or LEARNER_NOTEBOOK.ipynb, and collect again."
        )


def _lines(title: str, lines: list[str]) -> None:
    if not lines:
        return
    print(title)
    for line in lines[:_MOST_LINES]:
        print(f"  {line}")
    if len(lines) > _MOST_LINES:
        print(f"  ... and {len(lines) - _MOST_LINES} more")
