"""Every formula in cat_classifier's prose, evaluated against another route to the same number.

A displayed formula is claimed by its test with `@evaluates`; one without a test, or a test whose
formula has been changed in the prose, fails `test_every_displayed_formula_has_one_test`. At the
end, slow: what the prose says was seen is what the notebook gives.
"""

import math

import numpy as np
import pytest
from by_hand import cost_by_hand, exact_sigmoid, slope
from formulas import Formulas

FORMULAS = Formulas("week2/cat_classifier")
evaluates, prose = FORMULAS.evaluates, FORMULAS.prose


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"r = (i \cdot w + j) \cdot c + k")
def test_row_of_a_pixel_in_the_column(f, rng):
    h, w, c = 3, 5, 2
    image = rng.permutation(h * w * c).reshape(h, w, c)
    v = f.image2vector(image)
    for i, j, k in np.ndindex(h, w, c):
        assert v[(i * w + j) * c + k, 0] == image[i, j, k]


def test_numbers_of_exercise_1(f):
    v = f.image2vector(np.array([[[7, 8, 9], [4, 5, 6]]]))
    assert v.ravel().tolist() == [7, 8, 9, 4, 5, 6]
    assert v[4, 0] == 5
    numbered = np.arange(64 * 64 * 3).reshape(64, 64, 3)
    assert numbered.size == 12288
    assert numbered[20, 30, 1] == 3931


@evaluates(
    r"""X_{r,n} = \frac{\text{images}[n, i, j, k]}{255}, \qquad
    (m, h, w, c) \;\longrightarrow\; (h \cdot w \cdot c,\; m)."""
)
def test_entries_of_the_matrix_of_pictures(f, rng):
    m, h, w, c = 3, 2, 4, 3
    images = rng.integers(0, 256, size=(m, h, w, c), dtype=np.uint8)
    X = f.flatten_images(images)
    assert X.shape == (h * w * c, m)
    for n, i, j, k in np.ndindex(m, h, w, c):
        assert X[(i * w + j) * c + k, n] == pytest.approx(int(images[n, i, j, k]) / 255)


@evaluates(r"X = \begin{pmatrix} 0 & 1 \\ 0.2 & 0.4 \end{pmatrix}.")
def test_numbers_of_exercise_2(f):
    images = np.array([[[[0], [51]]], [[[255], [102]]]], dtype=np.uint8)
    assert np.allclose(f.flatten_images(images), [[0, 1], [0.2, 0.4]])


def test_reshaped_in_one_go_a_column_holds_every_mth_number(rng):
    images = rng.integers(0, 256, size=(3, 2, 2, 3))
    assert np.array_equal(images.reshape(-1, 3)[:, 1], images.ravel()[1::3])


@evaluates(r"\sigma(z) = \frac{1}{1 + e^{-z}}, \qquad \sigma(-z) = 1 - \sigma(z).")
def test_sigmoid_and_its_symmetry(f):
    for z in (-7.5, -1, 0, 0.3, 4):
        assert f.sigmoid(z) == pytest.approx(float(exact_sigmoid(z)))
        assert f.sigmoid(-z) == pytest.approx(float(1 - exact_sigmoid(z)))


def test_numbers_of_exercise_3(f):
    assert math.exp(-1) == pytest.approx(0.368, abs=5e-4)
    assert f.sigmoid(1) == pytest.approx(0.731, abs=5e-4)
    assert f.sigmoid(-1) == pytest.approx(0.269, abs=5e-4)


def test_the_score_is_the_logarithm_of_the_odds(f):
    for a in (0.1, 0.5, 0.99, 0.999):
        assert math.exp(math.log(a / (1 - a))) == pytest.approx(a / (1 - a))
        assert f.sigmoid(math.log(a / (1 - a))) == pytest.approx(a)
    assert math.log(0.99 / 0.01) == pytest.approx(4.6, abs=0.05)
    assert math.log(0.999 / 0.001) == pytest.approx(6.9, abs=0.05)
    assert math.log(10) == pytest.approx(2.3, abs=0.05)


