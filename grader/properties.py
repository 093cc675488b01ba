"""Oracles from mathematics: what must hold of any right function, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def assert_slope(
    cost: Callable, at: np.ndarray | float, slope: object, h: float = 1e-6, tolerance: float = 1e-5
) -> None:
    """Raise AssertionError unless `slope` is the gradient of `cost` at `at`.

    Central differences, each entry nudged by `h` to both sides; the error is
    of order h², far below `tolerance` (Press et al., Numerical Recipes, 5.7).
    """
    at = np.asarray(at, dtype=float)
    numeric = np.empty(at.shape)
    for index in np.ndindex(at.shape):
        nudge = np.zeros(at.shape)
        nudge[index] = h
        numeric[index] = (cost(at + nudge) - cost(at - nudge)) / (2 * h)
    slope = np.asarray(slope, dtype=float).reshape(at.shape)
    gap = float(np.max(np.abs(numeric - slope), initial=0.0))
    scale = max(1.0, float(np.max(np.abs(numeric), initial=0.0)))
    assert gap <= tolerance * scale, f"not the slope: off by {gap:.2g}"
