"""The network drawing in a real JupyterLab: its shapes against those of real products."""

import numpy as np
import pytest

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
