"""A function that draws at random is judged by how it draws, whichever generator it asks."""

import random

import numpy as np
import pytest

from course.cases import call, case, case_from_json, case_to_json
from course.compare import Tolerance, compare
from course.draws import PLAYS, is_draws, summary
from course.feedback import gap
from course.observe import observation_from_json, observation_to_json, play
from course.values import Opaque
from course.verdict import NOT_ATTEMPTED, RIGHT, Known, verdict

SOLUTION = """
def start(n_x, n_h):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    return {"W1": W1, "b1": b1, "layers": 2}
"""
CASES = (case("40 inputs and 30 units", call("start", 40, 30), random=True),)
DRAW = "np.random.randn(n_h, n_x) * 0.01"
CLOSE = Tolerance()


def names_of(code):
    names = {"__name__": "__main__", "np": np}
    exec(code, names)
    return names


def seen(code):
    return tuple(play(one, names_of(code), ("start",)) for one in CASES)


def outcome(code, known=()):
    return verdict("start", CASES, seen(SOLUTION), seen(code), CLOSE, known)


def drawn(expression):
    assert SOLUTION.count(DRAW) == 1
    return SOLUTION.replace(DRAW, expression)


@pytest.mark.parametrize(
    "expression",
    [
        "np.random.normal(0, 0.01, (n_h, n_x))",
        "np.random.default_rng().normal(size=(n_h, n_x)) * 0.01",
        "np.random.standard_normal((n_x, n_h)).T / 100",
        "0.01 * np.random.default_rng().standard_normal((n_h, n_x))",
        "(np.random.randn(7), np.random.randn(n_h, n_x) / 100)[1]",
    ],
)
def test_every_generator_in_any_order_is_right(expression):
    assert outcome(drawn(expression)).kind == RIGHT


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("np.random.randn(n_h, n_x)", "the spread of W1 was to be about 0.01, and is 1."),
        ("np.random.randn(n_h, n_x) * 0.001", "about 0.01, and is 0.001."),
        ("np.random.randn(n_h, n_x) * 0.0115", "the spread of W1 was to be about 0.01, and is"),
        ("np.random.rand(n_h, n_x) * 0.01", "the mean of W1 was to be about 0, and is 0.005."),
        ("np.zeros((n_h, n_x))", "W1 was to be drawn anew at each call, and is all zeros."),
        ("np.full((n_h, n_x), 0.01)", "and is the same number everywhere."),
        ("np.tile(np.random.randn(n_h, 1), n_x) * 0.01", "and is the same in every column."),
        ("np.tile(np.random.randn(n_x), (n_h, 1)) * 0.01", "and is the same in every row."),
        ("np.random.default_rng(1).normal(size=(n_h, n_x)) * 0.01", "the same at every call."),
        ("(np.random.seed(1), np.random.randn(n_h, n_x) * 0.01)[1]", "the same at every call."),
        ("np.random.randn(n_x, n_h) * 0.01", "W1 was to be shape (30, 40), and is shape (40, 30)"),
        ("np.random.randn(n_h, n_x) * 0.01j", "complex numbers"),
        ("np.random.randn(n_h, n_x) * np.inf", "not finite"),
        ("0.01", "W1 was to be an array of shape (30, 40), and is a number."),
        ("None", "W1 was to be an array of shape (30, 40), and is None."),
    ],
)
def test_each_way_of_drawing_wrongly_is_said_in_words(expression, said):
    sentence = gap(outcome(drawn(expression)), ("parameters",))
    assert said.replace("W1", 'parameters["W1"]') in sentence


def test_a_bias_that_is_drawn_is_said_to_be_no_zeros():
    wrong = SOLUTION.replace("np.zeros((n_h, 1))", "np.random.randn(n_h, 1)")
    sentence = gap(outcome(wrong), ("parameters",))
    assert 'parameters["b1"] was to be all zeros, and is drawn anew at each call.' in sentence


def test_what_does_not_vary_is_compared_as_ever():
    sentence = gap(outcome(SOLUTION.replace('"layers": 2', '"layers": 3')), ("parameters",))
    assert 'parameters["layers"] was to be 2, and is 3.' in sentence


