"""A network that trains itself, ready made, for what comes before learners write their own.

Plain NumPy: hidden layers of one activation, a sigmoid at the end, cross-entropy, and steps
either of plain gradient descent or of Adam (Kingma and Ba, 2015), which finds its own step sizes.
What happens inside is what weeks 2 to 4 are about.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_BETA1, _BETA2, _EPSILON = 0.9, 0.999, 1e-8  # Adam's usual settings
_ACTIVATIONS = ("relu", "sigmoid")


@dataclass(frozen=True)
class Trained:
    """A network after training.

    Attributes
    ----------
    weights : list of array
        The weights of each layer, shape (units, units before).
    biases : list of array
        The biases of each layer, shape (units, 1).
    activation : str
        Of the hidden layers.
    costs : list of float
        The cost of each batch before its step.
    """

    weights: list[np.ndarray]
    biases: list[np.ndarray]
    activation: str
    costs: list[float]

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return the class, 0 or 1, of each column of `X`, shape (1, m)."""
        return (_scores(self.weights, self.biases, self.activation, X)[-1] > 0).astype(int)

    def accuracy(self, X: np.ndarray, Y: np.ndarray) -> float:
        """Return how many per cent of the columns of `X` it gives their label in `Y`."""
        return 100 * float(np.mean(self.predict(X) == Y))


def train(
    X: np.ndarray,
    Y: np.ndarray,
    hidden: Sequence[int] = (16,),
    activation: str = "relu",
    steps: int = 1000,
    learning_rate: float = 0.01,
    batch: int | None = 64,
    plain: bool = False,
    seed: int = 0,
) -> Trained:
    """Train a network that tells class 1 from class 0.

    Parameters
    ----------
    X : array, shape (n_x, m)
    Y : array of 0 and 1, shape (1, m)
    hidden : sequence of int
        The units of each hidden layer; none makes it logistic regression.
    activation : str
        Of the hidden layers: "relu" or "sigmoid".
    steps : int
        How many times the weights are changed.
    learning_rate : float
    batch : int, optional
        How many examples, drawn anew, each step looks at; None for all of them.
    plain : bool
        Steps of plain gradient descent in place of Adam's.
    seed : int
        For the first weights and the batches.

    Returns
    -------
    Trained

    Raises
    ------
    ValueError
        When `X` and `Y` do not fit together, or the activation is not known.
    """
    if X.ndim != 2 or Y.shape != (1, X.shape[1]):
        raise ValueError(f"X is to be (n_x, m) and Y (1, m); they are {X.shape} and {Y.shape}.")
    if activation not in _ACTIVATIONS:
        raise ValueError(f"The activation is to be one of {_ACTIVATIONS}, not {activation!r}.")
    rng = np.random.default_rng(seed)
    sizes = [X.shape[0], *hidden, 1]
    weights = [  # He et al. (2015); the same for the sigmoid, so that the two can be compared
        rng.normal(size=(after, before)) * np.sqrt(2 / before)
        for before, after in itertools.pairwise(sizes)
    ]
    biases = [np.zeros((after, 1)) for after in sizes[1:]]
    parameters = weights + biases
    first, second = ([np.zeros_like(p) for p in parameters] for _ in range(2))
    costs = []
    for step in range(1, steps + 1):
        x, y = X, Y
        if batch is not None and batch < X.shape[1]:
            chosen = rng.integers(0, X.shape[1], size=batch)
            x, y = X[:, chosen], Y[:, chosen]
        cost, gradients = cost_and_gradients(weights, biases, activation, x, y)
        costs.append(cost)
        for k, (p, g) in enumerate(zip(parameters, gradients, strict=True)):
            if plain:
                p -= learning_rate * g
                continue
            first[k] += (1 - _BETA1) * (g - first[k])
            second[k] += (1 - _BETA2) * (g * g - second[k])
            rate = learning_rate * np.sqrt(1 - _BETA2**step) / (1 - _BETA1**step)
            p -= rate * first[k] / (np.sqrt(second[k]) + _EPSILON)
    return Trained(weights, biases, activation, costs)


def _scores(weights, biases, activation: str, X: np.ndarray) -> list[np.ndarray]:
    """Return X, what each hidden layer makes of it, and the scores before the last sigmoid."""
    layers = [X]
    for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
        Z = W @ layers[-1] + b
        last = k == len(weights) - 1
        layers.append(Z if last else np.maximum(Z, 0) if activation == "relu" else _sigmoid(Z))
    return layers


def cost_and_gradients(weights, biases, activation: str, X, Y) -> tuple[float, list[np.ndarray]]:
    """Return the cross-entropy, and its slopes for all weights, then for all biases."""
    layers = _scores(weights, biases, activation, X)
    Z = layers[-1]
    cost = float(np.mean(np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))))
    dZ = (_sigmoid(Z) - Y) / X.shape[1]
    for_weights, for_biases = [], []
    for k in range(len(weights) - 1, -1, -1):
        A = layers[k]
        for_weights.append(dZ @ A.T)
        for_biases.append(dZ.sum(axis=1, keepdims=True))
        if k:
            dZ = (weights[k].T @ dZ) * ((A > 0) if activation == "relu" else A * (1 - A))
    return cost, for_weights[::-1] + for_biases[::-1]


def _sigmoid(Z: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * Z))  # no overflow, whatever Z is
