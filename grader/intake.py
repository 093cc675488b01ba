"""Read a submission: it is data, whatever it claims to be.

Points, grade ids, locked text and check cells come from the instructor's
source and from nowhere else. Of a submission only its code counts: what the
learner wrote, in the order of their notebook. Nothing here runs any of it.
"""

from __future__ import annotations

import ast
import codecs
import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from course.errors import CourseError
from grader.notebooks import stubs
from grader.source import ANSWERS, CHECK, Source

MAX_BYTES = 20 * 2**20
MAX_CELLS = 2_000
MAX_PARSED = 2**20  # characters of a notebook; a cell of 9 MB takes 3 GB and 20 s to parse
_ASSIGNED = r"^(\w+)[ \t]*(?::.*)?=(?!=)"
_DEFINED = r"^(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\("
_LONGEST_GIVEN = 100_000  # characters; no cell of the course is longer


class IntakeError(CourseError):
    """A submission cannot be read; the sentence says why, to learner and instructor."""


class SubmittedCell(NamedTuple):
    """One cell of a submission, with what it was recognised as.

    `role` is ``exercise``, ``check``, ``setup``, ``given`` (an unchanged cell of
    the course), ``stub`` (an exercise's unchanged cell, where another defines
    it) or ``own`` (added or changed by the learner); `name` is the exercise's,
    where it has one.
    """

    kind: str
    text: str
    role: str
    name: str = ""


@dataclass(frozen=True)
class Submission:
    """A submission as it was understood.

    `remarks` say what had been tampered with or lost. A `refused` one could
    not be read at all; its first remark says why.
    """

    notebook: str
    learner: str
    cells: tuple[SubmittedCell, ...]
    digest: str
    remarks: tuple[str, ...] = ()
    refused: bool = False

    def code(self, source: Source, everything: bool = False) -> list[str]:
        """Return the cells to run: set-up first, then what the learner wrote, in their order.

        With `everything`, the course's own demonstration cells run as well.
        """
        roles = {"exercise", "own"} | ({"given"} if everything else set())
        own = [cell.text for cell in self.cells if cell.kind == "code" and cell.role in roles]
        return [source.setup_code, *own]


class Intake:
    """Reads submissions of one notebook; keep it, for it knows what learners were given."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._given = _given_texts(source)
        self._stubs = {name: normal(stub) for name, stub in stubs(source).items()}

    def read(self, data: bytes, learner: str) -> Submission:
        """Return the submission in the bytes of an .ipynb file.

        Raises IntakeError, with a sentence for the learner, where it is no notebook.
        """
        cells = _cells(data)
        remarks: list[str] = []
        found: list[SubmittedCell] = []
        source, names = self._source, _Names(self._source)
        for kind, text, grade_id in cells:
            found.append(_recognise(kind, text, grade_id, source, self._given, names))
            if kind != "code" and found[-1].kind == "code":
                said = "Markdown" if kind == "markdown" else kind
                remarks.append(f"The cell for {found[-1].name} was {said}; it was read as code.")
        theirs: dict[str, list[int]] = {}
        for number, cell in enumerate(found):
            if cell.role == "exercise":
                theirs.setdefault(cell.name, []).append(number)
        for name, stub in self._stubs.items():
            count = _without_stub(found, theirs.get(name, []), name, stub, names)
            if count == 0:
                remarks.append(f"No cell for {name} was found.")
            elif count > 1:
                remarks.append(f"{count} cells for {name} were found; the last definition counts.")
        return Submission(
            source.name, learner, tuple(found), hashlib.sha256(data).hexdigest(), tuple(remarks)
        )


def read_submission(data: bytes, learner: str, source: Source) -> Submission:
    """Return one submission, as :class:`Intake` reads it."""
    return Intake(source).read(data, learner)


def read_script(text: str, learner: str, source: Source) -> Submission:
    """Return the submission in a .py file, which may define any part of the exercises."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    cell = SubmittedCell("code", text, "own")
    return Submission(source.name, learner, (cell,), digest)


def refused(reason: str, learner: str, source: Source) -> Submission:
    """Return a submission that says nothing but why it could not be read."""
    cell = SubmittedCell("markdown", reason, "own")
    return Submission(source.name, learner, (cell,), "", (reason,), refused=True)


