"""Judge an instructor's own cells of asserts, without letting a submission near them.

The test runs in a worker that holds nothing but the course's own code. The
names that it takes from the learner are asked for over the judge: values come
as copies, functions are called where they are. So a hidden test is never in
the process of a submission, and what is returned never judges itself.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterable
from dataclasses import dataclass

from course import feedback
from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, WRONG, Outcome
from grader.sandbox.client import Worker
from grader.sandbox.limits import LimitHit
from grader.source import GRADED, Source, Test
from grader.verdicts import Verdict

_LONGEST = 400  # characters of what a test says
_PRINTED = 400
_OUTCOMES = {
    "passed": RIGHT,
    "assertion": WRONG,
    "error": WRONG,
    "raised": RAISED,
    "missing": NOT_ATTEMPTED,
    "limit": LIMIT,
}


@dataclass(frozen=True)
class Plan:
    """What is needed to run a test away from the submission.

    Attributes
    ----------
    prelude : the course's own code that the test builds on.
    names : the names that are the learner's.
    exercises : the functions that learners are asked for, used here or not.
    """

    test: Test
    prelude: str
    names: tuple[str, ...]
    exercises: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ended:
    """How a test ended: passed, assertion, raised, missing, error or limit.

    `line` is that of the test's code, 0 where it is not known; `error` the kind
    of exception; `raised` stands for one that the learner's own code raised.
    """

    kind: str
    message: str = ""
    line: int = 0
    error: str = ""
    printed: str = ""


def plan(source: Source, test: Test) -> Plan:
    """Return which of the names that `test` uses are the course's, and which the learner's.

    The course's are those that its set-up cells make, and the functions,
    imports and values that its other cells define before the test. They are
    made anew for the test: a learner's redefinition never reaches it.
    """
    made: dict[str, list[_Statement]] = {}
    for statement in _statements(source, test):
        for name in statement.makes:
            made.setdefault(name, []).append(statement)
    setup = made_by(source.setup_code)
    chosen: dict[int, _Statement] = {}
    theirs: list[str] = []
    todo, seen = [*taken_by(test.code)], set()
    while todo:
        name = todo.pop(0)
        if name in seen or name in setup:
            continue
        seen.add(name)
        if name in source.solutions or name not in made:
            theirs.append(name)
            continue
        chosen |= {statement.place: statement for statement in made[name]}
        todo += [taken for statement in made[name] for taken in statement.takes]
    prelude = [source.setup_code, *(chosen[place].code for place in sorted(chosen))]
    return Plan(test, "\n\n".join(prelude), tuple(theirs), frozenset(source.solutions))


def run(one: Plan, tester: Worker, student: Worker) -> Ended:
    """Run a test in `tester`, a worker of its own, on the functions of `student`.

    Raises LimitHit where either goes over a limit.
    """
    request = {"source": one.test.code, "prelude": one.prelude, "names": list(one.names)}
    header = tester.test(request, student.use)
    kind = header.get("ended")
    line, error = int(header.get("line", 0)), str(header.get("error", ""))
    if kind == "missing" and error in one.exercises:
        return Ended("missing", f"There is no function called {error}.")
    if kind == "missing":
        kind, error = "error", "NameError"
    if kind not in ("passed", "assertion", "raised", "error"):
        raise LimitHit("reply", "The test's own process sent what is no reply")
    return Ended(kind, str(header.get("message", "")), line, error, tester.printed)


def run_in_worker(test: Test, student: Worker) -> Ended:
    """Run a test in the submission's own process, which can read it and answer what it likes."""
    error = student.run(test.code)
    if error is None:
        return Ended("passed")
    kind, _, message = error.partition(": ")
    if kind == "AssertionError":
        return Ended("assertion", message, error=kind)
    return Ended("raised", message, error=kind if kind.isidentifier() else "Exception")


