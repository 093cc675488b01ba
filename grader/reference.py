"""The notebook's own solutions in a worker, which answers for functions that a submission lacks.

The arguments are a stranger's, so it is confined as a submission is. A worker serves
one submission after the other, as long as none can notice: it is done with once it may
have drawn at random, and no limit that it goes over counts before a fresh one does, too.
"""

from __future__ import annotations

from collections.abc import Collection

from grader.answers import Answers
from grader.content import Notebook
from grader.sandbox.client import Sandbox, Worker
from grader.sandbox.limits import LimitHit
from grader.sandbox.questions import Answer
from grader.sandbox.requests import Run

_MOST_SUBMISSIONS = 1_000  # of a worker: after ten times as many, its user id is another's too


class Reference:
    """Answers questions about one notebook's functions, and keeps the answers of those `alike`."""

    def __init__(self, sandbox: Sandbox, notebook: Notebook, alike: Collection[str]) -> None:
        self._sandbox, self._notebook = sandbox, notebook
        self._answers = Answers(alike)
        self._worker: Worker | None = None
        self._submissions = 0  # that the worker has served before this one
        self._may_have_drawn = False

    def begin(self) -> None:
        """Be ready for the next submission."""
        self._submissions += 1
        done_with = self._may_have_drawn or self._submissions >= _MOST_SUBMISSIONS
        if self._worker is not None and done_with:
            self._worker.close()
            self._worker = None

    def answer(self, target: dict, given: dict, buffers: list) -> Answer:
        """Compute a function, or a formula, with a stranger's arguments; raises LimitHit."""
        key = self._answers.key(target.get("function"), given, buffers)
        if kept := self._answers.get(key):
            return kept
        try:
            answer = self._compute(target, given, buffers)
        except LimitHit:
            if not self._submissions:
                raise
            # Others may have used up what it may use: only in a fresh one is a limit its own.
            answer = self._compute(target, given, buffers)
        self._answers.keep(key, answer)
        return answer

    def _compute(self, target: dict, given: dict, buffers: list) -> Answer:
        try:
            worker = self._running()
            if "formula" in target:
                worker.run(f"_formula = lambda x: {target['formula']}")
                return worker.call("_formula", given, buffers)
            self._may_have_drawn |= target["function"] not in self._answers.alike
            return worker.call(target["function"], given, buffers)
        except LimitHit:
            self._worker = None
            raise

    def _running(self) -> Worker:
        """Return a worker with the solutions; what they borrow they have in their own process."""
        if self._worker is None:
            source = self._notebook.source
            lenders = (
                "from course.library import answer_with as _answer_with,"
                f" run_lenders as _run_lenders\n_answer_with(_run_lenders({source.all_lenders!r}))"
            )
            solutions = [item.solution.code for item in self._notebook.items.values()]
            texts = [lenders, source.setup_code, *solutions]
            self._worker = self._sandbox.worker()
            self._submissions, self._may_have_drawn = 0, False
            self._worker.ask([Run(text) for text in texts], self._sandbox.limits.cell_seconds)
        return self._worker
