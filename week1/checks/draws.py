"""What the checks of week 1 share: how they draw numbers, and how they ask."""

from __future__ import annotations

import numpy as np

from grader.declare import Question


def away_from_zero(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Draw numbers of both signs, none of them near 0, where a bend decides."""
    return rng.uniform(0.3, 3, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def layer(rng: np.random.Generator, units: int, before: int, entering: np.ndarray):
    """Draw weights and biases with which some units are on and some are off, none nearly.

    Parameters
    ----------
    rng : numpy.random.Generator
    units, before : int
        How many units the layer has, and how many the one before it.
    entering : array, shape (before, 1)
        What the layer before it answers.

    Returns
    -------
    W : array, shape (units, before)
    b : array, shape (units, 1)
    """
    W = rng.normal(size=(units, before))
    sign = np.where(np.arange(units) % 2 == 0, 1.0, -1.0).reshape(units, 1)
    return W, sign * rng.uniform(0.5, 2, size=(units, 1)) - W @ entering


def ask(
    name: str, text: str, right: str, options: dict[str, str], mistakes: dict[str, str]
) -> Question:
    """Make a question whose options stand in alphabetical order, so that a place tells nothing."""
    ordered = {option: options[option] for option in sorted(options, key=str.lower)}
    return Question(name, text, right=right, options=ordered, mistakes=mistakes)
