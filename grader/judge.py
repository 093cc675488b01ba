"""Judge a submission: call its functions in a sandbox, compare what comes back.

The judge alone holds cases, reference and verdict. The submission's code runs
in another process, which is asked for values; no message can say "passed".
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from course.cases import Case
from course.exercises import Observed
from course.observe import Observation
from course.verdict import (
    LIMIT,
    NOT_ATTEMPTED,
    RAISED,
    RIGHT,
    WRONG,
    Outcome,
    named,
    observe,
    verdict,
)
from grader import classic, quizzes, vectorized
from grader.answers import Answers
from grader.borrowing import defined_in
from grader.casesets import seed_of, set_of
from grader.content import Item, Notebook
from grader.fixtures import public_observed
from grader.intake import Submission
from grader.needed import needed_code
from grader.sandbox.client import Sandbox, Worker
from grader.sandbox.limits import LimitHit
from grader.source import ANSWERS
from grader.verdicts import Verdict, from_outcome, without_points

_GRADED = {"exercise", "check", "test", "setup", ANSWERS}


@dataclass(frozen=True)
class Judged:
    """All verdicts of a submission, in the order of the source, and what its code printed."""

    verdicts: tuple[Verdict, ...]
    printed: str = ""

    @property
    def score(self) -> float:
        return float(sum(v.points for v in self.verdicts))

    @property
    def max_score(self) -> float:
        return float(sum(v.max_points for v in self.verdicts))


@dataclass(frozen=True)
class CaseSet:
    """One exercise's cases from one seed, with what the reference shows on them."""

    cases: tuple[Case, ...]
    expected: tuple[Observation, ...]


