"""How a network begins: equal, zero, small or large weights, and what becomes of each."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.points import planar
from course.widgets.asking import Asking
from course.widgets.bundle import bundle
from course.widgets.engine import cost_of, engine_of

STARTS = ("all zero", "all equal", "random")
UNITS = 4


def symmetry(
    mine: object = None, start: str = "all equal", factor: float = 0.5, learning_rate: float = 1.2
) -> Symmetry:
    """Return a network 2-4-1 on the flower, to be begun in several ways and trained.

    Of class 1 there are fewer points than of class 0, so that the last bias has something to
    learn even where nothing else has.

    Parameters
    ----------
    mine : week 3's functions, as ``globals()`` or a module; with them the learner's own code
        trains, in the kernel. Without them the browser does.
    start : all zero, all equal (each weight is `factor`) or random (`factor` times normal draws).
    factor : how large the first weights are.
    learning_rate : how far a step of gradient descent goes.

    Raises
    ------
    CourseError
        Where `mine` lacks a function, `start` is unknown or `factor` is not above 0.
    """
    if start not in STARTS:
        raise CourseError(f"There is no start {start!r}; there is: {', '.join(STARTS)}.")
    if factor <= 0:
        raise CourseError("The factor is to be above 0; for zeros choose the start “all zero”.")
    return Symmetry(mine, start=start, factor=factor, rate=learning_rate, has_own=mine is not None)


def lopsided_flower() -> tuple[np.ndarray, np.ndarray]:
    """Return points X (2, 160) and classes Y (1, 160), of which 60 are 1."""
    X, Y = planar("flower", m=200)
    kept = np.sort(np.r_[np.flatnonzero(Y[0] == 0), np.flatnonzero(Y[0] == 1)[:60]])
    return X[:, kept], Y[:, kept]


class Symmetry(Asking):
    """See :func:`symmetry`. `kept` holds the run, so that a saved notebook shows it again."""

    _esm = bundle("symmetry.js")

    points = traitlets.Bytes().tag(sync=True)
    draws = traitlets.List(traitlets.Float()).tag(sync=True)
    starts = traitlets.List(list(STARTS)).tag(sync=True)
    start = traitlets.Unicode().tag(sync=True)
    factor = traitlets.Float().tag(sync=True)
    rate = traitlets.Float().tag(sync=True)
    has_own = traitlets.Bool(False).tag(sync=True)
    answered_first = traitlets.Unicode("").tag(sync=True)
    kept = traitlets.List().tag(sync=True)

    def __init__(self, mine: object = None, **traits: object) -> None:
        X, Y = lopsided_flower()
        draws = np.random.default_rng(4).normal(size=3 * UNITS)  # W1 row by row, then W2
        points = np.vstack([X, Y]).astype("<f8").tobytes()
        super().__init__(points=points, draws=draws.tolist(), **traits)
        self._mine = mine
        if mine is not None:
            engine_of(mine)

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Take some steps by the learner's functions from the parameters in the question."""
        engine, (X, Y) = engine_of(self._mine), lopsided_flower()
        shapes = {"W1": (UNITS, 2), "b1": (UNITS, 1), "W2": (1, UNITS), "b2": (1, 1)}
        parameters = {
            name: np.array(message["parameters"][name], dtype=float).reshape(shape)
            for name, shape in shapes.items()
        }
        for _ in range(int(message["count"])):
            grads = engine.gradients(parameters, X, Y)
            parameters = engine.update(parameters, grads, self.rate)
        answers = engine.answer(parameters, X)[0]
        numbers = {name: np.asarray(parameters[name]).ravel().tolist() for name in shapes}
        right = int(np.sum((answers > 0.5) == (Y == 1)))
        cost, begun = cost_of(answers, Y), message["begun"]
        return {"parameters": numbers, "cost": cost, "right": right, "begun": begun}, []

    def still(self) -> Plot:
        """Return the points, and how the weights are to begin."""
        from course.plots import show_points

        size = "" if self.start == "all zero" else f", times {self.factor:g}"
        return show_points(*lopsided_flower(), title=f"First weights {self.start}{size}")
