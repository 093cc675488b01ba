"""Every formula in gradient_descent's prose, evaluated by another route; and what it says of them.

At the end, slow: what the prose says was seen is what the notebook gives.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from by_hand import cost_by_hand, exact_sigmoid, slope
from formulas import Formulas

from course.widgets.descents import X, Y, cost_at

FORMULAS = Formulas("week2/gradient_descent")
evaluates, prose = FORMULAS.evaluates, FORMULAS.prose
X_SIX = np.array([2.3, 0.5, 3.2, 2.5, -2.6, 2.4])
Y_SIX = np.array([1, 0, 1, 0, 1, 1])


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"\hat y = a = \sigma(w^T x + b), \qquad \sigma(z) = \frac{1}{1 + e^{-z}},")
def test_logistic_regression_gives_a_probability(f, problem):
    w, b, X, _ = problem
    for i in range(7):
        z = sum(w[j, 0] * X[j, i] for j in range(4)) + b
        a = f.sigmoid(np.dot(w.T, X[:, [i]]) + b).item()
        assert a == pytest.approx(float(exact_sigmoid(z)))
        assert 0 < a < 1
    line = 0.5 * np.array([-6, 6]) + 0.2
    assert line[0] < 0
    assert line[1] > 1


@evaluates(r"L(a, y) = -\left[ y \log a + (1 - y) \log (1 - a) \right]")
def test_loss_of_one_example(f):
    for a in (0.1, 0.5, 0.8):
        assert f.loss(a, 1) == pytest.approx(float(-Decimal(a).ln()))
        assert f.loss(a, 0) == pytest.approx(float(-(1 - Decimal(a)).ln()))
    assert f.loss(0.8, 1) == pytest.approx(0.223, abs=5e-4)
    assert f.loss(0.8, 0) == pytest.approx(1.609, abs=5e-4)
    assert f.loss(0.5, 1) == pytest.approx(0.6931, abs=5e-5)
    assert f.loss(0.001, 1) == pytest.approx(6.9, abs=0.05)
    nines = [f.loss(a, 1) for a in (0.9, 0.99, 0.999)]
    assert np.divide(nines[:-1], nines[1:]) == pytest.approx([10, 10], rel=0.06)


@evaluates(
    r"""J(w, b) = \frac{1}{m} \sum_{i=1}^{m} L\left(a^{(i)}, y^{(i)}\right), \qquad
    a^{(i)} = \sigma\left(w^T x^{(i)} + b\right)"""
)
def test_the_cost_is_the_average_loss(f, problem):
    w, b, X, Y = problem
    A = f.sigmoid(np.dot(w.T, X) + b)
    losses = [f.loss(a, y) for a, y in zip(A[0], Y[0], strict=True)]
    assert np.mean(losses) == pytest.approx(cost_by_hand(*problem), rel=1e-12)


def squared(w, b):
    return np.mean((1 / (1 + np.exp(-(w * X_SIX + b))) - Y_SIX) ** 2)


def entropy(w, b):
    Z = w * X_SIX + b
    return np.mean(np.logaddexp(0, Z) - Y_SIX * Z)


def squared_slopes(w, b):
    a = 1 / (1 + np.exp(-(w * X_SIX + b)))
    dz = 2 * (a - Y_SIX) * a * (1 - a)
    return np.array([np.mean(dz * X_SIX), np.mean(dz)])


def squared_curvature(w, b, h=1e-5):
    sides = [(squared_slopes(w + h, b), squared_slopes(w - h, b))]
    sides.append((squared_slopes(w, b + h), squared_slopes(w, b - h)))
    return np.array([(up - down) / (2 * h) for up, down in sides])


def test_squared_error_has_two_minima_where_the_prose_says():
    for near, cost in (((-0.03, 0.74), 0.2219), ((1.58, -2.97), 0.2930)):
        at = np.array(near)
        for _ in range(30):  # Newton's method, to where the slope vanishes
            at = at - np.linalg.solve(squared_curvature(*at), squared_slopes(*at))
        assert squared_slopes(*at) == pytest.approx([0, 0], abs=1e-12)
        assert np.all(np.linalg.eigvalsh(squared_curvature(*at)) > 0.002)
        assert at == pytest.approx(near, abs=5e-3)
        assert squared(*at) == pytest.approx(cost, abs=5e-5)
        assert f"$({near[0]}, {near[1]})$" in prose()


def test_a_ridge_parts_the_valleys_of_squared_error_and_cross_entropy_is_convex(rng):
    ends = np.array([[-0.0338, 0.7395], [1.5781, -2.9713]])
    along = [squared(*(ends[0] + t * (ends[1] - ends[0]))) for t in np.linspace(0, 1, 41)]
    assert max(along) > along[-1] + 0.002 > along[0]
    for _ in range(200):  # every chord lies above
        one, other = rng.uniform([-2.5, -5.5], [3.5, 3], size=(2, 2))
        assert entropy(*(one + other) / 2) < (entropy(*one) + entropy(*other)) / 2


def test_the_two_costs_of_the_widget_are_those_from_above(rng):
    names, cells = FORMULAS.notebook.namespace(), FORMULAS.notebook.source.cells
    exec(next(cell.text for cell in cells if "def squared_error" in cell.text), names)
    for w, b in ((-0.034, 0.739), *rng.uniform([-2, -5], [4, 3], size=(20, 2))):
        for name, cost in (("squared error", "squared_error"), ("cross-entropy", "cross_entropy")):
            assert cost_at(name, w, b, X_SIX, Y_SIX) == pytest.approx(names[cost](w, b))
    assert (tuple(X_SIX), tuple(Y_SIX)) == (X, Y)


@pytest.mark.parametrize("rate", [10**1.4, 10**1.5])
def test_with_a_rate_of_about_30_neither_cost_falls_step_by_step(rate):
    assert "about 30 neither falls" in prose()
    place = {"squared": np.array([-1.5, 2.0]), "entropy": np.array([-1.5, 2.0])}
    seen = {"squared": [], "entropy": []}
    for _ in range(40):
        w, b = place["entropy"]
        error = 1 / (1 + np.exp(-(w * X_SIX + b))) - Y_SIX
        slopes = {"squared": squared_slopes(*place["squared"])}
        slopes["entropy"] = np.array([np.mean(error * X_SIX), np.mean(error)])
        for name, cost in (("squared", squared), ("entropy", entropy)):
            seen[name].append(cost(*place[name]))
            place[name] = place[name] - rate * slopes[name]
    steps = np.diff(seen["entropy"])
    assert min(np.sum(steps > 1), np.sum(steps < -1)) > 10  # up and down, again and again
    assert min(seen["squared"]) > 0.3  # its minima: 0.22 and 0.29


@evaluates(
    r"""w := w - \alpha \, \frac{\partial J}{\partial w}, \qquad
    b := b - \alpha \, \frac{\partial J}{\partial b}."""
)
def test_a_step_goes_against_the_slope_and_lowers_the_cost(f, problem):
    w, b, X, Y = problem
    db = slope(lambda value: cost_by_hand(w, value, X, Y), b)
    dw = np.zeros((4, 1))
    for j in range(4):
        nudge = np.zeros((4, 1))
        nudge[j] = 1
        dw[j] = slope(lambda t, nudge=nudge: cost_by_hand(w + t * nudge, b, X, Y), 0.0)
    new_w, new_b = f.gradient_step(w, b, dw, db, 0.1)
    assert cost_by_hand(new_w, new_b, X, Y) < cost_by_hand(*problem)
    assert cost_by_hand(2 * w - new_w, 2 * b - new_b, X, Y) > cost_by_hand(*problem)
    assert f.gradient_step(np.array([[3.0]]), 0.0, np.array([[-0.4]]), 0.0, 0.5)[0] == 3.2


def test_the_border_of_the_learning_rate_on_a_square_is_1(f):
    def after_eight(rate):
        w = np.array([[3.0]])
        for _ in range(8):
            w, _ = f.gradient_step(w, 0.0, 2 * w, 0.0, rate)
        return abs(w.item())

    assert after_eight(0.45) < after_eight(0.1) < after_eight(0.95) < 3 < after_eight(1.05)
    assert after_eight(1.0) == 3
    assert f.gradient_step(3.0, 0.0, 6.0, 0.0, 0.45)[0] == pytest.approx(0.3)


@evaluates(
    r"""\frac{d}{da} 3a = 3, \qquad \frac{d}{da} a^2 = 2a, \qquad \frac{d}{da} a^3 = 3a^2, \qquad
    \frac{d}{da} \log a = \frac{1}{a}."""
)
def test_four_derivatives():
    for a in (0.5, 2, 5):
        assert slope(lambda a: 3 * a, a) == pytest.approx(3)
        assert slope(lambda a: a**2, a) == pytest.approx(2 * a)
        assert slope(lambda a: a**3, a) == pytest.approx(3 * a**2)
        assert slope(math.log, a) == pytest.approx(1 / a)
    nudge = Fraction(1, 1000)
    assert 3 * (2 + nudge) == Fraction("6.003")
    assert (2 + nudge) ** 2 == Fraction("4.004001")
    assert float((5 + nudge) ** 2) == pytest.approx(25.01, abs=5e-6)
    assert "from 4 to 4.004 (more exactly 4.004001)" in prose()


@evaluates(
    r"""f'(a) \approx \frac{f(a + h) - f(a)}{h}, \qquad
    f'(a) \approx \frac{f(a + h) - f(a - h)}{2h}."""
)
def test_secants_come_near_the_tangent(f):
    for h, tolerance in ((1e-2, 2e-2), (1e-4, 2e-4)):
        assert (math.exp(1 + h) - math.exp(1)) / h == pytest.approx(math.e, rel=tolerance)
        assert f.numeric_derivative(math.exp, 1, h) == pytest.approx(math.e, rel=h * h)
    one_sided = (2.1**2 - 4) / 0.1
    assert one_sided == pytest.approx(4.1)
    assert f.numeric_derivative(lambda a: a * a, 2, 0.1) == pytest.approx(4)


