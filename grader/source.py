"""Read a notebook source: py:percent text with its solutions in it.

A cell that asks for a function is marked ``# %% exercise="propagate"``, the
cell that checks it ``# %% check="propagate" points=10``, the one that prepares
the notebook ``# %% setup=true``. Every mistake in a source is one
line that names the file and the line.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from course.errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_KNOWN_TAGS = {"exercise", "check", "points", "minutes", "difficulty", "setup", "tags"}


class SourceError(CourseError):
    """A notebook source does not say what it should."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source; `line` is where its marker stands."""

    kind: str
    text: str
    tags: dict
    line: int


@dataclass(frozen=True)
class Solution:
    """An exercise as the source has it: the solution is the reference."""

    name: str
    code: str
    points: float
    minutes: int
    difficulty: int
    cell: Cell

    @cached_property
    def tree(self) -> ast.FunctionDef:
        """The function's definition."""
        return next(
            node
            for node in ast.parse(self.code).body
            if isinstance(node, ast.FunctionDef) and node.name == self.name
        )

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of its parameters, in order."""
        return tuple(argument.arg for argument in self.tree.args.args)

    @property
    def returns(self) -> tuple[str, ...]:
        """Names of what it returns, as its last return statement writes them."""
        values = [n.value for n in ast.walk(self.tree) if isinstance(n, ast.Return)]
        value = values[-1] if values else None
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        if value is not None and all(isinstance(part, ast.Name) for part in parts):
            return tuple(part.id for part in parts)
        return ()

    @property
    def names_used(self) -> set[str]:
        """Every name that its body mentions."""
        return {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)}


@dataclass(frozen=True)
class Source:
    """A notebook source; `name` is ``week2/cat_classifier``."""

    path: Path
    name: str
    cells: tuple[Cell, ...]
    solutions: dict[str, Solution]

    @property
    def week(self) -> str:
        return self.name.split("/")[0]

    @property
    def notebook(self) -> str:
        return self.name.split("/")[1]

    @property
    def calls(self) -> dict[str, tuple[str, ...]]:
        """For each exercise, the other exercises that its solution calls, in the source's order."""
        return {
            name: tuple(n for n in self.solutions if n in solution.names_used and n != name)
            for name, solution in self.solutions.items()
        }

    @property
    def setup_code(self) -> str:
        """The text of the set-up cells, in order."""
        return "\n\n".join(cell.text for cell in self.cells if cell.tags.get("setup"))


def read_source(path: Path) -> Source:
    """Read the notebook source at `path`.

    Raises SourceError for an unknown tag, an exercise without its check, a
    check without its exercise, a name that comes twice, or a cell that does
    not define its function.
    """
    import jupytext  # here, since it costs seconds, and a judging process is handed what was read

    text = path.read_text(encoding="utf-8")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    notebook = jupytext.reads(text, fmt="py:percent")
    # Text above the first marker (the YAML header is metadata) would be a cell of its own.
    if len(notebook.cells) != len(lines):
        raise SourceError(f"{path}:1: text stands before the first '# %%' marker; give it one.")
    cells = tuple(
        Cell(cell.cell_type, cell.source, _tags(cell.metadata), line)
        for cell, line in zip(notebook.cells, lines, strict=True)
    )
    return Source(path, f"{path.parent.name}/{path.stem}", cells, _solutions(path, cells))


def _tags(metadata: dict) -> dict:
    """Return what the marker says, without jupytext's own note about blank lines."""
    return {key: value for key, value in metadata.items() if key != "lines_to_next_cell"}


def _solutions(path: Path, cells: tuple[Cell, ...]) -> dict[str, Solution]:
    def wrong(cell: Cell, sentence: str) -> SourceError:
        return SourceError(f"{path}:{cell.line}: {sentence}")

    exercises: dict[str, Cell] = {}
    checks: dict[str, Cell] = {}
    for cell in cells:
        for tag in cell.tags:
            if tag not in _KNOWN_TAGS:
                known = ", ".join(sorted(_KNOWN_TAGS))
                raise wrong(cell, f"unknown tag '{tag}'; the tags are {known}.")
        for tag, found in (("exercise", exercises), ("check", checks)):
            name = cell.tags.get(tag)
            if name is None:
                continue
            if name in found:
                first = found[name].line
                raise wrong(cell, f"{tag} '{name}' stands already in line {first}.")
            if tag == "check" and name not in exercises:
                raise wrong(cell, f"check '{name}' has no exercise '{name}' before it.")
            found[name] = cell
    for name, cell in exercises.items():
        if name not in checks:
            raise wrong(cell, f"exercise '{name}' has no check cell.")
    return {name: _solution(name, cell, checks[name], wrong) for name, cell in exercises.items()}


def _solution(name: str, cell: Cell, check: Cell, wrong) -> Solution:
    if BEGIN not in cell.text or END not in cell.text:
        raise wrong(cell, f"exercise '{name}' needs its solution between {BEGIN} and {END}.")
    try:
        body = ast.parse(cell.text).body
    except SyntaxError as error:
        line = cell.line + (error.lineno or 0)
        raise wrong(cell, f"exercise '{name}' is not Python: {error.msg} (line {line}).") from None
    if not any(isinstance(node, ast.FunctionDef) and node.name == name for node in body):
        raise wrong(cell, f"exercise '{name}' does not define a function {name}.")
    points = check.tags.get("points")
    if type(points) not in (int, float) or points < 0:
        raise wrong(check, f"check '{name}' needs points, such as points=10.")
    minutes, difficulty = cell.tags.get("minutes"), cell.tags.get("difficulty")
    if type(minutes) is not int or type(difficulty) is not int or not 1 <= difficulty <= 3:
        raise wrong(cell, f"exercise '{name}' needs minutes=N and difficulty=1, 2 or 3.")
    return Solution(name, cell.text, float(points), minutes, difficulty, cell)
