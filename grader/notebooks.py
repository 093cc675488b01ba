"""Turn a notebook source into nbgrader's source notebook, and that into the learner's.

`grader build` and the grading commands call this. Clearing solutions, locking
cells and checksums are left to nbgrader's own generate_assignment.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from course.errors import CourseError
from grader.quizzes import unanswered
from grader.source import ANSWERS, BEGIN, CHECK, END, Cell, Solution, Source, SourceError

if TYPE_CHECKING:
    from nbformat import NotebookNode

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"  # what nbgrader writes for a solution
_GIVEN_AWAY = 3  # so many lines of a solution in a row give it away
_BEGIN, _END = BEGIN.strip("# "), END.strip("# ")  # nbgrader looks for the words alone
_KIND = re.compile(r"[\w.]+: ")  # how a traceback's last line begins; a database driver adds more
_GRADED_ALREADY = "submissions associated with it"
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def check_id(exercise: str) -> str:
    """Return the grade id of the cell that checks `exercise`, or of the test of that name."""
    return CHECK + exercise


def source_notebook(source: Source) -> NotebookNode:
    """Return nbgrader's source notebook, solutions and all; the same source gives the same bytes.

    Raises SourceError where a solution's markers are not in pairs, or stand
    outside an exercise.
    """
    import nbformat

    _check_markers(source)
    written, setups, cells = Counter(), 0, []
    for cell in source.cells:
        setups += bool(cell.tags.get("setup"))
        grading = _grading(source, cell, setups)
        name = grading["grade_id"] if grading else _plain_id(cell)
        written[name] += 1
        if written[name] > 1 and grading:
            raise SourceError(
                f"{source.path}:{cell.line}: the name '{name}' is taken already; choose another."
            )
        make = getattr(nbformat.v4, f"new_{cell.kind}_cell")
        node = make(cell.text, id=name[:60] if written[name] == 1 else f"{name}-{written[name]}")
        if grading:
            node.metadata["nbgrader"] = grading
        if cell.tags.get("tags"):
            node.metadata["tags"] = list(cell.tags["tags"])
        if ANSWERS in cell.tags:
            node.metadata["tags"] = [ANSWERS]
        cells.append(node)
    return nbformat.v4.new_notebook(cells=cells, metadata=_METADATA)


def write_source(source: Source, course_dir: Path) -> Path:
    """Write the source notebook where nbgrader looks for it below `course_dir`; return its path."""
    import nbformat

    path = course_dir / "source" / source.week / f"{source.notebook}.ipynb"
    text = nbformat.writes(source_notebook(source), version=4) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def generate_assignment(
    course_dir: Path, week: str, db_url: str | None = None, course_id: str = ""
) -> list[Path]:
    """Run nbgrader's generate_assignment on ``source/<week>``; return the released notebooks.

    With `db_url` the assignment is recorded in that gradebook as well, as `course_id`'s;
    without, no gradebook is touched. Raises CourseError with nbgrader's own words where it fails;
    what was released before is then left as it is.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    from grader.nbgrader_release import STEPS

    config = Config()
    config.GenerateAssignment.preprocessors = STEPS
    config.CourseDirectory.root = str(course_dir.resolve())
    config.CourseDirectory.assignment_id = week
    if db_url is not None:
        config.CourseDirectory.db_url = db_url
        config.CourseDirectory.course_id = course_id
    else:  # as the option --no-db does
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
    log, words = _listening_log()
    directory = CourseDirectory(config=config, log=log)
    release = course_dir / "release"
    release.mkdir(parents=True, exist_ok=True)
    # nbgrader removes what was released before it knows whether it can release anew.
    with tempfile.TemporaryDirectory(dir=release, prefix=".making-") as made:
        directory.release_directory = os.path.relpath(made, course_dir)
        converter = GenerateAssignment(coursedir=directory, config=config, log=log)
        try:
            with _own_programs_on_path():
                converter.start()
        except NbGraderException as error:
            told = _said(next((w for w in words if "Traceback" in w), str(error)))
            raise CourseError(f"{week}: nbgrader generate_assignment failed: {told}") from error
        if (release / week).exists():
            (release / week).rename(Path(made, "before"))
        Path(made, week).rename(release / week)
    return sorted((release / week).glob("*.ipynb"))


def _said(words: str) -> str:
    """Return what nbgrader's log says of an error, in a line, and what to do where we know it."""
    lines = words.strip().splitlines()
    told = next((line for line in reversed(lines) if _KIND.match(line)), lines[-1])
    graded = " It is graded already: undo this change, or make it another week."
    return f"{told.rstrip('.')}.{graded if _GRADED_ALREADY in told else ''}"


def release_notebooks(sources: Iterable[Source]) -> dict[str, str]:
    """Return the learner notebooks of one week's sources: notebook name -> its file's text.

    Raises SourceError where a solution would be readable in one of them.
    """
    sources = list(sources)
    with tempfile.TemporaryDirectory(prefix="nndl-build-") as folder:
        for source in sources:
            write_source(source, Path(folder))
        released = generate_assignment(Path(folder), sources[0].week)
        texts = {path.stem: path.read_text(encoding="utf-8") for path in released}
    for source in sources:
        _check_no_solution(source, texts[source.notebook])
    return texts


