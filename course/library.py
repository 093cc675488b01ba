"""A learner's own library: what passed its check is kept, and later notebooks take it from there.

`course.earlier` gives the functions of an earlier notebook: the learner's own,
where they have them and they still pass their checks, or the course's, on
loan. Where submissions are graded it never looks at the learner's files:
whoever grades says who answers, by :func:`answer_with`.
"""

from __future__ import annotations

import contextlib
import os
import sys
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from course import keeping
from course import lent as lending
from course.errors import CourseError
from course.feedback import WIDTH

# Gives the functions of a notebook by their names, in the place of the learner's files.
Answers = Callable[[str, tuple[str, ...]], Sequence[Callable]]
_answers: Answers | None = None


def earlier(notebook: str, *names: str) -> Callable | tuple[Callable, ...]:
    """Return functions of an earlier notebook: one alone, or several as a tuple.

    Parameters
    ----------
    notebook : such as ``week3/activations``.
    names : of exercises of that notebook.

    Raises CourseError where there is no such notebook or exercise to lend.
    """
    if not names:
        raise CourseError(f"Which functions of {notebook}? Name them after the notebook.")
    functions = tuple(_at_home(notebook, names) if _answers is None else _answers(notebook, names))
    return functions[0] if len(names) == 1 else functions


def _at_home(notebook: str, names: tuple[str, ...]) -> Sequence[Callable]:
    """Return the learner's own functions that pass their checks, and the course's for the others.

    A printed line says which is which.
    """
    own, trouble = _own_functions(notebook, names)
    missing = [name for name in names if name not in own]
    said = [f"{', '.join(own)}: your own, from {keeping.PACKAGE}."] if own else []
    lent = {}
    if missing:
        lent = lending.lent(notebook)
        if unknown := [name for name in missing if name not in lent]:
            raise CourseError(
                f"{notebook} lends no {', '.join(unknown)}; finish it there, and it is kept."
            )
        said.append(f"{', '.join(missing)}: lent by the course{trouble}, until yours pass.")
    print(" ".join(said))
    return [own.get(name) or lent[name] for name in names]


def _own_functions(notebook: str, names: tuple[str, ...]) -> tuple[dict[str, Callable], str]:
    """Return those of the learner's functions that pass, and what was the matter with others."""
    from course.checking import Check  # here, since it imports this module

    path = keeping.module_file(notebook)
    if not path.is_file():
        return {}, ""
    keeping.make_importable()
    module: dict = {"__name__": f"{keeping.PACKAGE}.{path.stem}", "__file__": str(path)}
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), module)
    except Exception as error:
        return {}, f" (your {path.name} stops with {type(error).__name__}: {error})"
    check, there = Check(notebook), [name for name in names if name in module]
    right = {name: module[name] for name in there if check.passes(name, module)}
    failed = [name for name in there if name not in right]
    return right, f" (yours fail their checks: {', '.join(failed)})" if failed else ""


def keep(
    notebook: str, exercises: Collection[str], name: str, functions: Mapping, passes: Callable
) -> None:
    """Keep what passed its check, in a learner's notebook, and print where; see course.keeping."""
    if _is_at_a_learners():
        line = keeping.keep(notebook, exercises, name, functions, passes)
        if line:
            print(textwrap.fill(line, WIDTH))


def make_importable() -> None:
    """Let ``import my_nn`` work in a learner's notebook."""
    if _is_at_a_learners():
        keeping.make_importable()


def _is_at_a_learners() -> bool:
    """Return True in a notebook, or where a folder is named; False where somebody is graded."""
    if _answers is not None:
        return False
    ipython = sys.modules.get("IPython")
    in_notebook = ipython is not None and ipython.get_ipython() is not None
    return in_notebook or keeping.FOLDER_VARIABLE in os.environ


def answer_with(answers: Answers | None) -> Answers | None:
    """From now on, have `answers` give what :func:`earlier` returns; return who did before."""
    global _answers
    before, _answers = _answers, answers
    return before


@contextlib.contextmanager
def answered_by(answers: Answers) -> Iterator[None]:
    """Have `answers` give what :func:`earlier` returns meanwhile."""
    before = answer_with(answers)
    try:
        yield
    finally:
        answer_with(before)


def run_lenders(lenders: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> Answers:
    """Run earlier notebooks' code, and return what gives their functions.

    `lenders` are (notebook, its code, its exercises), each after those that it borrows from itself.
    """
    made: dict[tuple[str, str], Callable] = {}

    def answers(notebook: str, names: tuple[str, ...]) -> Sequence[Callable]:
        for name in names:
            if (notebook, name) not in made:
                raise CourseError(f"{name} of {notebook} is not lent to this notebook.")
        return [made[notebook, name] for name in names]

    for notebook, code, exercises in lenders:
        own: dict = {"__name__": "__main__"}
        with answered_by(answers):
            for text in code:
                exec(compile(text, f"<{notebook}>", "exec"), own)
        made |= {(notebook, name): own[name] for name in exercises}
    return answers