def test_the_round_off_floor_is_where_the_prose_says():
    def error(h, both):
        rise = (2 + h) ** 3 - ((2 - h) ** 3 if both else 8)
        return abs(rise / (2 * h if both else h) - 12)

    nudges = 10.0 ** np.arange(-15, 0)
    for both, best in ((False, 1e-8), (True, 1e-5)):
        errors = [error(h, both) for h in nudges]
        assert nudges[np.argmin(errors)] == pytest.approx(best, rel=10)
        assert errors[0] > 1000 * min(errors)
    assert error(1e-2, False) / error(1e-3, False) == pytest.approx(10, rel=0.05)
    assert error(1e-2, True) / error(1e-3, True) == pytest.approx(100, rel=0.05)


@evaluates(r"\sigma'(x) = s \, (1 - s).")
def test_slope_of_the_sigmoid(f):
    for x in (-6, -1, 0, 2):
        measured = slope(lambda z: float(exact_sigmoid(z)), x)
        assert f.sigmoid_derivative(x) == pytest.approx(measured, rel=1e-6)
    assert f.sigmoid_derivative(0) == 0.25
    assert f.sigmoid_derivative(2) == pytest.approx(0.105, abs=5e-4)
    assert f.sigmoid_derivative(6) == pytest.approx(0.0025, abs=5e-5)