@evaluates(r"z = w_1 x_1 + w_2 x_2 + \dots + w_{n_x} x_{n_x} + b = w^T x + b.")
def test_the_score_is_a_product_of_a_row_and_a_column(problem):
    w, b, X, _ = problem
    x = X[:, :1]
    summed = sum(w[j, 0] * x[j, 0] for j in range(4)) + b
    assert (w.T @ x + b).item() == pytest.approx(summed)


@evaluates(
    r"Z = w^T X + b, \qquad A = \sigma(Z),",
    r"""J = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \log a^{(i)}
    + (1 - y^{(i)}) \log (1 - a^{(i)}) \right].""",
)
def test_cost(f, problem):
    assert f.propagate(*problem)[1] == pytest.approx(cost_by_hand(*problem), rel=1e-12)


def test_the_cost_of_not_looking_is_log_2(f, problem):
    _, _, X, Y = problem
    assert f.propagate(*f.initialize_with_zeros(4), X, Y)[1] == pytest.approx(math.log(2))
    assert math.log(2) == pytest.approx(0.693, abs=5e-4)


def test_squared_error_has_a_ridge_between_valleys_and_the_cross_entropy_none():
    x, y = np.array([2.3, 0.5, 3.2, 2.5, -2.6, 2.4]), np.array([1, 0, 1, 0, 1, 1])

    def a(w, b):
        return 1 / (1 + np.exp(-(w * x + b)))

    def squared(w, b):
        return np.mean((a(w, b) - y) ** 2)

    def entropy(w, b):
        return -np.mean(y * np.log(a(w, b)) + (1 - y) * np.log(1 - a(w, b)))

    ends = np.array([[-0.03, 0.74], [1.58, -2.97]])
    between = [ends[0] + t * (ends[1] - ends[0]) for t in np.linspace(0, 1, 21)]
    along = [squared(*point) for point in between]
    assert max(along) > max(along[0], along[-1]) + 0.002
    assert np.all(np.diff([entropy(*point) for point in between], 2) > 0)


@evaluates(
    r"""da = \frac{\partial L}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a}, \qquad
    \frac{\partial a}{\partial z} = a (1 - a)."""
)
def test_slopes_of_the_loss_and_of_the_sigmoid(f):
    for y in (0, 1):
        for a in (0.1, 0.5, 0.8):

            def loss(a, y=y):
                return -math.log(a) if y else -math.log(1 - a)

            assert slope(loss, a) == pytest.approx(-y / a + (1 - y) / (1 - a), rel=1e-6)
    for z in (-2, 0, 1.5):
        a = f.sigmoid(z)
        assert slope(lambda z: float(exact_sigmoid(z)), z) == pytest.approx(a * (1 - a), rel=1e-6)


@evaluates(
    r"""dz = da \cdot a(1-a) = -\frac{y}{a} \, a (1 - a) + \frac{1 - y}{1 - a} \, a (1 - a)
    = -y (1 - a) + (1 - y) \, a = a - y."""
)
def test_each_step_of_the_derivation_of_dz(f):
    for y in (0, 1):
        for z in (-2, 0.4, 3):
            a = f.sigmoid(z)
            da = -y / a + (1 - y) / (1 - a)
            steps = [
                slope(
                    lambda z, y=y: -float((exact_sigmoid(z) if y else 1 - exact_sigmoid(z)).ln()), z
                ),
                da * a * (1 - a),
                -y / a * a * (1 - a) + (1 - y) / (1 - a) * a * (1 - a),
                -y * (1 - a) + (1 - y) * a,
                a - y,
            ]
            assert steps == pytest.approx([a - y] * 5, rel=1e-6)


