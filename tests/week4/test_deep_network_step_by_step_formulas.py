"""Every formula in deep_network_step_by_step's prose, evaluated by another route; its numbers too.

The other route is loops over units and examples, or finite differences of the cost.
"""

import math
from types import SimpleNamespace

import numpy as np
import pytest
from formulas import Formulas

FORMULAS = Formulas("week4/deep_network_step_by_step")
evaluates, prose = FORMULAS.evaluates, FORMULAS.prose


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


@pytest.fixture
def rng():
    return np.random.default_rng(4)


@pytest.fixture
def problem(rng):
    """A network of three layers with X and Y: sizes 3, 4, 2, 1 and m = 5."""
    parameters = {}
    for number, (before, n) in enumerate(((3, 4), (4, 2), (2, 1)), 1):
        parameters[f"W{number}"] = rng.normal(size=(n, before))
        parameters[f"b{number}"] = rng.normal(size=(n, 1))
    return parameters, rng.normal(size=(3, 5)), np.array([[0, 1, 1, 0, 1]])


def answer_by_hand(x, parameters):
    """One example's answer, unit by unit, by no function of the notebook."""
    a, L = list(x), len(parameters) // 2
    for number in range(1, L + 1):
        W, b = parameters[f"W{number}"], parameters[f"b{number}"]
        z = [sum(w * v for w, v in zip(row, a, strict=True)) + b[i, 0] for i, row in enumerate(W)]
        a = [max(v, 0) if number < L else 1 / (1 + math.exp(-v)) for v in z]
    return a[0]


def losses_by_hand(X, Y, parameters):
    """The loss of each example."""
    answers = [answer_by_hand(X[:, i], parameters) for i in range(X.shape[1])]
    return [-math.log(a if y else 1 - a) for a, y in zip(answers, Y[0], strict=True)]


def cost_by_hand(X, Y, parameters):
    return sum(losses_by_hand(X, Y, parameters)) / Y.shape[1]


def slopes(function, at, step=1e-6):
    """Rise over run for each entry of an array."""
    found = np.zeros(at.shape)
    for index in np.ndindex(at.shape):
        nudge = np.zeros(at.shape)
        nudge[index] = step
        found[index] = (function(at + nudge) - function(at - nudge)) / (2 * step)
    return found


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"W^{[l]} = \frac{N}{\sqrt{n^{[l-1]}}}, \qquad b^{[l]} = 0,")
def test_the_scale_keeps_the_spread_of_a_sum(f):
    np.random.seed(0)
    parameters = f.initialize_parameters_deep([400, 300, 50])
    assert parameters["W1"].shape == (300, 400)
    assert not parameters["b1"].any()
    scores = parameters["W1"] @ np.random.randn(400, 500)
    assert scores.std() == pytest.approx(1, abs=0.02)
    assert f.initialize_parameters_deep([16, 4000])["W1"].std() == pytest.approx(0.25, rel=0.02)


def test_what_is_told_of_the_signal_on_its_way(rng):
    for scale, times in ((0.01, 1 / 20), (1.0, 5), (1 / math.sqrt(50), 0.69)):
        A = rng.normal(size=(50, 4000))
        for _ in range(10):
            A = np.maximum(rng.normal(size=(50, 50)) * scale @ A, 0)
        assert A.std() ** 0.1 == pytest.approx(times, rel=0.12)
        if scale == 0.01:
            assert 1e-14 < A.std() < 1e-12


def test_parameters_of_the_cat_network(f):
    sizes = {k: v.size for k, v in f.initialize_parameters_deep([12288, 20, 7, 5, 1]).items()}
    total, first = sum(sizes.values()), sizes["W1"] + sizes["b1"]
    assert f"{total:,} numbers, and all but {total - first} of them belong" in prose()


@evaluates(
    r"""W^{[l]} : (n^{[l]}, n^{[l-1]}), \qquad b^{[l]} : (n^{[l]}, 1), \qquad
    Z^{[l]}, A^{[l]} : (n^{[l]}, m)."""
)
def test_shapes_are_those_of_a_network_that_runs(f, problem):
    parameters, X, _ = problem
    told = f.layer_shapes([3, 4, 2, 1], 5)
    _, caches = f.L_model_forward(X, parameters)
    for number, ((_, W, b), Z) in enumerate(caches, 1):
        assert (told[f"W{number}"], told[f"b{number}"]) == (W.shape, b.shape)
        assert told[f"Z{number}"] == told[f"A{number}"] == Z.shape