def _cells(data: bytes) -> list[tuple[str, str, str]]:
    """Return (kind, text, grade id) of each cell; every wrong shape is an IntakeError."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 2**20:.0f} MB"
        raise IntakeError(f"The notebook is {size} large; clear its outputs and hand it in again.")
    try:
        notebook = _json_of(data)
    except UnicodeDecodeError:
        raise IntakeError("The file is not text in UTF-8, so it is no notebook.") from None
    except RecursionError:
        raise IntakeError("The file is not JSON that can be read: it is nested too deep.") from None
    except ValueError:
        raise IntakeError("The file is not JSON, so it is no notebook.") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        old = isinstance(notebook, dict) and "worksheets" in notebook
        hint = " Open it in Jupyter and save it: its format is too old." if old else ""
        raise IntakeError(f"The file is JSON, but no notebook: it has no list of cells.{hint}")
    if len(notebook["cells"]) > MAX_CELLS:
        raise IntakeError(f"The notebook has more than {MAX_CELLS} cells.")
    return [_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)]


def _json_of(data: bytes) -> object:
    """Return the JSON value in `data`; raises ValueError or RecursionError where it is none."""
    try:
        return orjson.loads(data)
    except ValueError:  # what Python's own parser takes besides: NaN, half a surrogate pair, a BOM
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return json.loads(data.decode("utf-16" if wide else "utf-8-sig"))


def _cell(number: int, cell: object) -> tuple[str, str, str]:
    if not isinstance(cell, dict):
        raise IntakeError(f"Cell {number} of the notebook is no cell.")
    text = cell.get("source", "")
    if isinstance(text, list):
        with contextlib.suppress(TypeError):  # a line that is no text
            text = "".join(text)
    if not isinstance(text, str):
        raise IntakeError(f"Cell {number} of the notebook has no text.")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()  # a lone surrogate could not be sent on
    kind = cell.get("cell_type")
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return (
        kind if kind in ("code", "markdown", "raw") else "raw",
        text,
        grade_id if isinstance(grade_id, str) else "",
    )


def _given_texts(source: Source) -> dict[str, str]:
    """Return the texts of the course's own code cells, and each one's role.

    Most are handed in as they were given, so each is there in that form too.
    """
    roles = {}
    for cell in source.cells:
        if cell.kind == "code" and not {"exercise", "test", ANSWERS} & set(cell.tags):
            role = "check" if "check" in cell.tags else "given"
            role = "setup" if cell.tags.get("setup") else role
            roles[cell.text] = roles[normal(cell.text)] = role
    texts = (normal(test.visible) for test in source.tests.values())
    return roles | {text: "check" for text in texts if text}


def _recognise(
    kind: str, text: str, grade_id: str, source: Source, given: dict[str, str], names: _Names
) -> SubmittedCell:
    """Say what a cell is: by its text first, then by what it defines, then by its id."""
    asked = grade_id in source.solutions or grade_id in source.quizzes
    if kind != "code" and not asked:
        return SubmittedCell(kind, text, "own")
    role = given.get(text)
    if role is None and len(text) < _LONGEST_GIVEN:
        role = given.get(normal(text))
    if role is not None and kind == "code":
        return SubmittedCell(kind, text, role)
    if asked and names.in_view(text) <= {grade_id}:  # parsing it would change nothing
        return SubmittedCell("code", text, "exercise", grade_id)
    defined = names.defined_by(text)
    if asked and (grade_id in defined or not defined):
        return SubmittedCell("code", text, "exercise", grade_id)
    if defined:  # the learner moved the code, or an editor dropped the metadata
        return SubmittedCell("code", text, "exercise", defined[0])
    checked = grade_id.removeprefix(CHECK)
    if checked != grade_id and checked in source.graded:
        return SubmittedCell(kind, text, "check", checked)
    return SubmittedCell(kind, text, "own")


def _without_stub(
    found: list[SubmittedCell], theirs: list[int], name: str, stub: str, names: _Names
) -> int:
    """Set an exercise's untouched cell aside where the learner wrote the function elsewhere.

    Run after their own, it would put the stub in the place of their function. `theirs` are
    the numbers of the exercise's cells; returns how many are left.
    """
    short = [n for n in theirs if len(found[n].text) < _LONGEST_GIVEN]
    stubs = [n for n in short if normal(found[n].text) == stub]
    written = [n for n in theirs if n not in stubs]
    if not written:
        own = (n for n, cell in enumerate(found) if cell.role == "own" and cell.kind == "code")
        written = [n for n in own if name in names.assigned_by(found[n].text)][-1:]
        for number in written:
            found[number] = found[number]._replace(role="exercise", name=name)
    aside = stubs[0 if written else 1 :]
    for number in aside:
        found[number] = found[number]._replace(role="stub")
    return len(written) + len(stubs) - len(aside)


class _Names:
    """The exercises that a cell defines. Of a very long notebook, only the first part is parsed."""

    def __init__(self, source: Source) -> None:
        self._exercises, self._quizzes = source.solutions, source.quizzes
        self._left = MAX_PARSED

    def in_view(self, text: str) -> set[str]:
        """Return what a cell seems to define, and a few more if a text in it looks like code."""
        functions = self._seen(text, _DEFINED, self._exercises)
        return {*functions, *self._seen(text, _ASSIGNED, self._quizzes)}

    def defined_by(self, text: str) -> list[str]:
        """Return the exercises of which a cell has the function, and the quizzes of which it
        has the answers, in the cell's order."""
        found = self._found(text, _DEFINED, _functions, self._exercises)
        return found + self._found(text, _ASSIGNED, _targets, self._quizzes)

    def assigned_by(self, text: str) -> list[str]:
        """Return the exercises to whose names a cell assigns something, as a lambda is."""
        return self._found(text, _ASSIGNED, _targets, self._exercises)

    @staticmethod
    def _seen(text: str, pattern: str, known: Container[str]) -> list[str]:
        return [n for n in re.findall(pattern, text, re.MULTILINE) if n in known]

    def _found(
        self, text: str, pattern: str, of: Callable[[ast.Module], list[str]], known: Container[str]
    ) -> list[str]:
        found = self._seen(text, pattern, known)
        if not found or len(text) > self._left:
            return found
        self._left -= len(text)
        try:
            return [name for name in of(ast.parse(text)) if name in known]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return found


def _functions(tree: ast.Module) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in tree.body if isinstance(node, kinds)]


def _targets(tree: ast.Module) -> list[str]:
    nodes = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [t for n in nodes for t in (n.targets if isinstance(n, ast.Assign) else [n.target])]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def normal(text: str) -> str:
    """Return `text` without what editors change by themselves: space around it and at its ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
