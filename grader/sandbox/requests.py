"""What the judge can ask of a worker, and how a reply to it is read.

A request has a header and buffers, as :mod:`grader.sandbox.wire` sends them.
What comes back was written by a stranger's process: `read` takes it apart and
raises KeyError, TypeError or ValueError where it is no reply.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import orjson

from course.cases import Case, Formula, case_to_json
from course.observe import Observation, observation_from_json, observation_to_json
from grader.sandbox.questions import Answer, Table
from grader.sandbox.remote import checked

_ERROR = 500  # characters of an error
_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10})


class Request(Protocol):
    """One thing to be done by a worker."""

    def header(self) -> dict: ...

    @property
    def buffers(self) -> Sequence: ...

    def read(self, reply: dict, buffers: list) -> object: ...


@dataclass(frozen=True)
class Run:
    """A cell to be run; the reply is its error in one line, or None."""

    source: str
    buffers: Sequence = ()

    def header(self) -> dict:
        return {"op": "run", "source": self.source}

    def read(self, reply: dict, buffers: list) -> str | None:
        error = reply.get("error")
        if error is not None and type(error) is not str:
            raise ValueError("an error that is no text")
        return error and readable(error[:_ERROR])


@dataclass(frozen=True)
class Encoded:
    """Cases, and as what they are sent. Made once for a case set, and sent to many workers.

    Attributes
    ----------
    cases : the cases.
    buffers : the cases as they are sent: their JSON, and their arrays' bytes.
    formulas : the texts of all formulas in them.
    expected : what is observed of the solution, where that is known.
    reply : what a worker replies that shows just this: its text, and its arrays' bytes.
    """

    cases: Sequence[Case]
    buffers: Sequence
    formulas: frozenset[str] = frozenset()
    expected: Sequence[Observation] = ()
    reply: tuple[bytes, Sequence[bytes]] = (b"", ())


def encoded(cases: Sequence[Case], expected: Sequence[Observation] = ()) -> Encoded:
    """Return `cases` ready to be sent; `expected` is what is observed of the solution."""
    given: list = []
    text = orjson.dumps([case_to_json(case, given) for case in cases])
    arrays: list = []
    seen = [observation_to_json(one, arrays) for one in expected]
    reply = orjson.dumps(seen), _bytes(arrays)
    return Encoded(cases, [text, *_bytes(given)], _formulas(cases), tuple(expected), reply)


@dataclass(frozen=True)
class Play:
    """Cases to be played on the worker's functions; the reply is what is observed of each.

    Attributes
    ----------
    cases : what to call.
    exercises : names of the notebook's exercises, in one of which an exception is placed.
    keeps : parameters whose arrays the last call must not change.
    stand_ins : functions that are answered by the judge's side.
    known : answers that stand-ins will be asked for, so that they need not ask, each table
        with its function.
    """

    cases: Encoded
    exercises: Sequence[str]
    keeps: Sequence[str] = ()
    stand_ins: Sequence[str] = ()
    known: Sequence[tuple[str, Table]] = ()

    def header(self) -> dict:
        return {
            "op": "play",
            "exercises": list(self.exercises),
            "keeps": list(self.keeps),
            "stand_ins": list(self.stand_ins),
            "known": [name for name, _ in self.known],
        }

    @property
    def buffers(self) -> Sequence:
        return [*self.cases.buffers, *(part for _, table in self.known for part in table)]

    def read(self, reply: dict, buffers: list) -> list[Observation]:
        if self.cases.expected and (orjson.dumps(reply["observed"]), buffers) == self.cases.reply:
            return list(self.cases.expected)  # as of most functions: there is nothing to read
        nodes = reply["observed"]
        if type(nodes) is not list or len(nodes) != len(self.cases.cases):
            raise ValueError("too few or too many observations")
        return [_observation(node, buffers) for node in nodes]


@dataclass(frozen=True)
class Get:
    """A name of the worker's, or a use of an object of it; the reply is checked values."""

    target: dict
    given: dict
    buffers: Sequence = ()

    def header(self) -> dict:
        return {"op": "object", "target": self.target, **self.given}

    def read(self, reply: dict, buffers: list) -> tuple[dict, list]:
        return checked(reply, buffers), buffers


@dataclass(frozen=True)
class Compute:
    """A function to be called with arguments that somebody else encoded; the reply is passed on."""

    function: str
    given: dict
    buffers: Sequence = ()

    def header(self) -> dict:
        return {"op": "call", "function": self.function, **self.given}

    def read(self, reply: dict, buffers: list) -> Answer:
        return Answer(reply, buffers)


@dataclass(frozen=True)
class Try:
    """An instructor's test to be run in this worker, which calls back for the learner's names."""

    given: dict
    buffers: Sequence = ()

    def header(self) -> dict:
        return {"op": "test", **self.given}

    def read(self, reply: dict, buffers: list) -> dict:
        return reply


def offered(requests: Sequence[Request]) -> list[dict]:
    """Return what a worker may call while it does `requests`."""
    plays = [one for one in requests if isinstance(one, Play)]
    names = dict.fromkeys(name for one in plays for name in one.stand_ins)
    formulas = dict.fromkeys(text for one in plays for text in one.cases.formulas)
    return [{"function": name} for name in names] + [{"formula": text} for text in formulas]


def readable(text: str) -> str:
    """Return `text` without what would command a terminal."""
    return text.translate(_CONTROLS)


def _observation(node: object, buffers: list) -> Observation:
    if type(node) is not dict:
        raise ValueError("an observation that is no object")
    seen = observation_from_json(node, buffers)
    return dataclasses.replace(seen, message=readable(seen.message), printed=readable(seen.printed))


def _bytes(arrays: Sequence[np.ndarray]) -> list[bytes]:
    return [array.tobytes() for array in arrays]


def _formulas(cases: Sequence[Case]) -> frozenset[str]:
    return frozenset(
        argument.text
        for case in cases
        for call in case.calls
        for argument in (*call.arguments, *call.keywords.values())
        if isinstance(argument, Formula)
    )
