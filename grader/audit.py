"""Put the checks to the test: is every mistake caught and named, every right way accepted?

`grader audit` asks this of the public cases and of fresh ones, as the judge
draws them. What attacks the checks: the declared misconceptions, alone and in
pairs; mutants made by machine; and, from ``week*/variants/<notebook>.py``,
right functions written in other ways, which no check may reject.
"""

from __future__ import annotations

import ast
import contextlib
import io
import itertools
import signal
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property

import numpy as np

from course.cases import Case
from course.feedback import gap
from course.observe import Observation
from course.quizzes import opened
from course.verdict import RIGHT, Known, Outcome, observe, verdict
from grader import quizzes
from grader.content import PUBLIC_SEED, Item, Notebook
from grader.declare import Misconception
from grader.fixtures import observe_known, observe_solution
from grader.mutants import Mutant, mutants
from grader.source import SourceError
from grader.variants import Variant, read_variants

MUTANTS_BAR = 0.98
MIXES = 5  # whole notebooks put together at random from variants, for each seed
SECONDS = 5.0  # for one mutant on one seed; a right solution takes some 0.02


@dataclass(frozen=True)
class Figures:
    """What was tried and what came of it."""

    misconceptions: int = 0
    caught: int = 0
    named: int = 0
    pairs: int = 0
    pairs_caught: int = 0
    mutants: int = 0
    mutants_caught: int = 0
    variants: int = 0
    variants_accepted: int = 0

    def __add__(self, other: Figures) -> Figures:
        names = [f.name for f in fields(self)]
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def mutants_rate(self) -> float:
        return self.mutants_caught / self.mutants if self.mutants else 1.0


@dataclass
class Audit:
    """What the audit of one exercise found.

    Attributes
    ----------
    exercise : its full name.
    figures : the counts.
    faults : a line for each thing that must not be.
    escaped : a line for each mutant that no case noticed.
    pairs_named : how many pairs are given the name of one of the two, or of both.
    misled : a line for each pair that is given another name as well, or alone.
    """

    exercise: str
    figures: Figures = Figures()
    faults: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)
    pairs_named: int = 0
    misled: list[str] = field(default_factory=list)


def totals(audits: Iterable[Audit]) -> Figures:
    """Return the figures of all `audits` together."""
    return sum((audit.figures for audit in audits), Figures())


def to_json(audits: Iterable[Audit]) -> dict:
    """Return the figures by exercise, and their totals."""
    audits = list(audits)
    return {
        "exercises": {audit.exercise: asdict(audit.figures) for audit in audits},
        "totals": asdict(totals(audits)),
    }


def audit(
    notebook: Notebook,
    exercises: Sequence[str],
    seeds: Sequence[int],
    start: Callable[[str, int], None] = lambda exercise, trials: None,
    step: Callable[[], None] = lambda: None,
) -> list[Audit]:
    """Audit `exercises` of `notebook` on the cases that each of `seeds` draws.

    `start` is told each exercise's full name and how many trials it makes,
    `step` is called after each trial. Raises SourceError for a source that is not sound.
    """
    variants = read_variants(notebook)
    stages = _Stages(notebook)
    audits = []
    for exercise in exercises:
        if exercise in notebook.quizzes:
            audits.append(_audit_quiz(notebook, exercise, start, step))
            continue
        one = _Audit(notebook, exercise, seeds, variants, stages, step)
        start(one.found.exercise, one.trials)
        audits.append(one.run())
    return audits


def _audit_quiz(
    notebook: Notebook, name: str, start: Callable[[str, int], None], step: Callable[[], None]
) -> Audit:
    """Audit a quiz in the form in which learners have it; there is nothing else to attack."""
    quiz = notebook.quizzes[name]
    found = Audit(f"{notebook.name}/{name}")
    start(found.exercise, 1)
    node = quizzes.sealed(notebook.name, [quiz])[name]
    tried = quizzes.audit(quiz, opened(notebook.name, name, node))
    found.figures = Figures(misconceptions=tried.wrong, caught=tried.refused, named=tried.named)
    found.faults += [f"{found.exercise}: {fault}" for fault in tried.faults]
    step()
    return found


def audit_mixes(notebook: Notebook, seeds: Sequence[int]) -> list[str]:
    """Return a line for each whole notebook of right variants in which an exercise is rejected.

    What one function returns, another must take: a bias of shape (1, 1), a
    cost that is no float. A learner's notebook is such a mix.
    """
    variants, stages, faults = read_variants(notebook), _Stages(notebook), []
    choices = {
        e: [v for v in variants if v.exercise == e and not v.mistake] for e in notebook.items
    }
    for seed in seeds:
        rng = np.random.default_rng(seed)
        for _ in range(MIXES):
            mix = {e: few[rng.integers(len(few))] for e, few in choices.items() if few}
            names = notebook.namespace({e: variant.code for e, variant in mix.items()})
            for exercise in notebook.items:
                outcome = stages.outcome(exercise, seed, names, diagnosed=False)
                if outcome.kind != RIGHT:
                    why = _why(notebook.items[exercise], outcome)
                    titles = ", ".join(f"{e} '{v.title}'" for e, v in mix.items())
                    faults.append(
                        f"{notebook.name}/{exercise}: right, and rejected on seed {seed}: {why}"
                        f" It stands among {titles}."
                    )
    return faults