class Judge:
    """Judges submissions of one notebook; keep it, for it remembers the reference's answers."""

    def __init__(self, notebook: Notebook, secret: bytes, sandbox: Sandbox) -> None:
        self.notebook, self._secret, self._sandbox = notebook, secret, sandbox
        self._sets: dict[tuple[str, int], CaseSet] = {}
        self._public: dict[str, Observed] = {}
        self._answers = Answers(notebook)

    @cached_property
    def _names(self) -> dict:
        return self.notebook.namespace()

    def judge(self, submission: Submission, run_all: bool = False) -> Judged:
        """Return the verdict on every exercise of `submission`, and on every test."""
        number = set_of(self._secret, submission.learner, self.notebook.name, submission.digest)
        code = submission.code(self.notebook.source, everything=run_all)
        with _Session(self._sandbox, self.notebook, self._answers, code) as session:
            verdicts = self._all_verdicts(session, number)
        # A known mistake needs no second look: what it lacks is no name of the course's.
        lacks = [v for v in verdicts.values() if v.error == "NameError" and not v.misconception]
        if lacks and not run_all:
            verdicts |= self._rerun(submission, number, verdicts)
        return Judged(self._in_order(verdicts), session.printed)

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
        given = [c.text for c in source.cells if c.kind == "code" and not _GRADED & set(c.tags)]
        solutions = [item.solution.code for item in self.notebook.items.values()]
        with _Session(
            self._sandbox, self.notebook, self._answers, [source.setup_code, *solutions]
        ) as session:
            verdicts = self._tests(session)
        if any(v.error == "NameError" for v in verdicts.values()):
            code = [source.setup_code, *solutions, *given]
            with _Session(self._sandbox, self.notebook, self._answers, code) as session:
                verdicts = self._tests(session)
        return verdicts

    def _all_verdicts(
        self, session: _Session, number: int, known: Mapping[str, Verdict] = MappingProxyType({})
    ) -> dict[str, Verdict]:
        """Judge all there is; exercises in `known` need it no more."""
        verdicts = self._verdicts(session, number, known)
        return verdicts | self._quizzes(session) | self._tests(session)

    def _verdicts(
        self, session: _Session, number: int, known: Mapping[str, Verdict]
    ) -> dict[str, Verdict]:
        """Judge each exercise on its own, earliest first."""
        verdicts: dict[str, Verdict] = {}
        for name, item in self.notebook.items.items():
            verdicts[name] = known.get(name) or self._verdict(session, item, number, verdicts)
        return verdicts

    def _quizzes(self, session: _Session) -> dict[str, Verdict]:
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

    def _tests(self, session: _Session) -> dict[str, Verdict]:
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
        self, session: _Session, item: Item, number: int, earlier: dict[str, Verdict]
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
        case_set = self._case_set(item.name, number)
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
        self, session: _Session, item: Item, case_set: CaseSet, stand_ins: tuple[str, ...]
    ) -> Outcome:
        """Play a case set and return what came of it; a mistake has no name yet."""
        cases, expected, tolerance = case_set.cases, case_set.expected, item.declared.tolerance
        try:
            seen = self._observed(session, item, cases, expected, stand_ins)
            outcome = verdict(item.name, cases, expected, seen, tolerance, ())
        except LimitHit as hit:
            return _limited(item, hit)
        raised = outcome.observation and outcome.observation.raised
        if raised and raised.error == "MemoryError":
            return replace(outcome, kind=LIMIT)
        return outcome

    def _named(
        self, outcome: Outcome, session: _Session, item: Item, stand_ins: tuple[str, ...]
    ) -> Outcome:
        """Return `outcome` with the names of the mistakes that explain it.

        What the mistakes show is known of the public cases, once and for all.
        """
        public = self._public_of(item.name)
        try:
            seen = self._observed(session, item, public.cases, public.expected, stand_ins)
        except LimitHit as hit:
            return _limited(item, hit)
        return named(outcome, public.expected, seen, item.declared.tolerance, public.known)

    @staticmethod
    def _observed(
        session: _Session,
        item: Item,
        cases: Sequence[Case],
        expected: Sequence[Observation],
        stand_ins: tuple[str, ...],
    ) -> tuple[Observation, ...]:
        return observe(
            cases,
            expected,
            item.declared.tolerance,
            lambda some: session.play(some, item, stand_ins),
        )

    def _believed(self, outcome: Outcome, session: _Session, cases: Sequence[Case]) -> Outcome:
        """Return `outcome`; wrong where counting cannot be relied on, or the source has a loop."""
        for case in cases:
            if case.growth and outcome.kind == RIGHT:
                why = vectorized.doubt(session.code, outcome.exercise, case, self.notebook.calls)
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
        with _Session(self._sandbox, self.notebook, self._answers, code) as session:
            again = self._all_verdicts(session, number, right)
        return {name: v for name, v in again.items() if v.points > first[name].points}

    def _case_set(self, exercise: str, number: int) -> CaseSet:
        if (exercise, number) not in self._sets:
            seed = seed_of(self._secret, f"{self.notebook.name}/{exercise}", number)
            cases = self.notebook.items[exercise].cases(seed)
            expected = self.notebook.observe(exercise, cases, self._names)
            self._sets[exercise, number] = CaseSet(cases, expected)
        return self._sets[exercise, number]

    def _public_of(self, exercise: str) -> Observed:
        if exercise not in self._public:
            self._public[exercise] = public_observed(self.notebook, exercise, self._names)
        return self._public[exercise]


def _limited(item: Item, hit: LimitHit) -> Outcome:
    return Outcome(item.name, LIMIT, observation=Observation(message=f"{hit}."))


