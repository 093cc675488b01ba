"""Right functions that change their arguments: the notebooks' own cells must bear them."""

import numpy as np
import pytest

from grader.content import find_root, load_notebook
from grader.variants import read_variants


def names_with(notebook, exercise, title):
    """The names of `notebook`, with this right variant in the place of the solution."""
    variants = read_variants(notebook)
    code = next(v.code for v in variants if (v.exercise, v.title) == (exercise, title))
    return notebook.namespace({exercise: code})


def run(notebook, names, start):
    """Run the one cell of code that holds `start`."""
    [cell] = [c for c in notebook.source.cells if c.kind == "code" and start in c.text]
    exec(cell.text, names)


BOTH_IN_PLACE = """
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w -= learning_rate * grads["dw"]
        b -= learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, []
"""


@pytest.fixture
def cats():
    """The cat classifier with parameters changed in place, on a few examples without cats."""
    notebook = load_notebook(find_root(), "week2/cat_classifier")
    names = names_with(notebook, "optimize", "parameters changed in place")
    rng = np.random.default_rng(0)
    X, Y = rng.random(size=(4, 7)), np.array([[0, 1, 1, 0, 1, 0, 0]])
    names |= {f"{kind}_{name}": a for name in ("train", "many") for kind, a in (("X", X), ("Y", Y))}
    run(notebook, names, "def baseline")
    run(notebook, names, "Y_train, 500, 0.002")
    return notebook, names


def test_the_run_without_scaling_starts_at_zero_again(cats):
    notebook, names = cats
    run(notebook, names, "X_bytes = X_train * 255")
    assert names["raw_costs"][0] == pytest.approx(np.log(2))


def test_training_on_leaves_the_trained_model_as_it_was(cats):
    notebook, names = cats
    X, Y = names["X_train"], names["Y_train"]
    d = names["d"] = names["model"](X, Y, X, Y, 20, 0.1)
    d["b"] = np.array([[d["b"]]])  # as it is where db keeps its axes
    before = {name: d[name].copy() for name in ("w", "b")}
    exec(BOTH_IN_PLACE, names)
    run(notebook, names, "longer, _, _ = optimize(")
    for name, array in before.items():
        assert (d[name] == array).all()
        assert (names["longer"][name] != array).all()


@pytest.fixture
def slopes():
    notebook = load_notebook(find_root(), "week2/gradient_descent")
    names = names_with(notebook, "gradient_step", "in place")
    run(notebook, names, 'course.planar("blobs", m=200')
    return notebook, names


def test_each_picture_of_the_path_has_its_own_weights(slopes):
    notebook, names = slopes
    variants = read_variants(notebook)
    exec(next(v.code for v in variants if v.title == "1/m in front"), names)  # db is (1, 1)
    run(notebook, names, 'path[f"step {step}"]')
    first, second, third = (w for w, _ in names["path"].values())
    assert np.linalg.norm(first) < np.linalg.norm(second) < np.linalg.norm(third)
    assert len({float(np.squeeze(b)) for _, b in names["path"].values()}) == 3


def test_a_start_that_is_a_whole_number_can_take_steps(slopes):
    notebook, names = slopes
    [cell] = [c for c in notebook.source.cells if "my_rate, my_start = " in c.text]
    exec(cell.text.replace("3.0", "3"), names)
    assert names["places"][-1] == pytest.approx(3 * 0.4**8)
