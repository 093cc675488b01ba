"""The broadcasting widget in a real JupyterLab: its rule against NumPy's own."""

import itertools

import numpy as np
import pytest

pytestmark = pytest.mark.slow

SHAPES = [(3,), (1,), (2, 3), (3, 1), (1, 3), (2, 1), (4, 1, 3), ()]


def test_its_answers_are_numpys(show):
    shown = show("import course", "course.widgets.broadcasting()")
    A, B = shown.box.get_by_label("Shape of A"), shown.box.get_by_label("Shape of B")
    for a, b in itertools.product(SHAPES, SHAPES):
        A.fill(str(a))
        B.fill(str(b))
        try:
            want = f"The result has shape {np.broadcast_shapes(a, b)}"
        except ValueError:
            want = "do not fit"
        assert want in shown.state
    assert shown.complaints == []


def test_what_is_no_shape_is_told(show):
    shown = show("import course", "course.widgets.broadcasting()")
    shown.box.get_by_label("Shape of A").fill("2, x")
    shown.wait_for("“2, x” is not a shape")


def test_a_guess_comes_before_the_answer(show):
    shown = show("import course", "course.widgets.broadcasting()")
    shown.press("Play: will it fit?")
    shown.wait_for("0 of 0 right")
    assert shown.box.locator("canvas").count() == 0
    shown.box.get_by_role("button", name="It fits").press("Enter")
    assert "Will" not in shown.state
    shown.press("Next")
    assert "of 1 right" in shown.state
