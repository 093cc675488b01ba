"""The learner's own model as something to train a little at a time, and to ask in between.

Week 2's convention is known: ``initialize_with_zeros``, ``propagate``, ``optimize``, ``predict``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from course.errors import CourseError


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


def trainer_of(functions: object) -> Trainer:
    """Return the trainer made of `functions`: a notebook's ``globals()``, or a module of ``my_nn``.

    Raises CourseError where it lacks one of week 2's functions.
    """
    names = functions if isinstance(functions, Mapping) else vars(functions)
    missing = [name for name in _LOGISTIC if not callable(names.get(name))]
    if missing:
        raise CourseError(
            f"To train, this needs your functions {', '.join(_LOGISTIC)}; there is no"
            f" {', '.join(missing)}. Write training(globals(), ...)."
        )
    return _logistic(*(names[name] for name in _LOGISTIC))


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
