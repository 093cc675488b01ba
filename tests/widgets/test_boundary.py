"""The boundary in a real JupyterLab: its cost and its gradient steps against NumPy's."""

import re

import numpy as np
import pytest

from course import planar
from course.errors import CourseError
from course.widgets import boundary


def a_and_cost(w, b, X, Y):
    A = 1 / (1 + np.exp(-(np.reshape(w, (1, 2)) @ X + b)))
    return A, float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def cost(state):
    return float(re.search(r"cost ([\d.]+\d)", state)[1])


@pytest.mark.slow
def test_its_cost_and_its_steps_are_numpys(show):
    shown = show("import course", "course.widgets.boundary(w=(0.7, -0.5), b=1.0)")
    shown.wait_for("w = (0.7, −0.5), b = 1")
    X, Y = planar("blobs", m=24, seed=2)
    w, b = np.array([0.7, -0.5]), 1.0
    assert cost(shown.state) == pytest.approx(a_and_cost(w, b, X, Y)[1], rel=1e-3)
    for _ in range(10):
        dZ = a_and_cost(w, b, X, Y)[0] - Y
        w, b = w - 0.5 * (X @ dZ.T).ravel() / 24, b - 0.5 * dZ.mean()
    shown.press("10 steps downhill")
    A, want = a_and_cost(w, b, X, Y)
    shown.wait_for(f"{np.sum((A > 0.5) == Y)} of 24 points right")
    shown.wait_for(f"w = ({w[0]:.3g}, {w[1]:.3g}), b = {b:.3g}:".replace("-", "−"))
    assert cost(shown.state) == pytest.approx(want, rel=1e-3)
    assert shown.complaints == []


@pytest.mark.slow
def test_line_and_points_follow_pointer_and_keys(show):
    X, Y = "np.array([[1.0, -1.0], [0.0, 0.0]])", "np.array([[1, 0]])"
    shown = show("import course, numpy as np", f"course.widgets.boundary({X}, {Y}, (1, 0))")
    shown.wait_for("cost 0.3133, 2 of 2 points right (baseline 1)")
    shown.box.get_by_label("Point", exact=True).press("ArrowRight")
    shown.wait_for("Point 1, of class 1, at (1, 0): probability of class 1 0.731, loss 0.3133.")
    canvas = shown.box.locator("canvas")
    canvas.press("ArrowUp")
    canvas.press("ArrowLeft")
    shown.wait_for("at (0.9, 0.1)")
    shown.press("Reset")
    shown.slide("b", 0.5)
    shown.wait_for("b = 0.5")
    shown.press("Reset")
    # The picture goes from -1.15 to 1.15: the line's own handle is in the middle of its box.
    box = canvas.bounding_box()
    x, y = box["x"] + (48 + 370) / 2, box["y"] + (24 + 344) / 2
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x + 322 / 2.3 / 2, y, steps=4)
    shown.page.mouse.up()
    shown.wait_for("w = (1, 0), b = −0.5")
    assert shown.complaints == []


def test_points_and_classes_have_to_fit():
    with pytest.raises(CourseError, match=r"X is to be \(2, m\) and Y \(1, m\)"):
        boundary(np.zeros((2, 3)), np.zeros((1, 4)))
