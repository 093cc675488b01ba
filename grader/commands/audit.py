"""`grader audit`: prove that the checks catch what is wrong and accept what is right."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from course.errors import CourseError
from grader.commands.arguments import JsonFile


def audit(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Weeks, notebooks or exercises: week2, week2/cat_classifier,"
            " week2/cat_classifier/propagate.",
            show_default="all",
        ),
    ] = None,
    json_file: JsonFile = None,
    seeds: Annotated[
        int, typer.Option(min=0, help="Fresh case sets to try besides the public one.")
    ] = 3,
    content: Annotated[
        Path | None,
        typer.Option(help="Folder that holds the weeks.", show_default="this checkout"),
    ] = None,
) -> None:
    """Attack every check: mistakes must be caught and named, right functions accepted.

    Fails where a mistake is missed or misnamed, a right function is rejected,
    or fewer than 98 % of the mutants made by machine are caught.
    """
    from rich.console import Console
    from rich.progress import Progress

    from grader.audit import MUTANTS_BAR, audit_mixes, fresh_seeds, to_json, totals
    from grader.audit import audit as audit_notebook
    from grader.content import find_root
    from grader.instructors import instructors_code

    wanted = _wanted(find_root(content), names or [])
    tried = fresh_seeds(seeds)
    audits, faults = [], []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for notebook, exercises in wanted:
            bars: list = []

            def start(name: str, trials: int, bars=bars) -> None:
                bars.append(progress.add_task(name, total=trials))

            def step(bars=bars) -> None:
                progress.advance(bars[-1])

            with instructors_code(notebook.source.path.parent, [notebook]):
                audits += audit_notebook(notebook, exercises, tried, start, step)
                if {*notebook.items} <= {*exercises}:
                    faults += audit_mixes(notebook, tried)
    faults = [line for one in audits for line in one.faults] + faults
    escaped = [line for one in audits for line in one.escaped]
    for table in _tables(audits):
        Console().print(table)
    for line in [*faults, *escaped]:
        print(line)
    figures = totals(audits)
    print(_summary(figures, len(tried)))
    if json_file is not None:  # last, since it may fail
        json_file.write_text(json.dumps(to_json(audits), indent=2) + "\n", encoding="utf-8")
    if faults or figures.mutants_rate < MUTANTS_BAR:
        raise CourseError("the audit found what must not be; see the lines above.")


def _summary(figures, seeds: int) -> str:
    """Return the totals as a sentence."""
    return (
        f"On {seeds} case sets: {figures.caught} of {figures.misconceptions} misconceptions caught,"
        f" {figures.named} named; {figures.variants - figures.variants_accepted} of"
        f" {figures.variants} right functions rejected; {figures.mutants_caught} of"
        f" {figures.mutants} mutants caught ({figures.mutants_rate:.1%}, 98 % are due)."
    )


def _wanted(root: Path, names: list[str]) -> list[tuple]:
    """Return the notebooks that `names` ask for, each with its exercises; no other is read."""
    from grader.content import load_notebook, read_week, weeks

    asked = [name.strip("/") for name in names]
    found, used = [], set()
    every = [f"{week}/{name}" for week in weeks(root) for name in read_week(root, week).notebooks]
    for name in every:
        if asked and not any(_within(name, a) or _within(a, name) for a in asked):
            continue
        notebook, chosen = load_notebook(root, name), []
        for exercise in notebook.asked:
            by = [a for a in asked if _within(f"{name}/{exercise}", a)]
            used.update(by)
            if by or not asked:
                chosen.append(exercise)
        if chosen:
            found.append((notebook, chosen))
    for name in asked:
        if name not in used:
            raise CourseError(f"there is no week, notebook or exercise {name} below {root}.")
    return found


def _within(name: str, other: str) -> bool:
    """Return True where `other` is `name` or a week or notebook that holds it."""
    return f"{name}/".startswith(f"{other}/")


def _tables(audits: list) -> Iterator:
    """Yield a table for each notebook, an exercise a line, and the totals at the end."""
    from rich.table import Table

    from grader.audit import totals

    def table(title: str):
        made = Table(title=title, title_justify="left")
        made.add_column("")
        for column in ("mistakes\nnamed", "pairs\ncaught", "pairs\nnamed", "mutants\ncaught",
                       "right ones\naccepted"):  # fmt: skip
            made.add_column(column, justify="right", no_wrap=True)
        return made

    def row(name: str, some: list) -> tuple[str, ...]:
        of, pairs_named = totals(some), sum(one.pairs_named for one in some)
        return (
            name,
            f"{of.named} of {of.misconceptions}",
            f"{of.pairs_caught} of {of.pairs}",
            f"{pairs_named}",
            f"{of.mutants_caught} of {of.mutants}",
            f"{of.variants_accepted} of {of.variants}",
        )

    for notebook, some in itertools.groupby(audits, lambda one: one.exercise.rpartition("/")[0]):
        some = list(some)
        made = table(notebook)
        for one in some:
            made.add_row(*row(one.exercise.rpartition("/")[2], [one]))
        made.add_section()
        made.add_row(*row("total", some), style="bold")
        yield made
