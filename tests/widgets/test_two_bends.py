"""One unit with either bend in a real JupyterLab: what it misses by is what Python computes."""

import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import two_bends
from course.widgets.units import missed


def check(shown, start, right, step):
    for bend in ("sigmoid", "ReLU"):
        said = re.search(rf"{bend} at z = \S+ misses by ([\d.e−]+\d)", shown.state)[1]
        want = missed(bend, start, right, step)[step]
        assert float(said.replace("−", "-")) == pytest.approx(want, rel=1e-2, abs=1e-9)


@pytest.mark.slow
def test_both_units_are_where_gradient_descent_takes_them(show):
    shown = show("import course", "course.widgets.two_bends(6, 0.2)")
    shown.press("ReLU")
    shown.wait_for("Step 0 of 2000")
    shown.press("Step")
    shown.press("100 steps")
    shown.wait_for("Step 101 of")
    check(shown, 6, 0.2, 101)
    shown.press("Train")
    shown.wait_for("Step 2000 of")
    check(shown, 6, 0.2, 2000)
    first = np.argmax(missed("sigmoid", 6, 0.2, 2000) < 0.01)
    assert f"(within 0.01 since step {first})" in shown.state
    assert shown.complaints == []


@pytest.mark.slow
def test_by_keys_it_starts_elsewhere_and_a_dead_unit_is_told(show):
    shown = show("import course", "course.widgets.two_bends(-6, 0.8)")
    shown.box.get_by_role("button", name="neither will be").press("Enter")
    shown.box.get_by_role("button", name="100 steps").press("Enter")
    shown.wait_for("ReLU at z = −6 misses by 0.8, slope 0, and never moves")
    check(shown, -6, 0.8, 100)
    shown.box.get_by_label("Start at z", exact=True).press("ArrowRight")
    shown.wait_for("Step 0 of 2000: sigmoid at z = −5.5")
    shown.slide("Right output", 0.5)
    shown.press("Step")
    shown.wait_for("Step 1 of")
    check(shown, -5.5, 0.5, 1)
    assert shown.complaints == []


def test_a_start_out_of_the_picture_is_refused():
    with pytest.raises(CourseError, match="from -8 to 8"):
        two_bends(9)
