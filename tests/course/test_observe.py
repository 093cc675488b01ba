"""Playing a case notes what is seen of a function, whatever the function does."""

import functools
import inspect
import io
import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_values import json_values

from course.cases import Formula, Result, call, case, case_from_json, case_to_json
from course.compare import is_sketch
from course.observe import (
    SKETCH_ABOVE,
    Observation,
    Raised,
    _bind_plain,
    is_stub,
    observation_from_json,
    observation_to_json,
    play,
    sketch,
)
from course.values import NotPlain, Opaque

EXERCISES = ("outer", "inner")


def defined(code):
    """Return the namespace of a learner's notebook with this code in it."""
    names = {"__name__": "__main__", "np": np}
    exec(textwrap.dedent(code), names)
    return names


def seen(code, *calls, keeps=(), **options):
    played = case("a case", *calls or (call("outer", np.ones((2, 3))),), **options)
    return play(played, defined(code), EXERCISES, keeps)


def test_what_is_returned_is_noted():
    assert seen("def outer(X): return {'s': X.sum()}").returned == {"s": 6.0}


def test_a_case_can_be_played_again_though_its_arrays_are_changed():
    names = defined("def outer(X):\n    X += 1\n    return X.sum()")
    played = case("a case", call("outer", np.zeros(2)))
    assert play(played, names, EXERCISES).returned == play(played, names, EXERCISES).returned == 2


def test_an_argument_changed_where_it_must_be_kept_is_noted():
    changing = "def outer(X, w=None):\n    X += 1\n    return 0"
    assert seen(changing, keeps=("X",)).changed == ("X",)
    assert seen(changing, keeps=("w",)).changed == ()
    assert seen(changing).changed == ()


def test_an_earlier_result_changed_where_it_must_be_kept_is_noted():
    code = "def inner(): return np.zeros(2)\ndef outer(X):\n    X += 1\n    return 0"
    given = seen(code, call("inner"), call("outer", Result(0)), keeps=("X",))
    assert given.changed == ("X",)


def test_arrays_that_lie_in_memory_to_be_read_only_are_copied_for_the_call():
    buffers = []
    node = case_to_json(case("a case", call("outer", np.zeros(2))), buffers)
    sent = case_from_json(node, [memoryview(array.tobytes()) for array in buffers])
    names = defined("def outer(X):\n    X += 1\n    return X.sum()")
    for _ in range(2):
        assert play(sent, names, EXERCISES, ("X",)) == Observation(2.0, ("X",))


@given(
    st.sampled_from(
        ["", "a", "a, b", "a, b=1", "a=0, b=1", "a, /", "a, *, b", "*a", "a, **b", "a, *b, c=1"]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.sampled_from("abcd"), st.integers(), max_size=3),
)
def test_arguments_are_bound_as_inspect_binds_them(parameters, arguments, keywords):
    function = defined(f"def outer({parameters}): pass")["outer"]
    bound = _bind_plain(function, arguments, keywords)
    try:
        wanted = inspect.signature(function).bind(*arguments, **keywords).arguments
    except TypeError:
        assert bound is None
    else:
        assert bound == wanted or (bound is None and set("*/") & set(parameters))


def test_what_one_call_returns_goes_into_the_next():
    names = "def inner(x): return {'cache': [x, 2 * x]}\ndef outer(a, b): return a + b"
    result = seen(
        names, call("inner", 3), call("outer", Result(0, ("cache", 0)), Result(0, ("cache", 1)))
    )
    assert result.returned == 9


def test_a_formula_is_given_as_a_function():
    assert seen("def outer(f): return f(3)", call("outer", Formula("x**2 + 1"))).returned == 10


def test_a_pinned_function_returns_its_value_and_comes_back_afterwards():
    names = defined("def inner(): return 1\ndef outer(): return inner()")
    own = names["inner"]
    assert play(case("", call("outer"), pinned={"inner": 7}), names, EXERCISES).returned == 7
    assert names["inner"] is own
    assert play(case("", call("outer"), pinned={"new": 7}), names, EXERCISES).returned == 1
    assert "new" not in names


def test_a_pinned_function_comes_back_after_an_exception():
    names = defined("def inner(): return 1\ndef outer(): raise ValueError(inner())")
    own = names["inner"]
    play(case("", call("outer"), pinned={"inner": 7}), names, EXERCISES)
    assert names["inner"] is own


