"""Arguments that several commands take, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.errors import CourseError


def plain_week(name: str) -> str:
    """Return a week's name without the slash that a shell completes it with."""
    return name.rstrip("/")


def _in_a_folder(path: Path | None) -> Path | None:
    """Return `path`, of which it is known before the work begins that there is a folder for it."""
    if path is not None and not path.parent.is_dir():
        raise CourseError(f"{path} cannot be written: there is no {path.parent}.")
    return path


Week = Annotated[str, typer.Argument(help="The assignment, such as week2.", callback=plain_week)]
Course = Annotated[Path, typer.Option(help="The course directory.")]
Content = Annotated[
    Path | None, typer.Option(help="The checkout that holds the weeks' sources and checks.")
]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", help="Write the figures to this file, as JSON.", callback=_in_a_folder),
]
