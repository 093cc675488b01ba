"""Forward and back in a real JupyterLab: every shape against those of arrays that NumPy made."""

import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets.passing import passes


def arrays(sizes, m):
    """All matrices of a network by name, each computed by the product that makes it."""
    rng, L = np.random.default_rng(0), len(sizes) - 1
    made = {"A0": rng.normal(size=(sizes[0], m))}
    for k in range(1, L + 1):
        made[f"W{k}"] = rng.normal(size=(sizes[k], sizes[k - 1]))
        made[f"b{k}"] = np.zeros((sizes[k], 1))
        made[f"Z{k}"] = made[f"W{k}"] @ made[f"A{k - 1}"] + made[f"b{k}"]
        made[f"A{k}"] = np.maximum(made[f"Z{k}"], 0)
    made[f"dA{L}"] = np.ones_like(made[f"A{L}"])
    for k in range(L, 0, -1):
        made[f"dZ{k}"] = made[f"dA{k}"] * (made[f"Z{k}"] > 0)
        made[f"dW{k}"] = made[f"dZ{k}"] @ made[f"A{k - 1}"].T / m
        made[f"db{k}"] = made[f"dZ{k}"].mean(axis=1, keepdims=True)
        made[f"dA{k - 1}"] = made[f"W{k}"].T @ made[f"dZ{k}"]
    return made


def rows(shown, caption):
    """The table of that caption as a dictionary, in its order."""
    table = shown.box.locator("table", has_text=caption).first
    cells = [row.split("\t") for row in table.locator("tbody tr").all_inner_texts()]
    return {key: value for key, *rest in cells for value in rest}


def open_passes(show, call):
    shown = show("import course", f"course.widgets.passes({call})")
    shown.box.locator("fieldset button").first.click()
    return shown


@pytest.mark.slow
@pytest.mark.parametrize("stack", [True, False])
def test_parameters_and_gradients_have_the_shapes_of_real_arrays(show, stack):
    sizes, m = ([3, 4, 2, 1], 5) if stack else ([3, 4, 1], 5)
    shown, made = open_passes(show, f"{sizes}, m={m}, stack={stack}"), arrays(sizes, m)
    shown.press("All")
    steps = 4 * len(sizes) - 3 if stack else 8
    shown.wait_for(f"Step {steps} of {steps}")
    for caption in ("parameters", "grads"):
        told = rows(shown, caption)
        assert len(told) == 2 * (len(sizes) - 1)
        for key, shape in told.items():
            assert shape == str(made[re.search('"(.*)"', key)[1]].shape)
    assert shown.complaints == []


@pytest.mark.slow
def test_the_way_forward_names_the_shapes_that_numpy_multiplies(show):
    shown, made = open_passes(show, "(2, 4, 1), m=7, back=False"), arrays([2, 4, 1], 7)
    for layer in (1, 2):
        shown.press("Step")
        W, A, b, Z = (
            made[k].shape for k in (f"W{layer}", f"A{layer - 1}", f"b{layer}", f"Z{layer}")
        )
        shown.wait_for(f"{W} times {A} plus {b} is {Z}")
        shown.press("Step")
    shown.wait_for("Step 4 of 4. Forward: A2 = sigmoid(Z2)")
    assert list(rows(shown, "cache")) == [f'cache["{k}"]' for k in ("Z1", "A1", "Z2", "A2")]


@pytest.mark.slow
def test_the_cache_pushed_last_is_popped_first(show):
    shown = open_passes(show, "(3, 4, 2, 1), m=5, stack=True")
    step, stack = shown.box.get_by_role("button", name="Step", exact=True), []
    for number in range(1, 14):
        step.press("Enter")
        shown.wait_for(f"Step {number} of 13")
        if pushed := re.search(r"Pushed: (caches\[\d\]) ", shown.state):
            stack.append(pushed[1])
        if popped := re.search(r"Popped: (caches\[\d\]);", shown.state):
            assert popped[1] == stack.pop()
        if pushed or popped:
            assert f"{len(stack)} cache" in shown.state
    assert stack == []
    assert shown.complaints == []


@pytest.mark.slow
def test_other_sizes_are_typed_and_too_many_layers_are_refused(show):
    shown = open_passes(show, "(3, 4, 2, 1), m=5, stack=True")
    sizes = shown.box.get_by_label("Layer sizes")
    sizes.fill("768, 20, 1")
    shown.press("Step")
    shown.wait_for("(20, 768) times (768, 5) plus (20, 1) is (20, 5)")
    shown.slide("Examples m", 1)
    shown.wait_for("(20, 768) times (768, 1) plus (20, 1) is (20, 1)")
    sizes.fill("1, 1, 1, 1, 1, 1, 1")
    shown.wait_for("Write 2 to 6 layer sizes")


def test_what_cannot_be_drawn_is_refused_in_one_line():
    for sizes, stack in (((3,), True), ((3, 0, 1), True), ((1,) * 7, True), ((3, 4, 4, 1), False)):
        with pytest.raises(CourseError):
            passes(sizes, stack=stack)


def test_without_a_front_end_there_is_a_picture():
    assert "dW1 (4, 2)" in passes().still().alt
    assert "dW1" not in passes(back=False).still().alt
    assert "3 layers" in passes((3, 4, 2, 1), stack=True).still().alt
