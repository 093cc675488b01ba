"""What a widget is told: an answer, or why there is none; it never waits for ever."""

import numpy as np
import pytest
from test_playground import OWN

from course.errors import CourseError
from course.widgets import digit_pad, gradient_judge, playground, playing, sweep, training
from course.widgets.bundle import bundle
from course.widgets.engine import disagreement, engine_of
from course.widgets.playing import _points

ASKED = {"do": "begin", "dataset": "circles", "hidden": [4], "seed": 0, "rate": 0.3, "size": 120}


def own(*changed, **given):
    """The learner's functions, with some text of them changed and some names given."""
    text = OWN.replace("import course", "")
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    names = {}
    exec(compile(text, "<cell>", "exec"), names)
    return names | given


def told(widget, question):
    """What the widget sends when the browser asks."""
    sent = []
    widget.send = lambda content, buffers=None: sent.append(content)
    widget._asked(widget, question, [])
    (content,) = sent
    return content


def stops(error):
    def function(*_):
        raise error

    return function


def test_a_gradient_of_nan_does_not_agree():
    names = own(("dZ2 = cache", "dZ2 = np.nan * cache"))
    blocks = told(gradient_judge(names), {"typed": {}})["blocks"]
    assert [b["name"] for b in blocks] == ["dW2", "db2", "dW1", "db1"]
    assert all(set(b["derived"]) == set(b["errors"]) == {None} for b in blocks)
    assert "does not agree" in told(playground(names), ASKED)["check"]
    engine, (X, Y) = engine_of(names), _points("circles")
    parameters = engine.begin([2, 4, 1])
    grads = engine.gradients(parameters, X, Y)
    assert disagreement(engine, parameters, grads, X, Y) == np.inf


def test_the_playground_takes_a_function_as_it_is_now():
    names = own(('dW1": dZ1', 'dW1": -dZ1'))
    widget = playground(names)
    assert "does not agree" in told(widget, ASKED)["check"]
    names.update(backward_propagation=own()["backward_propagation"])
    assert "agrees with nudging" in told(widget, ASKED)["check"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_who_interrupts_the_kernel_is_told_and_may_ask_again(error):
    names = own(forward_propagation=stops(error))
    assert told(playground(names), ASKED)["error"]
    assert told(digit_pad(stops(error)), {"counts": [0] * 64})["error"]


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ({}, "a dictionary with nothing; the judge looks for dW2, db2, dW1, db1"),
        ({"dw1": 1, "db_1": 2}, "a dictionary with dw1, db_1; the judge looks for"),
        (None, "returned NoneType; the judge needs a dictionary"),
    ],
)
def test_derivatives_of_no_known_name_are_told(returned, words):
    names = own(backward_propagation=lambda *_: returned)
    assert words in told(gradient_judge(names), {"typed": {}})["error"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (("dZ2 = cache", "dZ2 = np.mean(X, axis=7) - cache"), "backward_propagation stopped, line"),
        (('return A2, {"A1"', 'return None, {"A1"'), "What your functions returned does not fit:"),
    ],
)
def test_what_stops_is_told_in_the_learners_own_lines(changed, words):
    assert told(playground(own(changed)), ASKED)["error"].startswith(words)


def test_a_drawings_answer_that_is_no_probability_is_told():
    drawn = {"counts": [0] * 64}
    assert "shape (64, 1) for one picture" in told(digit_pad(lambda x: x), drawn)["error"]
    assert "does not fit: ValueError" in told(digit_pad(lambda x: "odd"), drawn)["error"]
    assert told(digit_pad(lambda x: np.array([[0.25]])), drawn)["probability"] == 0.25


def test_where_a_network_cannot_begin_none_of_before_is_trained():
    widget = playground(own())
    assert told(widget, ASKED)["iteration"] == 0
    for question in (ASKED | {"hidden": [4, 4]}, {**ASKED, "hidden": [4, 4], "do": "train"}):
        assert "one hidden layer" in told(widget, question)["error"]


def test_the_playground_leaves_the_notebooks_draws_alone():
    np.random.seed(7)
    due = np.random.rand()
    np.random.seed(7)
    told(playground(own()), ASKED)
    assert np.random.rand() == due


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"dataset": "stars"}, "There is no data set 'stars'; there is: circles, moons"),
        ({"activation": "relu"}, "There is no activation 'relu'; there is: tanh, ReLU"),
        ({"beginning": "small"}, r"There is no beginning 'small'; there is: scaled by 1/√n, small"),
        ({"hidden": 4}, r"hidden is the units of each layer, such as \(4,\) or \(\), not 4"),
        ({"hidden": (4, 0)}, r"not \(4, 0\)"),
        ({"hidden": (2.5,)}, r"not \(2.5,\)"),
        ({"learning_rate": 0}, "above 0, and is 0"),
        ({"learning_rate": np.nan}, "above 0, and is nan"),
    ],
)
def test_what_the_playground_does_not_take_is_told_in_a_line(given, words):
    with pytest.raises(CourseError, match=words):
        playground(**given)


def test_the_browser_has_the_names_that_the_playground_takes():
    text = bundle("network.js")
    assert all(f'  "{name}": (' in text for name in playing.BEGINNINGS)
    assert all(f"  {name}: [" in text for name in playing.ACTIVATIONS)


POINTS = (np.zeros((2, 4)), np.zeros((1, 4)))


@pytest.mark.parametrize(
    "show",
    [
        playground,
        lambda mine: training(mine, POINTS, POINTS),
        lambda mine: sweep(mine, POINTS, POINTS),
        lambda mine: gradient_judge(mine).function("backward_propagation"),
    ],
)
def test_what_can_hold_no_functions_is_told_in_a_line(show):
    with pytest.raises(CourseError, match=r"given as globals\(\), or as a module .* not as int"):
        show(3)
