"""Every formula in the prose of planar_classifier, evaluated by another route; and, slow, that
what the prose says was seen is what the notebook gives."""

import math

import numpy as np
import pytest
from formulas import Formulas

import course
from course.widgets.starts import Symmetry, lopsided_flower

FORMULAS = Formulas("week3/planar_classifier")
f = FORMULAS.functions


@pytest.fixture
def problem():
    """Parameters, examples and labels: n_x = 3, n_h = 5, n_y = 1, m = 7."""
    rng = np.random.default_rng(0)
    shapes = {"W1": (5, 3), "b1": (5, 1), "W2": (1, 5), "b2": (1, 1)}
    parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return parameters, rng.normal(size=(3, 7)), np.array([[0, 1, 1, 0, 1, 0, 0]])


def output_by_hand(p, x):
    """Scores and values of one example, with loops and `math` alone."""
    z1 = [
        sum(p["W1"][k, j] * x[j] for j in range(len(x))) + p["b1"][k, 0]
        for k in range(len(p["W1"]))
    ]
    a1 = [math.tanh(z) for z in z1]
    z2 = sum(w * a for w, a in zip(p["W2"][0], a1, strict=True)) + p["b2"][0, 0]
    return z1, a1, z2, 1 / (1 + math.exp(-z2))


def cost_by_hand(p, X, Y):
    total = 0.0
    for x, y in zip(X.T, Y[0], strict=True):
        a = output_by_hand(p, x)[-1]
        total -= math.log(a if y else 1 - a)
    return total / X.shape[1]


def slopes_by_hand(p, X, Y, name, h=1e-5):
    """Rise over run for every entry of one parameter."""
    slopes = np.zeros(p[name].shape)
    for index in np.ndindex(slopes.shape):
        costs = []
        for sign in (1, -1):
            moved = p[name].copy()
            moved[index] += sign * h
            costs.append(cost_by_hand(p | {name: moved}, X, Y))
        slopes[index] = (costs[0] - costs[1]) / (2 * h)
    return slopes


def test_every_formula_has_one_test():
    assert FORMULAS.faults() == []


@FORMULAS.evaluates(
    r"""W^{[1]}_{ij} = 0.01 \, \varepsilon, \qquad b^{[1]}_i = 0, \qquad
    W^{[2]}_{ij} = 0.01 \, \varepsilon, \qquad b^{[2]}_i = 0."""
)
def test_the_start_is_small_normal_and_without_biases():
    np.random.seed(0)
    start = f.initialize_parameters(60, 80, 50)
    for name, shape in (("W1", (80, 60)), ("W2", (50, 80))):
        assert start[name].shape == shape
        assert np.std(start[name]) == pytest.approx(0.01, rel=0.05)
        assert abs(np.mean(start[name])) < 0.001
        within = np.mean(np.abs(start[name]) < 0.01)  # of normal numbers, within one deviation
        assert within == pytest.approx(0.683, abs=0.02)
    assert not start["b1"].any()
    assert not start["b2"].any()


@FORMULAS.evaluates(
    r"""z^{[1]} = W^{[1]} x + b^{[1]}, \quad a^{[1]} = \tanh(z^{[1]}), \qquad
    z^{[2]} = W^{[2]} a^{[1]} + b^{[2]}, \quad a^{[2]} = \sigma(z^{[2]}).""",
    r"""Z^{[1]} = W^{[1]} X + b^{[1]}, \quad A^{[1]} = \tanh(Z^{[1]}), \qquad
    Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}, \quad A^{[2]} = \sigma(Z^{[2]}).""",
)
def test_all_columns_at_once_are_each_example_by_itself(problem):
    p, X, _ = problem
    A2, cache = f.forward_propagation(X, p)
    for i in range(7):
        z1, a1, z2, a2 = output_by_hand(p, X[:, i])
        assert cache["Z1"][:, i] == pytest.approx(z1)
        assert cache["A1"][:, i] == pytest.approx(a1)
        assert cache["Z2"][0, i] == pytest.approx(z2)
        assert A2[0, i] == pytest.approx(a2)


