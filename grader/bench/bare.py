"""The bare limit: what a class's own functions take on the judged inputs, and nothing else.

Run by `contenders.Bare` as ``python -m grader.bench.bare COURSE WEEK NOTEBOOK``.
The judge runs as ever, so that the same cases are played; the time is taken
around a second, plain call of each function with the same inputs, and around
the cells that the learner wrote. No sandbox, no copies, no comparison is in it.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course.cases import Case, Formula, Result
from course.observe import Observation, formula_function, play
from grader.batch import bundle_of
from grader.casesets import CaseSets
from grader.content import Notebook
from grader.coursedir import open_course
from grader.judge import Judge
from grader.sandbox.limits import Limits
from grader.sandbox.remote import Objects
from grader.sandbox.requests import Play, Request, Run
from grader.units import WeekJudge, read_unit


class _Clock:
    """Adds up what passes while it runs."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def __enter__(self) -> None:
        self._from = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self._from[0]
        self.wall += time.perf_counter() - self._from[1]


class _Here:
    """Stands for the sandbox and for its worker: plays in this process."""

    def __init__(self, notebook: Notebook) -> None:
        self.limits, self.clock, self.printed = Limits(), _Clock(), ""
        self._reference = notebook.namespace()
        source = notebook.source
        self._given = {source.setup_code, *(c.text for c in source.cells if not c.tags)}
        self._names: dict = {}

    def worker(self, shared: int | None = None) -> _Here:
        self._names = {"__name__": "__main__"}
        return self

    def lend(self, answer) -> None:
        """Names of earlier notebooks are computed here too, as `Notebook.namespace` has it."""

    def close(self) -> None:
        self._names = {}

    def run(self, source: str) -> str | None:
        clock = contextlib.nullcontext() if source in self._given else self.clock
        try:
            with clock:
                exec(compile(source, "<cell>", "exec"), self._names)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None

    def ask(self, requests: Sequence[Request], seconds: float, answer=None) -> list:
        return [self._done(one) for one in requests]

    def _done(self, one: Request) -> object:
        if isinstance(one, Run):
            return self.run(one.source)
        if isinstance(one, Play):
            return self._play(one)
        reply, out = Objects().answer(self._names, one.header(), one.buffers)
        return reply, [array.tobytes() for array in out]

    def _play(self, one: Play) -> list[Observation]:
        cases, stand_ins = one.cases.cases, one.stand_ins
        own = {name: self._names[name] for name in stand_ins if name in self._names}
        self._names |= {name: self._reference[name] for name in stand_ins}
        seen = [play(case, self._names, one.exercises, one.keeps) for case in cases]
        for case in cases:
            pinned = {name: _giving(value) for name, value in case.pinned.items()}
            saved = {name: self._names[name] for name in pinned if name in self._names}
            self._names |= pinned
            with contextlib.suppress(Exception):
                self._call(case)
            self._put_back(pinned, saved)
        self._put_back(stand_ins, own)
        return seen

    def _call(self, case: Case) -> None:
        results: list = []
        for one in case.calls:
            function = self._names[one.function]
            arguments = [_given(a, results) for a in one.arguments]
            keywords = {key: _given(a, results) for key, a in one.keywords.items()}
            with self.clock:
                results.append(function(*arguments, **keywords))

    def _put_back(self, names, saved: dict) -> None:
        for name in names:
            self._names.pop(name, None)
        self._names |= saved


def _giving(value: object):
    return lambda *_, **__: copy.deepcopy(value)


def _given(argument: object, results: list) -> object:
    if isinstance(argument, Result):
        value = results[argument.call]
        for step in argument.path:
            value = value[step]
        return value
    return formula_function(argument) if isinstance(argument, Formula) else copy.deepcopy(argument)


def main(root: str, week: str, name: str) -> None:
    """Print, as JSON, what the class of the course at `root` takes."""
    course = open_course(Path(root))
    with WeekJudge(bundle_of(course, week, Limits())) as judging:
        notebook = judging.notebook(name)
        here = _Here(notebook)
        judge = Judge(CaseSets(notebook, course.secret), here)
        for learner in course.learners(week):
            unit = read_unit(course.submitted(learner, week), learner, week, [name])
            with (
                open(os.devnull, "w") as nowhere,  # noqa: PTH123
                contextlib.redirect_stdout(nowhere),
                np.errstate(all="ignore"),
                warnings.catch_warnings(action="ignore"),
            ):
                judge.judge(judging.take_in(unit, name))
    print(json.dumps({"cpu": here.clock.cpu, "wall": here.clock.wall}))


if __name__ == "__main__":
    main(*sys.argv[1:])
