"""A sweep over hyperparameters: the learner's own model, trained cell by cell, judged on dev."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.asking import Asking
from course.widgets.bundle import bundle
from course.widgets.functions import function_of

NAMES = ("L_layer_model", "predict")
SEED = 1  # of each cell's first weights, so that cells differ in their settings alone


def sweep(
    mine: object,
    train: tuple[np.ndarray, np.ndarray],
    dev: tuple[np.ndarray, np.ndarray],
    hidden: Sequence[Sequence[int]] = ((), (7,), (20, 7, 5)),
    rates: Sequence[float] = (0.003, 0.03, 0.3),
    steps: int = 1000,
) -> Sweep:
    """Return a grid of learning rates and hidden layers, to be trained while one looks on.

    Parameters
    ----------
    mine : ``globals()``, or a module: L_layer_model and predict.
    train, dev : examples X, shape (n_x, m), and labels Y, shape (1, m), to learn from and to
        judge by.
    hidden : the units of the hidden layers, one column of the grid each.
    rates : learning rates, one row each.
    steps : how many each training takes.

    Raises
    ------
    CourseError
        Where `mine` lacks a function, or the examples of a set do not fit their labels.
    """
    for name, (X, Y) in {"train": train, "dev": dev}.items():
        if np.ndim(X) != 2 or np.shape(Y) != (1, np.shape(X)[1]):
            raise CourseError(
                f"The {name} set is to have X of shape (n_x, m) and Y of shape (1, m);"
                f" they are {np.shape(X)} and {np.shape(Y)}."
            )
    grid = Sweep(mine, train, dev, hidden=[list(h) for h in hidden], rates=list(rates), steps=steps)
    for name in NAMES:
        grid.function(name)
    return grid


class Sweep(Asking):
    """See :func:`sweep`. `results` holds what was trained, by setting, for a saved notebook."""

    _esm = bundle("sweep.js")

    hidden = traitlets.List().tag(sync=True)
    rates = traitlets.List(traitlets.Float()).tag(sync=True)
    steps = traitlets.Int().tag(sync=True)
    baseline = traitlets.Float().tag(sync=True)
    m = traitlets.Int().tag(sync=True)
    chosen = traitlets.List([0, 0]).tag(sync=True)
    answered_first = traitlets.Unicode("").tag(sync=True)
    results = traitlets.Dict().tag(sync=True)

    def __init__(self, mine: object, train: tuple, dev: tuple, **traits: object) -> None:
        ones = float(np.mean(dev[1]))
        super().__init__(baseline=100 * max(ones, 1 - ones), m=dev[1].shape[1], **traits)
        self._mine, self._train, self._dev = mine, train, dev

    def function(self, name: str) -> Callable:
        """Return the learner's function of that name, as it is defined now."""
        return function_of(self._mine, name, "The sweep", "sweep(globals(), ...)")

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Train one cell by the learner's model; return its costs and its accuracies."""
        (X, Y), rate, hidden = self._train, float(message["rate"]), message["hidden"]
        before = np.random.get_state()
        # A rate that is too large may end in nan, and that is a result.
        with np.errstate(all="ignore"):
            try:
                np.random.seed(SEED)
                sizes = [X.shape[0], *hidden, 1]
                model = self.function("L_layer_model")
                parameters, costs = model(X, Y, sizes, rate, int(message["steps"]))
            finally:
                np.random.set_state(before)
            right = [
                100 * float(np.mean(self.function("predict")(x, parameters) == y))
                for x, y in (self._train, self._dev)
            ]
        told = [float(c) if math.isfinite(c) else None for c in np.ravel(costs)]
        reply = {"key": message["key"], "costs": told, "train": right[0], "dev": right[1]}
        return reply, []

    def still(self) -> Plot:
        """Return the accuracies on dev so far, beside the baseline."""
        from course.plots import show_accuracies

        known = {"always the larger class": self.baseline}
        known |= {key.split(" steps, ")[1]: result["dev"] for key, result in self.results.items()}
        title = f"A sweep, {self.steps:,} steps each: accuracy on dev"
        return show_accuracies(known, self.baseline, title=title)
