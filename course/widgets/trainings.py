"""The learner's own functions train on pictures while one looks on: cost, accuracies, weights."""

from __future__ import annotations

import math

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.asking import Asking
from course.widgets.base import Buffer
from course.widgets.bundle import bundle
from course.widgets.trainers import trainer_of

RATES = (0.0003, 0.001, 0.003, 0.005, 0.01)


def training(
    mine: object,
    train: tuple,
    dev: tuple,
    test: tuple | None = None,
    learning_rate: float = 0.005,
    steps: int = 500,
    rates: tuple[float, ...] = RATES,
    shape: tuple[int, int, int] = (64, 64, 3),
    hidden: tuple[int, ...] | None = None,
) -> Training:
    """Return a training to watch: it is the learner's functions that train, in the kernel.

    Parameters
    ----------
    mine : the functions, as ``globals()`` or a module: ``initialize_with_zeros``, ``propagate``,
        ``optimize`` and ``predict``; with `hidden` the blocks of week 4.
    train, dev, test : pictures X, shape (n_x, m), and labels Y, shape (1, m), of each set. The
        accuracy on the test set stays hidden until it is asked for.
    learning_rate : how far a step goes at first; it can be changed in the widget.
    steps : how many a run takes.
    rates : the learning rates of the sweep, each of which is judged on the dev set.
    shape : height, width and channels of a picture, square.
    hidden : the units of each hidden layer, for a deep network; None for logistic regression.

    Raises
    ------
    CourseError
        Where `mine` lacks a function, or a set does not fit `shape`.
    """
    trainer_of(mine, hidden)
    sets = {"train": train, "dev": dev} | ({"test": test} if test is not None else {})
    for name, (X, Y) in sets.items():
        if X.ndim != 2 or X.shape[0] != math.prod(shape) or Y.shape != (1, X.shape[1]):
            raise CourseError(
                f"The {name} set is to have X of shape ({math.prod(shape)}, m) and Y of shape"
                f" (1, m); they are {X.shape} and {Y.shape}."
            )
    unit = "" if hidden is None else "the first hidden unit"
    return Training(
        mine, sets, hidden, rate=learning_rate, steps=steps, rates=list(rates), size=shape[0],
        unit=unit,
    )  # fmt: skip


def accuracy(predictions: np.ndarray, Y: np.ndarray) -> float:
    """Return how many per cent of the predictions are right."""
    return 100 * float(np.mean(predictions == Y))


class Training(Asking):
    """See :func:`training`. `runs` and `weights` let a saved notebook show what it showed.

    Each of the `runs` has its rate and, in `frames`, rows of the step, the cost (None where it is
    not finite) and the accuracy on each set.
    """

    _esm = bundle("training.js")

    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    counts = traitlets.List(traitlets.Int()).tag(sync=True)
    baselines = traitlets.List(traitlets.Float()).tag(sync=True)
    rate = traitlets.Float().tag(sync=True)
    rates = traitlets.List(traitlets.Float()).tag(sync=True)
    steps = traitlets.Int().tag(sync=True)
    size = traitlets.Int().tag(sync=True)
    unit = traitlets.Unicode("").tag(sync=True)
    opened = traitlets.Bool(False).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)
    runs = traitlets.List().tag(sync=True)
    weights = Buffer(b"").tag(sync=True)

    def __init__(self, mine: object, sets: dict, hidden: tuple | None, **traits: object) -> None:
        super().__init__(
            names=list(sets),
            counts=[Y.shape[1] for _, Y in sets.values()],
            baselines=[100 * max(np.mean(Y), 1 - np.mean(Y)) for _, Y in sets.values()],
            **traits,
        )
        self._mine, self._sets, self._hidden = mine, sets, hidden
        self._parameters, self._step = None, 0

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Begin a run or take some steps, and return the frame to be shown."""
        trainer, (X, Y) = trainer_of(self._mine, self._hidden), self._sets["train"]
        # A rate that is too large is there to be seen, as nan, and not to be warned of.
        with np.errstate(all="ignore"):
            if message["do"] == "begin" or self._parameters is None:
                self._parameters, self._step = trainer.begin(X.shape[0]), 0
            else:
                count, rate = int(message["count"]), float(message["rate"])
                self._parameters = trainer.advance(self._parameters, X, Y, count, rate)
                self._step += count
            cost = trainer.cost(self._parameters, X, Y)
            right = [
                accuracy(trainer.answer(self._parameters, x), y) for x, y in self._sets.values()
            ]
        frame = [self._step, cost if math.isfinite(cost) else None, *right]
        return {"frame": frame}, [_picture(trainer.weights(self._parameters), self.size)]

    def still(self) -> Plot:
        """Return the costs of the runs, or, before any, what an accuracy is to be compared with."""
        from course.plots import show_accuracies, show_lines

        if not self.runs:
            known = dict(zip(self.names, self.baselines, strict=True))
            return show_accuracies(known, known, title="What is to be beaten")
        last = self.runs[-1]
        step, cost, *_ = zip(*last["frames"], strict=True)
        values = [np.nan if c is None else c for c in cost]
        title = f"Learning rate {last['rate']:g}"
        return show_lines(step, {"cost": values}, title, "step", "cost", markers=False)


def _picture(weights: np.ndarray, size: int) -> bytes:
    """Return one byte a weight, channel after channel: 0 for the least, 128 for 0."""
    weights = np.nan_to_num(weights.astype(float))
    limit = np.abs(weights).max() or 1.0
    channels = np.moveaxis(weights.reshape(size, size, -1), -1, 0)
    return np.round(127.5 + 127.5 * channels / limit).astype(np.uint8).tobytes()
