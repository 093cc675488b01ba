"""Whether a function loops over the examples is seen by counting what Python has to do."""

import functools
import linecache
import sys
import textwrap

import numpy as np
import pytest

from course.cases import call, case, case_from_json, case_to_json
from course.compare import Tolerance
from course.feedback import gap
from course.observe import Observation, observation_from_json, observation_to_json, play
from course.operations import SLACK, Count
from course.values import NotPlain
from course.verdict import NOT_ATTEMPTED, RAISED, RIGHT, WRONG, Known, verdict

RNG = np.random.default_rng(1)


def growth_case(few=4, many=40):
    w = RNG.normal(size=(3, 1))
    sizes = [
        call("slope", w, RNG.normal(size=(3, m)), RNG.normal(size=(1, m))) for m in (few, many)
    ]
    return case("4 and 40 examples", *sizes, growth=True)


CASES = (growth_case(),)
SOLUTION = """
def slope(w, X, Y):
    m = X.shape[1]
    return X @ (w.T @ X - Y).T / m
"""
IN_A_LOOP = """
def slope(w, X, Y):
    m = X.shape[1]
    dw = np.zeros_like(w)
    for i in range(m):
        x = X[:, i : i + 1]
        dw += x * (w.T @ x - Y[0, i])
    return dw / m
"""


def names_of(code):
    """Return the namespace of a notebook in which a cell with `code` was run."""
    code = textwrap.dedent(code).strip()
    name = f"<cell {len(linecache.cache)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"__name__": "__main__", "np": np}
    exec(compile(code, name, "exec"), names)
    return names


def seen(code):
    return tuple(play(one, names_of(code), ("slope",)) for one in CASES)


def outcome(code, known=()):
    return verdict("slope", CASES, seen(SOLUTION), seen(code), Tolerance(), known)


RIGHT_ONES = {
    "the solution": SOLUTION,
    "einsum": """
        def slope(w, X, Y):
            return np.einsum("im,jm->ij", X, np.einsum("ij,im->jm", w, X) - Y) / Y.size
        """,
    "NumPy's Python wrappers": """
        def slope(w, X, Y):
            error = np.sum(np.multiply(w, X), axis=0, keepdims=True) - Y
            return np.mean(X * error, axis=1, keepdims=True) + 0 * np.linalg.norm(np.cov(X))
        """,
    "a loop over a fixed tuple of names": """
        def slope(w, X, Y):
            grads = {}
            for name in ("dw", "db"):
                grads[name] = np.zeros(1)
            steps = [part for part in (w, X, Y)]
            return X @ (w.T @ X - Y).T / X.shape[1]
        """,
    "a loop over the features": """
        def slope(w, X, Y):
            error = w.T @ X - Y
            return np.array([[np.mean(X[j] * error[0])] for j in range(X.shape[0])])
        """,
    "an import and a print in it": """
        def slope(w, X, Y):
            import wave
            print("X is", X, "and Y is", Y)
            return X @ (w.T @ X - Y).T / X.shape[1]
        """,
    "a special way for a single example, or for few": """
        def slope(w, X, Y):
            if X.shape[1] < 10:
                return X @ (w.T @ X - Y).T / X.shape[1]
            error = w.T @ X
            error = error - Y
            return np.dot(X, error.T) / X.shape[1]
        """,
}
LOOPS = {
    "for": (IN_A_LOOP, "line 4, `for i in range(m):"),
    "while": (
        """
        def slope(w, X, Y):
            i, dw = 0, 0
            while i < X.shape[1]:
                dw, i = dw + X[:, [i]] * (w.T @ X[:, [i]] - Y[0, i]), i + 1
            return dw / i
        """,
        "line 3, `while i < X.shape[1]:",
    ),
    "inside a fixed loop": (
        """
        def slope(w, X, Y):
            for name in ("dw", "db"):
                total = 0
                for x, y in zip(X.T, Y.T):
                    total = total + x * (w[:, 0] @ x - y)
            return total[:, None] / len(Y.T)
        """,
        "line 4, `for x, y in zip(X.T, Y.T):",
    ),
    "comprehension": (
        """
        def slope(w, X, Y):
            error = [float(w[:, 0] @ x) - y for x, y in zip(X.T, Y[0])]
            return X @ np.array([error]).T / len(error)
        """,
        "line 2, `error = [float",
    ),
    "generator": (
        "def slope(w, X, Y):\n    return sum(x[:, None] * (w.T @ x - y) for x, y in zip(X.T, Y.T))",
        "line 2, `return sum(",
    ),
    "map": (
        """
        def slope(w, X, Y):
            error = list(map(lambda x: float(w[:, 0] @ x), X.T))
            return X @ (np.array([error]) - Y).T / len(error)
        """,
        "line 2, `error = list(map(",
    ),
    "np.vectorize": (
        """
        def square(number):
            return number * number

        def slope(w, X, Y):
            f = np.vectorize(square)
            return f(X) @ Y.T
        """,
        "line 5, `f = np.vectorize(square)",
    ),
    "np.apply_along_axis": (
        """
        def slope(w, X, Y):
            error = np.apply_along_axis(np.dot, 0, X, w[:, 0])
            return X @ (error - Y).T / Y.size
        """,
        "line 2, `error = np.apply_along_axis(",
    ),
    "recursion": (
        """
        def slope(w, X, Y):
            if X.shape[1] == 0:
                return 0
            return X[:, [0]] * (w.T @ X[:, [0]] - Y[0, 0]) + slope(w, X[:, 1:], Y[:, 1:])
        """,
        "line 4, `return X[:, [0]]",
    ),
    "a helper's": (
        """
        def each(X):
            return [x for x in X.T]

        def slope(w, X, Y):
            return X @ (w.T @ np.array(each(X)).T - Y).T
        """,
        "line 2, `return [x for x in X.T]",
    ),
}