@evaluates(
    r"""\frac{\partial J}{\partial w_j} = \frac{1}{m} \sum_{i=1}^{m} x_j^{(i)} \, dz^{(i)}, \qquad
    \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)}.""",
    r"dw = \frac{1}{m} \, X \, dZ^T, \qquad db = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)}.",
    r"""\frac{\partial J}{\partial w_j} \approx \frac{J(w_j + \varepsilon) - J(w_j - \varepsilon)}
    {2 \varepsilon}.""",
)
def test_gradient_by_sums_by_product_and_by_rise_over_run(f, problem):
    w, b, X, Y = problem
    grads, _ = f.propagate(w, b, X, Y)
    dz = [float(exact_sigmoid(sum(w[:, 0] * X[:, i]) + b)) - Y[0, i] for i in range(7)]
    assert grads["db"] == pytest.approx(sum(dz) / 7)
    assert grads["db"] == pytest.approx(slope(lambda b: cost_by_hand(w, b, X, Y), b), rel=1e-6)
    for j in range(4):

        def cost_at(value, j=j):
            moved = w.copy()
            moved[j] = value
            return cost_by_hand(moved, b, X, Y)

        dw_j = grads["dw"][j, 0]
        assert dw_j == pytest.approx(sum(X[j, i] * dz[i] for i in range(7)) / 7)
        assert dw_j == pytest.approx(slope(cost_at, w[j, 0]), rel=1e-6)


@evaluates(
    r"""X = \begin{pmatrix} 1 & 3 \\ 2 & 0 \end{pmatrix}, \quad
    Y = \begin{pmatrix} 1 & 0 \end{pmatrix}, \quad
    w = \begin{pmatrix} 0.5 \\ -0.5 \end{pmatrix}, \quad b = 0.5."""
)
def test_numbers_of_exercise_5(f):
    X, Y = np.array([[1.0, 3.0], [2.0, 0.0]]), np.array([[1, 0]])
    w, b = np.array([[0.5], [-0.5]]), 0.5
    assert (w.T @ X + b).tolist() == [[0, 2]]
    assert f.sigmoid(2) == pytest.approx(0.881, abs=5e-4)
    assert -math.log(0.5) == pytest.approx(0.693, abs=5e-4)
    assert -math.log(float(1 - exact_sigmoid(2))) == pytest.approx(2.127, abs=5e-4)
    grads, cost = f.propagate(w, b, X, Y)
    assert cost == pytest.approx(1.410, abs=5e-4)
    assert grads["dw"].ravel() == pytest.approx([1.071, -0.5], abs=5e-4)
    assert grads["db"] == pytest.approx(0.190, abs=5e-4)


@evaluates(
    r"""w := w - \alpha \, \frac{\partial J}{\partial w}, \qquad
    b := b - \alpha \, \frac{\partial J}{\partial b}."""
)
def test_one_step_goes_down_the_slope_of_the_cost(f, problem):
    w, b, X, Y = problem
    params, _, costs = f.optimize(w, b, X, Y, num_iterations=1, learning_rate=0.1)
    grads, cost = f.propagate(w, b, X, Y)
    assert params["w"] == pytest.approx(w - 0.1 * grads["dw"])
    assert params["b"] == pytest.approx(b - 0.1 * grads["db"])
    assert costs == pytest.approx([cost])
    assert cost_by_hand(params["w"], params["b"], X, Y) < cost
    assert math.isclose(3 - 0.5 * (-0.4), 3.2)


def test_inputs_s_times_as_large_move_the_scores_s_squared_times_as_far(f, problem):
    _, _, X, Y = problem

    def moved(X):
        w, _ = f.initialize_with_zeros(4)
        grads, _ = f.propagate(w, 0.0, X, Y)
        return (w - 0.01 * grads["dw"]).T @ X

    assert moved(255 * X) == pytest.approx(65025 * moved(X))