def test_a_pinned_array_is_new_at_every_call():
    code = "def outer():\n    inner()[0] = 9\n    return inner()"
    assert seen(code, call("outer"), pinned={"inner": np.zeros(2)}).returned.tolist() == [0, 0]


def test_prints_and_warnings_stay_out_of_the_notebook(capsys, recwarn):
    code = "def outer(X):\n    print('hello')\n    return np.log(X - 1)"
    assert seen(code).printed == "hello\n"
    assert capsys.readouterr().out == ""
    assert not recwarn.list


def test_an_endless_print_costs_no_memory():
    code = "def outer(X):\n    for i in range(10**5):\n        print('x' * 100)"
    assert len(seen(code).printed) < 5_000


def test_prints_go_where_they_are_asked_to_go():
    out = io.StringIO()
    names = defined("def outer(): print('hello')")
    assert play(case("", call("outer")), names, EXERCISES, printed=out).printed == ""
    assert out.getvalue() == "hello\n"


def test_an_exception_is_placed_in_the_exercise_whose_code_raised_it():
    code = """
        def helper(X): return X @ X
        def inner(X): return helper(X)
        def outer(X): return inner(X)
    """
    assert seen(code).raised == Raised("inner", "ValueError", ("product", "2", "3"))


@pytest.mark.parametrize(
    ("expression", "raised"),
    [
        ("X @ X", Raised("outer", "ValueError", ("product", "2", "3"))),
        ("np.dot(X, X)", Raised("outer", "ValueError", ("product", "2", "3"))),
        ("np.matmul(X, X)", Raised("outer", "ValueError", ("product", "2", "3"))),
        ("X + X.T", Raised("outer", "ValueError", ("broadcast", "(2,3)", "(3,2)"))),
        ("X.reshape(4, 2)", Raised("outer", "ValueError", ("reshape", "6", "(4,2)"))),
        ("(lambda a, b, c: 0)(*X)", Raised("outer", "TypeError", ("c",))),
        ("[0 for a, b in X]", Raised("outer", "ValueError", ("unpack", "2"))),
        ("1 if X else 0", Raised("outer", "ValueError", ("truth value",))),
        ("X[0, 3]", Raised("outer", "IndexError", ("axis", "1", "3"))),
        ("X['W1']", Raised("outer", "IndexError", ("no number",))),
        ("float(X)", Raised("outer", "TypeError", ("one number",))),
        ("{X: 1}", Raised("outer", "TypeError", ("numpy.ndarray",))),
        ("{'dw': 1}['dW']", Raised("outer", "KeyError", ("'dW'",))),
        ("nowhere", Raised("outer", "NameError", ("nowhere",))),
        ("X.transposed", Raised("outer", "AttributeError", ("transposed",))),
        ("X.sum(axis=5)", Raised("outer", "ValueError")),
        ("1 / 0", Raised("outer", "ZeroDivisionError")),
        ("sys.exit(1)", Raised("outer", "SystemExit")),
        ("outer(X)", Raised("outer", "RecursionError")),
    ],
)
def test_an_exception_is_known_by_its_kind_and_sizes_and_not_by_its_words(expression, raised):
    assert seen(f"import sys\ndef outer(X): return {expression}").raised == raised


def test_an_exception_of_ones_own_is_known_by_the_builtin_it_stems_from():
    code = "class Odd(KeyError):\n    pass\ndef outer(X):\n    raise Odd('x')"
    assert seen(code).raised.error == "KeyError"


def test_an_interrupt_is_not_swallowed():
    with pytest.raises(KeyboardInterrupt):
        seen("def outer(X): raise KeyboardInterrupt")


def test_a_missing_function_is_not_attempted_yet():
    result = seen("x = 1")
    assert not result.attempted
    assert "no function called outer" in result.message


def test_a_number_in_the_place_of_a_function_cannot_be_called():
    assert "outer is a int, not a function" in seen("outer = 3").message


@pytest.mark.parametrize("head", ["outer()", "outer(X, y)", "outer(X, *, y)", "outer(Z=1, /)"])
def test_a_function_of_other_arguments_cannot_be_called(head):
    result = seen(f"def {head}: return 0", call("outer", X=1))
    assert result.raised == Raised("outer", "cannot be called")
    assert "defined as outer(" in result.message
    assert result.attempted


