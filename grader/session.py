"""One submission's worker while it is judged, and what it may ask the reference.

Used by the judge alone. It knows what to ask and what a limit means; it never
decides what is right.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from functools import cached_property

from course.observe import Observation
from course.verdict import all_right, observe
from grader import classic, quizzes
from grader.borrowing import defined_in
from grader.casesets import Asked, CaseSet, Drawn, Public
from grader.content import Item, Notebook
from grader.reference import Reference
from grader.sandbox.client import Sandbox, Worker
from grader.sandbox.limits import LimitHit
from grader.sandbox.questions import Answer
from grader.sandbox.requests import Encoded, Play, Run, encoded


class Session:
    """A submission's worker, started anew when a limit has killed it.

    Use it as a context manager. `reference` answers for what stands in for the
    submission's functions. `drawn` are the case sets that it is to be judged on,
    where it is to be.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        notebook: Notebook,
        reference: Reference,
        code: list[str],
        drawn: Drawn | None = None,
    ) -> None:
        self._sandbox, self._notebook, self._code = sandbox, notebook, code
        self._reference, self._drawn = reference, drawn
        reference.begin()
        self._ahead: dict[tuple[str, bool], list[Observation]] = {}
        self._values: dict[str, object] = {}
        self._limits = sandbox.limits
        self._deadline = time.monotonic() + self._limits.submission_seconds
        self._skipped: dict[int, LimitHit] = {}
        self._worker: Worker | None = None

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

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.close()

    def go_ahead(self, names: Collection[str]) -> None:
        """Run the cells, play the cases of these exercises and read the answers to quizzes.

        All is asked for in one go, and the large cases in another.
        Each exchange with a worker costs, so one that keeps within its limits is asked for
        all at once. Where it does not, nothing is kept, and everything is done step by step.
        """
        seconds = self._limits.exercise_seconds
        runs = [Run(text) for text in self._code]
        plays = [self._request_ahead(name, large=False) for name in names]
        reads = {name: quizzes.request(name) for name in self._notebook.quizzes}
        worker = self._new_worker()
        try:
            replies = iter(
                worker.ask([*runs, *plays, *reads.values()], seconds, self._reference.answer)
            )
            for _ in runs:
                next(replies)
            self._ahead = {(name, False): next(replies) for name in names}
            self._values = {name: quizzes.read(*next(replies)) for name in reads}
            right = [name for name in names if self._goes_on(name)]
            plays = [self._request_ahead(name, large=True) for name in right]
            seen = worker.ask(plays, seconds, self._reference.answer) if plays else []
            self._ahead |= {(name, True): one for name, one in zip(right, seen, strict=True)}
        except LimitHit:
            self._ahead.clear()
            self._values.clear()
        else:
            self._worker = worker

    def play_set(self, item: Item, stand_ins: tuple[str, ...]) -> tuple[Observation, ...]:
        """Play the case set of an exercise; raises LimitHit."""
        one, parts = self._drawn.sets[item.name], self._drawn.parts[item.name]
        ahead = {} if stand_ins else self._ahead

        if (item.name, False) in ahead:
            return (*ahead[item.name, False], *ahead.get((item.name, True), ()))
        # A wrong function asks other things of stand-ins than the solution did, and each such
        # question takes a while: to see that it is wrong, one case mostly does.
        return self._observed(item, one, parts, stand_ins, first_alone=bool(stand_ins))

    def play_public(
        self, item: Item, public: Public, stand_ins: tuple[str, ...]
    ) -> tuple[Observation, ...]:
        """Play the public cases of an exercise; raises LimitHit."""
        return self._observed(item, public.case_set, public.parts, stand_ins)

    def _observed(
        self,
        item: Item,
        one: CaseSet,
        parts: tuple[Encoded, Encoded],
        stand_ins: tuple[str, ...],
        first_alone: bool = False,
    ) -> tuple[Observation, ...]:
        def play(group: slice) -> list[Observation]:
            return self._play(item, one, parts, group, stand_ins)

        return observe(one.cases, one.expected, item.declared.tolerance, play, first_alone)

    def _play(
        self,
        item: Item,
        one: CaseSet,
        parts: tuple[Encoded, Encoded],
        group: slice,
        stand_ins: tuple[str, ...],
    ) -> list[Observation]:
        worker = self._running()
        if self._skipped and not self._defines(worker, item.name):
            raise next(iter(self._skipped.values()))
        cases = one.cases[group]
        part = parts[cases[0].large]
        if len(part.cases) != len(cases):
            part = encoded(cases, one.expected[group])
        request = self._request(item, part, stand_ins, one.asked[group])
        try:
            return worker.ask([request], self._limits.exercise_seconds, self._reference.answer)[0]
        except LimitHit:
            self._worker = None
            raise

    def _request(
        self,
        item: Item,
        part: Encoded,
        stand_ins: tuple[str, ...] = (),
        asked: Sequence[Asked] = (),
    ) -> Play:
        """Return what is asked of a worker, with the answers that stand-ins will be asked for."""
        known = [(name, one[name]) for one in asked for name in stand_ins if name in one]
        return Play(part, [*self._notebook.items], item.declared.keeps, stand_ins, known)

    def _request_ahead(self, name: str, large: bool) -> Play:
        return self._request(self._notebook.items[name], self._drawn.parts[name][large])

    def _goes_on(self, name: str) -> bool:
        """Return True where the large cases of an exercise are to be played too."""
        one, tolerance = self._drawn.sets[name], self._notebook.items[name].declared.tolerance
        seen = self._ahead[name, False]
        return one.small < len(one.cases) and all_right(one.expected, seen, tolerance)

    def value(self, name: str) -> object:
        """Return a plain value of the submission's, such as a quiz's answers; raises LimitHit."""
        if name in self._values:
            return self._values[name]
        worker = self._running()
        try:
            (reply,) = worker.ask([quizzes.request(name)], self._limits.exercise_seconds)
            value = quizzes.read(*reply)
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
        return self._worker

    def _defines(self, worker: Worker, name: str) -> bool:
        return worker.run(f"assert callable({name})") is None

    def _new_worker(self) -> Worker:
        worker = self._sandbox.worker(self._drawn and self._drawn.sealed.descriptor)
        worker.lend(self._answer_lent)
        return worker

    def _answer_lent(self, target: dict, header: dict, buffers: list) -> Answer:
        """Compute a function of an earlier notebook; only what this notebook borrows is lent."""
        for one in self._notebook.source.borrowed.values():
            if one.full_name == target["function"]:
                return self._reference.answer({"function": one.name}, header, buffers)
        return Answer(
            {"raised": ["LookupError", "This function is not lent to this notebook."]}, []
        )