def test_below_2_over_lambda_every_step_lowers_the_cost(f, problem, rng):
    _, _, X, Y = problem
    X = X + 2
    with_ones = np.vstack([X, np.ones((1, 7))])
    largest = np.linalg.norm(with_ones, 2) ** 2 / (4 * 7)
    for _ in range(20):
        a = f.sigmoid(3 * rng.normal(size=(1, 5)) @ with_ones)
        curvature = (with_ones * a * (1 - a)) @ with_ones.T / 7
        assert np.linalg.eigvalsh(curvature)[-1] <= largest + 1e-12
    w, b, costs = *f.initialize_with_zeros(4), []
    for _ in range(200):
        costs.append(f.propagate(w, b, X, Y)[1])
        params, _, _ = f.optimize(w, b, X, Y, 1, 1.99 / largest)
        w, b = params["w"], params["b"]
    assert np.all(np.diff(costs) < 0)


@evaluates(
    r"""\hat{y} = \begin{cases} 1 & \text{if } \sigma(w^T x + b) > 0.5, \\ 0 & \text{otherwise.}
    \end{cases}"""
)
def test_the_answer_is_the_sign_of_the_score(f, problem):
    w, b, X, _ = problem
    by_hand = [int(sum(w[:, 0] * X[:, i]) + b > 0) for i in range(7)]
    assert f.predict(w, b, X).ravel().tolist() == by_hand
    assert 0 < sum(by_hand) < 7
    one = np.ones((1, 1))
    assert f.predict(one, 0.0, np.array([[-0.4, 0.1, 3]])).tolist() == [[0, 1, 1]]
    assert f.sigmoid(np.array([-0.4, 0.1, 3])) == pytest.approx([0.40, 0.52, 0.95], abs=5e-3)


def test_trained_weights_are_a_mixture_of_the_training_pictures(f, rng):
    X, Y = rng.random((30, 6)), np.array([[0, 1, 1, 0, 1, 0]])
    w = f.model(X, Y, X, Y, num_iterations=50, learning_rate=0.1)["w"]
    mixture = np.linalg.lstsq(X, w, rcond=None)[0]
    assert X @ mixture == pytest.approx(w)


def test_a_negative_turns_the_order_of_the_scores_round(problem):
    w, b, X, _ = problem
    assert w.T @ (1 - X) + b == pytest.approx(w.sum() + 2 * b - (w.T @ X + b))


@evaluates(r"\sqrt{\frac{p (1 - p)}{m}}.")
def test_standard_error_of_an_accuracy(rng):
    p = 0.65
    for m, points in ((50, 6.7), (100, 4.8), (1000, 1.5)):
        error = math.sqrt(p * (1 - p) / m)
        assert 100 * error == pytest.approx(points, abs=0.05)
        assert rng.binomial(m, p, size=100_000).std() / m == pytest.approx(error, rel=0.02)


@evaluates(
    r"L = -y \log a - (1 - y) \log(1 - a) = \log(1 + e^{z}) - y z.",
    r"L = \max(z, 0) - y z + \log\left(1 + e^{-|z|}\right).",
)
def test_loss_from_the_score(f):
    for y in (0, 1):
        for z in (-30.0, -2.0, 0.0, 0.7, 30.0):
            a = exact_sigmoid(z)
            loss = float(-(a if y else 1 - a).ln())
            assert math.log(1 + math.exp(z)) - y * z == pytest.approx(loss, abs=1e-14)
            small = max(z, 0) - y * z + math.log1p(math.exp(-abs(z)))
            assert small == pytest.approx(loss, rel=1e-12)
            assert f.stable_cost(np.array([[z]]), np.array([[y]])) == pytest.approx(loss, rel=1e-12)


def test_numbers_of_exercise_9(f):
    assert f.stable_cost(np.array([[50.0]]), np.array([[1]])) == pytest.approx(2e-22, rel=0.05)
    assert np.log(1 + np.exp(-50)) == 0
    assert f.stable_cost(np.array([[50.0]]), np.array([[0]])) == 50
    assert f.stable_cost(np.array([[1000.0]]), np.array([[0]])) == 1000


