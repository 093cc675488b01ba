"""First weights in a real JupyterLab: what moves, by the learner's functions, against NumPy."""

import re

import numpy as np
import pytest
from test_playground import OWN

from course.widgets.starts import Symmetry, lopsided_flower, symmetry

pytestmark = pytest.mark.slow

PLANES = "course.widgets.symmetry(globals(), start={start!r}, factor={factor})"


def told(state, what):
    return float(re.search(rf"{what} (−?[\d.e−-]+?)[,.]?(?:\s|$)", state)[1].replace("−", "-"))


def in_numpy(start, factor, steps):
    """The parameters after some steps of the functions above, and their cost."""
    names = {}
    exec(OWN.replace("import course", ""), names)
    drawn = symmetry(start=start, factor=factor)
    size = {"all zero": 0, "all equal": 1, "random": np.array(drawn.draws)}[start]
    numbers = np.broadcast_to(factor * size, 12).astype(float)
    now = {"W1": numbers[:8].reshape(4, 2), "b1": np.zeros((4, 1))}
    now |= {"W2": numbers[8:].reshape(1, 4), "b2": np.zeros((1, 1))}
    begun, (X, Y) = now, lopsided_flower()
    for _ in range(steps):
        cache = names["forward_propagation"](X, now)[1]
        now = names["update_parameters"](now, names["backward_propagation"](now, cache, X, Y))
    A = names["forward_propagation"](X, now)[0]
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {k: float(np.abs(now[k] - begun[k]).max()) for k in now}, float(cost)


@pytest.mark.parametrize(
    ("start", "rows"), [("all zero", "all equal"), ("all equal", "all equal"), ("random", "all d")]
)
def test_the_learners_functions_move_what_numpy_moves(show, start, rows):
    shown = show(OWN, PLANES.format(start=start, factor=0.5))
    shown.press("They stay equal")
    shown.wait_for("Iteration 0.")
    shown.press("100 steps")
    shown.wait_for("Iteration 100.")
    moved, cost = in_numpy(start, 0.5, 100)
    assert told(shown.state, "Cost") == pytest.approx(cost, rel=1e-3)
    for name, by in moved.items():
        assert told(shown.state, f"{name} by") == pytest.approx(by, rel=0.06, abs=1e-12)
    assert f"Rows of W1: {rows}" in shown.state
    assert shown.complaints == []


def test_from_zero_only_the_last_bias_moves(show):
    shown = show("import course", "course.widgets.symmetry(start='all zero')")
    shown.press("They do not move at all")
    shown.press("100 steps")
    shown.wait_for("Moved: W1 by 0, b1 by 0, W2 by 0, b2 by 0.51.")


def test_the_keyboard_makes_the_weights_large_until_units_saturate(show):
    shown = show("import course", "course.widgets.symmetry(start='random', factor=10)")
    shown.box.get_by_role("button", name="They become different").press("Enter")
    shown.wait_for("Saturated units: 1, 2, 3, 4")
    shown.box.get_by_label("Factor").press("Home")
    shown.wait_for("Saturated units: none")
    shown.box.get_by_role("button", name="Reset").press("Enter")
    shown.wait_for("Iteration 0.")
    assert shown.complaints == []


def test_a_function_that_stops_is_named(show):
    cell = PLANES.format(start="random", factor=0.5)
    shown = show(OWN.replace("* (1 - cache", "@ (1 - cache"), cell)
    shown.press("They stay equal")
    shown.press("100 steps")
    shown.box.get_by_text("backward_propagation stopped").wait_for()


def test_without_a_front_end_there_is_a_picture():
    assert isinstance(symmetry(), Symmetry)
    assert "all equal, times 0.5" in symmetry().still().alt


def test_what_the_kernel_answers_after_a_reset_is_not_of_the_new_run(show):
    slow = OWN + "import time\nown_backward = backward_propagation\n"
    slow += "def backward_propagation(*all):\n    time.sleep(0.01)\n    return own_backward(*all)\n"
    shown = show(slow, PLANES.format(start="random", factor=0.5))
    shown.press("They stay equal")
    shown.press("100 steps")  # the kernel is at it for a second
    shown.choose("First weights", "all equal")
    shown.press("100 steps")
    shown.wait_for("Iteration 100.")
    _, cost = in_numpy("all equal", 0.5, 100)
    assert told(shown.state, "Cost") == pytest.approx(cost, rel=1e-3)
    assert "Rows of W1: all equal" in shown.state