@pytest.mark.parametrize(
    "function",
    [
        "def outer(X, extra=1, *args, **kwargs): return 1",
        "def outer(*args): return 1",
        "outer = lambda X: 1",
        "class Outer:\n    def __call__(self, X): return 1\nouter = Outer()",
        "import functools\nouter = functools.partial(lambda a, X: 1, 0)",
        "outer = np.vectorize(lambda x: 1, otypes=[int])",
        "outer = np.shape",
        "outer = len",
    ],
)
def test_whatever_can_be_called_with_these_arguments_is_called(function):
    assert seen(function, keeps=("X",)).raised is None


@pytest.mark.parametrize("body", ["pass", "...", "'''Only words.'''", "return None", "return"])
def test_an_empty_body_is_a_stub(body):
    names = defined(f"def outer(X):\n    {body}")
    assert is_stub(names["outer"])
    assert not play(case("", call("outer", 1)), names, EXERCISES).attempted


@pytest.mark.parametrize("body", ["X = 1", "return 0", "print(X)", "X[0]"])
def test_a_body_that_does_something_is_no_stub(body):
    assert seen(f"def outer(X):\n    {body}").attempted


def test_the_given_exception_of_the_stub_means_not_attempted():
    assert not seen("def outer(X): raise NotImplementedError").attempted


def test_a_stub_that_is_called_by_another_function_leaves_that_one_attempted():
    code = "def inner(X): raise NotImplementedError\ndef outer(X): return inner(X)"
    result = seen(code)
    assert result.attempted
    assert result.raised == Raised("inner", "NotImplementedError")


def test_a_stub_earlier_in_the_case_leaves_the_last_function_attempted():
    code = "def inner(X): raise NotImplementedError\ndef outer(X): return X"
    assert seen(code, call("inner", 1), call("outer", Result(0))).attempted


def test_a_decorated_function_is_played_as_it_is():
    names = defined("def outer(X): return 2 * X")
    plain = names["outer"]
    names["outer"] = functools.wraps(plain)(lambda *a, **k: plain(*a, **k) + 1)
    assert play(case("", call("outer", 1)), names, EXERCISES).returned == 3


def test_what_is_not_plain_is_noted_as_what_it_was():
    assert seen("def outer(X): return (x for x in X)").returned == Opaque("a generator")


def test_a_long_array_is_noted_by_a_sketch():
    size = SKETCH_ABOVE + 1
    long = seen(f"def outer(X): return [np.ones({size})]").returned[0]
    assert is_sketch(long)
    assert long["norm"] == pytest.approx(np.sqrt(size))
    assert isinstance(sketch(np.ones(SKETCH_ABOVE)), np.ndarray)


def test_a_huge_broadcast_array_allocates_nothing():
    code = "def outer(X): return np.broadcast_to(1.0, (10**7, 10**7))"
    assert isinstance(seen(code).returned, Opaque)


def test_a_case_comes_back_from_json_as_it_was():
    calls = call("inner", np.ones(2), 3), call("outer", Result(0, ("w", 1)), f=Formula("x"))
    one = case("a title", *calls, pinned={"draw": np.zeros(2)}, large=True)
    buffers = []
    back = case_from_json(case_to_json(one, buffers), buffers)
    assert (back.title, back.large) == (one.title, True)
    assert back.calls[1] == one.calls[1]
    assert back.calls[0].arguments[0].tolist() == [1, 1]
    assert back.pinned["draw"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "one",
    [
        Observation({"w": 1.5, "list": [None, "x"]}, ("X",), printed="hello"),
        Observation(raised=Raised("outer", "ValueError", ("product", "2")), message="no"),
        Observation(attempted=False),
        Observation(Opaque("a set")),
    ],
)
def test_an_observation_comes_back_from_json_as_it_was(one):
    buffers = []
    assert observation_from_json(observation_to_json(one, buffers), buffers) == one


fields = ["returned", "raised", "changed", "attempted", "message", "printed"]


@given(st.dictionaries(st.sampled_from(fields), json_values))
def test_a_forged_observation_is_refused_or_holds_short_plain_values(node):
    try:
        one = observation_from_json(node, [])
    except (NotPlain, KeyError, TypeError):
        return
    assert len(one.message) <= 2000
    assert all(type(name) is str and len(name) <= 80 for name in one.changed)