@FORMULAS.evaluates(
    r"""W^{[1]} = \begin{pmatrix} 1 & 0 \\ 1 & -1 \end{pmatrix}, \quad
    b^{[1]} = \begin{pmatrix} 0 \\ 1 \end{pmatrix}, \quad
    W^{[2]} = \begin{pmatrix} 2 & -1 \end{pmatrix}, \quad b^{[2]} = 0, \quad
    x = \begin{pmatrix} 1 \\ 2 \end{pmatrix}."""
)
def test_numbers_of_exercises_3_and_6():
    p = {"W1": np.array([[1.0, 0], [1, -1]]), "b1": np.array([[0.0], [1]])}
    p |= {"W2": np.array([[2.0, -1]]), "b2": np.zeros((1, 1))}
    X, Y = np.array([[1.0], [2]]), np.array([[1]])
    A2, cache = f.forward_propagation(X, p)
    assert cache["Z1"].ravel().tolist() == [1, 0]
    assert cache["A1"].ravel() == pytest.approx([0.762, 0], abs=5e-4)
    assert cache["Z2"].item() == pytest.approx(1.523, abs=5e-4)
    assert A2.item() == pytest.approx(0.821, abs=5e-4)
    assert A2.item() - 1 == pytest.approx(-0.179, abs=5e-4)
    grads = f.backward_propagation(p, cache, X, Y)
    assert grads["dW2"].ravel() == pytest.approx([-0.136, 0], abs=6e-4)
    assert grads["db2"].item() == pytest.approx(-0.179, abs=5e-4)
    assert (p["W2"] * (A2 - 1)).ravel() == pytest.approx([-0.358, 0.179], abs=6e-4)
    assert 1 - 0.762**2 == pytest.approx(0.420, abs=1e-3)  # noqa: SIM300
    assert grads["db1"].ravel() == pytest.approx([-0.150, 0.179], abs=6e-4)
    assert grads["dW1"] == pytest.approx(np.outer(grads["db1"], [1, 2]))


@FORMULAS.evaluates(
    r"""J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{[2]\,(i)}
    + (1 - y^{(i)}) \log\left(1 - a^{[2]\,(i)}\right) \right]."""
)
def test_cost(problem):
    p, X, Y = problem
    A2, _ = f.forward_propagation(X, p)
    assert f.compute_cost(A2, Y) == pytest.approx(cost_by_hand(p, X, Y))
    assert [-math.log(0.8), -math.log(0.6)] == pytest.approx([0.223, 0.511], abs=5e-4)
    assert f.compute_cost(np.array([[0.8, 0.4]]), np.array([[1, 0]])) == pytest.approx(
        0.367, abs=5e-4
    )


@FORMULAS.evaluates(
    r"n_j = \frac{f(\theta + h \, e_j) - f(\theta - h \, e_j)}{2h}.",
    r"\text{relative error} = \frac{\lVert n - g \rVert}{\lVert n \rVert + \lVert g \rVert}.",
)
def test_gradient_check_on_slopes_that_are_known():
    def parabola(theta):
        return theta[0] ** 2 + 3 * theta[1]

    theta = np.array([2.0, 5.0])
    assert f.gradient_check(parabola, theta, np.array([4.0, 3.0])) < 1e-9
    claimed = f.gradient_check(parabola, theta, np.array([4.0, 2.0]))
    assert claimed == pytest.approx(1 / (math.hypot(4, 3) + math.hypot(4, 2)), rel=1e-6)
    assert claimed == pytest.approx(0.106, abs=5e-4)


@FORMULAS.evaluates(
    r"""dZ^{[2]} = A^{[2]} - Y, \qquad dW^{[2]} = \frac{1}{m} \, dZ^{[2]} A^{[1]T}, \qquad
    db^{[2]} = \frac{1}{m} \sum_{i=1}^{m} dz^{[2]\,(i)}.""",
    r"""dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]}), \qquad
    g^{[1]\prime}(Z^{[1]}) = 1 - \left(A^{[1]}\right)^2.""",
    r"""dW^{[1]} = \frac{1}{m} \, dZ^{[1]} X^{T}, \qquad
    db^{[1]} = \frac{1}{m} \sum_{i=1}^{m} dz^{[1]\,(i)}.""",
)
def test_the_six_equations_give_the_slopes_of_the_cost(problem):
    p, X, Y = problem
    A2, cache = f.forward_propagation(X, p)
    dZ2 = A2 - Y
    dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    written = {
        "dW2": dZ2 @ cache["A1"].T / 7,
        "db2": dZ2.sum(axis=1, keepdims=True) / 7,
        "dW1": dZ1 @ X.T / 7,
        "db1": dZ1.sum(axis=1, keepdims=True) / 7,
    }
    grads = f.backward_propagation(p, cache, X, Y)
    for name, slope in written.items():
        assert slope.shape == p[name[1:]].shape
        assert grads[name] == pytest.approx(slope)
        assert slope == pytest.approx(slopes_by_hand(p, X, Y, name[1:]), rel=1e-5, abs=1e-9)


