"""The instructor's own code runs unguarded, and what it raises is told with its file and line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from course.errors import CourseError
from grader.source import Source, SourceError

if TYPE_CHECKING:  # which imports checks with the help of this module
    from grader.content import Notebook


@contextmanager
def instructors_code(folder: Path, notebooks: Iterable[Notebook] = ()) -> Iterator[None]:
    """Turn an exception of the instructor's own code into one line that says where it is.

    `folder` is the week's; `notebooks` are those whose cells run.
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        frames = traceback.extract_tb(sys.exc_info()[2])
        places = [(frame.filename, frame.lineno) for frame in frames]
        if isinstance(error, SyntaxError):
            places.append((error.filename, error.lineno))
        sources = [s for n in notebooks for s in (n.source, *n.source.lenders.values())]
        found = [where for place in places if (where := _where(folder, sources, *place))]
        if not found:
            raise  # a mistake in the machinery itself: its traceback is wanted
        said = str(error).strip().splitlines() or ["it says no more"]
        raise SourceError(f"{found[-1]}: {type(error).__name__}: {said[0]}.") from error


def _where(folder: Path, sources: list[Source], filename: str | None, line: int | None) -> str:
    """Return ``file:line`` of a place in a week's code; empty for a place elsewhere.

    Cells run under names of their own, such as ``<week2/cat_classifier/propagate>``.
    """
    filename, line = filename or "", line or 1
    if folder in Path(filename).parents:
        return f"{filename}:{line}"
    for source in sources:
        for name, solution in source.solutions.items():
            if filename == f"<{source.name}/{name}>":
                return f"{source.path}:{solution.cell.line + line}"
            if filename.startswith(f"<{source.name}/{name} "):
                # Edited: a misconception's code, or a variant's, with lines of its own.
                return f"{filename.strip('<>')}, line {line}"
        if filename == f"<{source.name}>":  # it lends, and all its cells ran under one name
            return str(source.path)
        if filename != f"<{source.name} set-up>":
            continue
        for cell in source.cells:
            if cell.tags.get("setup"):
                length = cell.text.count("\n") + 1
                if line <= length:
                    return f"{source.path}:{cell.line + line}"
                line -= length + 1  # the blank line that stands between two set-up cells
    return ""
