"""What `check` would say of a learner's code, on the public cases."""

from functools import cache

from course.verdict import Outcome, verdict
from grader.content import PUBLIC_SEED, find_root, load_notebook
from grader.fixtures import observe_known, observe_solution
from grader.variants import read_variants


def outcome_of(notebook: str, exercise: str, code: str) -> Outcome:
    """Return the outcome of `code` in the place of an exercise of ``week2/cat_classifier``."""
    loaded, cases, expected, known = _played(notebook, exercise)
    seen = loaded.observe_edited(exercise, cases, expected, code)
    tolerance = loaded.items[exercise].declared.tolerance
    return verdict(exercise, cases, expected, seen, tolerance, known)


def retold(*notebooks: str) -> list[tuple]:
    """Return (notebook, variant) for each mistake in other words than its declaration's."""
    return [(n, v) for n in notebooks for v in read_variants(_loaded(n)) if v.mistake]


def titles(retold: list[tuple]) -> list[str]:
    """Return what to call each of them."""
    return [f"{v.exercise}: {v.mistake} {v.title}".strip() for _, v in retold]


@cache
def _loaded(notebook: str):
    return load_notebook(find_root(), notebook)


@cache
def _played(notebook: str, exercise: str):
    loaded = _loaded(notebook)
    cases, names = loaded.items[exercise].cases(PUBLIC_SEED), loaded.namespace()
    expected = observe_solution(loaded, exercise, cases, names)
    return loaded, cases, expected, tuple(observe_known(loaded, exercise, cases, expected))