@evaluates(r"u = b c, \qquad v = a + u, \qquad J = 3 v")
def test_forward_through_the_graph(f, rng):
    for a, b, c in rng.normal(size=(5, 3)):
        assert f.graph_forward(a, b, c)["J"] == pytest.approx(3 * (a + b * c))
    assert f.graph_forward(5, 3, 2) == {"u": 6, "v": 11, "J": 33}


@evaluates(
    r"""dv = \frac{\partial J}{\partial v} = 3, \qquad
    da = \frac{\partial J}{\partial v} \frac{\partial v}{\partial a} = dv \cdot 1, \qquad
    du = \frac{\partial J}{\partial v} \frac{\partial v}{\partial u} = dv \cdot 1,""",
    r"""db = \frac{\partial J}{\partial u} \frac{\partial u}{\partial b} = du \cdot c, \qquad
    dc = \frac{\partial J}{\partial u} \frac{\partial u}{\partial c} = du \cdot b.""",
)
def test_backward_through_the_graph(f):
    at = {"a": 5.0, "b": 3.0, "c": 2.0}
    slopes = f.graph_backward(**at)
    for name in at:
        measured = slope(lambda t, n=name: 3 * ((at | {n: t})["a"] + (at | {n: t})["b"]
                                                * (at | {n: t})["c"]), at[name])  # fmt: skip
        assert slopes[f"d{name}"] == pytest.approx(measured)
    assert slopes["du"] == pytest.approx(slope(lambda u: 3 * (5 + u), 6))
    assert slopes["dv"] == pytest.approx(slope(lambda v: 3 * v, 11))
    assert slopes == {"dv": 3, "du": 3, "da": 3, "db": 6, "dc": 9}


