"""Judge a submission: call its functions in a sandbox, compare what comes back.

The judge alone holds cases, reference and verdict. The submission's code runs
in another process, which is asked for values; no message can say "passed".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from course.cases import Case
from course.observe import Observation
from course.verdict import (
    LIMIT,
    NOT_ATTEMPTED,
    RAISED,
    RIGHT,
    WRONG,
    Outcome,
    named,
    verdict,
)
from grader import classic, quizzes, vectorized
from grader.casesets import CaseSet, CaseSets
from grader.content import Item
from grader.intake import Submission
from grader.needed import needed_code
from grader.reference import Reference
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import LimitHit
from grader.session import Session
from grader.source import GRADED
from grader.verdicts import Verdict, from_outcome, without_points


@dataclass(frozen=True)
class Judged:
    """All verdicts of a submission, in the order of the source."""

    verdicts: tuple[Verdict, ...]

    @property
    def score(self) -> float:
        return float(sum(v.points for v in self.verdicts))

    @property
    def max_score(self) -> float:
        return float(sum(v.max_points for v in self.verdicts))


class Judge:
    """Judges submissions of one notebook; keep it, for it remembers the reference's answers."""

    def __init__(self, sets: CaseSets, sandbox: Sandbox) -> None:
        self.notebook, self._sets, self._sandbox = sets.notebook, sets, sandbox
        self._reference = Reference(sandbox, sets.notebook, sets.alike)

    def judge(self, submission: Submission, run_all: bool = False) -> Judged:
        """Return the verdict on every exercise of `submission`, and on every test."""
        number = self._sets.number_of(submission.learner, submission.digest)
        code = submission.code(self.notebook.source, everything=run_all)
        with self._session(code, number) as session:
            verdicts = self._all_verdicts(session, number)
        # A known mistake needs no second look: what it lacks is no name of the course's.
        lacks = [v for v in verdicts.values() if v.error == "NameError" and not v.misconception]
        if lacks and not run_all:
            verdicts |= self._rerun(submission, number, verdicts)
        return Judged(self._in_order(verdicts))

    def refuse(self, reason: str) -> Judged:
        """Return the verdicts on a submission that cannot be read: no points, and the reason."""
        source = self.notebook.source
        worth = {name: one.points for name, one in source.graded.items()}
        name = self.notebook.name
        verdicts = {one: without_points(name, one, points, reason) for one, points in worth.items()}
        return Judged(self._in_order(verdicts))

    def try_tests(self) -> dict[str, Verdict]:
        """Return the verdict of each test on the course's own solutions, judged as a submission.

        It is proof that they can be judged so.
        """
        source = self.notebook.source
        given = [c.text for c in source.cells if c.kind == "code" and not GRADED & set(c.tags)]
        solutions = [item.solution.code for item in self.notebook.items.values()]
        with self._session([source.setup_code, *solutions]) as session:
            verdicts = self._tests(session)
        if any(v.error == "NameError" for v in verdicts.values()):
            code = [source.setup_code, *solutions, *given]
            with self._session(code) as session:
                verdicts = self._tests(session)
        return verdicts

    def _session(self, code: list[str], number: int | None = None) -> Session:
        drawn = None if number is None else self._sets.drawn(number)
        return Session(self._sandbox, self.notebook, self._reference, code, drawn)

    def _all_verdicts(
        self, session: Session, number: int, known: Mapping[str, Verdict] = MappingProxyType({})
    ) -> dict[str, Verdict]:
        """Judge all there is; exercises in `known` need it no more."""
        verdicts = self._verdicts(session, number, known)
        return verdicts | self._quizzes(session) | self._tests(session)

    def _verdicts(
        self, session: Session, number: int, known: Mapping[str, Verdict]
    ) -> dict[str, Verdict]:
        """Judge each exercise on its own, earliest first."""
        session.go_ahead([name for name in self.notebook.items if name not in known])
        verdicts: dict[str, Verdict] = {}
        for name, item in self.notebook.items.items():
            verdicts[name] = known.get(name) or self._verdict(session, item, number, verdicts)
        return verdicts

    def _quizzes(self, session: Session) -> dict[str, Verdict]:
        """Judge the answers to each quiz."""
        verdicts: dict[str, Verdict] = {}
        for name, quiz in self.notebook.quizzes.items():
            points = self.notebook.source.quizzes[name].points
            try:
                value = session.value(name)
            except LimitHit as hit:
                verdicts[name] = without_points(
                    self.notebook.name, name, points, f"{hit}.", outcome=LIMIT
                )
            else:
                verdicts[name] = quizzes.verdict_of(self.notebook.name, quiz, value, points)
        return verdicts

    def _tests(self, session: Session) -> dict[str, Verdict]:
        """Judge the instructor's own tests; those that the submission may see come last."""
        verdicts: dict[str, Verdict] = {}
        for one in sorted(self._plans, key=lambda one: one.test.in_worker):
            try:
                ended = session.test(one)
            except LimitHit as hit:
                ended = classic.limited(hit)
            verdicts[one.test.name] = classic.verdict_of(self.notebook.name, one.test, ended)
        return verdicts

    @cached_property
    def _plans(self) -> list[classic.Plan]:
        source = self.notebook.source
        return [classic.plan(source, test) for test in source.tests.values()]

    def _in_order(self, verdicts: dict[str, Verdict]) -> tuple[Verdict, ...]:
        """Return the verdicts in the order of the source."""
        source = self.notebook.source
        lines = {name: one.cell.line for name, one in source.graded.items()}
        return tuple(sorted(verdicts.values(), key=lambda v: lines[v.exercise]))

    def _verdict(
        self, session: Session, item: Item, number: int, earlier: dict[str, Verdict]
    ) -> Verdict:
        """Judge one exercise; where it fails and calls a failed one, once more with the reference.

        No mistake is paid for twice. A borrowed function that the submission has in a
        version of its own counts as a failed one, since nobody judges it here. Where
        a called exercise ran into a limit, the first try would too, and is left out.
        """
        called = self.notebook.called_by(item.name)
        failed = tuple(n for n in called if earlier[n].outcome != RIGHT)
        failed += session.redefined
        limited = any(earlier[n].outcome == LIMIT for n in failed if n in earlier)
        tries: list[tuple[str, ...]] = [] if limited else [()]
        tries += [failed] if failed else []
        case_set = self._sets.drawn(number).sets[item.name]
        for stand_ins in tries:
            outcome = self._play(session, item, case_set, stand_ins)
            if outcome.kind in (RIGHT, NOT_ATTEMPTED):
                break
        if outcome.kind in (WRONG, RAISED):
            outcome = self._named(outcome, session, item, stand_ins)
        outcome = self._believed(outcome, session, case_set.cases)
        points = item.solution.points
        return from_outcome(self.notebook.name, outcome, item.about, points, number, stand_ins)

    def _play(
        self, session: Session, item: Item, case_set: CaseSet, stand_ins: tuple[str, ...]
    ) -> Outcome:
        """Play a case set and return what came of it; a mistake has no name yet."""
        cases, expected, tolerance = case_set.cases, case_set.expected, item.declared.tolerance
        try:
            seen = session.play_set(item, stand_ins)
            outcome = verdict(item.name, cases, expected, seen, tolerance, ())
        except LimitHit as hit:
            return _limited(item, hit)
        raised = outcome.observation and outcome.observation.raised
        if raised and raised.error == "MemoryError":
            return replace(outcome, kind=LIMIT)
        return outcome

    def _named(
        self, outcome: Outcome, session: Session, item: Item, stand_ins: tuple[str, ...]
    ) -> Outcome:
        """Return `outcome` with the names of the mistakes that explain it.

        What the mistakes show is known of the public cases, once and for all.
        """
        public = self._sets.public(item.name)
        try:
            seen = session.play_public(item, public, stand_ins)
        except LimitHit as hit:
            return _limited(item, hit)
        expected = public.case_set.expected
        return named(outcome, expected, seen, item.declared.tolerance, public.known)

    def _believed(self, outcome: Outcome, session: Session, cases: Sequence[Case]) -> Outcome:
        """Return `outcome`; wrong where counting cannot be relied on, or the source has a loop."""
        for case in cases:
            if case.growth and outcome.kind == RIGHT:
                why = vectorized.doubt(session.code, outcome.exercise, case)
                if why:
                    seen = Observation(message=why)
                    return Outcome(outcome.exercise, WRONG, case.title, observation=seen)
        return outcome

    def _rerun(
        self, submission: Submission, number: int, first: dict[str, Verdict]
    ) -> dict[str, Verdict]:
        """Run the cells that were left out and give names that the submission takes, once."""
        code = needed_code(submission, self.notebook.source)
        if code is None:
            return {}
        right = {name: v for name, v in first.items() if v.outcome == RIGHT}
        with self._session(code, number) as session:
            again = self._all_verdicts(session, number, right)
        return {name: v for name, v in again.items() if v.points > first[name].points}


def _limited(item: Item, hit: LimitHit) -> Outcome:
    return Outcome(item.name, LIMIT, observation=Observation(message=f"{hit}."))
