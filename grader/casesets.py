"""Which cases a submission is judged on: not to be foreseen, and the same at every regrade.

An exercise has POOL case sets, drawn from the course's secret. A submission's
set is chosen by its learner and its content, so a regrade after a crash sees
the same cases. The reference is played once for each set: what it showed is
kept in the course directory.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course.cases import Case, case_from_json, case_to_json
from course.errors import CourseError
from course.observe import Observation
from course.values import encode
from course.verdict import Known
from grader.answers import answer_alike
from grader.content import PUBLIC_SEED, Listen, Notebook
from grader.fixtures import observe_known
from grader.keptsets import keep, read_kept
from grader.sandbox.questions import Answer, Table, key_of, table_of
from grader.sandbox.requests import Encoded, encoded
from grader.sandbox.sealed import Sealed

POOL = 8

_Noted = dict[str, dict[bytes, Answer]]  # by function, and by what it was asked
Asked = dict[str, Table]  # by function


@dataclass(frozen=True)
class CaseSet:
    """One exercise's cases from one seed, and what the reference shows on them.

    Attributes
    ----------
    cases, expected : the cases, the large ones last, and what is observed of the solution.
    asked : what the solution asked of the functions that it calls, on each case. Where the
        reference stands in for such a function, the same is asked.
    """

    cases: tuple[Case, ...]
    expected: tuple[Observation, ...]
    asked: tuple[Asked, ...]

    @property
    def small(self) -> int:
        """The number of small cases."""
        return sum(not case.large for case in self.cases)


@dataclass(frozen=True)
class Public:
    """An exercise's public cases, and what each misconception shows on them.

    `parts` are the small and the large ones as they are sent.
    """

    case_set: CaseSet
    known: tuple[Known, ...]
    parts: tuple[Encoded, Encoded]


@dataclass(frozen=True)
class Drawn:
    """All exercises' case sets of one number, ready to be played in workers.

    `parts` are each exercise's small and large cases as they are sent, `sealed` is
    the memory in which their large arrays lie.
    """

    sets: dict[str, CaseSet]
    parts: dict[str, tuple[Encoded, Encoded]]
    sealed: Sealed


class CaseSets:
    """The case sets of one notebook, each made when it is first asked for.

    `folder`, where there is one, is shared with all that judge this content in this course.
    """

    def __init__(self, notebook: Notebook, secret: bytes, folder: Path | None = None) -> None:
        self.notebook, self._secret, self._folder = notebook, secret, folder
        self._names: dict = {}
        self._alike: frozenset[str] | None = None
        self._drawn: dict[int, Drawn] = {}
        self._public: dict[str, Public] = {}

    def number_of(self, learner: str, digest: str) -> int:
        """Return the number of the case set for one submission of this notebook."""
        return set_of(self._secret, learner, self.notebook.name, digest)

    def drawn(self, number: int) -> Drawn:
        """Return the case sets of this number."""
        if number not in self._drawn:
            self._drawn[number] = _laid(self._played_sets(number))
        return self._drawn[number]

    def public(self, exercise: str) -> Public:
        """Return the public cases of `exercise`."""
        if exercise not in self._public:
            self._public[exercise] = _public(*self._played_public(exercise))
        return self._public[exercise]

    @property
    def alike(self) -> frozenset[str]:
        """The functions that answer a question alike whenever it is asked."""
        if self._alike is None:
            self._alike = self._shared("alike", lambda: answer_alike(self.notebook))
        return self._alike

    def play_all(self) -> None:
        """Have every case set played and kept, so that they are there when they are needed."""
        for number in range(POOL):
            self._played_sets(number)
        for exercise in self.notebook.items:
            self._played_public(exercise)

    def read_kept(self) -> None:
        """Read all that is kept already: once, before this process is forked."""
        self._alike = self._kept("alike")
        for number in range(POOL):
            if (sets := self._kept(f"{number}")) is not None:
                self._drawn[number] = _laid(sets)
        for exercise in self.notebook.items:
            if (played := self._kept(f"public-{exercise}")) is not None:
                self._public[exercise] = _public(*played)

    def _played_sets(self, number: int) -> dict[str, CaseSet]:
        return self._shared(f"{number}", lambda: self._draw(number))

    def _played_public(self, exercise: str) -> tuple[CaseSet, tuple[Known, ...]]:
        return self._shared(f"public-{exercise}", lambda: self._publish(exercise))

    def _reference(self) -> dict:
        self._names = self._names or self.notebook.namespace()
        return self._names

    def _draw(self, number: int) -> dict[str, CaseSet]:
        name = self.notebook.name
        seeds = {one: seed_of(self._secret, f"{name}/{one}", number) for one in self.notebook.items}
        sets = {}
        for one, seed in seeds.items():
            cases, expected, noted = self._played(one, seed)
            sets[one] = CaseSet(cases, expected, _tables(noted))
        return sets

    def _publish(self, exercise: str) -> tuple[CaseSet, tuple[Known, ...]]:
        """Return the public cases, and what is observed of each misconception on them.

        What a misconception asks on the small ones is noted too: whoever makes the mistake
        asks the same, a hundred times over.
        """
        cases, expected, noted = self._played(exercise, PUBLIC_SEED)
        small = {id(case): one for case, one in zip(cases, noted, strict=True) if not case.large}
        listen = self._listener(exercise, small)
        known = tuple(observe_known(self.notebook, exercise, cases, expected, listen=listen))
        return CaseSet(cases, expected, _tables(noted)), known

    def _played(
        self, exercise: str, seed: int
    ) -> tuple[tuple[Case, ...], tuple[Observation, ...], list[_Noted]]:
        """Return the cases of `seed`, what the reference shows on them, and what it asks."""
        cases = tuple(map(_as_sent, self.notebook.items[exercise].cases(seed)))
        noted: dict[int, _Noted] = {id(case): {} for case in cases}
        listen = self._listener(exercise, noted)
        expected = self.notebook.observe(exercise, cases, self._reference(), listen)
        if any(seen.raised and seen.raised.error == "MemoryError" for seen in expected):
            # That is about this machine now, and would be kept as what the solution does.
            raise CourseError(f"There is not enough memory to play the solution of {exercise}.")
        return cases, expected, list(noted.values())

    def _listener(self, exercise: str, notes: Mapping[int, _Noted]) -> Listen:
        """Return what has the functions that `exercise` calls note what they answer.

        `notes` is where, by the case's `id`.
        """
        alike = [name for name in self.notebook.called_by(exercise) if name in self.alike]

        @contextlib.contextmanager
        def listen(case: Case, names: dict) -> Iterator[None]:
            # What is counted or drawn would not be the same with a recorder in between.
            if case.growth or case.random or id(case) not in notes:
                yield
                return
            own = {name: names[name] for name in alike}
            noted = notes[id(case)]
            names |= {name: _noting(name, own[name], noted.setdefault(name, {})) for name in own}
            try:
                yield
            finally:
                names |= own

        return listen

    def _shared(self, name: str, make: Callable):
        """Return what was made before, in this run or another, or make it for all."""
        made = self._kept(name)
        if made is None:
            made = make()
            if self._folder is not None:
                keep(self._path(name), self._secret, made)
        return made

    def _kept(self, name: str):
        """Return what was made before; None where it is not kept."""
        return None if self._folder is None else read_kept(self._path(name), self._secret)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self.notebook.source.notebook}-{name}.pickle"


def _as_sent(case: Case) -> Case:
    """Return `case` as a worker has it: the order of an array in memory shows in the last digit."""
    buffers: list = []
    return case_from_json(case_to_json(case, buffers), buffers)


def _tables(noted: list[_Noted]) -> tuple[Asked, ...]:
    return tuple({name: table_of(one) for name, one in by_name.items()} for by_name in noted)


def _laid(sets: dict[str, CaseSet]) -> Drawn:
    """Return case sets with their large arrays in memory that workers map."""
    parts = {name: _parts(one) for name, one in sets.items()}
    flat = [part for pair in parts.values() for part in pair]
    sealed = Sealed([part.buffers for part in flat])
    placed = iter(
        replace(part, buffers=buffers) for part, buffers in zip(flat, sealed.lists, strict=True)
    )
    return Drawn(sets, {name: (next(placed), next(placed)) for name in sets}, sealed)


def _public(case_set: CaseSet, known: tuple[Known, ...]) -> Public:
    return Public(case_set, known, _parts(case_set))


def _parts(one: CaseSet) -> tuple[Encoded, Encoded]:
    small, large = slice(one.small), slice(one.small, None)
    return tuple(encoded(one.cases[part], one.expected[part]) for part in (small, large))


def set_of(secret: bytes, learner: str, notebook: str, digest: str) -> int:
    """Return the number of the case set for one submission of `notebook`."""
    return _number(secret, "set", learner, notebook, digest) % POOL


def seed_of(secret: bytes, exercise: str, case_set: int) -> int:
    """Return the seed from which an exercise's case set is drawn; `exercise` is its full name."""
    return _number(secret, "seed", exercise, str(case_set))


def _number(secret: bytes, *parts: str) -> int:
    # Lengths first, so that no two different lists of parts make the same message.
    message = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    return int.from_bytes(hmac.digest(secret, message, hashlib.sha256)[:8], "big")


def _noting(name: str, function: Callable, asked: dict[bytes, Answer]) -> Callable:
    """Return `function`, noting in `asked` what it returns, as it is sent to a worker."""

    @functools.wraps(function)
    def noting(*arguments, **keywords):
        given_buffers, buffers = [], []
        given = {
            "arguments": [encode(a, given_buffers, copy=False) for a in arguments],
            "keywords": {key: encode(a, given_buffers, copy=False) for key, a in keywords.items()},
        }
        key = key_of(name, given, given_buffers)
        value = function(*arguments, **keywords)
        header = {"returned": encode(value, buffers, copy=False)}
        asked[key] = Answer(header, [array.tobytes() for array in buffers])
        return value

    return noting
