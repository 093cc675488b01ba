"""Read a notebook source: py:percent text with its solutions in it.

A cell that asks for a function is marked ``# %% exercise="propagate"``, the
cell that checks it ``# %% check="propagate" points=10``, the one that prepares
the notebook ``# %% setup=true``, a cell of an instructor's own asserts
``# %% test="propagate-classic" points=5``, and the place of a quiz, which is an empty cell,
``# %% quiz="which_network" points=8 minutes=4 difficulty=1``. Every mistake in a source is one
line that names the file and the line.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from course.errors import CourseError
from grader.borrowing import Borrowed, find_borrowed

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
ANSWERS = "answers"  # the tag of a quiz's cell of answers, in nbgrader's notebook too
GRADED = {"exercise", "check", "test", "setup", ANSWERS}  # the tags of what a grader runs itself
CHECK = "check-"  # the grade id of a check cell is this and its exercise's name
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_KNOWN_TAGS = {
    *("exercise", "check", "quiz", "test", "in_worker", "points", "minutes", "difficulty"),
    *("setup", "tags"),
}


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
        own = self.tree.args
        return tuple(one.arg for one in (*own.posonlyargs, *own.args, *own.kwonlyargs))

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
class Test:
    """A cell of an instructor's own asserts, worth all of its points or none.

    Attributes
    ----------
    name : of the test; it is no exercise's.
    code : the asserts, hidden ones too.
    points : what it is worth.
    cell : the cell of the source.
    in_worker : True where the instructor wants it run in the learner's own process.
    """

    name: str
    code: str
    points: float
    cell: Cell
    in_worker: bool = False

    @cached_property
    def hidden(self) -> frozenset[int]:
        """The numbers of the lines that a learner never sees, the markers' own among them."""
        inside, lines = False, set()
        for number, line in enumerate(self.code.splitlines(), 1):
            inside = inside or is_hidden_marker(line, BEGIN_HIDDEN)
            if inside:
                lines.add(number)
            inside = inside and not is_hidden_marker(line, END_HIDDEN)
        return frozenset(lines)

    @property
    def visible(self) -> str:
        """The text that learners get, as nbgrader makes it."""
        lines = enumerate(self.code.split("\n"), 1)
        return "\n".join(line for number, line in lines if number not in self.hidden)


@dataclass(frozen=True)
class QuizCell:
    """The place of a quiz in a source; `answers` is its cell of answers, once that was made."""

    name: str
    points: float
    minutes: int
    difficulty: int
    cell: Cell
    answers: str = ""


@dataclass(frozen=True)
class Source:
    """A notebook source; `name` is ``week2/cat_classifier``.

    `borrowed` holds, by their names here, the functions of earlier notebooks;
    `lenders` the sources of those notebooks, by full name.
    """

    path: Path
    name: str
    cells: tuple[Cell, ...]
    solutions: dict[str, Solution]
    tests: dict[str, Test] = field(default_factory=dict)
    borrowed: dict[str, Borrowed] = field(default_factory=dict)
    lenders: dict[str, Source] = field(default_factory=dict)
    quizzes: dict[str, QuizCell] = field(default_factory=dict)

    @property
    def week(self) -> str:
        return self.name.split("/")[0]

    @property
    def notebook(self) -> str:
        return self.name.split("/")[1]

    @property
    def graded(self) -> dict[str, Solution | QuizCell | Test]:
        """All that is worth points, by name."""
        return self.solutions | self.quizzes | self.tests

    @property
    def calls(self) -> dict[str, tuple[str, ...]]:
        """For each exercise, the other exercises that its solution calls, in the source's order."""
        used = {name: solution.names_used for name, solution in self.solutions.items()}
        return {
            name: tuple(other for other in self.solutions if other in names and other != name)
            for name, names in used.items()
        }

    @property
    def all_lenders(self) -> list[tuple[str, list[str], list[str]]]:
        """The notebooks that lend to this one, as :func:`course.library.run_lenders` takes them."""
        found: dict[str, tuple[str, list[str], list[str]]] = {}
        for name, lender in self.lenders.items():
            for one in lender.all_lenders:
                found.setdefault(one[0], one)
            code = [lender.setup_code, *(one.code for one in lender.solutions.values())]
            found.setdefault(name, (name, code, list(lender.solutions)))
        return list(found.values())

    @property
    def setup_code(self) -> str:
        """The text of the set-up cells, in order."""
        return "\n\n".join(cell.text for cell in self.cells if cell.tags.get("setup"))