def test_the_three_mismatches(f):
    ada, ben, cleo = (
        f.layer_shapes(*given)
        for given in (([6, 4, 3, 1], 10), ([2, 5, 5, 1], 8), ([9, 3, 4, 2], 1))
    )
    assert (ada["W1"], ada["W2"], ada["b2"], ada["Z3"]) == ((4, 6), (3, 4), (3, 1), (1, 10))
    assert (ben["W2"], ben["b1"], ben["A2"], ben["W3"]) == ((5, 5), (5, 1), (5, 8), (1, 5))
    assert (cleo["Z1"], cleo["W3"], cleo["A2"], cleo["W1"]) == ((3, 1), (2, 4), (4, 1), (3, 9))


@evaluates(r"Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}")
def test_scores_unit_by_unit(f, rng):
    A, W, b = rng.normal(size=(3, 5)), rng.normal(size=(2, 3)), rng.normal(size=(2, 1))
    Z, _ = f.linear_forward(A, W, b)
    for i, j in np.ndindex(2, 5):
        assert Z[i, j] == pytest.approx(sum(W[i, k] * A[k, j] for k in range(3)) + b[i, 0])
    small = f.linear_forward(np.array([[1, 0], [3, 4]]), np.array([[2, -1]]), np.array([[10]]))
    assert small[0].tolist() == [[9, 6]]


@evaluates(r"A^{[l]} = g\left(Z^{[l]}\right)")
def test_activations_entry_by_entry(f):
    x, one, zero = np.array([[9.0, -6.0]]), np.ones((1, 1)), np.zeros((1, 1))
    A, _ = f.linear_activation_forward(x, one, zero, "relu")
    assert A.tolist() == [[9, 0]]
    A, _ = f.linear_activation_forward(x, one, zero, "sigmoid")
    assert A[0] == pytest.approx([1 / (1 + math.exp(-9)), 1 / (1 + math.exp(6))])
    assert A[0] == pytest.approx([0.9999, 0.0025], abs=5e-5)


@evaluates(
    r"""A^{[l]} = \mathrm{relu}\left(W^{[l]} A^{[l-1]} + b^{[l]}\right) \text{ for } l < L, \qquad
    A^{[L]} = \sigma\left(W^{[L]} A^{[L-1]} + b^{[L]}\right)."""
)
def test_the_answer_of_the_whole_network(f, problem):
    parameters, X, _ = problem
    AL, _ = f.L_model_forward(X, parameters)
    assert AL[0] == pytest.approx([answer_by_hand(X[:, i], parameters) for i in range(5)])


@evaluates(
    r"""J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{[L](i)}
    + (1 - y^{(i)}) \log (1 - a^{[L](i)}) \right]"""
)
def test_the_cost_is_the_mean_of_the_losses(f, problem):
    parameters, X, Y = problem
    AL, _ = f.L_model_forward(X, parameters)
    assert f.compute_cost(AL, Y) == pytest.approx(cost_by_hand(X, Y, parameters))
    assert f.compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]])) == pytest.approx(
        (0.223 + 0.511) / 2, abs=5e-4
    )


@evaluates(r"dZ = dA * s * (1 - s)")
def test_back_through_the_sigmoid(f, rng):
    dA, Z = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    numeric = slopes(lambda z: np.sum(dA / (1 + np.exp(-z))), Z)
    assert f.sigmoid_backward(dA, Z) == pytest.approx(numeric, abs=1e-8)
    assert f.sigmoid_backward(np.array([[4.0]]), np.zeros((1, 1))).item() == 1


@evaluates(r"dZ = \begin{cases} dA & \text{where } Z > 0, \\ 0 & \text{where } Z < 0. \end{cases}")
def test_back_through_relu(f):
    dA, Z = np.array([[7.0, 7, -4, 2]]), np.array([[3.0, -2, 1, -5]])
    numeric = slopes(lambda z: np.sum(dA * np.maximum(z, 0)), Z)
    assert f.relu_backward(dA, Z) == pytest.approx(numeric, abs=1e-8)
    assert f.relu_backward(dA, Z).tolist() == [[7, 0, -4, 0]]


