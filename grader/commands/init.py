"""`grader init`: make a course directory."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.blas import use_one_thread


def init(
    directory: Annotated[Path, typer.Argument(help="The course directory to make or update.")],
    content: Annotated[
        Path | None,
        typer.Option(
            help="The checkout that holds the weeks' sources and checks.",
            show_default="what the course has, or this checkout",
        ),
    ] = None,
    db: Annotated[
        str | None,
        typer.Option(
            help="The gradebook's URL.", show_default="what the course has, or gradebook.db in it"
        ),
    ] = None,
    course_id: Annotated[
        str | None,
        typer.Option(
            help="nbgrader's name for the course.", show_default="what the course has, or nndl"
        ),
    ] = None,
) -> None:
    """Make a course directory that nbgrader understands, and release every week in it."""
    use_one_thread()  # as those who judge: what is played here is theirs to the last digit

    from rich.console import Console

    from grader.batch import prepare
    from grader.content import weeks
    from grader.coursedir import init_course

    console = Console(soft_wrap=True)
    with console.status("Releasing the weeks through nbgrader ..."):
        course = init_course(directory, content, db, course_id)
    with console.status("Playing the case sets ..."):
        for week in weeks(course.content):
            prepare(course, week)
    released = ", ".join(weeks(course.content))
    console.print(f"{course.root} is ready: {released} released in release/.")
    console.print("Put what learners hand in below submitted/LEARNER/WEEK/, then:")
    console.print(f"  grader autograde {weeks(course.content)[0]} --course {directory}")
