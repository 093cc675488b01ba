"""`grader autograde`: grade everything that was handed in for a week."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from grader.blas import use_one_thread
from grader.commands.arguments import Course, Week


def autograde(
    week: Week,
    course: Course = Path(),
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
    scheduler: Annotated[
        str | None,
        typer.Option(help="Grade on the workers of this Dask scheduler, tcp://HOST:PORT."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="'local' or 'local:N': on N Dask workers of this machine.")
    ] = None,
) -> None:
    """Grade what is new or changed in submitted/*/WEEK, and record it in the gradebook.

    Interrupt it at any moment: what is recorded stays, and the next run goes on from there.
    Its exit code is 1 where something could not be graded, through the grader's own fault.
    """
    # The judging processes are copies of this one: one BLAS thread each, said before NumPy comes.
    use_one_thread()
    gc.disable()  # imports make no garbage, and to look for it takes a tenth of their time

    from rich.console import Console

    from course.errors import CourseError
    from grader.batch import autograde as grade
    from grader.commands.progress import progress_of
    from grader.coursedir import open_course
    from grader.sandbox.limits import MB, Limits

    gc.freeze()  # nor is what they made to be looked through later
    gc.enable()

    if run not in ("graded", "all"):
        raise CourseError(f"--run takes graded or all, not {run}.")
    opened = open_course(course)
    if not opened.learners(week):
        raise CourseError(f"Nothing was handed in: {opened.root}/submitted/*/{week} is empty.")
    limits = Limits(
        exercise_seconds=exercise_seconds, cell_seconds=cell_seconds, memory_bytes=memory_mb * MB
    )
    start = _executor(scheduler, cluster, workers)
    console = Console(soft_wrap=True)
    with progress_of("Grading", console) as report:
        summary = grade(
            opened,
            week,
            force=force,
            workers=workers,
            limits=limits,
            run_all=run == "all",
            report=report,
            start=start,
        )
    for line in _told(summary):
        console.print(line, markup=False, highlight=False)
    if aside := summary.set_aside:
        lines = [f"  {who}: {trouble}" for who, trouble in sorted(aside.items())]
        raise CourseError("\n".join([f"{len(aside)} set aside; run it again to try them:", *lines]))


def _executor(scheduler: str | None, cluster: str | None, workers: int | None):
    """Return what starts the executor that the options ask for; None for this machine's own."""
    from course.errors import CourseError

    if scheduler is None and cluster is None:
        return None
    if scheduler is not None and cluster is not None:
        raise CourseError("Give --scheduler or --cluster, not both.")
    if workers is not None:
        raise CourseError("--workers is for this machine; a cluster has as many as it has.")
    try:
        from grader.executors.cluster import Cluster, LocalWorkers
    except ModuleNotFoundError as error:
        hint = "Install it with: pip install 'nndl-course[grader,dask]'"
        raise CourseError(f"There is no {error.name} here. {hint}") from None
    if scheduler is not None:
        return lambda bundle: Cluster(bundle, scheduler)
    kind, colon, number = cluster.partition(":")
    if kind != "local" or (colon and not (number.isdecimal() and int(number))):
        raise CourseError(f"--cluster takes local or local:N, not {cluster}.")
    return lambda bundle: LocalWorkers(bundle, int(number) if number else None)


def _told(summary) -> list[str]:
    """Return what is said of a run when it has ended."""
    first = (
        f"{summary.week}: {len(summary.graded)} graded, {len(summary.skipped)} unchanged,"
        f" in {summary.seconds:.1f} s"
    )
    rate = f" ({60 * len(summary.graded) / summary.seconds:.0f} a minute)" if summary.graded else ""
    lines = [f"{first}{rate}."]
    if summary.exercises:
        counts = ", ".join(f"{n} {outcome}" for outcome, n in summary.outcomes.most_common())
        lines.append(f"{summary.exercises} exercises: {counts}.")
    if summary.elsewhere:
        lines.append(f"{len(summary.elsewhere)} were recorded by another grader meanwhile.")
    return lines
