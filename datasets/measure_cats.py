"""Print what can be learned from the cat pictures, and from their borders alone.

    uv run python datasets/measure_cats.py

Every model is the course's own: trained on 209 pictures by plain gradient descent on the
whole batch, judged on 1,000 others. Each seed of the generator is met by each seed of the
weights, for with 0.01 times a normal draw and seven units, much hangs on the draw.
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy: a process per core is faster

import numpy as np
from drawing.canvas import SIDE
from drawing.pictures import plan, split_pictures
from rich.console import Console
from rich.progress import track
from rich.table import Table

BORDER = 8  # pixels of the frame in which there should be nothing to learn
MODELS = {"logistic regression": (), "one hidden layer": (7,), "four layers": (20, 7, 5)}


@dataclass(frozen=True)
class Figures:
    """For one data set, test accuracies in per cent: the border's alone, and each model's.

    A model's is an array with one value for each training seed.
    """

    border: float
    on_1000: dict[str, np.ndarray]
    on_50: dict[str, np.ndarray]


def flatten(pictures):
    """Return (m, 64, 64, 3) pictures as columns (12288, m) in 0 .. 1."""
    return pictures.reshape(len(pictures), -1).T.astype(np.float32) / 255


def border_columns(pictures, width=BORDER):
    """Return the outermost `width` pixels of (m, 64, 64, 3) pictures as columns in 0 .. 1."""
    frame = np.ones((SIDE, SIDE), dtype=bool)
    frame[width:-width, width:-width] = False
    return flatten(pictures[:, frame])


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) without overflow."""
    return 0.5 * (1 + np.tanh(z / 2))


def train(hidden, X, Y, seed=1, iterations=None, rate=None):
    """Train a network and return its `predict`, from X (n_x, m) to the row (1, m) of 0 and 1.

    Parameters
    ----------
    hidden : tuple of int
        Units of each hidden layer, of ReLU; () is logistic regression, which starts from zeros.
    X, Y : numpy.ndarray
        Inputs (n_x, m) and labels (1, m).
    iterations, rate : optional
        Left out, they are the course's: 2,000 at 0.005 for logistic regression, 2,500 at
        0.0075 for the others.

    Notes
    -----
    The first layer's weights never leave W0 + A X.T, for every gradient is of that form. So
    A (n_1, m) is what is trained, on the m by m products of the pictures, and an iteration
    costs no more for 12,288 numbers a picture than for 209. The result is the same.
    """
    m = X.shape[1]
    iterations = iterations or (2500 if hidden else 2000)
    rate = rate or (0.0075 if hidden else 0.005)
    rng = np.random.default_rng(seed)
    sizes = (X.shape[0], *hidden, 1)
    scales = [0.01 if len(hidden) == 1 else 1 / np.sqrt(n) for n in sizes[:-1]]
    W = [
        rng.standard_normal((n, before)).astype(np.float32) * np.float32(scale if hidden else 0)
        for before, n, scale in zip(sizes[:-1], sizes[1:], scales, strict=True)
    ]
    b = [np.zeros((n, 1), np.float32) for n in sizes[1:]]
    A = np.zeros((sizes[1], m), np.float32)
    start, products = W[0] @ X, X.T @ X

    def forward(first):
        layers, Z = [], first + b[0]
        for weights, bias in zip(W[1:], b[1:], strict=True):
            layers.append(np.maximum(Z, 0))
            Z = weights @ layers[-1] + bias
        return layers, sigmoid(Z)

    for _ in range(iterations):
        layers, Y_hat = forward(start + A @ products)
        dZ = (Y_hat - Y) / np.float32(m)
        for k in range(len(hidden), 0, -1):
            dW, db = dZ @ layers[k - 1].T, dZ.sum(axis=1, keepdims=True)
            dZ = (W[k].T @ dZ) * (layers[k - 1] > 0)
            W[k] -= rate * dW
            b[k] -= rate * db
        A -= rate * dZ
        b[0] -= rate * dZ.sum(axis=1, keepdims=True)

    return lambda X_new: forward(W[0] @ X_new + A @ (X.T @ X_new))[1] > 0.5


def accuracy(predict, X, Y):
    """Return the share of right predictions in per cent."""
    return 100 * float(np.mean(predict(X) == Y))


def measure(seed, training_seeds):
    """Draw a data set with this seed and train every model on it with each training seed."""
    drawn, truth = {}, {}
    for split in ("train", "test", "test_1000"):
        planned = plan(seed, split)
        truth[split] = np.array([[p.label for p in planned]], dtype=np.float32)
        drawn[split] = split_pictures(seed, split, planned)

    border = train((), border_columns(drawn["train"]), truth["train"])
    X, Y = flatten(drawn["train"]), truth["train"]
    models = {
        name: [train(hidden, X, Y, s) for s in training_seeds] for name, hidden in MODELS.items()
    }

    def judged_on(split):
        test = flatten(drawn[split]), truth[split]
        return {
            name: np.array([accuracy(predict, *test) for predict in predicts])
            for name, predicts in models.items()
        }

    return Figures(
        border=accuracy(border, border_columns(drawn["test_1000"]), truth["test_1000"]),
        on_1000=judged_on("test_1000"),
        on_50=judged_on("test"),
    )


def out_of_order(accuracies):
    """Return for which training seeds a larger model did no better than the next smaller one."""
    small, middle, large = (accuracies[name] for name in MODELS)
    return (middle <= small) | (large <= middle)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many of each (default: 5)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once")
    options = parser.parse_args()

    seeds = range(1, options.seeds + 1)
    with ProcessPoolExecutor(options.jobs) as pool:
        measured = pool.map(measure, seeds, [seeds] * len(seeds))
        figures = list(track(measured, "drawing and training", len(seeds)))

    table = Table("test accuracy in %", *(f"data {s}" for s in seeds), "mean")
    rows = {f"border of {BORDER} alone": [f.border for f in figures]}
    rows |= {name: [f.on_1000[name].mean() for f in figures] for name in MODELS}
    for name, values in rows.items():
        table.add_row(name, *(f"{v:.1f}" for v in values), f"{np.mean(values):.1f}")
    Console().print(table)
    for count, results in ((1000, [f.on_1000 for f in figures]), (50, [f.on_50 for f in figures])):
        flips = np.concatenate([out_of_order(r) for r in results])
        print(
            f"on {count} test pictures the order of the three is another in "
            f"{flips.sum()} of {flips.size} trainings"
        )


if __name__ == "__main__":
    main()