def verdict_of(notebook: str, test: Test, ended: Ended) -> Verdict:
    """Return the verdict on a test: all of its points, or none."""
    outcome = _outcome(ended)
    told = "" if outcome == RIGHT else _told(test, ended, outcome)
    headline = feedback.headline(Outcome(test.name, outcome))
    message = "\n".join(feedback.wrap(part) for part in (headline, told) if part)
    points = test.points if outcome == RIGHT else 0.0
    return Verdict(
        notebook, test.name, outcome, points, test.points, message=message, error=ended.error[:80]
    )


def limited(hit: LimitHit) -> Ended:
    """Return how a test ended that ran into a limit."""
    return Ended("limit", f"{hit}.")


def _outcome(ended: Ended) -> str:
    if ended.kind == "raised" and ended.error == "NotImplementedError":
        return NOT_ATTEMPTED
    return _OUTCOMES[ended.kind]


def _told(test: Test, ended: Ended, outcome: str) -> str:
    """Return what a learner is told; of hidden lines, only what was written for them to read."""
    if outcome == LIMIT or ended.kind == "missing":
        return ended.message
    if outcome == NOT_ATTEMPTED:
        return "Replace the line that raises NotImplementedError by your own code."
    hidden = ended.line in test.hidden or (not ended.line and bool(test.hidden))
    which = "A hidden test" if hidden else "The test"
    place = "" if hidden or not ended.line else f", line {ended.line}: {_line(test, ended.line)}"
    message = ended.message.strip()[:_LONGEST]
    if ended.kind == "raised":
        parts = [f"Your code raised {ended.error}: {message}"]
        parts += [f"It was called by the test{place}"] if place else []
    elif ended.kind == "assertion":
        meant = not hidden or _is_written_for_learners(test, ended.line)
        parts = [f"{which} failed{place or '.'}", message if meant else ""]
    else:
        parts = [f"{which} stopped{place or '.'}", "" if hidden else f"{ended.error}: {message}"]
    printed = ended.printed.strip()[:_PRINTED]
    if printed and not test.hidden:
        parts.append(f"It printed: {printed}")
    return "\n".join(part for part in parts if part)


def _line(test: Test, number: int) -> str:
    """Return the statement in a line, as the first line of it was written."""
    lines = test.code.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _is_written_for_learners(test: Test, line: int) -> bool:
    """Return True where the line is of an assert with a message: an instructor wrote it."""
    return any(
        isinstance(node, ast.Assert)
        and node.msg is not None
        and node.lineno <= line <= (node.end_lineno or node.lineno)
        for node in ast.walk(ast.parse(test.code))
    )


@dataclass(frozen=True)
class _Statement:
    """A statement of the course's own cells that defines something."""

    place: int
    code: str
    makes: frozenset[str]
    takes: tuple[str, ...]


_DEFINE = (
    ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign,
)  # fmt: skip


def _statements(source: Source, test: Test) -> Iterable[_Statement]:
    place = 0
    for cell in source.cells:
        if cell.kind != "code" or GRADED & set(cell.tags):
            continue
        if cell.line > test.cell.line:
            return
        try:
            body = ast.parse(cell.text).body
        except SyntaxError:  # a magic
            continue
        for node in body:
            place += 1
            if isinstance(node, _DEFINE):
                code = ast.unparse(node)
                yield _Statement(place, code, made_by(code), taken_by(code))


def made_by(code: str) -> frozenset[str]:
    """Return the names that `code` binds at its top."""
    table = symtable.symtable(code, "<cell>", "exec")
    return frozenset(
        s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()
    )


def taken_by(code: str) -> tuple[str, ...]:
    """Return the names that `code` takes from elsewhere, functions within it included."""
    table = symtable.symtable(code, "<cell>", "exec")
    made, taken = made_by(code), {}

    def visit(part: symtable.SymbolTable) -> None:
        for symbol in part.get_symbols():
            outside = part is table or symbol.is_global()
            if outside and symbol.is_referenced() and symbol.get_name() not in made:
                taken[symbol.get_name()] = None
        for child in part.get_children():
            visit(child)

    visit(table)
    return tuple(name for name in taken if not hasattr(builtins, name))