def stubs(source: Source) -> dict[str, str]:
    """Return the text of each cell that a learner is to change, as it is released."""
    found = {name: stub_text(solution) for name, solution in source.solutions.items()}
    return found | {name: unanswered(quiz.answers) for name, quiz in source.quizzes.items()}


def solution_texts(solution: Solution) -> list[str]:
    """Return the solution's text between each pair of its markers."""
    texts: list[list[str]] = []
    inside = False
    for line in solution.code.splitlines():
        if _BEGIN in line:
            texts.append([])
        elif inside and _END not in line:
            texts[-1].append(line)
        inside = _BEGIN in line or (inside and _END not in line)
    return ["\n".join(lines) for lines in texts]


def stub_text(solution: Solution) -> str:
    """Return what learners find in the solution's place, as nbgrader writes it."""
    lines: list[str] = []
    inside = False
    for line in solution.code.splitlines():
        if _BEGIN in line:
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + stub for stub in STUB.splitlines()]
        inside = _BEGIN in line or (inside and _END not in line)
        if not inside and _END not in line:
            lines.append(line)
    return "\n".join(lines)


def _grading(source: Source, cell: Cell, setups: int) -> dict:
    """Return the nbgrader metadata of `cell`; empty where nbgrader has no business with it."""
    if name := cell.tags.get("exercise") or cell.tags.get(ANSWERS):
        own = {"grade_id": name, "grade": False, "solution": True, "locked": False}
    elif name := cell.tags.get("check") or cell.tags.get("test"):
        points = source.graded[name].points
        own = {"grade_id": check_id(name), "grade": True, "solution": False, "locked": True}
        own["points"] = int(points) if points.is_integer() else points
    elif cell.tags.get("setup"):
        grade_id = "setup" if setups == 1 else f"setup-{setups}"
        own = {"grade_id": grade_id, "grade": False, "solution": False, "locked": True}
    else:
        return {}
    return {"schema_version": 3, "cell_type": cell.kind, "task": False, **own}


def _plain_id(cell: Cell) -> str:
    """Return an id made of the text: it stays as it is when other cells come and go."""
    return f"{cell.kind}-{hashlib.sha256(cell.text.encode()).hexdigest()[:12]}"


def _check_markers(source: Source) -> None:
    for cell in source.cells:
        inside = None
        for line, text in enumerate(cell.text.splitlines(), cell.line + 1):
            where = f"{source.path}:{line}: "
            if (_BEGIN in text or _END in text) and "exercise" not in cell.tags:
                raise SourceError(f"{where}a solution marker stands outside an exercise cell.")
            if _BEGIN in text and inside is not None:
                raise SourceError(
                    f"{where}{BEGIN} stands inside the solution that line {inside} begins."
                )
            if _END in text and inside is None:
                raise SourceError(f"{where}{END} has no {BEGIN} before it.")
            if _BEGIN in text:
                inside = line
            elif _END in text:
                inside = None
        if inside is not None:
            raise SourceError(f"{source.path}:{inside}: {BEGIN} has no {END} after it.")


def _check_no_solution(source: Source, learner: str) -> None:
    """Raise SourceError where a solution, or a part of it, stands in the learner notebook."""
    import nbformat

    cells = nbformat.reads(learner, as_version=4).cells
    for solution in source.solutions.values():
        for number, cell in enumerate(cells):
            if shows_solution(cell.source, solution):
                raise SourceError(
                    f"{source.path}:{source.cells[number].line}: this cell shows a learner the"
                    f" solution of '{solution.name}'; write it otherwise."
                )
    for quiz in source.quizzes.values():
        answers = {*_stripped(quiz.answers)} - {*_stripped(unanswered(quiz.answers))}
        for number, cell in enumerate(cells):
            if answers & {*_stripped(cell.source)}:
                raise SourceError(
                    f"{source.path}:{source.cells[number].line}: this cell shows a learner an"
                    f" answer of the quiz '{quiz.name}'; write it otherwise."
                )


def shows_solution(text: str, solution: Solution) -> bool:
    """Return True where `text` has a solution in it, or three lines of one in a row.

    Fewer may be no more than a call of the learner's own function.
    """
    lines = _stripped(text)
    for one in map(_stripped, solution_texts(solution)):
        size = min(len(one), _GIVEN_AWAY)
        runs = [one[i : i + size] for i in range(len(one) - size + 1)] if one else []
        if any(lines[i : i + size] in runs for i in range(len(lines) - size + 1)):
            return True
    return False


def _stripped(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _listening_log() -> tuple[logging.Logger, list[str]]:
    """Return a logger that is silent and the list in which it collects the errors."""
    words: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: words.append(record.getMessage())
    log = logging.Logger("grader.nbgrader")
    log.addHandler(handler)
    return log, words


@contextlib.contextmanager
def _own_programs_on_path() -> Iterator[None]:
    """Let nbgrader find `alembic`, which it runs by name, when the venv is not activated."""
    before = os.environ.get("PATH")
    programs = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([programs, *filter(None, [before])])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before
