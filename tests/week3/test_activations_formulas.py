"""Every formula in the prose of activations, evaluated against another route to the same number."""

import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from formulas import Formulas

FORMULAS = Formulas("week3/activations")
f = FORMULAS.functions
PLACES = (-4.2, -1.0, -0.3, 0.4, 1.0, 3.7)


def slope(function, z, step=1e-5):
    """Rise over run, central."""
    return (function(z + step) - function(z - step)) / (2 * step)


def exact_exp(z):
    getcontext().prec = 50
    return Decimal(z).exp()


def test_every_formula_has_one_test():
    assert FORMULAS.faults() == []


@FORMULAS.evaluates(
    r"\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}.", r"\tanh(z) = 2 \, \sigma(2z) - 1."
)
def test_tanh_by_its_definition_and_by_the_sigmoid():
    for z in PLACES:
        up, down = exact_exp(z), exact_exp(-z)
        exact = float((up - down) / (up + down))
        assert f.tanh(z) == pytest.approx(exact, rel=1e-12)
        assert 2 * float(1 / (1 + exact_exp(-2 * z))) - 1 == pytest.approx(exact, rel=1e-12)
        assert math.tanh(z) == pytest.approx(exact)


def test_numbers_of_exercise_1():
    assert [round(math.exp(k), 3) for k in (1, -1)] == [2.718, 0.368]
    assert math.exp(1) - math.exp(-1) == pytest.approx(2.350, abs=5e-4)
    assert math.exp(1) + math.exp(-1) == pytest.approx(3.086, abs=5e-4)
    assert f.tanh(1) == pytest.approx(0.762, abs=5e-4)
    assert slope(math.tanh, 0) / slope(f.sigmoid, 0) == pytest.approx(4)


def test_the_definition_overflows_where_the_prose_says():
    with np.errstate(all="ignore"):
        assert np.isfinite(f.tanh(709.7))
        assert np.isnan(f.tanh(709.8))


@FORMULAS.evaluates(
    r"g(z) = \begin{cases} z & \text{if } z > 0, \\ s \, z & \text{otherwise.} \end{cases}"
)
def test_leaky_relu_is_the_larger_of_two_lines():
    for s in (0.01, 0.2, 0.9):
        for z in (*PLACES, 0.0):
            assert f.leaky_relu(z, s) == pytest.approx(max(s * z, z))
    assert [float(f.leaky_relu(z)) for z in (3, -3)] == [3, -0.03]
    assert f.leaky_relu(-3, 0.2) == pytest.approx(-0.6)


@FORMULAS.evaluates(r"g'(z) \approx \frac{g(z + h) - g(z - h)}{2h}.")
def test_rise_over_run_is_the_slope_of_a_cubic():
    for z in PLACES:
        assert slope(lambda z: z**3, z) == pytest.approx(3 * z**2, rel=1e-6)


@FORMULAS.evaluates(r"\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = a \, (1 - a),")
def test_slope_of_the_sigmoid():
    for z in PLACES:
        a = f.sigmoid(z)
        rises = slope(f.sigmoid, z)
        assert math.exp(-z) / (1 + math.exp(-z)) ** 2 == pytest.approx(rises, rel=1e-6)
        assert a * (1 - a) == pytest.approx(rises, rel=1e-6)
        assert 1 - a == pytest.approx(math.exp(-z) / (1 + math.exp(-z)))
        assert f.sigmoid_derivative(z) == pytest.approx(rises, rel=1e-6)
    assert f.sigmoid_derivative(10) == pytest.approx(0.000045, abs=1e-6)
    assert f.sigmoid_derivative(6) == pytest.approx(0.25 / 100, rel=0.05)
    assert f.sigmoid_derivative(np.array([-2, 2, -5])) == pytest.approx([0.1, 0.1, 0.007], abs=6e-3)