@FORMULAS.evaluates(r"\theta := \theta - \alpha \, d\theta.")
def test_a_small_step_against_the_slopes_lowers_the_cost(problem):
    p, X, Y = problem
    grads = {f"d{name}": slopes_by_hand(p, X, Y, name) for name in p}
    after = f.update_parameters(p, grads, 0.01)
    assert cost_by_hand(after, X, Y) < cost_by_hand(p, X, Y)
    for name in p:
        assert after[name] == pytest.approx(p[name] - 0.01 * grads[f"d{name}"])
    one = f.update_parameters({n: np.array([[0.5]]) for n in p}, {f"d{n}": -0.1 for n in p})
    assert one["W1"].item() == pytest.approx(0.62)


@FORMULAS.evaluates(
    r"\hat{y} = \begin{cases} 1 & \text{if } a^{[2]} > 0.5, \\ 0 & \text{otherwise.} \end{cases}"
)
def test_the_answer_is_the_sign_of_the_last_score(problem):
    p, X, _ = problem
    by_hand = [int(output_by_hand(p, x)[2] > 0) for x in X.T]
    assert f.predict(p, X).tolist() == [by_hand]


def test_exchanged_or_mirrored_units_compute_the_same(problem):
    p, X, _ = problem
    order, signs = [2, 0, 1, 4, 3], np.array([[-1.0], [1], [-1], [1], [1]])
    twin = {"W1": (signs * p["W1"])[order], "b1": (signs * p["b1"])[order]}
    twin |= {"W2": (signs.T * p["W2"])[:, order], "b2": p["b2"]}
    assert f.forward_propagation(X, twin)[0] == pytest.approx(f.forward_propagation(X, p)[0])
    assert math.factorial(4) * 2**4 == 384


def test_from_zeros_only_the_bias_of_the_output_moves(problem):
    p, X, Y = problem
    zeros = {name: np.zeros_like(value) for name, value in p.items()}
    grads = f.backward_propagation(zeros, f.forward_propagation(X, zeros)[1], X, Y)
    assert [name for name, slope in grads.items() if np.any(slope)] == ["db2"]


@pytest.fixture(scope="module")
def seen():
    """What the notebook's names hold once all of its cells have run."""
    names = {"__name__": "__main__"}
    for cell in FORMULAS.notebook.source.cells:
        if cell.kind == "code":
            exec(compile(cell.text, f"<line {cell.line}>", "exec"), names)
    return names


def percent(seen, answers, X, Y):
    return seen["accuracy"](answers(X), Y)


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_the_flower(seen):
    X, Y, predict = seen["X"], seen["Y"], seen["predict"]
    assert percent(seen, seen["straight"], X, Y) < 55
    turns, borders = np.linspace(0, 2 * np.pi, 90), np.linspace(-3, 3, 31)
    scores = [np.cos(t) * X[0] + np.sin(t) * X[1] for t in turns]
    best = max(np.mean((score > b) == Y[0]) for score in scores for b in borders)
    assert best == pytest.approx(2 / 3, abs=0.04)
    assert percent(seen, lambda X: predict(seen["trained"], X), X, Y) > 95
    learned = {
        n: percent(seen, lambda X, p=p: predict(p, X), X, Y) for n, p in seen["widths"].items()
    }
    assert max(learned[1], learned[2]) < 70
    assert min(learned[n] for n in (3, 5, 10, 20)) > 95
    new = {
        n: percent(seen, lambda X, p=p: predict(p, X), seen["X_new"], seen["Y_new"])
        for n, p in seen["widths"].items()
    }
    assert new[20] < new[3] + 1


