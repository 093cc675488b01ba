"""The `course` command: what a learner types."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from course.errors import CourseError

app = typer.Typer(
    help="Neural Networks and Deep Learning: an interactive course in Jupyter.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
bench_app = typer.Typer(no_args_is_help=True)
app.add_typer(bench_app, name="bench", help="Measure how fast this machine is.")


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"nndl-course {version('nndl-course')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None: ...


@app.command()
def lab(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="Where your notebooks are, or shall be.",
            show_default="where you are, if your notebooks are there, or else nndl-course",
        ),
    ] = None,
    copy_only: Annotated[
        bool, typer.Option("--copy-only", help="Copy the notebooks and stop there.")
    ] = False,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser window.")
    ] = True,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port to serve on.", show_default="8888")
    ] = None,
    allow_root: Annotated[
        bool, typer.Option("--allow-root", help="Run although you are root, as in a container.")
    ] = False,
) -> None:
    """Copy the notebooks to DIR and open JupyterLab there.

    Your work is safe: a notebook that you have changed is never touched. One
    that you have not is brought up to date. To have a fresh copy of a notebook,
    rename yours and run this again.
    """
    from course.lab import copy_notebooks, course_folder, open_lab

    folder = folder or course_folder(Path.cwd()) or Path("nndl-course")
    copies = copy_notebooks(folder)
    for name in copies.new:
        print(f"{folder / name}: new")
    for name in copies.updated:
        print(f"{folder / name}: brought up to date")
    for name in copies.kept:
        print(
            f"{folder / name}: yours is kept. The course has a newer one:"
            " rename yours and run this again to have it beside."
        )
    if copy_only:
        print(f"Your notebooks are in {folder.resolve()}.")
        return
    open_lab(folder, next(iter(copies.new), ""), browser, port, allow_root)


@bench_app.command("widgets")
def bench_widgets(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Only these; all where none is named."),
    ] = None,
    count: Annotated[int, typer.Option(min=10, help="How many inputs of each.")] = 60,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there too.")
    ] = None,
) -> None:
    """Measure how fast the widgets follow the hand, in JupyterLab in a headless Chromium."""
    import json

    from rich.console import Console

    from course.widgets import bench

    results = bench.bench(
        count, names or (), say=lambda name: print(f"{name} ...", file=sys.stderr)
    )
    Console().print(bench.table(*results))
    if json_file:
        figures = json.dumps(bench.as_data(*results), indent=1) + "\n"
        try:
            json_file.write_text(figures, encoding="utf-8")
        except OSError as error:
            raise CourseError(f"{json_file} cannot be written: {error.strerror}.") from error


def main() -> None:
    """Run the command line; what the user can mend is one line, and exit code 1."""
    try:
        app()
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        sys.exit(1)
