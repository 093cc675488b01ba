"""`grader demo`: grade a class of synthetic learners, and show what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.commands.arguments import Content, JsonFile, plain_week


def demo(
    out: Annotated[
        Path | None,
        typer.Option(help="A new directory for the course.", show_default="a temporary one"),
    ] = None,
    json_file: JsonFile = None,
    chosen: Annotated[
        str | None,
        typer.Option(
            "--weeks",
            "--week",
            help="Which weeks the class works on: week2, or week2,week3, or all.",
            show_default="the first",
        ),
    ] = None,
    content: Content = None,
) -> None:
    """Build a course, hand in for a class whose mistakes are known, grade it, and compare."""
    import json
    import tempfile
    import time

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from course.errors import CourseError
    from grader.content import find_root, weeks
    from grader.demo.run import play_demo, to_json
    from grader.demo.table import show

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
        results = play_demo(
            out,
            root,
            _chosen(chosen, weeks(root)),
            lambda doing: progress.update(task, description=doing, total=None, who=""),
            lambda who, done, total: progress.update(task, completed=done, total=total, who=who),
        )
    show(results, time.monotonic() - start, console)
    if json_file is not None:
        json_file.write_text(json.dumps(to_json(results), indent=1) + "\n", encoding="utf-8")
    surprised = [(demo.week, one) for demo in results for one in demo.ended if one.surprises]
    if surprised:
        where = {week: f"{week}, " if len(results) > 1 else "" for week, _ in surprised}
        lines = [
            f"  {where[w]}{one.planted.name}: {'; '.join(one.surprises)}" for w, one in surprised
        ]
        raise CourseError("\n".join([f"{len(surprised)} not as planted:", *lines]))


def _chosen(told: str | None, every: list[str]) -> list[str]:
    """Return the weeks that `--weeks` asks for; a week that does not exist is told when loaded."""
    if told is None:
        return every[:1]
    names = map(plain_week, told.replace(" ", "").split(","))
    return every if told == "all" else list(dict.fromkeys(names))
