"""`grader tidy`: remove from an exchange what later hand-ins have replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def tidy(
    exchange: Annotated[Path, typer.Argument(help="The course's folder in nbgrader's exchange.")],
    days: Annotated[float, typer.Option(min=0, help="How old a hand-in has to be.")] = 30.0,
) -> None:
    """Remove old hand-ins that have a later one as old, with their feedback; the latest stay."""
    from course.errors import CourseError
    from grader.serving.exchange import Exchange
    from grader.serving.tidying import tidy as removed_from

    try:
        removed = removed_from(Exchange(exchange), days)
    except OSError as error:
        raise CourseError(f"{error.filename} cannot be removed: {error.strerror}.") from None
    print(f"{len(removed)} hand-ins removed that later ones had replaced.")
