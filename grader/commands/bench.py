"""`grader bench`: what grading costs here, beside nbgrader, otter and the bare functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.commands.arguments import Content, JsonFile

if TYPE_CHECKING:
    from rich.console import Console
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
    content: Content = None,
    dask: Annotated[
        str | None,
        typer.Option(help="In its place, on so many Dask workers of this machine, such as 1,2."),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Grade the same class with nbgrader, otter and this grader, and say what each costs."""
    import tempfile

    from rich.console import Console

    from grader.bench.contenders import find_otter
    from grader.bench.run import Plan, measure
    from grader.content import find_root

    sizes = _numbers("--scale", scale) if scale else [submissions]
    console = Console()
    if dask is not None:
        counts, root = _numbers("--dask", dask), find_root(content)
        _compile(console)
        rows = [_spread(console, root, notebook, size, counts, rounds) for size in sizes]
        _write(json_file, {"dask": rows, **_where(console)})
        return
    found = find_otter(otter) if rivals else None
    _compile(console)
    all_figures = []
    # One folder for all sizes: nothing is removed while there is something to measure.
    with tempfile.TemporaryDirectory(prefix="nndl-bench-") as folder:
        for size in sizes:
            plan = Plan(
                find_root(content), notebook, size, rounds, found, workers, minimal, rivals, sample
            )
            root = Path(folder) / str(size)
            root.mkdir()
            with console.status("") as status:
                figures = measure(plan, root, lambda doing: status.update(doing))
            console.print(_table(figures))
            for line in _sentences(figures, minimal):
                console.print(line, highlight=False)
            all_figures.append(figures.to_json())
    if rivals and found is None:
        console.print("otter: not installed; --otter PATH takes one of another environment.")
    whole = {"scale": all_figures} if scale else all_figures[0]
    _write(json_file, {**whole, **_where(console)})


def _compile(console: Console) -> None:
    from grader.bench.measure import compile_installed

    with console.status("compiling what is installed"):
        compile_installed()


def _where(console: Console) -> dict:
    """Say on what the figures were measured, and return it."""
    from grader.bench.measure import surroundings

    found = surroundings()
    told = "Python {python}, NumPy {numpy}, {system}, {cores} cores.".format(**found)
    console.print(told, highlight=False)
    return {"machine": found}


def _write(path: Path | None, figures: dict) -> None:
    import json

    from course.errors import CourseError

    if path is None:
        return
    try:
        path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from None


def _numbers(option: str, text: str) -> list[int]:
    from course.errors import CourseError

    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 1:
        raise CourseError(f"{option} takes numbers from 1 on, such as 1,2; not {text}.")
    return numbers


def _spread(
    console: Console, content: Path, notebook: str, size: int, workers: list[int], rounds: int
) -> dict:
    """Grade a class by each number of Dask workers, say what that costs, and return it."""
    import dataclasses
    import tempfile

    from rich.table import Table

    from course.errors import CourseError
    from grader.bench.spread import FEW, efficiency, measure_spread

    if size < 2 * FEW:
        raise CourseError(f"--dask wants a class of {2 * FEW} or more: {FEW} go for the start-up.")
    with tempfile.TemporaryDirectory(prefix="nndl-bench-") as folder, console.status("") as status:
        rows = measure_spread(
            content,
            notebook,
            size,
            workers,
            rounds,
            Path(folder),
            lambda doing: status.update(doing),
        )
    table = Table(title=f"{size} submissions on Dask workers, medians of {rounds} rounds")
    for heading in ("workers", "a minute", "efficiency", "coordinator, CPU ms each"):
        table.add_column(heading, justify="right")
    for one in rows:
        table.add_row(
            str(one.workers),
            f"{60 * (size - FEW) / one.wall:,.0f}",
            f"{100 * efficiency(one, rows[0]):.0f} %",
            f"{one.coordinator_ms:.1f}",
        )
    console.print(table)
    console.print("Without start-up. The coordinator holds Dask's scheduler too.")
    return {
        "submissions": size,
        "rows": [
            dataclasses.asdict(one)
            | {"efficiency": efficiency(one, rows[0]), "coordinator_ms": one.coordinator_ms}
            for one in rows
        ],
    }


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