def test_where_the_sigmoid_becomes_1_and_where_the_exponential_overflows(f):
    assert f.sigmoid(36.6) < 1
    assert f.sigmoid(36.8) == 1
    assert math.isfinite(math.exp(709.7))
    with pytest.raises(OverflowError):
        math.exp(709.8)


def test_growing_weights_bring_the_cost_of_separated_examples_to_0(f, rng):
    w, X = rng.normal(size=(4, 1)), rng.normal(size=(4, 7))
    Y = (w.T @ X > 0).astype(int)
    costs = [f.stable_cost(scale * (w.T @ X), Y) for scale in (1, 10, 100, 1000)]
    assert np.all(np.diff(costs) < 0)
    assert 0 < costs[-1] < 1e-5


@evaluates(r"p \, q + (1 - p) (1 - q),")
def test_what_someones_accuracy_computes(rng):
    cell = next(c for c in FORMULAS.notebook.source.cells if "def someones_accuracy" in c.text)
    names = {"np": np}
    exec(cell.text.split("\n\n")[0], names)
    said, Y = rng.integers(0, 2, size=(1, 20)), rng.integers(0, 2, size=(1, 20))
    p, q = said.mean(), Y.mean()
    share = p * q + (1 - p) * (1 - q)
    assert names["someones_accuracy"](said, Y) == pytest.approx(100 * share)
    half = np.array([[0, 1] * 10])
    assert names["someones_accuracy"](said, half) == pytest.approx(50)


@pytest.fixture(scope="module")
def seen():
    """What the notebook's names hold once all of its cells have run."""
    names = {"__name__": "__main__"}
    for cell in FORMULAS.notebook.source.cells:
        if cell.kind == "code":
            exec(compile(cell.text, f"<line {cell.line}>", "exec"), names)
    return type("Seen", (), {k: staticmethod(v) if callable(v) else v for k, v in names.items()})


def told(start):
    """The text of the twelve cells from the one with `start` on."""
    cells = FORMULAS.notebook.source.cells
    at = next(k for k, cell in enumerate(cells) if start in cell.text)
    return prose(cells[at : at + 12])


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_one_step(seen):
    after = dict(zip(np.round(seen.alphas, 4), seen.after, strict=True))
    assert min(after, key=after.get) == pytest.approx(0.0012)
    assert after[0.0024] > after[0] > after[0.0022]


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_500_steps(seen):
    assert np.all(np.diff(seen.costs) < 0)
    assert f"From {seen.costs[0]:.3f} to {seen.costs[-1]:.3f}" in prose()
    assert math.isnan(seen.raw_costs[1])
    train, dev = (percent(seen, seen.params, s) for s in ("train", "dev"))
    text = told("**Use it** with the weights from the 500")
    assert f"{train:.0f} % of the pictures that it has learned" in text
    assert f"{dev:.0f} % of those" in text
    assert f"Of the {train - 50:.0f} points above the baseline, {dev - 50:.0f}" in text


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_the_trained_model(seen):
    costs, text = seen.d["costs"], told("**Use it:** train with 2,000")
    assert f"from {costs[0]:.2f} to {costs[1]:.2f}" in text
    assert f"to {costs[-1]:.2f}" in text
    assert max(costs) == costs[1]
    text = told("### How good is it?")
    assert f"{np.sum(seen.d['Y_prediction_train'] == seen.Y_train)} of the 209" in text
    assert f"{seen.accuracies['dev (100)']:.0f} % of the dev set" in text
    assert f"{seen.accuracies['test (50)']:.0f} % of the 50" in text
    assert f"{seen.accuracies['test (1,000)']:.1f} % of the 1,000" in text
    assert f"{len(seen.wrong)} of 50" in told("### Where it is wrong")
    missed = int(seen.Y_test[0, seen.wrong].sum())
    assert (missed, len(seen.wrong) - missed) == (10, 5)
    assert f"{seen.A_test[0, seen.wrong].min():.2f}" in told("### Where it is wrong")