@evaluates(
    r"da = \frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a}.",
    r"""dz = \frac{\partial L}{\partial z} = da \cdot a(1 - a)
    = -y (1 - a) + (1 - y) \, a = a - y""",
    r"""dw_j = \frac{\partial L}{\partial w_j} = x_j \, dz, \qquad
    db = \frac{\partial L}{\partial b} = dz""",
)
def test_each_step_back_through_one_example(f, problem):
    w, b, X, _ = problem
    x = X[:, :1]
    z = (w.T @ x + b).item()
    a = float(exact_sigmoid(z))
    for y in (0, 1):
        da = -y / a + (1 - y) / (1 - a)
        assert da == pytest.approx(slope(lambda a, y=y: f.loss(a, y), a))
        dz = slope(lambda z, y=y: f.loss(float(exact_sigmoid(z)), y), z)
        assert [da * a * (1 - a), -y * (1 - a) + (1 - y) * a, a - y] == pytest.approx([dz] * 3)
        dw, db = f.one_example_gradients(w, b, x, y)
        Y = np.array([[y]])
        assert db == pytest.approx(slope(lambda t, Y=Y: cost_by_hand(w, t, x, Y), b))
        for j in range(4):
            nudge = np.eye(4)[:, [j]]
            measured = slope(lambda t, n=nudge, Y=Y: cost_by_hand(w + t * n, b, x, Y), 0.0)
            assert dw[j, 0] == pytest.approx(x[j, 0] * dz)
            assert dw[j, 0] == pytest.approx(measured, rel=1e-6)


def test_a_value_used_three_times_gets_the_sum_of_three_slopes(f):
    a, b = 5.0, 3.0
    through = b * f.sigmoid_derivative(a * b)
    assert slope(lambda t: t * t + f.sigmoid(t * b), a) == pytest.approx(a + a + through)
    assert "5 and 5 from the square, and next to nothing" in prose()
    assert 0 < through < 1e-5


def test_what_the_widget_of_secants_shows_of_a_square_and_of_a_line():
    for step in (0.5, 0.25, 2.0**-10):  # exact in the computer
        assert ((2 + step) ** 2 - 4) / step - 4 == step
        assert ((2 + step) ** 2 - (2 - step) ** 2) / (2 * step) == 4
        assert (3 * (2 + step) - 6) / step == (3 * (2 + step) - 3 * (2 - step)) / (2 * step) == 3
    assert "one side is off by $h$, and both sides by nothing but rounding" in prose()


def test_derivatives_are_explained_before_what_is_made_of_them():
    text = prose()
    explained = text.index("## Derivatives: rise over run")
    for later in ("two minima", "**curvature**", "**gradient**", "the slope $2w$"):
        assert explained < text.index(later)


def test_numbers_of_the_one_example(f):
    w, x = np.array([[0.5], [-0.5]]), np.array([[1.0], [2.0]])
    dw, db = f.one_example_gradients(w, 0.5, x, 1)
    assert dw.ravel().tolist() == [-0.5, -1]
    assert db == -0.5
    assert f.sigmoid(0.0) == 0.5


@evaluates(
    r"""\frac{\partial J}{\partial w_j}
    = \frac{1}{m} \sum_{i=1}^{m} \frac{\partial}{\partial w_j} L\left(a^{(i)}, y^{(i)}\right)
    = \frac{1}{m} \sum_{i=1}^{m} x_j^{(i)} \left(a^{(i)} - y^{(i)}\right), \qquad
    \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} \left(a^{(i)} - y^{(i)}\right)""",
    r"""Z = w^T X + b, \qquad A = \sigma(Z), \qquad dZ = A - Y, \qquad
    dw = \frac{1}{m} X \, dZ^T, \qquad db = \frac{1}{m} \sum_{i=1}^{m} dZ_{1i}""",
)
def test_gradient_by_loops_by_products_as_an_average_and_by_rise_over_run(f, problem):
    w, b, X, Y = problem
    each = [f.one_example_gradients(w, b, X[:, [i]], Y[0, i]) for i in range(7)]
    average = sum(dw for dw, _ in each) / 7, sum(db for _, db in each) / 7
    for dw, db in (f.loop_gradients(*problem), f.vectorized_gradients(*problem), average):
        assert db == pytest.approx(slope(lambda t: cost_by_hand(w, t, X, Y), b), rel=1e-6)
        for j in range(4):
            nudge = np.eye(4)[:, [j]]
            measured = slope(lambda t, n=nudge: cost_by_hand(w + t * n, b, X, Y), 0.0)
            assert dw[j, 0] == pytest.approx(measured, rel=1e-6)