class _Session:
    """A submission's worker, started anew when a limit has killed it, and the reference's."""

    def __init__(
        self, sandbox: Sandbox, notebook: Notebook, answers: Answers, code: list[str]
    ) -> None:
        self._sandbox, self._notebook, self._code = sandbox, notebook, code
        self._answers = answers
        self._limits = sandbox.limits
        self._deadline = time.monotonic() + self._limits.submission_seconds
        self._skipped: dict[int, LimitHit] = {}
        self._worker: Worker | None = None
        self._reference: Worker | None = None
        self.printed = ""

    @property
    def code(self) -> list[str]:
        """The submission's cells, as they are run."""
        return self._code

    @cached_property
    def redefined(self) -> tuple[str, ...]:
        """The borrowed functions of which the submission's own cells may hold another version."""
        if not self._notebook.source.borrowed:
            return ()
        own = [name for text in self._code[1:] for name in defined_in(text)]
        return tuple(name for name in self._notebook.source.borrowed if name in own)

    def __enter__(self) -> _Session:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (self._worker, self._reference):
            if worker is not None:
                worker.close()

    def play(
        self, cases: Sequence[Case], item: Item, stand_ins: tuple[str, ...]
    ) -> list[Observation]:
        """Play `cases` on the submission's functions; raises LimitHit."""
        worker = self._running()
        if self._skipped and not self._defines(worker, item.name):
            raise next(iter(self._skipped.values()))
        try:
            return worker.play(
                cases, list(self._notebook.items), item.declared.keeps, stand_ins, self._answer
            )
        except LimitHit:
            self._worker = None
            raise

    def value(self, name: str) -> object:
        """Return a plain value of the submission's, such as a quiz's answers; raises LimitHit."""
        worker = self._running()
        try:
            value = quizzes.read(worker, name)
        except LimitHit:
            self._worker = None
            raise
        if value is quizzes.Missing and self._skipped:
            raise next(iter(self._skipped.values()))
        return value

    def test(self, one: classic.Plan) -> classic.Ended:
        """Run an instructor's test on the submission's functions; raises LimitHit."""
        worker = self._running()
        missing = [n for n in one.names if n in self._notebook.items]
        if self._skipped and not all(self._defines(worker, name) for name in missing):
            raise next(iter(self._skipped.values()))
        try:
            if one.test.in_worker:
                return classic.run_in_worker(one.test, worker)
            with self._new_worker() as tester:
                return classic.run(one, tester, worker)
        except LimitHit:
            worker.close()  # whichever of the two it was, neither goes on
            self._worker = None
            raise

    def _running(self) -> Worker:
        """Return a worker that has run the submission's cells, all but those over a limit."""
        while self._worker is None:
            if time.monotonic() > self._deadline:
                seconds = self._limits.submission_seconds
                raise LimitHit("time", f"The submission's {seconds:g} seconds are used up")
            worker = self._new_worker()
            number = 0
            try:
                for number, text in enumerate(self._code):
                    if number not in self._skipped:
                        worker.run(text)
            except LimitHit as hit:
                self._skipped[number] = LimitHit(hit.limit, f"A cell was stopped: {hit}")
            else:
                self._worker = worker
            self.printed = worker.printed
        return self._worker

    def _defines(self, worker: Worker, name: str) -> bool:
        return worker.run(f"assert callable({name})") is None

    def _new_worker(self) -> Worker:
        worker = self._sandbox.worker()
        worker.lend(self._answer_lent)
        return worker

    def _answer_lent(self, target: dict, header: dict, buffers: list) -> tuple[dict, list]:
        """Compute a function of an earlier notebook; only what this notebook borrows is lent."""
        for one in self._notebook.source.borrowed.values():
            if one.full_name == target["function"]:
                return self._answer({"function": one.name}, header, buffers)
        return {"raised": ["LookupError", "This function is not lent to this notebook."]}, []

    def _started_reference(self) -> Worker:
        """Return the reference's worker; what it borrows itself it has in its own process."""
        if self._reference is None:
            source = self._notebook.source
            self._reference = self._sandbox.worker()
            lenders = f"_run_lenders({source.all_lenders!r})"
            self._reference.run(
                "from course.library import answer_with as _answer_with,"
                f" run_lenders as _run_lenders\n_answer_with({lenders})"
            )
            solutions = [item.solution.code for item in self._notebook.items.values()]
            for text in (source.setup_code, *solutions):
                self._reference.run(text)
        return self._reference

    def _answer(self, target: dict, header: dict, buffers: list) -> tuple[dict, list]:
        """Compute a function's value in the reference's own worker, with a stranger's arguments."""
        name = target.get("function")
        key = self._answers.key(name, header, buffers)
        if kept := self._answers.get(key):
            return kept
        reference = self._started_reference()
        if name is None:
            name = "_formula"
            reference.run(f"{name} = lambda x: {target['formula']}")
        try:
            answer = reference.call(name, header, buffers)
        except LimitHit:
            self._reference = None
            raise
        self._answers.keep(key, answer)
        return answer
