"""Wrong answers of learners, and the names that a notebook's checks give them.

A wrong answer is the solution with some texts in it replaced, wherever they stand:
``MISTAKES.names("tanh", ("up - down", "down - up"))``. Unlike a declared misconception it may be
several slips at once, or one that is to have no name at all.
"""

from __future__ import annotations

from functools import cache

from course.exercises import Observed
from course.verdict import Outcome, verdict
from grader.content import find_root, load_notebook
from grader.fixtures import public_observed


class Mistakes:
    """The checks of one notebook, ``Mistakes("week3/activations")``."""

    def __init__(self, name: str) -> None:
        self.notebook = load_notebook(find_root(), name)
        self._public = cache(self._observe_public)

    def _observe_public(self, exercise: str) -> Observed:
        return public_observed(self.notebook, exercise, self.notebook.namespace())

    def outcome(self, exercise: str, *edits: tuple[str, str]) -> Outcome:
        """Return what `check` says of the solution with each old text replaced by its new one."""
        code = self.notebook.items[exercise].solution.code
        for old, new in edits:
            assert old in code, f"{old!r} is not in the solution of {exercise}"
            code = code.replace(old, new)
        public = self._public(exercise)
        seen = self.notebook.observe_edited(exercise, public.cases, public.expected, code)
        tolerance = self.notebook.items[exercise].declared.tolerance
        return verdict(exercise, public.cases, public.expected, seen, tolerance, public.known)

    def names(self, exercise: str, *edits: tuple[str, str]) -> set[str]:
        """Return the names that `check` gives the wrong answer; it must not be right."""
        outcome = self.outcome(exercise, *edits)
        assert outcome.kind in ("wrong", "raised"), outcome.kind
        return set(outcome.names)
