"""A learner's own library: what passed its check is kept, and later notebooks take it from there.

`course.earlier` gives the functions of an earlier notebook: the learner's own,
where they have them and they still pass their checks, or the course's, on
loan. Where submissions are graded it never looks at the learner's files:
whoever grades says who answers, by :func:`answer_with`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from course.errors import CourseError

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
    raise CourseError(f"{notebook} lends nothing here.")


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
