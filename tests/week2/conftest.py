"""What tests of week 2's formulas share."""

import numpy as np
import pytest


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def problem(rng):
    """Weights, bias, examples and labels of both classes: n_x = 4, m = 7."""
    w, b, X = rng.normal(size=(4, 1)), 0.3, rng.normal(size=(4, 7))
    return w, b, X, np.array([[0, 1, 1, 0, 1, 0, 0]])
