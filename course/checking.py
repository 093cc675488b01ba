"""`check(f)`: tell a learner at once what is wrong with a function, and why."""

from __future__ import annotations

import contextlib
import inspect
import sys
import traceback
from collections.abc import Callable
from functools import cached_property
from types import CodeType

from course import feedback, library
from course.errors import CourseError
from course.exercises import Notebook
from course.observe import play
from course.verdict import NOT_ATTEMPTED, RIGHT, Outcome, observe, verdict


class CheckFailed(CourseError):
    """A checked function is not right yet.

    Short on purpose: the whole message has been shown already, and
    `nbgrader validate` shows what `_render_traceback_` returns.
    """

    def __init__(self, message: str, learner_traceback: list[str]) -> None:
        super().__init__(message)
        self._learner_traceback = learner_traceback

    def _render_traceback_(self) -> list[str]:
        return [*self._learner_traceback, str(self)]


class Message:
    """A feedback message; a notebook shows it as HTML, a terminal as text."""

    def __init__(self, text: str, html: str) -> None:
        self._text, self._html = text, html

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._html


class Check:
    """The `check` of one notebook; :func:`course.checks` makes it.

    ``check(f)`` shows the outcome and raises :class:`CheckFailed` where it is
    not right. ``check.outcome(f)`` returns it. ``check.help("f")`` prints the
    hint ladder, one step more at each call.
    """

    def __init__(self, notebook: str) -> None:
        self._name = notebook
        self._steps_shown: dict[str, int] = {}

    @cached_property
    def _notebook(self) -> Notebook:
        return Notebook(self._name)  # read at the first check, so that a set-up cell stays cheap

    def __call__(self, function: Callable) -> None:
        functions = _namespace(function, sys._getframe(1).f_globals)
        asked = self._name_of(function, functions)
        with _known_as(asked, function, functions):
            outcome = self._outcome(asked, functions)
            if outcome.kind not in (RIGHT, NOT_ATTEMPTED):
                outcome = self._earliest_wrong(asked, functions) or outcome
        about = self._notebook.exercises[outcome.exercise]
        before = ""
        if outcome.exercise != asked:
            before = f"{asked} calls {outcome.exercise}, so mend {outcome.exercise} first."
        way_on = f'For more help: check.help("{outcome.exercise}")' if about.help else ""
        way_on = "" if outcome.kind == RIGHT else way_on
        text = feedback.text(outcome, about.returns, way_on)
        text = f"{before}\n{text}" if before else text
        _show(Message(text, feedback.html(outcome, about.returns, about.help, before)))
        if outcome.kind == RIGHT:
            every = functions | {asked: function}
            library.keep(self._name, self._notebook.exercises, asked, every, self.passes)
        else:
            short = [before, feedback.headline(outcome), feedback.gap(outcome, about.returns)]
            message = "\n".join(feedback.wrap(line) for line in short if line)
            raise CheckFailed(message, _own_traceback(outcome, functions)) from None

    def quiz(self, name: str, answers: object) -> None:
        """Show which answers are right, and what is to be said of each option that was chosen.

        ``check.quiz("which_network", which_network)``, where the second is a dictionary,
        question -> option. Raises :class:`CheckFailed` where not all are right.
        """
        from course import quizzes

        if name not in self._notebook.quizzes:
            known = ", ".join(self._notebook.quizzes) or "none"
            raise CourseError(f"{self._name} has no quiz called {name}. Its quizzes: {known}.")
        asked = quizzes.opened(self._name, name, self._notebook.quizzes[name])
        marked = quizzes.mark(name, asked, answers)
        _show(Message(quizzes.text(marked), quizzes.html(marked)))
        if marked.kind != RIGHT:
            raise CheckFailed(quizzes.short(marked), []) from None

    def passes(self, exercise: str, functions: dict) -> bool:
        """Return True where `exercise` is right in the namespace `functions`."""
        return exercise in functions and self._outcome(exercise, functions).kind == RIGHT

    def outcome(self, function: Callable) -> Outcome:
        """Return the outcome of `function` without showing it."""
        functions = _namespace(function, sys._getframe(1).f_globals)
        name = self._name_of(function, functions)
        with _known_as(name, function, functions):
            return self._outcome(name, functions)

    def help(self, exercise: str | Callable) -> None:
        """Print the next step of the exercise's hint ladder."""
        name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", "")
        if name not in self._notebook.exercises:
            raise CourseError(self._no_such(name))
        ladder = list(self._notebook.exercises[name].help.items())
        shown = min(self._steps_shown.get(name, 0) + 1, len(ladder))
        self._steps_shown[name] = shown
        for title, step in ladder[:shown]:
            print(f"{title}\n{feedback.wrap(step)}\n")

    def _outcome(self, name: str, functions: dict) -> Outcome:
        about, observed = self._notebook.exercises[name], self._notebook.observed(name)
        seen = observe(
            observed.cases,
            observed.expected,
            about.tolerance,
            lambda group: [
                play(c, functions, self._notebook.exercises, about.keeps)
                for c in observed.cases[group]
            ],
        )
        return verdict(
            name, observed.cases, observed.expected, seen, about.tolerance, observed.known
        )

    def _earliest_wrong(self, name: str, functions: dict) -> Outcome | None:
        """Return the outcome of the first wrong function that `name` calls, or None.

        The solution calls it too, so `name` cannot be right without it; but a learner may
        have written in place what the solution calls, and then the mistake is elsewhere.
        """
        reached = _reached_by(functions[name], functions)
        for called in self._notebook.called_by(name):
            if reached is not None and called not in reached:
                continue
            outcome = self._outcome(called, functions)
            if outcome.kind != RIGHT:
                return outcome
        return None

    def _name_of(self, function: object, functions: dict) -> str:
        if not callable(function):
            kind = type(function).__name__
            raise CourseError(f"check takes a function, and was given a {kind}.")
        own = str(getattr(function, "__name__", "of that kind"))
        names = [name for name, value in functions.items() if value is function]
        for name in (*names, own):
            if name in self._notebook.exercises:
                return name
        raise CourseError(self._no_such(own))

    def _no_such(self, name: str | None) -> str:
        known = ", ".join(self._notebook.exercises)
        return f"{self._notebook.name} has no exercise called {name}. It has: {known}."


