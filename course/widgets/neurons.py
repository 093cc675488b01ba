"""One neuron over data: a straight line, bent at zero, whose weight and bias follow the hand."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def neuron(
    x: np.ndarray,
    y: np.ndarray,
    w: float = 1.0,
    b: float = -40.0,
    xlabel: str = "size (square metres)",
    ylabel: str = "price (thousands)",
) -> Neuron:
    """Return relu(w x + b) over points, to be moved by two handles or two sliders.

    Parameters
    ----------
    x, y : input and wanted output of each example, shape (m,).
    w, b : weight and bias to begin with.
    xlabel, ylabel : what they are.

    Raises
    ------
    CourseError
        Where `x` and `y` have not the same shape (m,).
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape or not x.size:
        raise CourseError(f"x and y are to have one shape (m,); they have {x.shape} and {y.shape}.")
    return Neuron(
        x=x.tolist(), y=y.tolist(), w=float(w), b=float(b), first=[float(w), float(b)],
        labels=[xlabel, ylabel],
    )  # fmt: skip


class Neuron(Widget):
    """See :func:`neuron`. `first` is what it began with."""

    _esm = bundle("neuron.js")

    x = traitlets.List(traitlets.Float()).tag(sync=True)
    y = traitlets.List(traitlets.Float()).tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = traitlets.List(traitlets.Float()).tag(sync=True)
    w = traitlets.Float().tag(sync=True)
    b = traitlets.Float().tag(sync=True)
    bent = traitlets.Bool(True).tag(sync=True)

    def still(self) -> Plot:
        """Return the points, the straight line and the bent one."""
        from course.plots import show_bent_lines

        return show_bent_lines(self.x, self.y, [(self.w, self.b)], *self.labels)
