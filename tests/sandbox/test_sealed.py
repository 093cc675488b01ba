"""Large arrays lie in sealed memory: a worker reads them there, and nobody writes to them."""

import dataclasses
import os

import numpy as np
import pytest

from course.cases import call, case
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import MB, LimitHit, Limits
from grader.sandbox.requests import Play, encoded
from grader.sandbox.sealed import Sealed
from grader.sandbox.wire import Shared

LARGE = np.arange(200_000.0).reshape(400, 500)
SUM = "def f(x):\n    total = float(x.sum())\n    x[:] = 7\n    return total"


@pytest.fixture
def sealed():
    lists = [[np.arange(3.0), LARGE], [LARGE.T[:50], np.array(2.0)]]
    return Sealed([[array.tobytes() for array in arrays] for arrays in lists])


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(exercise_seconds=10)) as warm:
        yield warm


def test_small_arrays_stay_and_large_ones_become_places(sealed):
    (small, first), (second, scalar) = sealed.lists
    assert (small, scalar) == (np.arange(3.0).tobytes(), np.array(2.0).tobytes())
    assert first == Shared(0, LARGE.nbytes)
    assert second.start >= LARGE.nbytes
    data = os.pread(sealed.descriptor, second.size, second.start)
    assert np.array_equal(np.frombuffer(data).reshape(50, 400), LARGE.T[:50])


def test_nobody_can_write_to_it(sealed):
    with pytest.raises(PermissionError):
        os.pwrite(sealed.descriptor, b"x", 0)
    with pytest.raises(PermissionError):
        os.ftruncate(sealed.descriptor, 0)


def test_a_worker_reads_it_and_every_call_has_a_copy_of_its_own(sandbox):
    cases = encoded([case("it", call("f", LARGE)), case("again", call("f", LARGE))])
    sealed = Sealed([cases.buffers])
    placed = dataclasses.replace(cases, buffers=sealed.lists[0])
    assert [type(one) for one in placed.buffers] == [bytes, Shared, Shared]
    for _ in range(2):  # another worker sees what the first one saw
        with sandbox.worker(sealed.descriptor) as worker:
            assert worker.run(SUM) is None
            (seen,) = worker.ask([Play(placed, ["f"])], 10)
        assert [one.returned for one in seen] == [LARGE.sum()] * 2


def test_what_a_worker_says_to_lie_there_is_no_reply(sandbox):
    """A forged place would let a submission choose what the judge reads."""
    forged = (
        "import json, os, struct\n"
        "text = json.dumps({'header': {'parts': [{'buffers': 1}]}, 'sizes': [[0, 8]]}).encode()\n"
        "os.write(3, struct.pack('<Q', len(text)) + text)"
    )
    with sandbox.worker(Sealed([[LARGE.tobytes()]]).descriptor) as worker:
        with pytest.raises(LimitHit) as hit:
            worker.run(forged)
        assert hit.value.limit == "reply"


def test_shared_memory_counts_little_against_a_worker(sandbox):
    many = Sealed([[bytes(64 * MB)]])
    with sandbox.worker(many.descriptor) as worker:
        assert worker.run("x = bytearray(100 * 2**20)") is None
