"""A count of operations that the submission's process reports is doubted where there is reason."""

import drawn_and_counted
import pytest

from course.cases import call
from grader import vectorized
from grader.casesets import CaseSets
from grader.intake import read_script
from grader.judge import Judge

RIGHT = "def slope(w, X, Y):\n    return np.mean(X * (w.T @ X - Y), 1, keepdims=True)"
LOOP = """def slope(w, X, Y):
    m, dw = {m}, 0
    for i in range(m):
        dw = dw + X[:, [i]] * (np.dot(w.T, X[:, i]) - Y[0, i])
    return dw / m
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return drawn_and_counted.write(tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def growth(content):
    (one,) = (c for c in content.items["slope"].cases(0) if c.growth)
    return one


@pytest.fixture(scope="module")
def judged(content, sandbox):
    judge = Judge(CaseSets(content, b"s"), sandbox)

    def verdict(code):
        script = read_script(f"import numpy as np\n{code}", "ann", content.source)
        return next(v for v in judge.judge(script).verdicts if v.exercise == "slope")

    return verdict


UNCOUNTED = {
    "switches the tracing off": "import sys\n"
    + LOOP.format(m="X.shape[1]").replace("    m,", "    sys.settrace(None)\n    m,", 1),
    "by a name that is put together": "import sys\n"
    + LOOP.format(m="X.shape[1]").replace(
        "    m,", "    getattr(sys, 'settrace')(None)\n    m,", 1
    ),
    "in a thread": "import threading\n" + RIGHT,
    "in another's code": "import course.operations\n" + RIGHT,
}


@pytest.mark.parametrize("code", UNCOUNTED.values(), ids=UNCOUNTED)
def test_who_touches_the_counting_gets_no_points_and_is_told_why(judged, code):
    verdict = judged(code)
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert "cannot be counted here" in " ".join(verdict.message.split())


def test_a_loop_that_was_not_counted_is_read_in_the_source(judged):
    off = "    sys.__dict__['set' + 'trace'](None)\n    m,"
    code = LOOP.format(m="X.shape[1]").replace("    m,", off, 1)
    verdict = judged("import sys\n" + code)
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    message = " ".join(verdict.message.split())
    assert "A loop over the examples stands in slope: line 6, `for i in range(m):`" in message


def test_a_right_function_is_believed(judged):
    assert judged(RIGHT).points == 5
    assert judged("import sys, os, time\n%precision 4\n" + RIGHT).points == 5


def doubt(growth, code):
    return vectorized.doubt([code], "slope", growth)


@pytest.mark.parametrize(
    ("loop", "counted"),
    [
        ("for i in range(X.shape[1]):", True),
        ("for i in range(X.shape[-1]):", True),
        ("for i in range(0, m):", True),
        ("for i in range(n):", True),
        ("for x in X.T:", True),
        ("for i, (x, y) in enumerate(zip(X.T, Y.T)):", True),
        ("for i in np.arange(len(Y.T)):", True),
        ("while 3 < m:", True),
        ("for i in range(X.shape[0]):", False),
        ("for x in X:", False),
        ("for i in range(k):", False),
        ("for i in range(3):", False),
        ('for name in ("dw", "db"):', False),
        ("while k < 3:", False),
    ],
)
def test_a_loop_over_the_examples_is_told_from_one_over_the_features(growth, loop, counted):
    code = (
        f"def slope(w, X, Y):\n    m = X.shape[1]\n    k, n = X.shape\n    {loop}\n        break\n"
    )
    assert bool(doubt(growth, code)) is counted


@pytest.mark.parametrize(
    "code",
    [
        "def slope(w, X, Y):\n    return X\n    for x in X.T:\n        pass",
        "def slope(w, X, Y):\n    if False:\n        for x in X.T:\n            pass",
        "def slope(w, X, Y):\n    X = X[:, :3]\n    for i in range(X.shape[1]):\n        pass",
        "def other(w, X, Y):\n    return [x for x in X.T]\ndef slope(w, X, Y):\n    return X",
        "def slope(w, X, Y):\n    trace = np.trace(X)\n    return trace.real",
        "this is no Python",
    ],
)
def test_what_is_not_reached_or_not_the_examples_is_no_loop(growth, code):
    assert doubt(growth, code) == ""


def test_a_comprehension_is_a_loop_and_a_number_may_be_the_count(growth):
    assert "line 2" in doubt(growth, "def slope(w, X, Y):\n    return [x for x in X.T]")
    counted = type(growth)("", (call("slope", 4), call("slope", 40)), growth=True)
    assert doubt(counted, "def slope(m):\n    return [i for i in range(m)]")
    assert not doubt(counted, "def slope(m):\n    return [i for i in range(3)]")


def test_a_very_long_submission_is_looked_through_without_being_parsed(growth):
    long = "x = 1\n" * 40_000
    assert doubt(growth, long) == ""
    assert "settrace" in doubt(growth, long + "settrace")