def test_which_slopes_are_the_largest_at_the_random_start():
    X, Y = course.planar("flower")
    np.random.seed(1)
    start = f.initialize_parameters(2, 4, 1)
    cache = f.forward_propagation(X, start)[1]
    slopes = {n: np.abs(g).max() for n, g in f.backward_propagation(start, cache, X, Y).items()}
    assert min(slopes["dW1"], slopes["dW2"]) == pytest.approx(0.001, rel=0.25)
    assert max(slopes["db1"], slopes["db2"]) < 1e-5
    fewer = Y.copy()
    fewer[0, ::4] = 0
    slopes = {n: np.abs(g).max() for n, g in f.backward_propagation(start, cache, X, fewer).items()}
    assert slopes["db2"] > 30 * max(slopes[name] for name in ("dW1", "db1", "dW2"))


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_five_starts(seen):
    X, Y, ends, starts = (seen[name] for name in ("X", "Y", "ends", "starts"))
    right = {n: percent(seen, lambda X, p=p: seen["predict"](p, X), X, Y) for n, p in ends.items()}
    assert right["all zero"] == 50
    assert not any(np.any(value) for value in ends["all zero"].values())
    assert np.allclose(ends["all 0.5"]["W1"], ends["all 0.5"]["W1"][0])
    assert right["all 0.5"] < 70
    assert min(right["randn * 0.01"], right["randn"]) > 95
    assert right["randn * 30"] < 70
    moved = np.abs(ends["randn * 30"]["W1"] - starts["randn * 30"][0]).max()
    assert moved < np.abs(starts["randn * 30"][0]).max() / 5


def test_a_step_in_place_spoils_none_of_the_five_starts():
    in_place = FORMULAS.variant("update_parameters", "in place")
    X, Y = course.planar("flower")
    few = {"X": X[:, ::8], "Y": Y[:, ::8]}
    wanted, got = (
        FORMULAS.ran("def trained_from", update_parameters=step, **few)
        for step in (f.update_parameters, in_place)
    )
    np.testing.assert_equal(got["starts"], wanted["starts"])
    np.testing.assert_equal(got["ends"], wanted["ends"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("factor", "steps", "least", "most"),
    [
        (5, 3000, 95, 100),
        (10, 3000, 60, 75),
        (10, 10_000, 95, 100),
        (15, 10_000, 60, 75),
        (30, 10_000, 60, 75),
    ],
)
def test_the_prose_says_what_was_seen_of_large_factors(factor, steps, least, most):
    widget = Symmetry(start="random", factor=factor, rate=1.2)
    X, Y = lopsided_flower()
    draws = factor * np.array(widget.draws)
    p = {"W1": draws[:8].reshape(4, 2), "b1": np.zeros((4, 1))}
    p |= {"W2": draws[8:].reshape(1, 4), "b2": np.zeros((1, 1))}
    for _ in range(steps):
        grads = f.backward_propagation(p, f.forward_propagation(X, p)[1], X, Y)
        p = f.update_parameters(p, grads, widget.rate)
    assert least < 100 * np.mean(f.predict(p, X) == Y) < most


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_other_shapes(seen):
    right = {t: percent(seen, model, *data) for t, (model, data) in seen["pairs"].items()}
    assert right["blobs: 5 hidden units"] - right["blobs: logistic regression"] < 2
    for name in ("circles", "moons"):
        assert right[f"{name}: 5 hidden units"] > 99
    assert right["spirals: 5 hidden units"] < 90


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_the_digits(seen):
    digits, text = seen["D_test"], FORMULAS.prose()
    answers, truth = seen["on_digits"], seen["E_test"]
    missed = [int(np.sum(answer(digits) != truth)) for answer in answers.values()]
    assert f"of 500 test digits {missed[0]} were answered wrongly, now it is {missed[1]}" in text
    weights = sum(value.size for value in seen["reader"].values())
    assert f"has {weights} of them, so one step costs {2 * weights:,} times" in text


@pytest.mark.slow
def test_the_planted_bug_is_in_the_first_layer_alone(seen):
    rng = np.random.default_rng(0)
    p = {name: rng.normal(size=value.shape) for name, value in seen["theirs"].items()}
    X, Y = seen["M"], seen["M_Y"]
    grads = seen["someones_backward"](p, seen["someones_forward"](X, p)[1], X, Y)
    for name in p:

        def cost(value, name=name):
            return seen["compute_cost"](seen["someones_forward"](X, p | {name: value})[0], Y)

        error = seen["gradient_check"](cost, p[name], grads[f"d{name}"])
        assert (error < 1e-7) == (name in ("W2", "b2")), (name, error)
    assert seen["accuracy"](seen["A2"] > 0.5, Y) < 92