def test_mistakes_of_drawing_are_recognised_by_name():
    wrong = {
        "not small": drawn("np.random.randn(n_h, n_x)"),
        "uniform": drawn("np.random.rand(n_h, n_x) * 0.01"),
        "zeros": drawn("np.zeros((n_h, n_x))"),
        "one seed": drawn("np.random.default_rng(3).normal(size=(n_h, n_x)) * 0.01"),
    }
    known = tuple(Known(name, "", seen(code)) for name, code in wrong.items())
    for name, code in wrong.items():
        told = outcome(code.replace("rng(3)", "rng(8)"), known)
        assert (told.names, told.certain) == ((name,), True)


def test_few_numbers_raise_no_false_alarm():
    few = case("3 inputs and 2 units", call("start", 3, 2), random=True)
    other = "(lambda *n: np.random.default_rng().normal(size=n))"
    drawing = ["np.random.randn", *[other] * 40]
    codes = [SOLUTION.replace("np.random.randn", one) for one in drawing]
    plays = [play(few, names_of(code), ("start",)) for code in codes]
    assert all(compare(plays[0].returned, one.returned, CLOSE) is None for one in plays)


def test_a_stub_is_not_attempted():
    assert outcome("def start(n_x, n_h):\n    pass").kind == NOT_ATTEMPTED
    told = outcome("def start(n_x, n_h):\n    raise NotImplementedError()")
    assert told.kind == NOT_ATTEMPTED


def test_the_learners_own_generators_are_as_they_were():
    code = drawn("rng.normal(size=(n_h, n_x)) + old.normal(size=(n_h, n_x)) * 0")
    names = names_of("rng, old = np.random.default_rng(5), np.random.RandomState(6)\n" + code)

    def states():
        old = names["old"].get_state()
        return (
            names["rng"].bit_generator.state,
            (old[1].tolist(), old[2:]),
            (np.random.get_state()[1].tolist(), np.random.get_state()[2:]),
            random.getstate(),
        )

    before = states()
    play(CASES[0], names, ("start",))
    play(CASES[0], names_of(SOLUTION), ("start",))
    play(CASES[0], names_of(drawn("random.gauss(0, 1)") + "\nimport random"), ("start",))
    assert states() == before


def test_the_generators_come_back_after_an_exception():
    before = np.random.get_state()[1].tolist()
    assert play(CASES[0], names_of(drawn("np.random.randn(n_h) @ b1")), ("start",)).raised
    assert np.random.get_state()[1].tolist() == before


def test_case_and_observation_survive_the_wire():
    buffers = []
    node = case_to_json(CASES[0], buffers)
    assert case_from_json(node, buffers) == CASES[0]
    assert not case_from_json(case_to_json(case("", call("f")), buffers), buffers).random
    buffers = []
    node = observation_to_json(seen(SOLUTION)[0], buffers)
    assert observation_from_json(node, buffers) == seen(SOLUTION)[0]


def test_a_dictionary_that_claims_to_be_draws_is_none():
    told = seen(SOLUTION)[0].returned["W1"]
    assert is_draws(told)
    assert summary([told] * PLAYS) == Opaque("a dictionary")


@pytest.mark.parametrize(
    "plays",
    [
        [np.zeros(2), np.zeros(3)],
        [np.zeros(2), None],
        [[1, 2], [1]],
        [{"a": 1}, {"b": 1}],
        ["one", "other"],
    ],
)
def test_what_is_of_another_kind_each_time_is_no_plain_value(plays):
    assert isinstance(summary(plays), Opaque)


@pytest.mark.parametrize("sizes", [[16**389] * 3, [-1], [1.0], [True], [1] * 65, (2, 3)])
def test_what_can_be_no_shape_is_no_array_that_was_drawn(sizes):
    drawn = summary([np.zeros((2, 3))] * 2)
    assert is_draws(drawn)
    assert not is_draws(drawn | {"draws of": sizes})
