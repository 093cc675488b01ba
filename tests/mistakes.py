"""Wrong answers of learners, and the names that a notebook's checks give them.

A wrong answer is code of its own, for :func:`outcome_of`, or the solution with some texts in it
replaced, wherever they stand: ``MISTAKES.names("tanh", ("up - down", "down - up"))``. Unlike a
declared misconception it may be several slips at once, or one that is to have no name at all.
"""

from __future__ import annotations

from functools import cache

from course.exercises import Observed
from course.verdict import Outcome, verdict
from grader.content import Notebook, find_root, load_notebook
from grader.fixtures import public_observed
from grader.variants import Variant, read_variants


def outcome_of(notebook: str, exercise: str, code: str) -> Outcome:
    """Return what `check` says of `code` in the place of an exercise of ``week3/activations``."""
    loaded, public = _loaded(notebook), _public(notebook, exercise)
    seen = loaded.observe_edited(exercise, public.cases, public.expected, code)
    tolerance = loaded.items[exercise].declared.tolerance
    return verdict(exercise, public.cases, public.expected, seen, tolerance, public.known)


def retold(*notebooks: str) -> list[tuple[str, Variant]]:
    """Return (notebook, variant) for each mistake in other words than its declaration's."""
    return [(n, v) for n in notebooks for v in read_variants(_loaded(n)) if v.mistake]


def titles(retold: list[tuple[str, Variant]]) -> list[str]:
    """Return what to call each of them."""
    return [f"{v.exercise}: {v.mistake} {v.title}".strip() for _, v in retold]


class Mistakes:
    """The checks of one notebook, ``Mistakes("week3/activations")``."""

    def __init__(self, name: str) -> None:
        self._name = name

    def outcome(self, exercise: str, *edits: tuple[str, str]) -> Outcome:
        """Return what `check` says of the solution with each old text replaced by its new one."""
        code = _loaded(self._name).items[exercise].solution.code
        for old, new in edits:
            assert old in code, f"{old!r} is not in the solution of {exercise}"
            code = code.replace(old, new)
        return outcome_of(self._name, exercise, code)

    def names(self, exercise: str, *edits: tuple[str, str]) -> set[str]:
        """Return the names that `check` gives the wrong answer; it must not be right."""
        outcome = self.outcome(exercise, *edits)
        assert outcome.kind in ("wrong", "raised"), outcome.kind
        return set(outcome.names)


@cache
def _loaded(notebook: str) -> Notebook:
    return load_notebook(find_root(), notebook)


@cache
def _public(notebook: str, exercise: str) -> Observed:
    loaded = _loaded(notebook)
    return public_observed(loaded, exercise, loaded.namespace())