def read_source(path: Path, readers: tuple[str, ...] = ()) -> Source:
    """Read the notebook source at `path`.

    Raises SourceError for an unknown tag, an exercise without its check, a
    check without its exercise, a name that comes twice, a cell that does not
    define its function, or something borrowed that is not there. `readers` are
    the notebooks that borrow from this one.
    """
    return source_of(path, read_cells(path), readers)


def read_text(path: Path) -> str:
    """Return the text of an instructor's file; raises SourceError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}:{line}: it is not UTF-8; save it as UTF-8.") from None


def read_cells(path: Path) -> tuple[Cell, ...]:
    """Read the cells of the notebook source at `path`, as they stand."""
    import jupytext  # here, since it costs seconds, and a judging process is handed what was read

    text = read_text(path)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    notebook = jupytext.reads(text, fmt="py:percent")
    # Text above the first marker (the YAML header is metadata) would be a cell of its own.
    if len(notebook.cells) != len(lines):
        raise SourceError(f"{path}:1: text stands before the first '# %%' marker; give it one.")
    return tuple(
        Cell(cell.cell_type, cell.source, _tags(cell.metadata), line)
        for cell, line in zip(notebook.cells, lines, strict=True)
    )


def source_of(path: Path, cells: tuple[Cell, ...], readers: tuple[str, ...] = ()) -> Source:
    """Return the source that `cells` make; raises SourceError as :func:`read_source` does."""
    solutions = _solutions(path, cells)
    quizzes = _quizzes(path, cells, solutions)
    tests = _tests(path, cells, solutions | quizzes)
    name = f"{path.parent.name}/{path.stem}"
    borrowed = find_borrowed(
        cells, solutions, lambda line, told: SourceError(f"{path}:{line}: {told}")
    )
    lenders = _read_lenders(path, borrowed, (*readers, name))
    return Source(
        path, name, cells, solutions, tests, borrowed=borrowed, lenders=lenders, quizzes=quizzes
    )


def _read_lenders(
    path: Path, borrowed: dict[str, Borrowed], readers: tuple[str, ...]
) -> dict[str, Source]:
    """Return the sources of the notebooks that lend; raises SourceError where one does not."""
    lenders: dict[str, Source] = {}
    for one in borrowed.values():
        lender = path.parents[1] / f"{one.notebook}.py"
        if one.notebook in readers:
            raise SourceError(f"{path}:{one.line}: {one.notebook} is no earlier notebook.")
        if not lender.is_file():
            raise SourceError(f"{path}:{one.line}: there is no notebook {one.notebook}.")
        if one.notebook not in lenders:
            lenders[one.notebook] = read_source(lender, readers)
        if one.exercise not in lenders[one.notebook].solutions:
            told = f"'{one.exercise}' is no exercise of {one.notebook}"
            raise SourceError(f"{path}:{one.line}: {told}, so it cannot be borrowed.")
    return lenders


def is_hidden_marker(line: str, marker: str) -> bool:
    """Return True for a line that nbgrader takes for this marker: its words are enough."""
    return marker.strip("# ") in line


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


def _tests(path: Path, cells: tuple[Cell, ...], solutions: dict) -> dict[str, Test]:
    """Return the instructor's own tests; raises SourceError where one is not as it should be."""

    def wrong(cell: Cell, sentence: str, line: int = 0) -> SourceError:
        return SourceError(f"{path}:{cell.line + line}: {sentence}")

    tests: dict[str, Test] = {}
    for cell in cells:
        name = cell.tags.get("test")
        _check_hidden(cell, wrong)
        if name is None:
            if "in_worker" in cell.tags:
                raise wrong(cell, "in_worker is for a cell that is marked test=NAME.")
            continue
        if not isinstance(name, str) or not re.fullmatch(r"[\w-]{1,80}", name, re.ASCII):
            raise wrong(cell, f"test {name!r} needs a name of letters, digits, _ and -.")
        if name in tests:
            raise wrong(cell, f"test '{name}' stands already in line {tests[name].cell.line}.")
        if name in solutions:
            raise wrong(cell, f"test '{name}' has the name of an exercise or quiz; choose another.")
        if cell.kind != "code" or {"exercise", "check", "setup"} & set(cell.tags):
            raise wrong(cell, f"test '{name}' is to be a code cell, and nothing else.")
        points, in_worker = cell.tags.get("points"), cell.tags.get("in_worker", False)
        if type(points) not in (int, float) or points < 0:
            raise wrong(cell, f"test '{name}' needs points, such as points=5.")
        if type(in_worker) is not bool:
            raise wrong(cell, f"test '{name}': in_worker is true or false.")
        try:
            ast.parse(cell.text)
        except SyntaxError as error:
            raise wrong(
                cell, f"test '{name}' is not Python: {error.msg}.", error.lineno or 0
            ) from None
        tests[name] = Test(name, cell.text, float(points), cell, in_worker)
    return tests


