"""The network drawing in a real JupyterLab: its shapes against those of real products."""

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import network

pytestmark = pytest.mark.slow


def test_every_shape_is_that_of_the_arrays(show):
    shown = show("import course", "course.widgets.network((3, 4, 2, 1), m=6)")
    rows = shown.box.locator("tbody tr").all_inner_texts()
    A = np.zeros((3, 6))
    for number, (row, (n, before)) in enumerate(zip(rows, [(4, 3), (2, 4), (1, 2)], strict=True)):
        W, b = np.zeros((n, before)), np.zeros((n, 1))
        A = W @ A + b
        assert row.split("\t") == [str(number + 1), *(str(v.shape) for v in (W, b, A, A))]
    assert shown.complaints == []


def test_units_are_chosen_by_keys_and_by_pointer(show):
    shown = show("import course", "course.widgets.network((3, 4, 1))")
    shown.wait_for("Unit 1 of layer 1 takes all 3 values")
    shown.box.locator("canvas").press("ArrowDown")
    shown.wait_for("Unit 2 of layer 1")
    shown.box.locator("canvas").press("ArrowRight")
    shown.wait_for("Unit 1 of layer 2 takes all 4 values")
    shown.box.locator("canvas").click(position={"x": 195, "y": 37})
    shown.wait_for("Unit 1 of layer 1")


def test_other_sizes_are_typed_and_what_is_no_size_is_told(show):
    shown = show("import course", "course.widgets.network((3, 4, 1))")
    sizes = shown.box.get_by_label("Layer sizes")
    sizes.fill("784, 10, 1")
    shown.wait_for("takes all 784 values")
    sizes.fill("784, , 1")
    shown.wait_for("Write at least two layer sizes")


def test_the_game_judges_as_numpy_does(show):
    shown = show("import course", "course.widgets.network((3, 4, 1), m=5)")
    shown.press("Play: do the shapes fit?")
    rng = np.random.default_rng(0)
    for _ in range(6):
        code = shown.state.removeprefix("Does ").split(" fit?")[0]
        layer = int(code.split("W")[-1][0]) if "W" in code else int(code.split("dZ")[-1][0])
        sizes = [3, 4, 1]
        names = {"np": np, f"W{layer}": rng.normal(size=(sizes[layer], sizes[layer - 1]))}
        names |= {f"A{layer - 1}": rng.normal(size=(sizes[layer - 1], 5))}
        names |= {f"dZ{layer}": np.ones((sizes[layer], 5))}
        shown.press("It fits")
        try:
            want = f"is {eval(code, names).shape}."
        except ValueError:
            want = "does not fit"
        assert want in shown.state
        shown.press("Next")


NAMED = """
import course, numpy as np
names = [["size", "bedrooms", "wealth"], ["family", "schools"], ["price"]]
W1, W2 = np.array([[1.0, -0.5, 0.0], [0.0, 0.0, 0.6]]), np.array([[40.0, 20.0]])
"""


def test_names_and_weights_say_what_feeds_a_unit(show):
    shown = show(NAMED, "course.widgets.network((3, 2, 1), m=1, names=names, weights=(W1, W2))")
    shown.wait_for("family is fed by 2 of 3: 1 · size − 0.5 · bedrooms + 0 · wealth.")
    canvas = shown.box.locator("canvas")
    canvas.press("ArrowDown")
    shown.wait_for("schools is fed by 1 of 3: 0 · size + 0 · bedrooms + 0.6 · wealth.")
    # The output unit: in the third column, halfway down.
    canvas.click(position={"x": 325, "y": (40 + 50 * 3) / 2 + 8})
    shown.wait_for("price is fed by 2 of 2: 40 · family + 20 · schools. That is row 1 of W2")
    shown.box.get_by_label("Layer sizes").fill("3, 4, 1")
    shown.wait_for("Unit 1 of layer 1 takes all 3 values")
    assert shown.complaints == []


def test_names_and_weights_that_do_not_fit_are_refused():
    with pytest.raises(CourseError, match="a list for each layer"):
        network((2, 1), names=[["a"], ["b"]])
    with pytest.raises(CourseError, match=r"the shapes \[\(1, 2\)\], and has \[\(2, 1\)\]"):
        network((2, 1), weights=[np.ones((2, 1))])
