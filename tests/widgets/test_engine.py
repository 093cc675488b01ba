"""What nudging says of a learner's gradient: no false alarm where ReLU bends, no mistake missed."""

import dataclasses

import numpy as np
import pytest

import course
from course.widgets import engine, playing

NAMES = ("initialize_parameters_deep", "L_model_forward", "L_model_backward", "update_parameters")
NETWORKS = ((), (4,), (4, 4), (16, 16))
MISTAKES = {
    "sign of db1": lambda grads: {**grads, "db1": -grads["db1"]},
    "dW2 forgotten": lambda grads: {**grads, "dW2": 0 * grads["dW2"]},
    "dW1 not divided": lambda grads: {**grads, "dW1": 200 * grads["dW1"]},
}


@pytest.fixture(scope="module")
def right():
    lent = course.earlier("week4/deep_network_step_by_step", *NAMES)
    return engine.engine_of(dict(zip(NAMES, lent, strict=True)))


def disagreements(own, hidden):
    """While every data set is learned from, how far the gradient is from the measured one."""
    for name in playing.DATASETS:
        X, Y = playing._points(name)
        for seed in range(3):
            np.random.seed(seed)
            parameters = own.begin([2, *hidden, 1])
            for i in range(31):
                grads = own.gradients(parameters, X, Y)
                if i % 10 == 0:
                    yield engine.disagreement(own, parameters, grads, X, Y)
                parameters = own.update(parameters, grads, 0.3)


@pytest.mark.parametrize("hidden", NETWORKS, ids=str)
def test_a_right_gradient_always_agrees(right, hidden):
    assert max(disagreements(right, hidden)) < engine.AGREES


@pytest.mark.parametrize("hidden", NETWORKS[1:], ids=str)
@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_wrong_gradient_never_agrees(right, mistake, hidden):
    def gradients(parameters, X, Y):
        return mistake(right.gradients(parameters, X, Y))

    own = dataclasses.replace(right, gradients=gradients)
    assert min(disagreements(own, hidden)) > engine.AGREES
