"""Prove of an instructor's own tests that they can be judged: the solutions must pass them.

Called by `grader build`. A test is run as in a notebook first, then as the
judge runs it, away from the functions that it tests.
"""

from __future__ import annotations

import sys
import traceback

from course.errors import CourseError
from course.verdict import RIGHT
from grader.classic import plan
from grader.classic_lint import IN_WORKER, findings
from grader.content import Notebook
from grader.source import Test


def prove(notebook: Notebook) -> tuple[list[str], list[str]]:
    """Return a line for each test that is to be looked at, and for each that cannot be used."""
    notes: list[str] = []
    trouble: list[str] = []
    doubts: dict[str, list[str]] = {}
    usable: list[Test] = []
    for test in notebook.source.tests.values():
        found = [] if test.in_worker else findings(plan(notebook.source, test))
        told = [f"{_at(notebook, test, one.line)}: test '{test.name}' {one.why}" for one in found]
        if found and found[0].certain:
            trouble.append(
                f"{told[0]}; that cannot be done from outside the learner's process. {IN_WORKER}"
            )
        elif not test.in_worker and (failed := _fails(notebook, test)):
            trouble.append(failed)
        else:
            usable.append(test)
            doubts[test.name] = told
    if usable:
        _try(notebook, usable, doubts, notes, trouble)
    return notes, trouble


def _try(
    notebook: Notebook, usable: list[Test], doubts: dict[str, list[str]], notes, trouble
) -> None:
    """Judge the solutions by the tests, each as a submission's would be."""
    from grader.casesets import CaseSets
    from grader.judge import Judge
    from grader.sandbox.client import Sandbox

    try:
        with Sandbox() as sandbox:
            verdicts = Judge(CaseSets(notebook, b""), sandbox).try_tests()
    except CourseError as error:
        notes.append(f"{notebook.name}: its tests were not tried as the judge runs them: {error}")
        return
    for test in usable:
        verdict, where = verdicts[test.name], _at(notebook, test)
        if test.in_worker:
            notes.append(
                f"{where}: test '{test.name}' is run in the learner's own process, as you ask: a"
                " submission can read it and forge what it answers."
            )
        if verdict.outcome == RIGHT:
            told = ". The solution passes it even so; please look at it."
            notes += [line + told for line in doubts[test.name]]
            continue
        said = " ".join(verdict.message.splitlines()[1:])
        if test.in_worker:
            trouble.append(f"{where}: test '{test.name}' fails with the course's solutions: {said}")
        else:
            why = "".join(f" ({line.rpartition(': ')[2]})" for line in doubts[test.name][:1])
            trouble.append(
                f"{where}: test '{test.name}' cannot be judged from outside the learner's"
                f" process{why}: {said} {IN_WORKER}"
            )


def _fails(notebook: Notebook, test: Test) -> str:
    """Return how a test fails with the course's own solutions, run as in a notebook."""
    names = notebook.namespace()
    prelude, filename = plan(notebook.source, test).prelude, f"<{notebook.name}/{test.name}>"
    try:
        exec(compile(prelude, "<the course's own cells>", "exec"), names)
        exec(compile(test.code, filename, "exec"), names)
    except Exception as error:
        frames = traceback.extract_tb(sys.exc_info()[2])
        lines = [frame.lineno for frame in frames if frame.filename == filename]
        said = (str(error).strip().splitlines() or ["it says no more"])[0]
        return (
            f"{_at(notebook, test, lines[-1] if lines else 0)}: test '{test.name}' fails with the"
            f" course's own solutions: {type(error).__name__}: {said}"
        )
    return ""


def _at(notebook: Notebook, test: Test, line: int = 0) -> str:
    return f"{notebook.source.path}:{test.cell.line + line}"