@pytest.mark.slow
def test_the_prose_says_how_long_a_step_may_be(seen):
    with_ones = np.vstack([seen.X_train, np.ones((1, 209))])
    largest = np.linalg.norm(with_ones, 2) ** 2 / (4 * 209)
    text = told("For the curious")
    assert rf"\lambda \approx {largest:.0f}" in text
    assert f"{2 / largest:.4f}" in text


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_five_rates(seen):
    *first, last = (f"{on_dev:.0f}" for on_dev in seen.on_dev.values())
    text = told("### Choosing the learning rate")
    assert f"{', '.join(first)} and {last} %" in text
    assert max(seen.on_dev, key=seen.on_dev.get) == "rate 0.01"
    assert min(seen.curves, key=lambda name: seen.curves[name][-1]) == "rate 0.01"
    assert f"lowest, at {seen.curves['rate 0.01'][-1]:.2f}" in text
    for rate in ("rate 0.0003", "rate 0.001"):
        assert np.all(np.diff(seen.curves[rate]) < 0)


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_50_and_of_1000(seen):
    many, few = ({n: percent(seen, r, s) for n, r in seen.runs.items()} for s in ("many", "test"))
    text = told("### 50 test pictures, or 1,000")
    assert few["rate 0.001"] == few["rate 0.005"]
    assert f"level at {few['rate 0.001']:.0f} %" in text
    assert f"by {many['rate 0.005']:.1f} % to {many['rate 0.001']:.1f} %" in text
    assert min(many, key=many.get) == "rate 0.0003"
    assert f"with {many['rate 0.0003']:.1f} %" in text
    assert seen.on_dev["rate 0.0003"] > max(seen.on_dev["rate 0.001"], seen.on_dev["rate 0.005"])
    assert many[seen.better] > many[seen.worse]
    differences = np.array(seen.differences)
    assert f"In {100 * np.mean(differences < -1e-9):.0f} %" in text
    assert f"another {100 * np.mean(abs(differences) < 1e-9):.0f} %" in text


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_training_on_and_of_large_scores(seen):
    text = told("**Use it.** Let your model train on")
    runs = (seen.d, seen.longer)
    scores = {s: [r["w"].T @ columns(seen, s) + r["b"] for r in runs] for s in ("train", "many")}
    train = [seen.stable_cost(Z, seen.Y_train) for Z in scores["train"]]
    test = [seen.stable_cost(Z, seen.Y_many) for Z in scores["many"]]
    assert f"from {train[0]:.3f} to {train[1]:.3f}" in text
    assert f"from {test[0]:.3f} to {test[1]:.3f}" in text
    assert test[1] > math.log(2)
    before, after = (percent(seen, run, "many") for run in runs)
    assert f"from {before:.1f} % to {after:.1f} %" in text
    assert percent(seen, seen.longer, "train") == 100
    far = seen.stable_cost(1000 * scores["train"][1], seen.Y_train)
    assert f"from {train[1]:.2g} to $10^{{{round(math.log10(far))}}}$" in text
    far = seen.stable_cost(1000 * scores["many"][1], seen.Y_many)
    assert f"from {test[1]:.3f} to {far:.0f}" in text


@pytest.mark.slow
def test_the_prose_says_what_was_seen_of_changed_pictures(seen):
    changed = seen.changed
    assert abs(changed["in a mirror"] - changed["as drawn"]) < 2
    assert changed["as drawn"] - 50 == pytest.approx(20, abs=1)
    assert changed["moved by 8 pixels"] - 50 == pytest.approx(4, abs=0.5)
    assert changed["upside down"] < 50
    assert changed["negative"] < 47


def columns(seen, name):
    return getattr(seen, f"X_{name}")


def percent(seen, run, name):
    said = seen.predict(run["w"], run["b"], columns(seen, name))
    return seen.accuracy(said, getattr(seen, f"Y_{name}"))