@evaluates(
    r"""X = \begin{pmatrix} 1 & 3 \\ 2 & 0 \end{pmatrix}, \quad
    dZ = \begin{pmatrix} -0.5 & 0.881 \end{pmatrix}, \quad
    dw = \frac{1}{2} \begin{pmatrix} 1 \cdot (-0.5) + 3 \cdot 0.881 \\ 2 \cdot (-0.5) + 0
    \end{pmatrix} \approx \begin{pmatrix} 1.071 \\ -0.5 \end{pmatrix}."""
)
def test_numbers_of_the_two_examples(f):
    X, Y = np.array([[1.0, 3.0], [2.0, 0.0]]), np.array([[1, 0]])
    for gradients in (f.loop_gradients, f.vectorized_gradients):
        dw, db = gradients(np.array([[0.5], [-0.5]]), 0.5, X, Y)
        assert dw.ravel() == pytest.approx([1.071, -0.5], abs=5e-4)
        assert db == pytest.approx(0.190, abs=5e-4)
    assert f.sigmoid(2.0) == pytest.approx(0.881, abs=5e-4)


@evaluates(r"\sum_{i=1}^{m} \frac{x^{(i)} \, dz^{(i)}}{m^{\,m - i + 1}}")
def test_what_someones_gradients_compute(f, problem):
    w, b, X, Y = problem
    cells = FORMULAS.notebook.source.cells
    cell = next(c for c in cells if "def someones_gradients" in c.text)
    names = FORMULAS.notebook.namespace()
    exec(cell.text.split("\n\n\n")[0], names)
    dw, _ = names["someones_gradients"](w, b, X, Y)
    m = 7
    dz = (f.sigmoid(np.dot(w.T, X) + b) - Y)[0]
    by_hand = sum(X[:, [i - 1]] * dz[i - 1] / m ** (m - i + 1) for i in range(1, m + 1))
    assert dw == pytest.approx(by_hand)
    first = names["someones_gradients"](w, b, X[:, :1], Y[:, :1])[0]
    assert first == pytest.approx(f.vectorized_gradients(w, b, X[:, :1], Y[:, :1])[0])


@pytest.fixture(scope="module")
def seen():
    """What the notebook's names hold once all of its cells have run."""
    names = {"__name__": "__main__"}
    for cell in FORMULAS.notebook.source.cells:
        if cell.kind == "code":
            exec(compile(cell.text, f"<line {cell.line}>", "exec"), names)
    return type("Seen", (), {k: staticmethod(v) if callable(v) else v for k, v in names.items()})


@pytest.mark.slow
def test_the_prose_says_what_was_seen_in_the_notebook(seen):
    at_rest = {(n, s): p[-1] for n, paths in seen.rolled.items() for s, p in paths.items()}
    assert at_rest["squared error", "start A"] == pytest.approx((-0.03, 0.74), abs=5e-3)
    assert at_rest["squared error", "start B"] == pytest.approx((1.58, -2.97), abs=5e-3)
    assert at_rest["cross-entropy", "start A"] == pytest.approx(
        at_rest["cross-entropy", "start B"], abs=1e-6
    )
    least = {
        name: min(seen.smallest_curvature(cost, w, b) for w, b in seen.anywhere)
        for name, cost in seen.costs.items()
    }
    assert least["squared error"] < 0 < least["cross-entropy"]
    assert f"{seen.right:.1f} % of the points" in prose()
    assert seen.larger == 50
    one, last = (seen.path[name] for name in ("step 1", "step 300"))
    right = [100 * np.mean((w.T @ seen.X_plane + b > 0) == seen.Y_plane) for w, b in (one, last)]
    assert right[1] - right[0] < 2  # the line lies nearly right after one step
