"""Networks to try week 4's exercises on: small, with caches that belong to their weights."""

from __future__ import annotations

import itertools

import numpy as np

_MARGIN = 0.05  # no score lies nearer to 0, where either slope of ReLU is right


def sigmoid(Z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-Z))


def labels(rng: np.random.Generator, m: int) -> np.ndarray:
    """Draw a row of labels in which both classes occur, where there is room for both."""
    Y = rng.integers(0, 2, size=(1, m))
    Y[0, : min(m, 2)] = rng.permutation([0, 1])[: min(m, 2)]
    return Y


def weights(rng: np.random.Generator, sizes: list[int]) -> dict[str, np.ndarray]:
    """Draw parameters that keep every unit's scores near 1; biases are not 0."""
    parameters = {}
    for number, (before, n) in enumerate(itertools.pairwise(sizes), 1):
        parameters[f"W{number}"] = rng.normal(size=(n, before)) * 1.2 / np.sqrt(before)
        parameters[f"b{number}"] = 0.3 * rng.normal(size=(n, 1)) + 0.1
    return parameters


def forward(X: np.ndarray, parameters: dict) -> tuple[np.ndarray, list]:
    """Return the answer and the caches of a network: ReLU, and the sigmoid last."""
    A, caches, L = X, [], len(parameters) // 2
    for number in range(1, L + 1):
        W, b = parameters[f"W{number}"], parameters[f"b{number}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if number < L else sigmoid(Z)
    return A, caches


def network(rng: np.random.Generator, sizes: list[int], m: int):
    """Draw parameters, X and Y of a network whose hidden layers are neither dead nor all alive."""
    while True:
        parameters, X = weights(rng, sizes), rng.normal(size=(sizes[0], m))
        AL, caches = forward(X, parameters)
        hidden = [Z for _, Z in caches[:-1]]
        near = min((np.min(np.abs(Z)) for Z in hidden), default=1)
        alive = all((Z > 0).any() and (Z < 0).any() for Z in hidden)
        unsure = AL.min() > 0.02 and AL.max() < 0.98
        if near > _MARGIN / m and alive and unsure:
            return parameters, X, labels(rng, m)
