"""The judge of gradients in a real JupyterLab: its verdicts, against derivatives in NumPy."""

import re

import numpy as np
import pytest
from test_asking import own
from test_playground import OWN

from course.errors import CourseError
from course.widgets.judging import POWERS, _block, gradient_judge, nudged, somewhere

TYPED = {
    "dZ2": "A2 - Y",
    "dW2": "np.dot(dZ2, A1.T) / m",
    "db2": "np.mean(dZ2, axis=1, keepdims=True)",
    "dZ1": "np.dot(W2.T, dZ2) * (1 - A1**2)",
    "dW1": "np.dot(dZ1, X.T) / m",
    "db1": "np.mean(dZ1, axis=1, keepdims=True)",
}


def true_gradients():
    """The learner's derivatives above, which are right, at the judge's place."""
    names = {}
    exec(OWN.replace("import course", ""), names)
    parameters, X, Y = somewhere()
    cache = names["forward_propagation"](X, parameters)[1]
    return names["backward_propagation"](parameters, cache, X, Y)


def judged(show, own):
    shown = show(own, "course.widgets.gradient_judge(globals())")
    shown.press("1e−5")
    shown.wait_for("Step h = 1e−5")
    return shown


def numbers(state, words):
    return [float(v.replace("−", "-")) for v in re.search(words, state).groups()]


@pytest.mark.slow
def test_right_derivatives_agree_entry_by_entry(show):
    shown, grads = judged(show, OWN), true_gradients()
    assert shown.state.count(" agrees (") == 4
    canvas = shown.box.locator("canvas").first
    for column in range(1, 4):  # from dW2[0, 0] to the right, by the keyboard
        canvas.press("ArrowRight")
        shown.wait_for(f"dW2[0, {column}]")
        yours, nudge = numbers(shown.state, r"yours (\S+), nudging (\S+)\.$")
        assert yours == pytest.approx(grads["dW2"][0, column], rel=1e-4)
        assert nudge == pytest.approx(grads["dW2"][0, column], rel=1e-4)
    canvas.click(position={"x": 1 + 68 + 30, "y": 18 + 24 + 22 + 18 + 24 + 10})  # row 1, column 1
    shown.wait_for("dW1[1, 1]")
    (yours,) = numbers(shown.state, r"yours (\S+), nudging")
    assert yours == pytest.approx(grads["dW1"][1, 1], rel=1e-4)
    assert shown.complaints == []


@pytest.mark.slow
def test_a_wrong_slope_of_tanh_spoils_the_first_layer_only(show):
    shown = judged(show, OWN.replace("* (1 - cache", "* (1 + cache"))
    for name, verdict in zip(("dW2", "db2", "dW1", "db1"), [True, True, False, False], strict=True):
        assert (f"{name} agrees" if verdict else f"{name} does not agree") in shown.state


@pytest.mark.slow
def test_a_derivative_of_nan_is_seen_not_to_agree(show):
    shown = judged(show, OWN.replace('"dW2": dZ2', '"dW2": np.nan * dZ2'))
    assert "dW2 does not agree (nan)" in shown.state
    assert "dW2[0, 0]: yours nan, nudging" in shown.state
    assert "dW1 agrees" in shown.state
    assert shown.complaints == []


@pytest.mark.slow
def test_the_step_follows_the_keyboard_and_too_small_a_step_is_in_doubt(show):
    shown = judged(show, OWN)
    shown.box.get_by_label("Step h", exact=True).press("Home")
    shown.wait_for("Step h = 1e−12")
    assert "agrees" not in shown.state.replace("does not agree", "")
    shown.slide("Step h", 0)
    shown.wait_for("Step h = 1.")
    assert shown.complaints == []


@pytest.mark.slow
def test_equations_are_typed_one_by_one_and_judged_alone(show):
    shown = show(OWN, "course.widgets.gradient_judge(globals(), 'typed equations')")
    shown.wait_for("Nothing has been judged yet")
    for number, (name, text) in enumerate(TYPED.items(), 1):
        field = shown.box.get_by_label(name, exact=True)
        field.fill(text)
        field.press("Enter")
        shown.wait_for(f"{name} agrees")
        assert shown.state.count(" agrees (") == number
    field = shown.box.get_by_label("db2", exact=True)
    field.fill("np.sum(dZ2, axis=1, keepdims=True)")  # five examples, so five times too large
    shown.press("Check")
    shown.wait_for("db2 does not agree (0.67)")
    assert shown.state.count(" agrees (") == 5
    shown.box.get_by_label("dW1", exact=True).fill("np.dot(X, dZ1.T) / m")
    shown.press("Check")
    shown.wait_for("dW1 has the wrong shape")
    assert shown.complaints == []


@pytest.mark.slow
def test_an_equation_that_stops_is_named(show):
    shown = show(OWN, "course.widgets.gradient_judge(globals(), 'typed equations')")
    shown.box.get_by_label("dW2", exact=True).fill("np.dot(dZ2, A1.T) / m")
    shown.press("Check")
    shown.box.get_by_text("stopped: NameError: name 'dZ2' is not defined").wait_for()


def test_nudging_knows_the_slope_of_a_square():
    theta = np.array([[2.0, -1.0]])
    assert np.allclose(nudged(lambda t: np.sum(t**2), theta, 1e-5), 2 * theta)


def test_a_single_number_may_be_written_without_its_brackets():
    measured = [np.array([[0.5]])] * len(POWERS)
    assert _block("db2", np.float64(0.5), measured)["errors"] == [0.0] * len(POWERS)
    assert "has shape (2,)" in _block("db2", np.ones(2), measured)["note"]


def test_a_cost_of_shape_1_1_is_a_cost():
    def compute_cost(A2, Y):
        return -(np.dot(Y, np.log(A2).T) + np.dot(1 - Y, np.log(1 - A2).T)) / Y.shape[1]

    judge = gradient_judge(own() | {"compute_cost": compute_cost})
    reply, _ = judge.answered({"typed": {}})
    assert max(block["errors"][5] for block in reply["blocks"]) < 1e-7


def test_without_the_learners_functions_there_is_one_clear_line():
    with pytest.raises(CourseError, match="forward_propagation"):
        gradient_judge({})
    with pytest.raises(CourseError, match="no source"):
        gradient_judge({}, "magic")


def test_without_a_front_end_there_is_a_picture():
    names = {"forward_propagation": lambda X, parameters: None}
    assert "dW1 (4, 2)" in gradient_judge(names).still().alt
