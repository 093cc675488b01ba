"""The learner's own functions as an engine: begin, answer, train; and what a nudge says of them.

Two notebooks' conventions are known: week 3's ``forward_propagation`` with one
hidden layer, and week 4's ``L_model_forward`` with any number of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course.errors import CourseError
from course.widgets.functions import names_of


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


AGREES = 1e-4  # a relative difference below it
PLACES_NEARBY = 4

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
    names = names_of(functions)
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
    engine: Engine, parameters: dict, grads: dict, X: np.ndarray, Y: np.ndarray
) -> float:
    """Return how far the learner's gradient is from the measured one, as gradient checking does.

    The relative difference ||dv - measured|| / (||dv|| + ||measured||) of the slopes along one
    direction in each parameter: about 1e-7 where the derivation is right, near 1 where a sign is
    wrong.

    Where ReLU bends there is no slope to measure, and a unit whose inputs are all off stands on the
    bend exactly. So what disagrees is looked at in a few places nearby, and the least is returned:
    a wrong derivative disagrees in all of them.
    """
    rng = np.random.default_rng(0)
    apart = _apart(engine, parameters, grads, X, Y, rng)
    for _ in range(PLACES_NEARBY):
        if apart < AGREES:
            break
        near = {k: v + 0.1 * rng.normal(size=v.shape) for k, v in parameters.items()}
        apart = min(apart, _apart(engine, near, engine.gradients(near, X, Y), X, Y, rng))
    return apart


def _apart(engine: Engine, parameters: dict, grads: dict, X, Y, rng: np.random.Generator) -> float:
    step, derived, measured = 1e-5, [], []
    for name, values in parameters.items():
        direction = rng.normal(size=values.shape)
        up, down = (
            cost_of(engine.answer(parameters | {name: values + h * direction}, X)[0], Y)
            for h in (step, -step)
        )
        measured.append((up - down) / (2 * step))
        slopes = np.asarray(grads["d" + name]).reshape(values.shape)
        derived.append(np.sum(slopes * direction))
    return relative_difference(np.array(derived), np.array(measured), least=1e-8)


def relative_difference(derived: np.ndarray, measured: np.ndarray, least: float = 0.0) -> float:
    """Return how far two arrays are apart, of their size; infinitely far where one is not finite.

    Up to the size `least` both are taken for zero.
    """
    size = np.linalg.norm(derived) + np.linalg.norm(measured)
    if not np.isfinite(size):
        return math.inf
    return float(np.linalg.norm(derived - measured) / size) if size > least else 0.0