@evaluates(
    r"""dW^{[l]} = \frac{1}{m} \, dZ^{[l]} A^{[l-1]T}, \qquad
    db^{[l]} = \frac{1}{m} \sum_{i=1}^{m} dZ^{[l](i)}, \qquad
    dA^{[l-1]} = W^{[l]T} dZ^{[l]}."""
)
def test_back_through_the_linear_step(f, rng):
    A, W, b, dZ = (rng.normal(size=s) for s in ((3, 5), (2, 3), (2, 1), (2, 5)))
    dA, dW, db = f.linear_backward(dZ, (A, W, b))
    assert dW == pytest.approx(slopes(lambda v: np.sum(dZ * (v @ A + b)) / 5, W), abs=1e-8)
    assert db == pytest.approx(slopes(lambda v: np.sum(dZ * (W @ A + v)) / 5, b), abs=1e-8)
    assert dA == pytest.approx(slopes(lambda v: np.sum(dZ * (W @ v + b)), A), abs=1e-8)
    given = np.array([[1.0, 3]]), (np.array([[2.0, 0], [1, 4]]), np.array([[5.0, -1]]), 0)
    dA, dW, db = f.linear_backward(*given)
    assert dW.tolist() == [[1, 6.5]]
    assert db.tolist() == [[2]]
    assert dA.tolist() == [[5, 15], [-1, -3]]


@evaluates(r"dA^{[L]} = -\left( \frac{Y}{A^{[L]}} - \frac{1 - Y}{1 - A^{[L]}} \right)")
def test_the_gradient_of_the_whole_network(f, problem):
    parameters, X, Y = problem
    AL, caches = f.L_model_forward(X, parameters)
    grads = f.L_model_backward(AL, Y, caches)
    for name, value in parameters.items():
        numeric = slopes(lambda v, name=name: cost_by_hand(X, Y, parameters | {name: v}), value)
        assert grads[f"d{name}"] == pytest.approx(numeric, abs=1e-7)
    for y, a, slope in ((1, 0.8, -1.25), (0, 0.8, 5)):
        loss = lambda v, y=y: -math.log(v if y else 1 - v)  # noqa: E731
        assert (loss(a + 1e-6) - loss(a - 1e-6)) / 2e-6 == pytest.approx(slope)
    assert pytest.approx(0.8 - 1) == -1.25 * 0.8 * 0.2


@evaluates(
    r"""W^{[l]} := W^{[l]} - \alpha \, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha \, db^{[l]}."""
)
def test_a_small_step_lowers_the_cost_by_the_square_of_the_slope(f, problem):
    parameters, X, Y = problem
    AL, caches = f.L_model_forward(X, parameters)
    grads = f.L_model_backward(AL, Y, caches)
    before, alpha = cost_by_hand(X, Y, parameters), 1e-6
    after = cost_by_hand(X, Y, f.update_parameters(dict(parameters), grads, alpha))
    steepness = sum(np.sum(g**2) for g in grads.values())
    assert (before - after) / alpha == pytest.approx(steepness, rel=1e-3)
    one = f.update_parameters({"W1": 2.0, "b1": 0.0}, {"dW1": -0.5, "db1": 0.0}, 0.1)
    assert one["W1"] == pytest.approx(2.05)


def test_what_someones_linear_backward_does(f, problem):
    cells = FORMULAS.notebook.source.cells
    cell = next(c for c in cells if "def someones_linear_backward" in c.text)
    theirs = cell.text.split("\n\n")[0].replace("someones_linear_backward", "linear_backward")
    g = SimpleNamespace(**FORMULAS.notebook.namespace({"linear_backward": theirs}))
    dZ, cache = np.array([[1.0, 3]]), (np.array([[2.0, 0], [1, 4]]), np.array([[5.0, -1]]), 0)
    for their, right, times in zip(
        g.linear_backward(dZ, cache), f.linear_backward(dZ, cache), (2, 1, 1), strict=True
    ):
        assert times * their == pytest.approx(right)
    parameters, X, Y = problem
    m = Y.shape[1]
    AL, caches = f.L_model_forward(X, parameters)
    right, their = f.L_model_backward(AL, Y, caches), g.L_model_backward(AL, Y, caches)
    for layer, times in ((3, 1), (2, m), (1, m**2)):
        for name in (f"dW{layer}", f"db{layer}"):
            assert times * their[name] == pytest.approx(right[name])


def test_a_step_in_place_spoils_neither_start(f):
    in_place = FORMULAS.variant("update_parameters", "in place")
    trained = []
    for step in (f.update_parameters, in_place):
        np.random.seed(4)
        few = {"X": np.random.rand(768, 6), "Y": np.array([[0, 1, 1, 0, 1, 0]])}
        ran = FORMULAS.ran("first = initialize_parameters_deep", update_parameters=step, **few)
        trained.append(ran["trained"])
    np.testing.assert_equal(*trained)
