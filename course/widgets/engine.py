"""The learner's own functions as an engine: begin, answer, train; and what a nudge says of them.

Two notebooks' conventions are known: week 3's ``forward_propagation`` with one
hidden layer, and week 4's ``L_model_forward`` with any number of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from course.errors import CourseError


@dataclass(frozen=True)
class Engine:
    """A learner's network.

    Attributes
    ----------
    begin : layer sizes, such as [2, 4, 1] -> parameters.
    answer : (parameters, X of shape (2, m)) -> (probabilities (1, m), activations (n_1, m)).
    gradients : (parameters, X, Y) -> grads, by the learner's backpropagation.
    update : (parameters, grads, learning_rate) -> parameters.
    one_hidden : whether it can have one hidden layer only.
    """

    begin: Callable
    answer: Callable
    gradients: Callable
    update: Callable
    one_hidden: bool


_SHALLOW = (
    "initialize_parameters",
    "forward_propagation",
    "backward_propagation",
    "update_parameters",
)
_DEEP = ("initialize_parameters_deep", "L_model_forward", "L_model_backward", "update_parameters")


def engine_of(functions: object) -> Engine:
    """Return the engine made of `functions`: a notebook's ``globals()``, or a module of ``my_nn``.

    Raises CourseError where it holds neither week 3's functions nor week 4's.
    """
    names = functions if isinstance(functions, Mapping) else vars(functions)
    if all(callable(names.get(name)) for name in _DEEP):
        return _deep(*(names[name] for name in _DEEP))
    if all(callable(names.get(name)) for name in _SHALLOW):
        return _shallow(*(names[name] for name in _SHALLOW))
    raise CourseError(
        "The playground needs your functions: "
        + ", ".join(_SHALLOW)
        + "; or, for several hidden layers, "
        + ", ".join(_DEEP)
        + ". Write playground(mine=globals())."
    )


def _shallow(initialize, forward, backward, update) -> Engine:
    def answer(parameters, X):
        A2, _ = forward(X, parameters)
        # The hidden units as lines and pictures are of the parameters, not of the learner's cache.
        return A2, np.tanh(parameters["W1"] @ X + parameters["b1"])

    def gradients(parameters, X, Y):
        return backward(parameters, forward(X, parameters)[1], X, Y)

    def begin(sizes):
        if len(sizes) != 3:
            raise CourseError("Your network has one hidden layer: set “Hidden layers” to 1.")
        return initialize(*sizes)

    return Engine(begin, answer, gradients, update, True)


def _deep(initialize, forward, backward, update) -> Engine:
    def answer(parameters, X):
        AL, _ = forward(X, parameters)
        return AL, np.maximum(parameters["W1"] @ X + parameters["b1"], 0)

    def gradients(parameters, X, Y):
        AL, caches = forward(X, parameters)
        return backward(AL, Y, caches)

    return Engine(initialize, answer, gradients, update, False)


def cost_of(probabilities: np.ndarray, Y: np.ndarray) -> float:
    """Return the cross-entropy of `probabilities` (1, m) on labels `Y` (1, m)."""
    a = np.clip(probabilities, 1e-12, 1 - 1e-12)
    return float(-np.mean(Y * np.log(a) + (1 - Y) * np.log(1 - a)))


def disagreement(
    engine: Engine, parameters: dict, grads: dict, X: np.ndarray, Y: np.ndarray, step: float = 1e-5
) -> float:
    """Return how far the learner's gradient is from the measured one, as gradient checking does.

    The relative difference ||dv - measured|| / (||dv|| + ||measured||) over two entries of
    each parameter: about 1e-7 where the derivation is right, near 1 where a sign is wrong.
    """
    derived, measured = [], []
    for name, values in parameters.items():
        for place in {0, values.size - 1}:
            index = np.unravel_index(place, values.shape)
            costs = []
            for nudge in (step, -step):
                nudged = {k: v.copy() for k, v in parameters.items()}
                nudged[name][index] += nudge
                costs.append(cost_of(engine.answer(nudged, X)[0], Y))
            measured.append((costs[0] - costs[1]) / (2 * step))
            derived.append(float(np.asarray(grads["d" + name]).reshape(values.shape)[index]))
    derived, measured = np.array(derived), np.array(measured)
    size = np.linalg.norm(derived) + np.linalg.norm(measured)
    return float(np.linalg.norm(derived - measured) / size) if size > 1e-8 else 0.0
