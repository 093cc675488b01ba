"""`grader report`: write the page that shows what a class has misunderstood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    week: Annotated[str, typer.Argument(help="The assignment, such as week2.")],
    course: Annotated[Path, typer.Option(help="The course directory.")] = Path(),
) -> None:
    """Write report/WEEK.html: exercises, misconceptions and learners of the whole class."""
    from grader.coursedir import open_course
    from grader.pages.report import write_report

    print(write_report(open_course(course), week.rstrip("/")))  # as a shell completes it
