"""Read ``week*/variants/<notebook>.py``: an exercise's function, written as other people write it.

Right ones must be accepted, mistaken ones recognised; `grader audit` tries them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jupytext

from grader.content import Notebook
from grader.source import SourceError, read_text


@dataclass(frozen=True)
class Variant:
    """A function of a variants file.

    Attributes
    ----------
    exercise : whose function it is.
    title : in what it differs; for a mistake, how it is told.
    code : the cell's text.
    mistake : the misconception that it must be recognised as; empty where it is right.
    """

    exercise: str
    title: str
    code: str
    mistake: str = ""


def variants_file(notebook: Notebook) -> Path:
    """Return the path of the notebook's variants; the file need not exist."""
    path = notebook.source.path
    return path.parent / "variants" / path.name


def read_variants(notebook: Notebook) -> list[Variant]:
    """Return the variants of `notebook`, right ones and retold mistakes.

    A cell is marked ``# %% exercise="propagate" variant="in what it differs"``, or
    ``# %% exercise="propagate" mistake="the misconception's name"``; what stands in cells marked
    ``# %% setup=true`` is there for all of them. Raises SourceError where a cell names no
    exercise or no misconception, or a title comes twice.
    """
    path = variants_file(notebook)
    if not path.is_file():
        return []
    found: dict[tuple[str, str, str], Variant] = {}
    cells = jupytext.reads(read_text(path), fmt="py:percent").cells
    setup = "".join(f"{cell.source}\n\n" for cell in cells if cell.metadata.get("setup"))
    for cell in cells:
        exercise = cell.metadata.get("exercise")
        if exercise is None:
            continue
        mistake = cell.metadata.get("mistake", "")
        title = cell.metadata.get("variant", "")
        where = f"{path}: '{title or mistake}' of {exercise}"
        if exercise not in notebook.items:
            raise SourceError(f"{where}: {notebook.name} has no such exercise.")
        known = [one.name for one in notebook.items[exercise].declared.misconceptions]
        if mistake and mistake not in known:
            raise SourceError(f"{where}: no misconception of that name is declared.")
        if not mistake and not title:
            raise SourceError(f"{where}: a cell needs variant=... or mistake=...")
        if (exercise, mistake, title) in found:
            raise SourceError(f"{where}: it stands there twice.")
        found[exercise, mistake, title] = Variant(exercise, title, setup + cell.source, mistake)
    return list(found.values())
