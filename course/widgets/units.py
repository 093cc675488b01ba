"""One unit learns one number with either bend, sigmoid or ReLU, side by side."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

RATE, STEPS, FAR = 0.1, 2000, 8.0


def two_bends(start: float = 6.0, right: float = 0.2) -> TwoBends:
    """Return a unit that is trained twice, with a sigmoid and with ReLU.

    Its input is 1, so z = w + b; each step goes 0.1 times the slope of the squared error downhill.

    Parameters
    ----------
    start : z at the start, from -8 to 8, half of it from w and half from b.
    right : what its output should be, between 0 and 1.

    Raises
    ------
    CourseError
        Where `start` or `right` is out of range.
    """
    if not (abs(start) <= FAR and 0 < right < 1):
        raise CourseError(f"start is to be from -{FAR:g} to {FAR:g}, and right between 0 and 1.")
    return TwoBends(start=float(start), right=float(right))


def missed(bend: str, start: float, right: float, steps: int) -> np.ndarray:
    """Return by how much the unit's output misses `right` before each step, and after the last."""
    w = b = start / 2
    found = []
    for _ in range(steps + 1):
        z = w + b
        a = 1 / (1 + np.exp(-z)) if bend == "sigmoid" else max(z, 0.0)
        slope = a * (1 - a) if bend == "sigmoid" else float(z > 0)
        found.append(abs(a - right))
        w, b = (v - RATE * 2 * (a - right) * slope for v in (w, b))
    return np.array(found)


class TwoBends(Widget):
    """See :func:`two_bends`."""

    _esm = bundle("bends.js")

    start = traitlets.Float().tag(sync=True)
    right = traitlets.Float().tag(sync=True)
    taken = traitlets.Int(0).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)

    def still(self) -> Plot:
        """Return both curves, in full."""
        from course.plots import show_lines

        curves = {name: missed(name, self.start, self.right, STEPS) for name in ("sigmoid", "ReLU")}
        title = f"One unit, from z = {self.start:g} to an output of {self.right:g}"
        steps = 1 + np.arange(STEPS + 1)
        label = "output missed by"
        return show_lines(steps, curves, title, "step + 1", label, log_x=True, markers=False)
