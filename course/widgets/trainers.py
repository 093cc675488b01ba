"""The learner's own model as something to train a little at a time, and to ask in between.

Two conventions are known: week 2's ``initialize_with_zeros``, ``propagate``, ``optimize`` and
``predict``; and for hidden layers week 4's blocks, from ``initialize_parameters_deep`` on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course.errors import CourseError
from course.widgets.functions import names_of


@dataclass(frozen=True)
class Trainer:
    """A learner's model of pictures.

    Attributes
    ----------
    begin : n_x -> parameters.
    advance : (parameters, X of shape (n_x, m), Y (1, m), steps, learning_rate) -> parameters.
    cost : (parameters, X, Y) -> number.
    answer : (parameters, X) -> predictions of 0 and 1, shape (1, m).
    weights : parameters -> (n_x,), the weights that can be looked at as a picture.
    """

    begin: Callable
    advance: Callable
    cost: Callable
    answer: Callable
    weights: Callable


_LOGISTIC = ("initialize_with_zeros", "propagate", "optimize", "predict")
_DEEP = (
    "initialize_parameters_deep",
    "L_model_forward",
    "compute_cost",
    "L_model_backward",
    "update_parameters",
)
_SEED = 1  # of a deep network's first weights, so that runs differ in their settings alone


def trainer_of(functions: object, hidden: Sequence[int] | None = None) -> Trainer:
    """Return the trainer made of `functions`: a notebook's ``globals()``, or a module of ``my_nn``.

    With `hidden`, the units of hidden layers, it is week 4's network, else week 2's logistic
    regression. Raises CourseError where one of its functions is missing.
    """
    names = names_of(functions)
    needed = _LOGISTIC if hidden is None else _DEEP
    missing = [name for name in needed if not callable(names.get(name))]
    if missing:
        raise CourseError(
            f"To train, this needs your functions {', '.join(needed)}; there is no"
            f" {', '.join(missing)}. Write training(globals(), ...)."
        )
    given = (names[name] for name in needed)
    return _logistic(*given) if hidden is None else _deep(list(hidden), *given)


def _logistic(initialize, propagate, optimize, predict) -> Trainer:
    def advance(parameters, X, Y, steps, learning_rate):
        w, b = parameters
        improved = optimize(w, b, X, Y, steps, learning_rate)[0]
        return improved["w"], improved["b"]

    return Trainer(
        begin=initialize,
        advance=advance,
        cost=lambda parameters, X, Y: float(np.squeeze(propagate(*parameters, X, Y)[1])),
        answer=lambda parameters, X: np.reshape(predict(*parameters, X), (1, -1)),
        weights=lambda parameters: np.ravel(parameters[0]),
    )


def _deep(hidden, initialize, forward, cost_of, backward, update) -> Trainer:
    def begin(n_x):
        before = np.random.get_state()
        try:
            np.random.seed(_SEED)
            return initialize([n_x, *hidden, 1])
        finally:
            np.random.set_state(before)

    def advance(parameters, X, Y, steps, learning_rate):
        for _ in range(steps):
            AL, caches = forward(X, parameters)
            parameters = update(parameters, backward(AL, Y, caches), learning_rate)
        return parameters

    return Trainer(
        begin=begin,
        advance=advance,
        cost=lambda parameters, X, Y: float(np.squeeze(cost_of(forward(X, parameters)[0], Y))),
        answer=lambda parameters, X: (forward(X, parameters)[0] > 0.5).astype(int),
        weights=lambda parameters: parameters["W1"][0],
    )