def _quizzes(path: Path, cells: tuple[Cell, ...], solutions: dict) -> dict[str, QuizCell]:
    """Return the places of the quizzes; raises SourceError where one is not as it should be."""
    quizzes: dict[str, QuizCell] = {}
    for cell in cells:
        name = cell.tags.get("quiz")
        if name is None:
            continue
        wrong = f"{path}:{cell.line}: quiz {name!r}"
        if not isinstance(name, str) or not name.isidentifier():
            raise SourceError(f"{wrong} needs a name as Python has them.")
        if name in quizzes:
            raise SourceError(f"{wrong} stands already in line {quizzes[name].cell.line}.")
        if name in solutions:
            raise SourceError(f"{wrong} has an exercise's name; choose another.")
        if cell.kind != "code" or {"exercise", "check", "test", "setup"} & set(cell.tags):
            raise SourceError(f"{wrong} is to be a code cell, and nothing else.")
        if cell.text.strip():
            raise SourceError(f"{wrong} is to be an empty cell: its text is made of the checks.")
        points = cell.tags.get("points")
        if type(points) not in (int, float) or points < 0:
            raise SourceError(f"{wrong} needs points, such as points=8.")
        minutes, difficulty = cell.tags.get("minutes"), cell.tags.get("difficulty")
        if type(minutes) is not int or type(difficulty) is not int or not 1 <= difficulty <= 3:
            raise SourceError(f"{wrong} needs minutes=N and difficulty=1, 2 or 3.")
        quizzes[name] = QuizCell(name, float(points), minutes, difficulty, cell)
    return quizzes


def _check_hidden(cell: Cell, wrong) -> None:
    """Raise SourceError where the markers of hidden tests are not in pairs, in a test's cell."""
    inside = 0
    for number, line in enumerate(cell.text.splitlines(), 1):
        begins, ends = (is_hidden_marker(line, marker) for marker in (BEGIN_HIDDEN, END_HIDDEN))
        if (begins or ends) and "test" not in cell.tags:
            raise wrong(cell, "a marker of hidden tests stands outside a test's cell.", number)
        if (begins and inside) or (ends and not inside):
            raise wrong(cell, "the markers of hidden tests are not in pairs.", number)
        inside = number if begins else 0 if ends else inside
    if inside:
        raise wrong(cell, f"{BEGIN_HIDDEN} has no {END_HIDDEN} after it.", inside)


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
