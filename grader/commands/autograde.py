"""`grader autograde`: grade everything that was handed in for a week."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def autograde(
    week: Annotated[str, typer.Argument(help="The assignment, such as week2.")],
    course: Annotated[Path, typer.Option(help="The course directory.")] = Path(),
    force: Annotated[bool, typer.Option(help="Grade again what is graded already.")] = False,
    run: Annotated[
        str, typer.Option(help="'graded': what is graded and the learner's own; 'all': all cells.")
    ] = "graded",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Judging processes; one for each core by default.")
    ] = None,
    exercise_seconds: Annotated[
        float, typer.Option(min=0.1, help="Wall-clock time of one exercise.")
    ] = 10.0,
    cell_seconds: Annotated[
        float, typer.Option(min=0.1, help="Wall-clock time of one cell.")
    ] = 20.0,
    memory_mb: Annotated[int, typer.Option(min=256, help="Memory of one submission.")] = 2048,
) -> None:
    """Grade what is new or changed in submitted/*/WEEK, and record it in the gradebook."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from course.errors import CourseError
    from grader.batch import autograde as grade
    from grader.coursedir import open_course
    from grader.sandbox.limits import MB, Limits

    if run not in ("graded", "all"):
        raise CourseError(f"--run takes graded or all, not {run}.")
    opened = open_course(course)
    if not opened.learners(week):
        raise CourseError(f"Nothing was handed in: {opened.root}/submitted/*/{week} is empty.")
    limits = Limits(
        exercise_seconds=exercise_seconds, cell_seconds=cell_seconds, memory_bytes=memory_mb * MB
    )
    console = Console()
    columns = (
        "Grading",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        "{task.fields[who]}",
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("grading", total=None, who="")
        summary = grade(
            opened,
            week,
            force=force,
            workers=workers,
            limits=limits,
            run_all=run == "all",
            report=lambda who, done, total: progress.update(
                task, completed=done, total=total, who=who
            ),
        )
    console.print(
        f"{week}: {len(summary.graded)} graded, {len(summary.skipped)} unchanged,"
        f" {summary.right} of {summary.exercises} exercises right, {summary.seconds:.1f} s."
    )
    for learner, trouble in summary.set_aside.items():
        console.print(f"Set aside, please look at it: {learner}: {trouble}", markup=False)
