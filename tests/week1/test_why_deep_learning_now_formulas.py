"""Every formula in why_deep_learning_now's prose, and, slow, that it shows what its prose says."""

import math

import numpy as np
import pytest
from formulas import Formulas

FORMULAS = Formulas("week1/why_deep_learning_now")
evaluates = FORMULAS.evaluates


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"\sigma(z) = \frac{1}{1 + e^{-z}}")
def test_the_sigmoid_is_half_a_tanh_moved_up(f):
    for z in (-6, -1, 0, 0.1, 2):
        assert f.sigmoid(z) == pytest.approx((1 + math.tanh(z / 2)) / 2)
    assert f.sigmoid(0.1) == pytest.approx(0.52498, abs=5e-6)


@evaluates(r"\sigma'(z) = \sigma(z) \cdot (1 - \sigma(z))")
def test_the_slope_of_the_sigmoid_is_rise_over_run(f):
    for z in (-5.0, -1.0, 0.0, 0.3, 4.0):
        rise = f.sigmoid(z + 1e-5) - f.sigmoid(z - 1e-5)
        assert f.sigmoid_slope(z) == pytest.approx(rise / 2e-5, rel=1e-6)
    assert (f.sigmoid(0.1) - 0.5) / 0.1 == pytest.approx(0.2498, abs=5e-5)


def test_the_numbers_of_saturation(f):
    assert f.sigmoid_slope(0) == 0.25
    assert f.sigmoid_slope(5) == pytest.approx(0.0066, abs=5e-5)
    assert f.sigmoid_slope(6) == pytest.approx(0.0025, abs=5e-5)
    assert f.sigmoid_slope(10) == pytest.approx(0.000045, abs=5e-7)
    assert 37 < 0.25 / f.sigmoid_slope(5) < 40
    assert 0.25 / f.sigmoid_slope(10) > 5000


@evaluates(r"\text{relu}'(z) = \begin{cases} 0 & z < 0 \\ 1 & z > 0 \end{cases}")
def test_the_slope_of_relu_is_rise_over_run(f):
    for z in (-2.0, -0.1, 0.5, 7.0):
        rise = max(z + 1e-3, 0) - max(z - 1e-3, 0)
        assert f.relu_slope(z) == pytest.approx(rise / 2e-3)
    assert f.relu_slope(np.array([-2, 0.5, 7])).tolist() == [0, 1, 1]
    assert f.relu_slope(0) == 0


@evaluates(r"\sigma'(z_1) \cdot \sigma'(z_2) \cdots \sigma'(z_n) \le 0.25^n")
def test_a_product_of_slopes_is_small(f):
    rng = np.random.default_rng(0)
    for n in range(1, 6):
        products = np.prod(f.sigmoid_slope(rng.normal(size=(n, 1000))), axis=0)
        assert products.max() <= 0.25**n
        assert np.prod(f.sigmoid_slope(np.zeros(n))) == pytest.approx(0.25**n)


@pytest.fixture(scope="module")
def run():
    """The names of the notebook after all of its cells were run, without checks and quizzes."""
    names = {"__name__": "__main__"}
    for cell in FORMULAS.notebook.source.cells:
        text = cell.text.strip()
        if cell.kind == "code" and not text.startswith("check") and "answers" not in cell.tags:
            exec(cell.text, names)
            names["seen"] = [
                *names.get("seen", []),
                (names.get("with_sigmoid"), names.get("with_relu")),
            ]
    return names


@pytest.mark.slow
def test_the_figure_shows_what_the_quiz_and_the_prose_say(run):
    runs = run["results"]
    mean = {name: rows.mean(axis=0) for name, rows in runs.items()}
    low, high = ({n: getattr(r, e)(axis=0) for n, r in runs.items()} for e in ("min", "max"))
    networks, skill, plain = (
        ("small", "medium", "large"),
        "logistic, with skill",
        "logistic regression",
    )
    assert all(low[skill][0] > high[name][0] + 10 for name in (*networks, plain))
    assert mean[skill][0] == pytest.approx(90, abs=1)
    assert all(55 < mean[name][0] < 68 for name in networks)
    assert max(low[name][0] for name in networks) < min(high[name][0] for name in networks)
    assert abs(mean["small"][4] - mean["small"][2]) < 3
    assert mean["small"][4] == pytest.approx(73, abs=1.5)
    assert mean["large"][4] - mean["small"][4] == pytest.approx(20, abs=3)
    for k in (2, 3, 4):
        assert mean["small"][k] < mean["medium"][k] < mean["large"][k]
    assert high["small"][4] < low["medium"][4]
    assert high["medium"][4] < low["large"][4]
    assert np.ptp(mean[plain]) < 3
    assert mean[plain][4] == pytest.approx(65, abs=1)
    assert all(mean[name][4] - mean[name][2] == pytest.approx(4, abs=1) for name in networks[1:])
    assert mean[skill][4] == pytest.approx(90.5, abs=0.5)
    assert mean["large"][2] < mean[skill][2]
    assert mean["large"][3] > mean[skill][3]


@pytest.mark.slow
def test_one_unit_learns_as_the_prose_says(run):
    curves = list(dict.fromkeys((tuple(a), tuple(b)) for a, b in run["seen"] if a))
    (with_sigmoid, with_relu), (slow, dead) = curves
    assert 10 < np.argmax(np.array(with_relu) < 0.01) < 20
    assert with_sigmoid[1000] > 0.75
    assert with_sigmoid[-1] < 0.01
    steep = np.array(with_sigmoid)
    assert np.argmax(steep < 0.05) - np.argmax(steep < 0.75) < 200
    assert with_sigmoid == pytest.approx(slow)
    assert set(dead) == {0.8}


@pytest.mark.slow
def test_the_deep_network_learns_with_relu_and_hardly_with_the_sigmoid(run):
    costs = {name: one.costs for name, one in run["deep"].items()}
    assert costs["ReLU"][-1] < 0.01
    assert 0.65 < costs["sigmoid"][-1] < 0.693
    assert run["deep"]["ReLU"].accuracy(run["X_less"], run["Y_less"]) == 100


def test_the_prose_adds_up_the_minutes_of_exercises_and_quizzes():
    source = FORMULAS.notebook.source
    minutes = sum(one.minutes for one in (*source.solutions.values(), *source.quizzes.values()))
    assert f"take some {minutes} minutes" in FORMULAS.prose()
