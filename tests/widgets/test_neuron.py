"""One neuron in a real JupyterLab: what it misses by is NumPy's, by hand and by key."""

import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import neuron

SIZE, PRICE = np.array([20, 60, 100, 150]), np.array([0, 45, 150, 238])
SHOW = f"course.widgets.neuron({SIZE.tolist()}, {PRICE.tolist()}, w=1, b=-40)"


def check(shown, bent=True):
    w, b, missed = (
        float(text.replace("−", "-"))
        for text in re.search(
            r"w = (\S+), b = (\S+): it misses by ([\d.]+\d)", shown.state
        ).groups()
    )
    z = w * SIZE + b
    answer = np.maximum(z, 0) if bent else z
    assert missed == pytest.approx(np.mean(np.abs(answer - PRICE)), abs=0.051)
    assert (
        f"always the average misses by {np.mean(np.abs(PRICE.mean() - PRICE)):.1f}" in shown.state
    )
    assert f"for {np.sum(z <= 0)} of 4" in shown.state
    return w, b


@pytest.mark.slow
def test_what_it_misses_by_is_numpys(show):
    shown = show("import course", SHOW)
    shown.wait_for("w = 1, b = −40")
    check(shown)
    shown.choose("Bend", "no")
    shown.wait_for("0 or less")
    check(shown, bent=False)
    shown.choose("Bend", "yes")
    shown.slide("Weight w", 1.9)
    shown.wait_for("w = 1.9,")
    check(shown)
    assert shown.complaints == []


@pytest.mark.slow
def test_a_handle_turns_the_line_and_keys_do_too(show):
    shown = show("import course", SHOW)
    canvas = shown.box.locator("canvas")
    canvas.press("ArrowRight")
    canvas.press("ArrowDown")
    shown.wait_for("w = 1.05, b = −45")
    shown.press("Reset")
    shown.wait_for("w = 1, b = −40")
    # The right handle, at 0.86 of the width, is pulled up; the left one stays where it was.
    box, right, top = canvas.bounding_box(), 1.07 * 150, 1.12 * 238
    x = box["x"] + 48 + 0.86 * (470 - 48)
    y = box["y"] + 284 - (0.86 * right - 40 + 0.3 * top) / (1.3 * top) * (284 - 24)
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x, y - 60, steps=4)
    shown.page.mouse.up()
    w, b = check(shown)
    assert w > 1.3
    assert w * 0.22 * right + b == pytest.approx(0.22 * right - 40, abs=1)
    assert shown.complaints == []


def test_inputs_and_outputs_have_to_fit():
    with pytest.raises(CourseError, match="one shape"):
        neuron([1, 2], [1])
