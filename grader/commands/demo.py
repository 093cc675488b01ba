"""`grader demo`: grade a class of synthetic learners, and show what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[
        Path | None,
        typer.Option(help="A new directory for the course.", show_default="a temporary one"),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the result to this file, as JSON.")
    ] = None,
    week: Annotated[
        str | None, typer.Option(help="Which week the class works on.", show_default="the first")
    ] = None,
    content: Annotated[
        Path | None, typer.Option(help="The checkout that holds the weeks' sources and checks.")
    ] = None,
) -> None:
    """Build a course, hand in for a class whose mistakes are known, grade it, and compare."""
    import json
    import tempfile
    import time

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from course.errors import CourseError
    from grader.content import find_root, weeks
    from grader.demo.run import play_demo
    from grader.demo.table import show

    if json_file is not None and not json_file.parent.is_dir():
        raise CourseError(f"{json_file} cannot be written: there is no {json_file.parent}.")
    start = time.monotonic()
    console = Console()
    root = find_root(content)
    out = out or Path(tempfile.mkdtemp(prefix="nndl-demo-"))
    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[who]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, who="")
        result = play_demo(
            out,
            root,
            week or weeks(root)[0],
            lambda doing: progress.update(task, description=doing, total=None, who=""),
            lambda who, done, total: progress.update(task, completed=done, total=total, who=who),
        )
    show(result, time.monotonic() - start, console)
    if json_file is not None:
        try:
            json_file.write_text(json.dumps(result.to_json(), indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise CourseError(f"{json_file} cannot be written: {error.strerror}.") from None
    surprised = [one for one in result.ended if one.surprises]
    if surprised:
        lines = [f"  {one.planted.name}: {'; '.join(one.surprises)}" for one in surprised]
        raise CourseError("\n".join([f"{len(surprised)} not as planted:", *lines]))
