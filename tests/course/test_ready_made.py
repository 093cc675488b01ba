"""The ready-made network: its gradients, its learning, what it refuses."""

import itertools
import math

import numpy as np
import pytest

import course
from course import ready_made
from course.ready_made import train
from grader.properties import assert_slope


@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_its_steps_follow_the_slopes_of_its_cost(activation):
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 5)), np.array([[0, 1, 1, 0, 1]])
    weights = [rng.normal(size=s) for s in ((4, 2), (3, 4), (1, 3))]
    biases = [rng.normal(size=(s, 1)) for s in (4, 3, 1)]
    parameters = weights + biases
    _, gradients = ready_made.cost_and_gradients(weights, biases, activation, X, Y)
    for k, gradient in enumerate(gradients):

        def cost(value, k=k):
            changed = [*parameters[:k], value, *parameters[k + 1 :]]
            return ready_made.cost_and_gradients(changed[:3], changed[3:], activation, X, Y)[0]

        assert_slope(cost, parameters[k], gradient)


def test_plain_steps_on_all_examples_lower_the_cost():
    X, Y = course.planar("blobs", m=60, seed=0)
    costs = train(X, Y, (), steps=50, learning_rate=0.1, batch=None, plain=True).costs
    assert len(costs) == 50
    assert all(b < a for a, b in itertools.pairwise(costs))


def test_a_hidden_layer_learns_what_a_straight_line_cannot():
    X, Y = course.planar("circles", m=200, seed=0)
    straight, bent = (train(X, Y, hidden, steps=300, learning_rate=0.02) for hidden in ((), (8,)))
    assert straight.accuracy(X, Y) < 75
    assert bent.accuracy(X, Y) > 90
    assert set(np.unique(bent.predict(X))) == {0, 1}
    assert bent.predict(X).shape == Y.shape


def test_the_same_seed_trains_the_same_network_and_another_one_another():
    X, Y = course.planar("moons", m=100, seed=0)
    one, again, other = (train(X, Y, (4,), steps=5, seed=seed).costs for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_both_activations_start_from_the_same_weights():
    X, Y = course.planar("moons", m=10, seed=0)
    one, other = (train(X, Y, (4,), bend, steps=0) for bend in ("relu", "sigmoid"))
    assert all(np.array_equal(a, b) for a, b in zip(one.weights, other.weights, strict=True))


def test_large_scores_give_a_finite_cost_without_a_warning():
    X, Y = 1e4 * np.array([[-1.0, 1.0]]), np.array([[1, 0]])
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert math.isfinite(train(X, Y, (), steps=2, plain=True).costs[0])


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"Y \(1, m\)"):
        train(np.ones((2, 3)), np.ones(3))
    with pytest.raises(ValueError, match="relu"):
        train(np.ones((2, 3)), np.ones((1, 3)), activation="tanh")
