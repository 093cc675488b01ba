"""Every formula and number in what_is_a_neural_network's prose, by another route."""

import numpy as np
import pytest
from formulas import Formulas

FORMULAS = Formulas("week1/what_is_a_neural_network")
evaluates = FORMULAS.evaluates


@pytest.fixture(scope="module")
def f():
    return FORMULAS.functions


@pytest.fixture(scope="module")
def names():
    """All names of the notebook, its cells run without the quizzes and the checks."""
    names = FORMULAS.notebook.namespace()
    for cell in FORMULAS.notebook.source.cells:
        bare = not {"exercise", "check", "quiz", "answers", "setup"} & set(cell.tags)
        if cell.kind == "code" and bare:
            exec(cell.text, names)
    return names


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


@evaluates(r"\text{relu}(z) = \max(0, z)")
def test_relu_is_the_larger_of_zero_and_z(f):
    for z in (-4, -0.5, 0, 0.5, 3):
        assert f.relu(z) == sorted((0, z))[1]
    assert f.relu(np.array([-2, 0, 5])).tolist() == [0, 0, 5]


@evaluates(r"\text{price} = \text{relu}(w \cdot \text{size} + b)")
def test_price_of_one_neuron(f):
    assert f.price_neuron(100, 2, -80) == 120
    assert f.price_neuron(30, 2, -80) == 0
    for size in (10, 60, 150):
        line = sum([1.9] * size) - 50  # added up, one square metre after another
        assert f.price_neuron(size, 1.9, -50) == pytest.approx(line if line > 0 else 0)


def by_hand(x, W, b):
    """A layer by three loops, without NumPy's product."""
    h = []
    for i in range(W.shape[0]):
        z = b[i, 0]
        for j in range(W.shape[1]):
            z += W[i, j] * x[j, 0]
        h.append([z if z > 0 else 0.0])
    return np.array(h)


@evaluates(r"h = \text{relu}(W_1 x + b_1)")
def test_a_hidden_layer_unit_after_unit(f):
    rng = np.random.default_rng(0)
    x, W1, b1 = rng.normal(size=(4, 1)), rng.normal(size=(3, 4)), rng.normal(size=(3, 1))
    h = f.hidden_features(x, W1, b1)
    assert h.shape == (3, 1)
    assert np.allclose(h, by_hand(x, W1, b1))


@evaluates(r"\text{price} = \text{relu}(W_2 h + b_2)")
def test_the_output_is_one_more_neuron(f):
    rng = np.random.default_rng(1)
    x, W1, b1 = rng.normal(size=(4, 1)), rng.normal(size=(3, 4)), rng.normal(size=(3, 1))
    W2, b2 = rng.normal(size=(1, 3)), np.array([[1.0]])
    price = f.house_price(x, W1, b1, W2, b2)
    assert price.shape == (1, 1)
    assert np.allclose(price, by_hand(by_hand(x, W1, b1), W2, b2))


@evaluates(r"1.0 \cdot 1.2 + 0.8 \cdot 3 + 0 \cdot 6 + 0 \cdot 4 - 0.6 = 3.0")
def test_numbers_of_the_house(f, names):
    x, W1, b1, W2, b2 = (names[name] for name in ("x", "W1", "b1", "W2", "b2"))
    assert pytest.approx(3.0) == 1.0 * 1.2 + 0.8 * 3 + 0 * 6 + 0 * 4 - 0.6
    assert f.hidden_features(x, W1, b1).ravel() == pytest.approx([3, 4, 4.5])
    assert f.house_price(x, W1, b1, W2, b2).item() == pytest.approx(300)
    more = [f.house_price(x + np.eye(4)[:, [i]], W1, b1, W2, b2).item() - 300 for i in (1, 2)]
    assert more == pytest.approx([32, 33])
    larger = f.house_price(x + np.array([[0.2], [0], [0], [0]]), W1, b1, W2, b2).item()
    assert larger == pytest.approx(308)


def test_numbers_of_the_twelve_houses(f, names):
    size, price = names["size"], names["price"]
    missed = np.mean(np.abs(f.price_neuron(size, 2, -60) - price))
    assert f"the neuron misses by {missed:.1f} thousand" in FORMULAS.prose()
    without = np.mean(np.abs(price.mean() - price))
    assert f"for every house misses by {without:.1f}" in FORMULAS.prose()


def test_numbers_of_the_small_product():
    assert (np.array([[1, 2, 3], [10, 0, 1]]) @ np.array([[4], [5], [6]])).ravel().tolist() == [
        32,
        46,
    ]
    with pytest.raises(ValueError, match="mismatch"):
        np.array([[4], [5], [6]]) @ np.array([[1, 2, 3], [10, 0, 1]])


def test_someones_linear_hidden_layer_is_too_cheap_far_out_only(f, names):
    x, far_out, hut = names["x"], names["far_out"], names["hut"]
    weights = [names[name] for name in ("W1", "b1", "W2", "b2")]
    theirs, ours = (
        [function(one, *weights).item() for one in (x, far_out, hut)]
        for function in (names["someones_price"], f.house_price)
    )
    assert theirs[0] == pytest.approx(ours[0])
    assert theirs[1] < ours[1]
    assert theirs[2] == 0 < ours[2]
    walkability = (names["W1"] @ far_out + names["b1"])[1, 0]
    assert walkability == pytest.approx(-0.5)


def test_the_counts_of_weights_and_connections():
    assert 3 * 4 + 3 + 1 * 3 + 1 == 19
    assert 50 * 10 + 50 + 1 * 50 + 1 == 601
