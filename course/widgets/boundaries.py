"""Logistic regression with two features: its line, its probabilities, its cost, to move by hand."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def boundary(
    X: np.ndarray | None = None,
    Y: np.ndarray | None = None,
    w: tuple[float, float] = (0.7, 0.5),
    b: float = 0.0,
) -> Boundary:
    """Return points and a line between them: drag either, and see probabilities and cost follow.

    Parameters
    ----------
    X, Y : points, shape (2, m), and their classes, 0 or 1, shape (1, m); 24 of the course's own
        where there are none.
    w, b : the two weights and the bias to begin with.

    Raises
    ------
    CourseError
        Where `X` and `Y` do not fit together.
    """
    if X is None or Y is None:
        from course.points import planar

        X, Y = planar("blobs", m=24, seed=2)
    X, Y = np.asarray(X, dtype=float), np.asarray(Y)
    if X.ndim != 2 or X.shape[0] != 2 or Y.shape != (1, X.shape[1]):
        raise CourseError(f"X is to be (2, m) and Y (1, m); they are {X.shape} and {Y.shape}.")
    points = [[float(u), float(v), int(c)] for u, v, c in zip(*X, *Y, strict=True)]
    return Boundary(
        given=points, points=points, w=[float(v) for v in w], b=float(b), first=[*map(float, w), b]
    )


class Boundary(Widget):
    """See :func:`boundary`. `given` and `first` are what it began with."""

    _esm = bundle("boundary.js")

    given = traitlets.List().tag(sync=True)
    first = traitlets.List(traitlets.Float()).tag(sync=True)
    points = traitlets.List().tag(sync=True)
    w = traitlets.List(traitlets.Float()).tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the points over the shade of the probability."""
        from course.plots import show_probabilities

        u, v, classes = (np.array(column) for column in zip(*self.points, strict=True))
        name = f"w = ({self.w[0]:.3g}, {self.w[1]:.3g}), b = {self.b:.3g}"
        model = {name: (np.reshape(self.w, (2, 1)), self.b)}
        return show_probabilities(model, np.stack([u, v]), classes.reshape(1, -1))
