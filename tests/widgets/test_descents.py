"""Gradient descent in a real JupyterLab: every step against NumPy's own."""

import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import valley
from course.widgets.descents import COSTS, ONE_VARIABLE, X, Y, cost_at

pytestmark = pytest.mark.slow


def numbers(state):
    found = re.search(r"w = (\S+), b = (\S+), cost (\S+), dw", state)
    return [float(text.replace("−", "-")) for text in found.groups()]


def in_numpy(cost, w, b, rate, steps):
    """Descend with measured slopes, not with derived ones."""
    h = 1e-6
    for _ in range(steps):
        dw = (cost_at(cost, w + h, b, X, Y) - cost_at(cost, w - h, b, X, Y)) / (2 * h)
        db = (cost_at(cost, w, b + h, X, Y) - cost_at(cost, w, b - h, X, Y)) / (2 * h)
        w, b = w - rate * dw, b - rate * db
    return [float(w), float(b), float(cost_at(cost, w, b, X, Y))]


@pytest.mark.parametrize("cost", COSTS)
def test_twenty_steps_are_numpys(show, cost):
    shown = show("import course", f"course.widgets.descent({cost!r}, (1, -1), 0.5)")
    shown.wait_for("Step 0")
    shown.press("20 steps")
    shown.wait_for("Step 20")
    want = in_numpy(cost, np.float64(1), np.float64(-1), 0.5, 20)
    assert numbers(shown.state) == pytest.approx(want, rel=1e-2)
    assert shown.complaints == []


def test_two_starts_on_squared_error_end_in_two_minima(show):
    shown = show("import course", "course.widgets.descent('squared error', (2, -3.5), 5)")
    for _ in range(40):
        shown.press("20 steps")
    shown.wait_for("Step 800")
    assert numbers(shown.state)[:2] == pytest.approx([1.58, -2.97], abs=0.02)
    shown = show("import course", "course.widgets.descent('squared error', (0, 0), 1.5)")
    for _ in range(10):
        shown.press("20 steps")
    shown.wait_for("Step 200")
    assert numbers(shown.state)[:2] == pytest.approx([-0.03, 0.74], abs=0.02)


def test_a_step_is_taken_back_and_the_start_is_moved_by_keys(show):
    shown = show("import course", "course.widgets.descent(start=(1, 1))")
    shown.press("Step")
    shown.wait_for("Step 1:")
    shown.press("Back")
    shown.wait_for("Step 0: w = 1, b = 1")
    shown.box.locator("canvas").first.press("ArrowRight")
    shown.wait_for("Step 0: w = 1.1, b = 1")
    shown.box.locator("canvas").first.click(position={"x": 100, "y": 100})
    shown.wait_for("Step 0: w = −1.0")


def test_both_costs_go_from_the_same_start_and_the_descent_before_stays(show):
    shown = show("import course", 'course.widgets.descent("both, side by side", (1, -1), 0.5)')
    shown.press("20 steps")
    shown.wait_for("Step 20. cross-entropy")
    first, second = re.findall(r"w = (\S+), b = (\S+), cost (\S+), dw", shown.state)
    for found, cost in ((first, "cross-entropy"), (second, "squared error")):
        want = in_numpy(cost, np.float64(1), np.float64(-1), 0.5, 20)
        assert [float(v.replace("−", "-")) for v in found] == pytest.approx(want, rel=1e-2)
    shown.box.locator("canvas").nth(1).press("ArrowUp")
    shown.wait_for("Step 0. cross-entropy: w = 1, b = −0.9")
    shown.choose("Cost", "squared error")
    shown.wait_for("Step 0: w = 1, b = −0.9")
    assert shown.complaints == []


@pytest.mark.parametrize("name", ONE_VARIABLE)
def test_steps_on_one_variable_are_numpys(show, name):
    shown = show("import course", f"course.widgets.valley({name!r}, 3, 0.1)")
    for _ in range(3):
        shown.press("Step")
    shown.wait_for("Step 3:")
    f, w = ONE_VARIABLE[name], 3.0
    for _ in range(3):
        w -= 0.1 * (f(w + 1e-6) - f(w - 1e-6)) / 2e-6
    found = re.search(r"w = (\S+), J = (\S+), slope", shown.state).groups()
    assert [float(v.replace("−", "-")) for v in found] == pytest.approx([w, f(w)], rel=1e-2)
    assert shown.complaints == []


def test_on_one_variable_keys_and_pointer_choose_the_start_and_too_long_a_step_is_told(show):
    shown = show("import course", "course.widgets.valley('w²', 3, 1.05)")
    canvas = shown.box.locator("canvas")
    canvas.press("ArrowLeft")
    shown.wait_for("Step 0: w = 2.9, J = 8.41, slope 5.8; the next step is −α · slope = −6.09.")
    shown.box.get_by_role("button", name="Step", exact=True).press("Enter")
    shown.wait_for("Step 1: w = −3.19, J = 10.18")
    assert "The cost grew" in shown.state
    shown.press("Back")
    shown.box.get_by_label("Learning rate α").press("ArrowLeft")
    shown.wait_for("−α · slope = −6.032")
    canvas.click(position={"x": 239, "y": 100})
    shown.wait_for("Step 0: w = 0, J = 0")
    assert shown.complaints == []


def test_a_cost_that_is_not_there_is_refused():
    with pytest.raises(CourseError, match="There is no cost 'w³'"):
        valley("w³")