@pytest.mark.parametrize("code", RIGHT_ONES.values(), ids=RIGHT_ONES)
def test_work_for_whole_arrays_does_not_grow(code):
    found = outcome(code)
    assert found.kind == RIGHT, found


@pytest.mark.parametrize(("code", "line"), LOOPS.values(), ids=LOOPS)
def test_a_loop_is_seen_in_every_dress_and_its_line_named(code, line):
    found = outcome(code)
    assert (found.kind, found.difference.stage) == (WRONG, "growth")
    sentence = gap(found, ())
    assert "Python was to have as much to do for many examples as for few" in sentence
    assert f"look at {line}" in sentence


def test_a_loop_is_recognised_by_name_beside_a_wrong_value():
    other = Known("what shows in values alone", "", seen(SOLUTION))
    known = (other, Known("an explicit loop", "", seen(IN_A_LOOP)))
    found = outcome(LOOPS["comprehension"][0], known)
    assert (found.names, found.certain) == (("an explicit loop",), True)


def test_a_loop_is_seen_though_the_first_call_is_slow_for_another_reason():
    sys.modules.pop("wave", None)
    assert seen(IN_A_LOOP.replace("m = X", "import wave; m = X"))[0].grows


def test_a_code_without_a_text_is_counted_all_the_same():
    names = {"np": np}
    exec(IN_A_LOOP, names)
    (one,) = (play(c, names, ("slope",)) for c in CASES)
    assert one.grows
    assert one.message == ""


def test_a_stub_and_an_error_are_what_they_always_are():
    assert outcome("def slope(w, X, Y):\n    pass").kind == NOT_ATTEMPTED
    assert outcome("def slope(w, X, Y):\n    raise NotImplementedError()").kind == NOT_ATTEMPTED
    assert outcome("def slope(w, X, Y):\n    return X @ Y").kind == RAISED


def test_what_traced_before_traces_again():
    events = []

    def tracer(frame, event, argument):
        events.append(event)

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        play(CASES[0], names_of(IN_A_LOOP), ("slope",))
        play(CASES[0], names_of("def slope(w, X, Y):\n    return X @ Y"), ("slope",))
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_an_exception_ends_the_counting():
    count, before = Count(), sys.gettrace()
    with pytest.raises(ZeroDivisionError):
        count(lambda: 1 / 0)
    assert sys.gettrace() is before


def test_the_same_call_has_the_same_count():
    names, calls = names_of(IN_A_LOOP), CASES[0].calls
    counts = []
    for _ in range(3):
        count = Count()
        count(functools.partial(names["slope"], *calls[0].arguments))
        counts.append(count.total)
    assert len(set(counts)) == 1
    assert counts[0] > 100


def test_the_difference_of_a_loop_is_far_above_what_is_forgiven():
    one = play(CASES[0], names_of(LOOPS["map"][0]), ("slope",))
    few, many = one.operations
    assert many - few > 4 * SLACK
    right = play(CASES[0], names_of(RIGHT_ONES["NumPy's Python wrappers"]), ("slope",))
    assert right.operations[0] == right.operations[1] > 100


def test_growth_takes_two_calls_of_one_function():
    with pytest.raises(ValueError, match="two calls of one function"):
        case("one", call("f", 1), growth=True)
    with pytest.raises(ValueError, match="two calls of one function"):
        case("two", call("f", 1), call("g", 1), growth=True)


def test_case_and_observation_survive_the_wire():
    buffers = []
    assert case_from_json(case_to_json(CASES[0], buffers), buffers).growth
    (one,) = seen(IN_A_LOOP)
    again = observation_from_json(observation_to_json(one, buffers), buffers)
    assert (again.operations, again.message) == (one.operations, one.message)
    assert again.grows


@pytest.mark.parametrize("forged", [3, "33", [1, 2, 3], [1.5, 2], [True, 2], {"a": 1}])
def test_forged_counts_are_refused(forged):
    node = observation_to_json(Observation(1), []) | {"operations": forged}
    with pytest.raises(NotPlain):
        observation_from_json(node, [])