def _namespace(function: object, caller: dict) -> dict:
    """Return the globals in which `function` looks up what it calls."""
    return getattr(_unwrapped(function), "__globals__", caller)


def _reached_by(function: object, functions: dict) -> set[str] | None:
    """Return the names that a function uses, and that its helpers in `functions` use.

    None where it has no code to be looked at, such as a callable object.
    """
    todo = [getattr(_unwrapped(function), "__code__", None)]
    if todo == [None]:
        return None
    names: set[str] = set()
    while todo:
        code = todo.pop()
        todo += [part for part in code.co_consts if isinstance(part, CodeType)]
        new = {name for name in code.co_names if name in functions} - names
        names |= new
        own = (functions[n] for n in new if _namespace(functions[n], {}) is functions)
        todo += [_unwrapped(one).__code__ for one in own]
    return names


def _unwrapped(function: object) -> object:
    with contextlib.suppress(ValueError):  # a decorator's wrapper may lead back to itself
        return inspect.unwrap(function)
    return function


@contextlib.contextmanager
def _known_as(name: str, function: Callable, functions: dict):
    """Let `name` mean `function` meanwhile: it is checked, whatever else has its name."""
    before = functions.get(name, _NOTHING)
    functions[name] = function
    try:
        yield
    finally:
        if before is _NOTHING:
            del functions[name]
        else:
            functions[name] = before


_NOTHING = object()
_ENDS = 5  # lines of a long traceback that are shown from each end


def _own_traceback(outcome: Outcome, functions: dict) -> list[str]:
    """Return the lines of the learner's own cells through which the exception came."""
    error = outcome.observation and outcome.observation.error
    if error is None:
        return []
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    entries = traceback.extract_tb(error.__traceback__)
    own = [e for e, f in zip(entries, frames, strict=True) if f.f_globals is functions and e.line]
    lines = [f"  in {e.name}, line {e.lineno}:  {e.line}"[: feedback.WIDTH] for e in own]
    if len(lines) > 2 * _ENDS + 1:  # a function that calls itself without end
        left_out = len(lines) - 2 * _ENDS
        lines[_ENDS:-_ENDS] = [f"  ... {left_out} more"]
    return lines


def _show(message: Message) -> None:
    """Display in a notebook; print elsewhere."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        from IPython.display import display

        display(message)
    else:
        print(message)


def checks(notebook: str) -> Check:
    """Return the `check` of a notebook, such as ``course.checks("week2/cat_classifier")``.

    Its first use raises :class:`course.errors.CourseError` where there is no such notebook.
    """
    library.make_importable()
    return Check(notebook)