@FORMULAS.evaluates(
    r"\tanh'(z) = 1 - \tanh(z)^2 = 1 - a^2.",
    r"\left( \frac{u}{v} \right)' = \frac{v \cdot v - u \cdot u}{v^2} = 1 - \frac{u^2}{v^2}.",
)
def test_slope_of_tanh():
    for z in PLACES:
        u, v = math.exp(z) - math.exp(-z), math.exp(z) + math.exp(-z)
        rises = slope(math.tanh, z)
        assert (v * v - u * u) / v**2 == pytest.approx(rises, rel=1e-6)
        assert f.tanh_derivative(z) == pytest.approx(rises, rel=1e-6)
        assert slope(lambda z: math.exp(z) - math.exp(-z), z) == pytest.approx(v, rel=1e-6)
    assert f.tanh_derivative(1) == pytest.approx(0.420, abs=5e-4)


def test_what_is_left_after_ten_units():
    assert 1 / f.tanh_derivative(1.0) ** 10 == pytest.approx(6000, rel=0.05)
    assert 1 / f.sigmoid_derivative(1.0) ** 10 == pytest.approx(12e6, rel=0.05)


@FORMULAS.evaluates(
    r"g'(z) = \begin{cases} 1 & \text{if } z > 0, \\ 0 & \text{if } z < 0. \end{cases}",
    r"g'(z) = \begin{cases} 1 & \text{if } z > 0, \\ s & \text{if } z < 0. \end{cases}",
)
def test_slopes_of_relu_and_leaky_relu():
    for z in PLACES:
        assert f.relu_derivative(z) == pytest.approx(slope(lambda z: max(z, 0), z))
        for s in (0.01, 0.3):
            rises = slope(lambda z, s=s: float(f.leaky_relu(z, s)), z)
            assert f.leaky_relu_derivative(z, s) == pytest.approx(rises)
    assert slope(lambda z: max(z, 0), 0) == pytest.approx(0.5)


@FORMULAS.evaluates(
    r"W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) \, x + (W_2 b_1 + b_2).",
    r"W_2 W_1 = \begin{pmatrix} 3 & 7 \end{pmatrix}, \qquad W_2 b_1 + b_2 = 3 - 1 + 5 = 7.",
)
def test_two_linear_layers_are_one():
    W1, b1 = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0], [-1.0]])
    W2, b2 = np.array([[3.0, 1.0]]), np.array([[5.0]])
    W, b = f.collapse(W1, b1, W2, b2)
    assert (W.tolist(), b.tolist()) == ([[3, 7]], [[7]])
    for x in ([0, 0], [1, 0], [0.3, -2]):
        layers = [W1[i, 0] * x[0] + W1[i, 1] * x[1] + b1[i, 0] for i in (0, 1)]
        assert W @ x + b == pytest.approx(3 * layers[0] + layers[1] + 5)


def test_where_tanh_is_as_steep_as_the_sigmoid():
    gaps = [f.tanh_derivative(z) - f.sigmoid_derivative(z) for z in (1.6, 1.7)]
    assert gaps[0] > 0 > gaps[1]


@pytest.mark.slow
def test_the_prose_says_what_was_seen():
    names = {"__name__": "__main__"}
    for cell in FORMULAS.notebook.source.cells:
        if cell.kind == "code":
            exec(compile(cell.text, f"<line {cell.line}>", "exec"), names)
    X, Y, text = names["X"], names["Y"], FORMULAS.prose()
    right = {n: np.mean((m(X) > 0.5) == Y) for n, m in names["models"].items()}
    assert right["8 linear hidden units"] < 0.6
    assert right["8 ReLU units"] > 0.98
    assert sum(array.size for array in names["layers"]) == 33
    assert "Of 33 parameters 3 are left" in text
    assert np.abs(names["with_layers"] - names["with_one"]).max() < 1e-12
    through = {name: np.mean(g >= 0.05) for name, g in names["slopes"].items()}
    assert through["ReLU"] == pytest.approx(0.5, abs=0.03)
    percent = {name: round(100 * share) for name, share in through.items()}
    assert f"the sigmoid is first, with {percent['sigmoid']} %" in text
    assert f"tanh second, with {percent['tanh']} %" in text
    means = [f"{np.mean(names['slopes'][name]):.2f}" for name in ("sigmoid", "tanh", "ReLU")]
    assert "all units {}, tanh {}, ReLU {}.".format(*means) in text
    assert min(names["slopes"]["leaky ReLU"]) > 0