@dataclass(frozen=True)
class _Stage:
    """An exercise's cases from one seed, with what the solution shows, and each misconception."""

    cases: tuple[Case, ...]
    expected: tuple[Observation, ...]
    known: tuple[Known, ...]


class _Stages:
    """The stages of a notebook's exercises, each made when it is first asked for."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._made: dict[tuple[str, int], _Stage] = {}

    @cached_property
    def _names(self) -> dict:
        return self._notebook.namespace()

    def __call__(self, exercise: str, seed: int) -> _Stage:
        if (exercise, seed) not in self._made:
            cases = self._notebook.items[exercise].cases(seed)
            expected = observe_solution(self._notebook, exercise, cases, self._names)
            known = tuple(observe_known(self._notebook, exercise, cases, expected))
            self._made[exercise, seed] = _Stage(cases, expected, known)
        return self._made[exercise, seed]

    def outcome(self, exercise: str, seed: int, names: dict, diagnosed: bool = True) -> Outcome:
        """Return the outcome of `exercise` on the functions in `names`; naming it takes longer."""
        stage, tolerance = self(exercise, seed), self._notebook.items[exercise].declared.tolerance

        def play(group: slice) -> Sequence[Observation]:
            return self._notebook.observe(exercise, stage.cases[group], names)

        seen = observe(stage.cases, stage.expected, tolerance, play)
        known = stage.known if diagnosed else ()
        return verdict(exercise, stage.cases, stage.expected, seen, tolerance, known)


class _Audit:
    """The audit of one exercise."""

    def __init__(
        self,
        notebook: Notebook,
        exercise: str,
        seeds: Sequence[int],
        variants: Iterable[Variant],
        stages: _Stages,
        step: Callable[[], None],
    ) -> None:
        self.found = Audit(f"{notebook.name}/{exercise}")
        self._notebook, self._name, self._seeds = notebook, exercise, seeds
        self._item = notebook.items[exercise]
        self._variants = [v for v in variants if v.exercise == exercise]
        self._stages, self._step = stages, step
        self._equivalent = dict(self._item.declared.equivalent)
        self._mutants = mutants(self._item.solution)
        self._pairs = list(_pairs(self._item))

    @property
    def trials(self) -> int:
        return (
            len(self._item.declared.misconceptions)
            + len(self._pairs)
            + len(self._mutants)
            + len(self._variants)
        )

    def run(self) -> Audit:
        known = self._item.declared.misconceptions
        figures = Figures(misconceptions=len(known))
        for one in known:
            figures += self._misconception(one)
        for one in self._variants:
            figures += self._retold(one) if one.mistake else self._variant(one)
        for one, other, code in self._pairs:
            figures += self._pair(one, other, code)
        for mutant in self._mutants:
            figures += self._mutant(mutant)
        self._properties()
        for description in self._equivalent:
            self._fault(f"`equivalent` names no mutant and no pair: {description}")
        self.found.figures = figures
        return self.found

    def _fault(self, line: str) -> None:
        self.found.faults.append(f"{self.found.exercise}: {line}")

    def _misconception(self, one: Misconception) -> Figures:
        """Count a misconception as caught, and as named, where it is so on every seed."""
        self._step()
        caught, named = self._recognised(self._item.edited(one), one.name, f"'{one.name}'")
        return Figures(caught=caught, named=named)

    def _retold(self, variant: Variant) -> Figures:
        """Look for the misconception's name where a learner makes it in other words."""
        self._step()
        told = f"'{variant.mistake}', told as '{variant.title}',"
        self._recognised(variant.code, variant.mistake, told)
        return Figures()

    def _recognised(self, code: str, name: str, told: str) -> tuple[bool, bool]:
        caught = named = True
        for seed, outcome in self._outcomes(code):
            if outcome.kind == RIGHT:
                caught = named = False
                self._fault(f"{told} is not caught on seed {seed}.")
            elif outcome.names != (name,) or not outcome.certain:
                named = False
                got = ", ".join(outcome.names) or "nothing"
                self._fault(f"{told} is called {got} on seed {seed}.")
        return caught, named

    def _variant(self, variant: Variant) -> Figures:
        """Count a variant as accepted where it, and all that calls it, is right on every seed."""
        self._step()
        names = self._notebook.namespace({self._name: variant.code})
        callers = [e for e in self._notebook.items if self._name in self._notebook.called_by(e)]
        accepted = True
        for seed, exercise in itertools.product(self._seeds, (self._name, *callers)):
            outcome = self._stages.outcome(exercise, seed, names, diagnosed=False)
            if outcome.kind != RIGHT:
                accepted = False
                why = _why(self._notebook.items[exercise], outcome)
                self._fault(
                    f"right, and rejected by {exercise} on seed {seed}: '{variant.title}': {why}"
                )
        for name, reason in self._unheld(names):
            self._fault(f"the property {name} does not hold of '{variant.title}': {reason}")
        return Figures(variants=1, variants_accepted=accepted)

    def _pair(self, one: Misconception, other: Misconception, code: str) -> Figures:
        self._step()
        both = {one.name, other.name}
        told = f"{one.name} + {other.name}"
        excused = self._equivalent.pop(told, None)
        # Names are sought on the first seed alone, the public one: nowhere else are they told.
        outcomes = dict(self._outcomes(code, diagnosed=self._seeds[:1]))
        missed = [seed for seed, outcome in outcomes.items() if outcome.kind == RIGHT]
        if excused:
            if not missed:
                self._fault(f"`equivalent` excuses a pair that is caught: {told}")
            return Figures()  # two mistakes that undo each other are none
        if missed:
            self._fault(f"the pair '{told}' is not caught on seed {missed[0]}.")
        outcome = outcomes[self._seeds[0]]
        if outcome.names and set(outcome.names) <= both:
            self.found.pairs_named += 1
        elif outcome.names:
            self.found.misled.append(f"{self.found.exercise}: '{told}' is called {outcome.names}")
            if outcome.certain:
                self._fault(f"the pair '{told}' is for certain called '{outcome.names[0]}'.")
        return Figures(pairs=1, pairs_caught=not missed)

    def _mutant(self, mutant: Mutant) -> Figures:
        self._step()
        excused = self._equivalent.pop(mutant.description, None)
        outcomes = self._outcomes(mutant.code, diagnosed=())
        missed = next((seed for seed, outcome in outcomes if outcome.kind == RIGHT), None)
        if excused:
            if missed is None:
                self._fault(f"`equivalent` excuses a mutant that is caught: {mutant.description}")
            return Figures()
        if missed is not None:
            self.found.escaped.append(
                f"{self.found.exercise}: not noticed on seed {missed}: {mutant.description}"
            )
        return Figures(mutants=1, mutants_caught=missed is None)

    def _outcomes(
        self, code: str, diagnosed: Sequence[int] | None = None
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield each seed with the outcome of the exercise when its solution is `code`.

        Names are sought on the `diagnosed` seeds alone, since that takes longer; by default on all.
        """
        diagnosed = self._seeds if diagnosed is None else diagnosed
        for seed in self._seeds:
            self._stages(self._name, seed)  # made outside the time limit
            try:
                with _at_most(SECONDS):
                    names = self._notebook.namespace({self._name: code})
                    outcome = self._stages.outcome(self._name, seed, names, seed in diagnosed)
            except _TooLong:
                outcome = Outcome(self._name, "limit")
            yield seed, outcome

    def _properties(self) -> None:
        """See that each property holds of the solution, and that some mistake breaks it."""
        for name, reason in self._unheld(self._notebook.namespace()):
            self._fault(f"the property {name} does not hold of the solution: {reason}")
        edited = [self._item.edited(one) for one in self._item.declared.misconceptions]
        broken = {
            name
            for code in edited
            for name, _ in self._unheld(self._notebook.namespace({self._name: code}))
        }
        for one in self._item.declared.properties:
            if one.__name__ not in broken:
                self._fault(f"the property {one.__name__} is broken by no misconception: drop it.")

    def _unheld(self, names: Mapping) -> Iterator[tuple[str, str]]:
        """Yield the properties that do not hold, with what they say; a mistake may also raise."""
        for one in self._item.declared.properties:
            for seed in self._seeds:
                try:
                    with _silence():
                        one(names, np.random.default_rng(seed))
                except Exception as error:
                    yield one.__name__, f"{type(error).__name__}: {error}"
                    break


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep prints and warnings of the functions that are tried out of the terminal."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(io.StringIO()):
            yield


class _TooLong(KeyboardInterrupt):
    """A mutant ran into the time limit; a KeyboardInterrupt, since `play` lets that one through."""


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _TooLong in what runs longer; without effect where there are no such signals."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _pairs(item: Item) -> Iterator[tuple[Misconception, Misconception, str]]:
    """Yield each two misconceptions whose edits do not touch, with the code that makes both.

    Two that together are a third (the mistake in one half, in the other, in both) are left out.
    """
    single = {ast.unparse(ast.parse(item.edited(one))) for one in item.declared.misconceptions}
    for one, other in itertools.combinations(item.declared.misconceptions, 2):
        with contextlib.suppress(SourceError):
            code = item.edited(one, other)
            if ast.unparse(ast.parse(code)) not in single:
                yield one, other, code


def _why(item: Item, outcome: Outcome) -> str:
    return gap(outcome, item.solution.returns) or outcome.kind


def fresh_seeds(count: int) -> list[int]:
    """Return the public seed and `count` others."""
    return [PUBLIC_SEED, *range(PUBLIC_SEED + 1, PUBLIC_SEED + 1 + count)]
