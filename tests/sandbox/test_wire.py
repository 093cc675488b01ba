"""Whatever comes from a worker, the judge gets plain values, or an error that it expects."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import struct
import threading
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course import feedback
from course.cases import call, case
from course.compare import Tolerance
from course.observe import Observation, Raised, observation_to_json
from course.values import NotPlain, decode, encode
from course.verdict import judge_one, verdict
from grader.sandbox import wire
from grader.sandbox.asking import Worker
from grader.sandbox.limits import LimitHit, Limits

CASES = [case("a case", call("f", 1.0)), case("another", call("f", 2.0))]
WANTED = [
    Observation(np.arange(6.0).reshape(2, 3)),
    Observation({"dw": np.ones((2, 1)), "db": 0.5}),
    Observation([1.0, (True, "text")]),
    Observation(3.5, ("w",)),
    Observation(np.array(["cat", "dog"])),
    Observation("cat"),
    Observation(raised=Raised("f", "ValueError", ("product", "2", "3"))),
]
BUSY = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**15, 10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["nan", "inf", "f8", "<U3", "V999", "(2,)f8", "f8,i4", "O", "M8[s]", "a\udc80"]
    )
)
tags = st.sampled_from(
    ["array", "list", "tuple", "dict", "int", "float", "complex", "opaque", "returned", "raised",
     "changed", "message", "printed", "attempted", "sketch of", "values", "norm", "dtype",
     "observed", "call", "arguments", "keywords", "function", "error", "ready"]
)  # fmt: skip
dtypes = st.sampled_from(
    ["<f8", ">f8", "<f2", "<f16", "<c16", "<c32", "|b1", "<i8", "|u1", "<U2", ">U2", "|S3", "|S0",
     "<U0", "|V4", "|O", "U9999999", "<m8[s]", "(2,)f8", "f8,i4", ",", "(,)f8", "?", "float64", ""]
)  # fmt: skip
arrays = st.fixed_dictionaries(
    {
        "array": st.tuples(
            dtypes,
            st.lists(st.integers(-1, 4) | st.integers(0, 10**18), max_size=4),
            st.integers(-1, 3),
        ).map(list)
    }
)
trees = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(tags | st.text(max_size=3), inner, max_size=4)
        | st.builds(lambda tag, body: {tag: body}, tags, inner)
    ),
    max_leaves=12,
)
buffers = st.lists(st.binary(max_size=32) | st.sampled_from([bytes(48), b"\xff" * 48]), max_size=4)


def frame(header: object, parts: list[bytes] = (), sizes: object = None) -> bytes:
    sizes = [len(p) for p in parts] if sizes is None else sizes
    text = json.dumps({"header": header, "sizes": sizes}).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(p + bytes(-len(p) % 16) for p in parts)


@contextlib.contextmanager
def receiving(data: bytes, end: bool = True):
    """A socket on which `data` comes, and then the end."""
    ours, theirs = socket.socketpair()

    def write():
        with contextlib.suppress(OSError):
            theirs.sendall(data)
            if end:
                theirs.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield ours
    finally:
        ours.close()
        writer.join(5)
        theirs.close()
        assert not writer.is_alive()


def played(data: bytes) -> list[Observation] | str:
    """What the judge's side makes of `data` as a reply to a play: values, or a limit's name."""
    pid = os.fork()
    if pid == 0:
        time.sleep(30)
        os._exit(0)
    handle, (output, written) = os.pidfd_open(pid), os.pipe()
    os.close(written)
    limits = Limits(exercise_seconds=2, reply_bytes=2**20)
    with receiving(data, end=False) as sock:
        worker = Worker(sock.dup(), output, handle, limits, lambda killed: {})
        try:
            return worker.play(CASES, ["f"], [])
        except LimitHit as hit:
            return hit.limit
        finally:
            worker.close()
            os.waitpid(pid, 0)


def judged(seen: Observation) -> None:
    """Do with an observation what the judge does."""
    for want in WANTED:
        judge_one(want, seen, Tolerance())
        outcome = verdict("f", CASES[:1], [want], [seen], Tolerance(), ())
        repr(outcome)
        feedback.text(outcome, ())
    f"{seen.message}{seen.printed}{seen.returned!r}{seen.raised}".encode()


@BUSY
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_an_error(data):
    with receiving(data) as sock, pytest.raises(wire.WireError):
        wire.receive(sock, 1000)


@BUSY
@given(trees, buffers, st.data())
def test_a_mutated_frame_is_values_or_an_error(tree, parts, data):
    seen = Observation(np.arange(4.0), ("w",), None, True, "message", "printed")
    out: list = []
    valid = frame({"observed": [observation_to_json(seen, out)] * 2, "x": tree}, parts)
    place = data.draw(st.integers(0, len(valid) - 1))
    with receiving(valid[:place] + data.draw(st.binary(max_size=4)) + valid[place + 1 :]) as sock:
        try:
            header, _ = wire.receive(sock, 1000)
        except wire.WireError:
            return
    assert type(header) is dict


@BUSY
@given(trees, buffers)
def test_decoding_gives_a_plain_value_or_not_plain(tree, parts):
    try:
        value = decode(tree, parts)
    except NotPlain:
        return
    again: list = []
    encode(value, again)
    judged(Observation(value))


@BUSY
@given(
    st.sampled_from(["<f8", ">f8", "<f2", "<f4", "<f16", "<c8", "<c16", "<c32", "|b1", "<i8", "|u1",
                     "<U2", ">U2", "|S3"]),
    st.lists(st.integers(0, 3), max_size=3),
    st.data(),
)  # fmt: skip
def test_an_array_of_any_bytes_can_be_judged(dtype, shape, data):
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    part = data.draw(st.binary(min_size=size, max_size=size))
    try:
        value = decode({"array": [dtype, shape, 0]}, [part])
    except NotPlain:
        return
    judged(Observation(value))
    judged(Observation({"dw": value, "db": value}))
    repr(value)
    assert value.dtype.kind != "b" or set(value.view(np.uint8).flat) <= {0, 1}


@settings(BUSY, max_examples=120)
@given(st.lists(trees, min_size=2, max_size=2) | trees, buffers, st.booleans())
def test_a_forged_reply_is_values_or_a_limit(tree, parts, as_observed):
    header = {"observed": tree} if as_observed else tree
    try:
        data = frame(header, parts)
    except UnicodeEncodeError:
        return
    seen = played(data)
    if isinstance(seen, str):
        assert seen in ("reply", "calls")
    else:
        for one in seen:
            judged(one)


@settings(BUSY, max_examples=120)
@given(trees, trees, trees, buffers)
def test_a_forged_observation_is_values_or_a_limit(returned, raised, changed, parts):
    node = {"returned": returned, "raised": raised, "changed": changed, "message": changed}
    seen = played(frame({"observed": [node, {"returned": returned}]}, parts))
    if isinstance(seen, str):
        assert seen == "reply"
    else:
        for one in seen:
            judged(one)


DEEP = b'{"a":' * 100_000
HOSTILE = {
    "a header that claims to be enormous": struct.pack("<Q", 2**63),
    "a header that claims 4 MB and ends": struct.pack("<Q", wire.MAX_HEADER) + b"{",
    "an object nested deep": struct.pack("<Q", len(DEEP)) + DEEP,
    "a list nested deep": struct.pack("<Q", 10**6) + b"[" * 10**6,
    "a number of a million digits": frame({}).replace(b"{}", b"1" * 10**6),
    "sizes that claim 10**9 bytes": frame({}, sizes=[10**9]),
    "sizes that claim 10**30 bytes": frame({}, sizes=[10**30]),
    "a million empty buffers": frame({}, sizes=[0] * 10**6),
    "a size that is a bool": frame({}, sizes=[True]),
    "a size that is a place": frame({}, sizes=[[0, 8]]),
    "a size that is not a number": frame({}, sizes=["1"]),
    "no sizes": b"\x02\0\0\0\0\0\0\0{}",
    "half a pair of surrogates": frame({"error": "\ud800"}),
    "NaN, which is not JSON": frame({"x": float("nan")}),
    "UTF-16": b"\x08\0\0\0\0\0\0\0" + "{}".encode("utf-16"),
    "nothing": b"",
    "half a length": b"\x02\0\0",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_frame_is_an_error_soon_and_in_little_memory(name):
    data = HOSTILE[name]
    if len(data) >= 8:  # the length is what it is, unless the lie is there
        length = struct.unpack("<Q", data[:8])[0]
        if length < 2**40 and length != len(data) - 8 and "claims" not in name:
            data = struct.pack("<Q", len(data) - 8) + data[8:]
    start = time.monotonic()
    tracemalloc.start()
    try:
        with receiving(data) as sock, pytest.raises(wire.WireError):
            wire.receive(sock, 2**20)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.monotonic() - start < 5
    assert peak < 128 * 2**20


def test_a_pair_of_surrogates_is_a_character():
    with receiving(frame({"error": "\U0001f600"})) as sock:
        assert wire.receive(sock, 0)[0] == {"error": "\U0001f600"}


def test_a_reply_of_many_small_parts_takes_little_memory():
    """The most that a header may hold costs the judge some hundred MB at worst."""
    text = b'{"header":{"observed":[' + b"[]," * 10**6 + b'[]]},"sizes":[]}'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with receiving(struct.pack("<Q", len(text)) + text) as sock:
        wire.receive(sock, 0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024


def test_a_slow_worker_is_stopped_at_its_time():
    """One byte now and then does not keep the judge waiting."""
    ours, theirs = socket.socketpair()
    done = threading.Event()

    def drip():
        theirs.sendall(struct.pack("<Q", 1000))
        while not done.wait(0.05):
            theirs.send(b" ")

    writer = threading.Thread(target=drip, daemon=True)
    writer.start()
    end = time.monotonic() + 0.5

    def wait():
        if time.monotonic() > end:
            raise TimeoutError

    with ours, theirs, pytest.raises(TimeoutError):
        wire.receive(ours, 100, wait)
    done.set()
