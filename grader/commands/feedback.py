"""`grader feedback`: write the learners' feedback pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.commands.arguments import Course, Week


def feedback(
    week: Week,
    course: Course = Path(),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one for each core by default.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Write pages anew that are up to date.")] = False,
) -> None:
    """Write feedback/LEARNER/WEEK/NOTEBOOK.html for everyone who is graded."""
    import time

    from rich.console import Console

    from course.errors import CourseError
    from grader.commands.progress import progress_of
    from grader.coursedir import open_course
    from grader.pages.writing import write_feedback

    opened = open_course(course)
    start = time.monotonic()
    with progress_of("Writing pages", Console()) as report:
        written = write_feedback(opened, week, report, workers=workers, force=force)
    seconds = time.monotonic() - start
    old = len(written.pages) - written.fresh
    learners = len({path.parent for path in written.pages})
    print(
        f"{week}: {len(written.pages)} feedback pages for {learners} learners in"
        f" {opened.root / 'feedback'}"
    )
    print(f"{written.fresh} written, {old} up to date, in {seconds:.1f} s.")
    if written.failed:
        lines = [f"  {who}: {reason}" for who, reason in sorted(written.failed.items())]
        raise CourseError("\n".join([f"no page for {len(lines)} learners:", *lines]))
