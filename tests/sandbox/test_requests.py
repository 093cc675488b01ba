"""A reply is read as what it says; one that is the solution's own needs no reading."""

import json

import numpy as np
import pytest

from course.cases import call, case
from course.compare import Tolerance
from course.observe import Observation, observation_to_json
from course.verdict import RIGHT, WRONG, judge_one
from grader.sandbox.requests import Play, encoded

CASES = [case("one", call("f", 1)), case("another", call("f", 2))]


def asked(*returned):
    """Return the request of a case set on which the solution returns this."""
    cases = CASES[: len(returned)]
    return Play(encoded(cases, [Observation(one) for one in returned]), ["f"])


def told(*returned):
    """Return a worker's reply, as it comes off the wire."""
    arrays = []
    nodes = [observation_to_json(Observation(one), arrays) for one in returned]
    return {"observed": json.loads(json.dumps(nodes))}, [memoryview(a.tobytes()) for a in arrays]


def test_the_solutions_own_reply_is_taken_for_what_is_expected():
    request = asked({"dw": np.ones(3)}, (np.nan, [np.zeros((2, 2)), None]))
    reply, buffers = told({"dw": np.ones(3)}, (np.nan, [np.zeros((2, 2)), None]))
    seen = request.read(reply, buffers)
    assert all(s is e for s, e in zip(seen, request.cases.expected, strict=True))
    assert all(judge_one(s, s, Tolerance())[0] == RIGHT for s in seen)


@pytest.mark.parametrize(
    ("expected", "returned"),
    [
        (1, 2),
        (1, True),
        (1, "1"),
        (1.0, 1),
        (0.0, -0.0),
        (np.ones(3), np.array([1.0, 1.0, 1.0 + 1e-12])),
        (np.ones(3), np.ones((3, 1))),
        (np.ones(3), np.ones(3, dtype=int)),
        ((1, 2), [1, 2]),
    ],
)
def test_another_reply_is_read(expected, returned):
    request, (reply, buffers) = asked(expected), told(returned)
    (seen,) = request.read(reply, buffers)
    assert seen is not request.cases.expected[0]
    assert repr(seen.returned) == repr(Observation(returned).returned)


def test_a_wrong_reply_is_wrong():
    request, (reply, buffers) = asked(np.ones(3)), told(np.zeros(3))
    (seen,) = request.read(reply, buffers)
    assert judge_one(request.cases.expected[0], seen, Tolerance())[0] == WRONG


@pytest.mark.parametrize("count", [1, 3])
def test_a_reply_of_too_few_or_too_many_is_none(count):
    with pytest.raises(ValueError, match="too few or too many"):
        asked(1, 2).read(*told(*[1, 2, 3][:count]))
