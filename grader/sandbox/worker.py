"""The worker's loop: run cells, play cases, call functions, as the judge asks.

From the first cell on, this process belongs to the submission: its code shares
the memory and the socket, and can send what it likes. That is why a reply
holds values and never a verdict.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import linecache
import socket
import sys
from collections.abc import Callable
from types import CodeType

import numpy as np
from IPython.core.interactiveshell import InteractiveShell

from course import library
from course.cases import Formula, call, case, case_from_json, case_to_json
from course.observe import SKETCH_ABOVE, observation_to_json, play
from course.values import decode, encode
from grader.sandbox import wire
from grader.sandbox.remote import Objects, run_test

_ANY_SIZE = 2**40  # the judge is trusted; the limits are on the worker's side of the wire


def serve(sock: socket.socket, shell: InteractiveShell) -> None:
    """Say that all is ready, and answer requests until the judge closes the connection."""
    names = shell.user_ns
    objects = Objects()
    library.answer_with(
        lambda notebook, wanted: [_remote(sock, {"function": f"{notebook}/{w}"}) for w in wanted]
    )
    wire.send(sock, {"ready": True})
    while True:
        try:
            request, buffers = wire.receive(sock, _ANY_SIZE)
        except wire.PeerGone:
            return
        if request["op"] == "run":
            reply, out = {"error": _run(shell, request["source"])}, []
        elif request["op"] == "play":
            reply, out = _play(sock, names, request, buffers)
        elif request["op"] == "call":
            reply, out = _call(names[request["function"]], request, buffers)
        elif request["op"] == "object":
            reply, out = objects.answer(names, request, buffers)
        elif request["op"] == "test":
            reply, out = run_test(request, lambda *asked: _exchange(sock, *asked)), []
        with contextlib.suppress(Exception):  # a submission may have put anything in its place
            sys.stdout.flush()
        wire.send(sock, reply, out)


def rehearse() -> None:
    """Play a case of our own, so that no worker pays for what NumPy and Python do only once."""
    values = np.linspace(0.0, 1.0, 2 * SKETCH_ABOVE).reshape(2, -1)
    names = {"f": lambda a, b=0: (np.dot(a, a.T), {"sum": a.sum(axis=1), "all": a - b})}
    buffers, out = [], []
    told = case_to_json(case("rehearsal", call("f", values, b=1.5)), buffers)
    sent = [buffer.tobytes() for buffer in buffers]
    seen = play(case_from_json(json.loads(json.dumps(told)), sent), names, ["f"], ("a",))
    observation_to_json(seen, out)


def _run(shell: InteractiveShell, source: str) -> str | None:
    """Run one cell; return its error in one line, or None.

    Plain Python is run as it is; IPython is asked only where its own syntax
    (magics, `!`, top-level await) is used, since it costs some milliseconds a cell.
    """
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        code = compile(source, name, "exec")
    except (SyntaxError, ValueError):
        result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    else:
        error = _error_of(code, shell.user_ns)
    return None if error is None else f"{type(error).__name__}: {error}"[:500]


def _error_of(code: CodeType, names: dict) -> BaseException | None:
    try:
        exec(code, names)
    except BaseException as error:
        return error
    return None


def _play(sock: socket.socket, names: dict, request: dict, buffers: list) -> tuple[dict, list]:
    """Play cases with some names answered by the judge's side."""
    stand_ins = {name: _remote(sock, {"function": name}) for name in request["stand_ins"]}
    own = {name: names[name] for name in stand_ins if name in names}
    out: list = []
    names.update(stand_ins)
    try:
        seen = [
            play(
                case_from_json(node, buffers),
                names,
                request["exercises"],
                request["keeps"],
                lambda formula: _remote_formula(sock, formula),
                sys.stdout,  # the judge counts what is printed
            )
            for node in request["cases"]
        ]
        return {"observed": [observation_to_json(one, out) for one in seen]}, out
    finally:
        for name in stand_ins:
            names.pop(name, None)
        names.update(own)


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


def _remote(sock: socket.socket, target: dict) -> Callable:
    """Return a function that the judge's side computes."""

    def remote(*arguments, **keywords):
        out: list = []
        request = {
            "call": target,
            "arguments": [encode(a, out) for a in arguments],
            "keywords": {key: encode(a, out) for key, a in keywords.items()},
        }
        wire.send(sock, request, out)
        answer, buffers = wire.receive(sock, _ANY_SIZE)
        if "raised" in answer:
            kind, text = answer["raised"]
            raise getattr(builtins, kind, RuntimeError)(text)
        return decode(answer["returned"], buffers)

    remote.__name__ = target.get("function", "f").rpartition("/")[2]
    return remote


def _remote_formula(sock: socket.socket, formula: Formula) -> Callable:
    return _remote(sock, {"formula": formula.text})
