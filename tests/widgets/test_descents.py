"""Gradient descent in a real JupyterLab: every step against NumPy's own."""

import re

import numpy as np
import pytest

from course.widgets.descents import COSTS, X, Y, cost_at

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
    shown = show("import course", "course.widgets.descent('squared error', (2, -3.5), 10)")
    for _ in range(40):
        shown.press("20 steps")
    shown.wait_for("Step 800")
    assert numbers(shown.state)[:2] == pytest.approx([1.58, -2.97], abs=0.02)
    shown = show("import course", "course.widgets.descent('squared error', (0, 0), 3)")
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
