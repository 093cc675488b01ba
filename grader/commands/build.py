"""`grader build`: make the learner notebooks and fixtures, or see whether they have drifted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.errors import CourseError


def build(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Weeks or notebooks to build: week2, week2/cat_classifier.", show_default="all"
        ),
    ] = None,
    content: Annotated[
        Path | None,
        typer.Option(
            help="Folder that holds the weeks; everything is built below it.",
            show_default="this checkout",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a built file has drifted.")
    ] = False,
) -> None:
    """Build the learner notebooks and the fixtures of check() from the sources.

    Proves on the way that every misconception is caught and told from every other, and says
    which of your own tests cannot be judged from outside the learner's process, and why.
    """
    from rich.console import Console

    from grader.build import build_week, drift, stale, write
    from grader.content import find_root, weeks

    root = find_root(content)
    drifted, trouble = [], []
    with Console(stderr=True).status("reading", spinner="line") as status:
        for week, only in _wanted(names or weeks(root)).items():
            try:
                made = build_week(root, week, status.update, only)
            except CourseError as error:
                trouble += str(error).splitlines()
                continue
            for one in made:
                changed = [] if check else write(root, one)
                drifted += drift(root, one) if check else []
                print(_summary(root, one, changed, check))
                for note in one.notes:
                    print(note)
            drifted += stale(root, week, made) if only is None else []
    if trouble:
        raise CourseError("\n".join(trouble))
    for line in drifted:
        print(line)
    if drifted:
        remedy = "; run `grader build` and commit what it writes" if check else ""
        raise CourseError(f"built files have drifted from their sources{remedy}.")


def _wanted(names: list[str]) -> dict[str, list[str] | None]:
    """Return the weeks that are asked for, each with its notebooks; None where all are."""
    wanted: dict[str, list[str] | None] = {}
    for name in names:
        week, _, notebook = name.strip("/").partition("/")
        some = wanted.setdefault(week, [])
        wanted[week] = [*some, notebook] if notebook and some is not None else None
    return wanted


def _summary(root: Path, one, changed: list[Path], check: bool) -> str:
    counts = f"{len(one.fixture)} exercises, {one.misconceptions} misconceptions told apart"
    if one.quizzes:
        counts += f", {len(one.quizzes)} quiz{'' if len(one.quizzes) == 1 else 'zes'}"
    names = ", ".join(path.relative_to(root).as_posix() for path in changed)
    done = "" if check else f"; wrote {names}" if names else "; nothing had changed"
    return f"{one.name}: {counts}{done}."
