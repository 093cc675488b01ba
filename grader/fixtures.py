"""Make the fixtures that `check` reads, and prove that they can do their work.

Every misconception must be caught by the exercise's cases, and what is
observed of it must differ from what is observed of every other one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from course.cases import Case
from course.exercises import About, Observed
from course.observe import Observation
from course.verdict import RIGHT, Known, indistinguishable, judge_one, same
from grader.content import PUBLIC_SEED, Listen, Notebook, unheard
from grader.source import SourceError


def observe_known(
    notebook: Notebook,
    exercise: str,
    cases: tuple[Case, ...],
    expected: tuple[Observation, ...],
    listen: Listen = unheard,
) -> Iterable[Known]:
    """Yield the misconceptions of `exercise` with what is observed of them on `cases`.

    `listen` goes around the playing of each case.
    """
    item = notebook.items[exercise]
    for one in item.declared.misconceptions:
        observed = notebook.observe_edited(exercise, cases, expected, item.edited(one), listen)
        yield Known(one.name, one.hint, observed)


def observe_solution(
    notebook: Notebook, exercise: str, cases: tuple[Case, ...], names: Mapping
) -> tuple[Observation, ...]:
    """Return what is observed of the solution; raises SourceError where it is not sound."""
    expected = notebook.observe(exercise, cases, names)
    again = notebook.observe(exercise, cases, names)
    tolerance = notebook.items[exercise].declared.tolerance
    for case, one, other in zip(cases, expected, again, strict=True):
        if one.message or one.changed:
            trouble = one.message or f"it changes {', '.join(one.changed)}"
            raise SourceError(f"{notebook.name}/{exercise}, {case.title}: the solution: {trouble}")
        if not same(one, other, tolerance):
            raise SourceError(
                f"{notebook.name}/{exercise}, {case.title}: two runs of the solution differ;"
                " pin what it draws at random, or say random=True."
            )
    return expected


def public_fixture(notebook: Notebook) -> dict[str, tuple[About, Observed]]:
    """Return the notebook's fixture, exercise by exercise, in the source's order."""
    names = notebook.namespace()
    return {
        exercise: (item.about, public_observed(notebook, exercise, names))
        for exercise, item in notebook.items.items()
    }


def public_observed(notebook: Notebook, exercise: str, names: Mapping) -> Observed:
    """Return the public cases of one exercise, and what is observed on them."""
    cases = notebook.items[exercise].cases(PUBLIC_SEED)
    expected = observe_solution(notebook, exercise, cases, names)
    return Observed(cases, expected, tuple(observe_known(notebook, exercise, cases, expected)))


def unproven(notebook: Notebook, fixture: Mapping[str, tuple[About, Observed]]) -> list[str]:
    """Return a line for each misconception that is not caught, or not told from another."""
    lines = []
    for exercise, (about, observed) in fixture.items():
        where = f"{notebook.name}/{exercise}"
        for one in observed.known:
            if not caught(observed.expected, one.observed, about):
                lines.append(f"{where}: '{one.name}' is caught by no case.")
        for one, other in itertools.combinations(observed.known, 2):
            if indistinguishable(observed.expected, one.observed, other.observed, about.tolerance):
                lines.append(f"{where}: no case tells '{one.name}' from '{other.name}'.")
    return lines


def caught(
    expected: tuple[Observation, ...], observed: tuple[Observation, ...], about: About
) -> bool:
    """Return True where at least one case shows that something is wrong."""
    pairs = zip(expected, observed, strict=False)
    return any(judge_one(want, seen, about.tolerance)[0] != RIGHT for want, seen in pairs)
