"""The worker's loop: run cells, play cases, call functions, as the judge asks.

From the first cell on, this process belongs to the submission: its code shares
the memory and the socket, and can send what it likes. That is why a reply
holds values and never a verdict.
"""

from __future__ import annotations

import builtins
import contextlib
import itertools
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import orjson

from course import library
from course.cases import Formula, call, case, case_from_json, case_to_json
from course.observe import SKETCH_ABOVE, observation_to_json, play
from course.values import decode, encode
from grader.sandbox import wire
from grader.sandbox.cells import Cells
from grader.sandbox.questions import Table, key_of
from grader.sandbox.remote import Objects, run_test

_ANY_SIZE = 2**40  # the judge is trusted; the limits are on the worker's side of the wire


@dataclass(frozen=True)
class Reply:
    """What a request came to."""

    told: dict
    buffers: list = field(default_factory=list)

    def header(self) -> dict:
        return self.told


def serve(sock: socket.socket, cells: Cells, shared: memoryview | None = None) -> None:
    """Say that all is ready, and do what is asked until the judge closes the connection."""
    objects = Objects()
    library.answer_with(
        lambda notebook, wanted: [_remote(sock, {"function": f"{notebook}/{w}"}) for w in wanted]
    )
    wire.send(sock, {"ready": True})
    while True:
        try:
            frame = wire.receive(sock, _ANY_SIZE, shared=shared)
        except wire.PeerGone:
            return
        replies = [_done(sock, cells, objects, *request) for request in wire.apart(*frame)]
        with contextlib.suppress(Exception):  # a submission may have put anything in its place
            sys.stdout.flush()
        wire.send(sock, *wire.together(replies))


def _done(
    sock: socket.socket, cells: Cells, objects: Objects, request: dict, buffers: list
) -> Reply:
    """Do one thing that the judge asks for."""
    names = cells.names
    match request["op"]:
        case "run":
            return Reply({"error": cells.run(request["source"])})
        case "play":
            return Reply(*_play(sock, names, request, buffers))
        case "call":
            return Reply(*_call(names[request["function"]], request, buffers))
        case "object":
            return Reply(*objects.answer(names, request, buffers))
        case "test":
            return Reply(run_test(request, lambda *asked: _exchange(sock, *asked)))
    raise ValueError(request["op"])


def rehearse() -> None:
    """Play a case of our own, so that no worker pays for what NumPy and Python do only once."""
    values = np.linspace(0.0, 1.0, 2 * SKETCH_ABOVE).reshape(2, -1)
    names = {"f": lambda a, b=0: (np.dot(a, a.T), {"sum": a.sum(axis=1), "all": a - b})}
    buffers, out = [], []
    told = case_to_json(case("rehearsal", call("f", values, b=1.5)), buffers)
    sent = [buffer.tobytes() for buffer in buffers]
    seen = play(case_from_json(orjson.loads(orjson.dumps(told)), sent), names, ["f"], ("a",))
    observation_to_json(seen, out)


def _play(sock: socket.socket, names: dict, request: dict, buffers: list) -> tuple[dict, list]:
    """Play cases with some names answered by the judge's side."""
    text, *arrays = buffers
    cases = [case_from_json(node, arrays) for node in orjson.loads(text)]
    known = _known(request["known"], buffers)
    stand_ins = {
        name: _remote(sock, {"function": name}, known.get(name, ()))
        for name in request["stand_ins"]
    }
    own = {name: names[name] for name in stand_ins if name in names}
    out: list = []
    names.update(stand_ins)
    try:
        seen = [
            play(
                case,
                names,
                request["exercises"],
                request["keeps"],
                lambda formula: _remote_formula(sock, formula),
                sys.stdout,  # the judge counts what is printed
            )
            for case in cases
        ]
        return {"observed": [observation_to_json(one, out) for one in seen]}, out
    finally:
        for name in stand_ins:
            names.pop(name, None)
        names.update(own)


def _known(functions: list[str], buffers: list) -> dict[str, list[Table]]:
    """Return the answers that the judge has sent along, by function; they are the last buffers."""
    parts = iter(buffers[len(buffers) - len(Table._fields) * len(functions) :])
    known: dict[str, list[Table]] = {}
    for name in functions:
        keys, ends, answers = itertools.islice(parts, len(Table._fields))
        known.setdefault(name, []).append(Table(bytes(keys), ends, answers))
    return known


def _call(function: Callable, request: dict, buffers: list) -> tuple[dict, list]:
    """Call one function with plain values; the reference answers in this way."""
    out: list = []
    try:
        arguments = [decode(node, buffers) for node in request["arguments"]]
        keywords = {key: decode(node, buffers) for key, node in request["keywords"].items()}
        return {"returned": encode(function(*arguments, **keywords), out)}, out
    except Exception as error:
        kind = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
        return {"raised": [kind, str(error)[:400]]}, []


def _exchange(sock: socket.socket, header: dict, buffers: list) -> tuple[dict, list]:
    wire.send(sock, header, buffers)
    return wire.receive(sock, _ANY_SIZE)


def _remote(sock: socket.socket, target: dict, known: Sequence[Table] = ()) -> Callable:
    """Return a function that the judge's side computes, or whose answer is `known` here."""

    def remote(*arguments, **keywords):
        out: list = []
        given = {
            "arguments": [encode(a, out, copy=False) for a in arguments],
            "keywords": {key: encode(a, out, copy=False) for key, a in keywords.items()},
        }
        key = key_of(target["function"], given, out) if known else b""
        found = next((answer for table in known if (answer := table.get(key))), None)
        answer, buffers = found or _exchange(sock, {"call": target, **given}, out)
        if "raised" in answer:
            kind, text = answer["raised"]
            raise getattr(builtins, kind, RuntimeError)(text)
        return decode(answer["returned"], buffers)

    remote.__name__ = target.get("function", "f").rpartition("/")[2]
    return remote


def _remote_formula(sock: socket.socket, formula: Formula) -> Callable:
    return _remote(sock, {"formula": formula.text})
