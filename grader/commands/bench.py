"""`grader bench`: what grading costs here, beside nbgrader, otter and the bare functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from grader.bench.run import Figures


def bench(
    submissions: Annotated[int, typer.Option(min=1, help="How large the class is.")] = 20,
    scale: Annotated[
        str | None, typer.Option(help="Several sizes in its place, such as 20,200,2000.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often all of it is graded.")] = 3,
    minimal: Annotated[
        bool, typer.Option("--minimal", help="On a notebook of nothing but its graded cells.")
    ] = False,
    rivals: Annotated[
        bool, typer.Option(help="Grade with nbgrader and otter too; they take their time.")
    ] = True,
    sample: Annotated[
        int, typer.Option(min=2, help="Of a larger class, so many are graded by the rivals.")
    ] = 20,
    otter: Annotated[
        Path | None, typer.Option(help="The program `otter` of another environment.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="This grader's judging processes.")
    ] = None,
    notebook: Annotated[
        str, typer.Option(help="Which notebook the class hands in.")
    ] = "week2/cat_classifier",
    content: Annotated[
        Path | None, typer.Option(help="The checkout that holds the weeks' sources and checks.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures to this file, as JSON.")
    ] = None,
) -> None:
    """Grade the same class with nbgrader, otter and this grader, and say what each costs."""
    import json
    import tempfile

    from rich.console import Console

    from course.errors import CourseError
    from grader.bench.contenders import find_otter
    from grader.bench.run import Plan, measure
    from grader.content import find_root

    try:
        sizes = [int(size) for size in scale.split(",")] if scale else [submissions]
    except ValueError:
        raise CourseError(f"--scale takes sizes such as 20,200,2000, not {scale}.") from None
    if min(sizes) < 1:
        raise CourseError("A class has at least one learner.")
    if json_file is not None and not json_file.parent.is_dir():
        raise CourseError(f"{json_file} cannot be written: there is no {json_file.parent}.")
    console, found = Console(), find_otter(otter) if rivals else None
    all_figures = []
    for size in sizes:
        plan = Plan(
            find_root(content), notebook, size, rounds, found, workers, minimal, rivals, sample
        )
        with (
            tempfile.TemporaryDirectory(prefix="nndl-bench-") as folder,
            console.status("") as status,
        ):
            figures = measure(plan, Path(folder), lambda doing: status.update(doing))
        console.print(_table(figures))
        for line in _sentences(figures, minimal):
            console.print(line, highlight=False)
        if rivals and found is None:
            console.print("otter: not installed; --otter PATH takes one of another environment.")
        all_figures.append(figures.to_json())
    if json_file is not None:
        written = {"scale": all_figures} if scale else all_figures[0]
        try:
            json_file.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise CourseError(f"{json_file} cannot be written: {error.strerror}.") from None


def _table(figures: Figures) -> Table:
    from rich.table import Table

    table = Table(title=f"{figures.size} submissions, medians of {figures.rounds} rounds")
    for heading in ("", "CPU ms each", "wall ms each", "a minute", "peak MB", "of them graded"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, cost in figures.costs.items():
        wall = figures.each(name, "wall")
        table.add_row(
            name,
            f"{1000 * figures.each(name, 'cpu'):,.1f}",
            f"{1000 * wall:,.1f}",
            f"{60 / wall:,.0f}",
            f"{cost.peak_mb:,.0f}",
            str(figures.graded[name]),
        )
    return table


def _sentences(figures: Figures, minimal: bool) -> list[str]:
    ours = figures.costs["grader"]
    lines = [f"{pair}: {ratio:.1f} times the CPU" for pair, ratio in figures.ratios.items()]
    lines += [
        f"Beyond the bare limit: {figures.overhead_ms:.1f} ms of CPU a submission.",
        f"Coordinator: {figures.coordinator_ms:.1f} ms a submission, start-up included;"
        f" {ours.own_peak_mb:.0f} MB. Largest worker: {ours.largest_mb:.0f} MB.",
    ]
    partly = [n for n, number in figures.graded.items() if number < figures.size]
    if partly:
        lines.append(
            f"Of {' and '.join(partly)}, what a larger class takes is reckoned from its start-up"
            " and from what each further submission of the sample took."
        )
    return [*lines, *(["The notebook holds nothing but its graded cells."] if minimal else [])]
