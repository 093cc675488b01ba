"""A function with its slope: activations and their derivatives, secants and the round-off floor."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

ACTIVATIONS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "2σ(2z) − 1": lambda z: 2 / (1 + np.exp(-2 * z)) - 1,  # which is tanh
    "ReLU": lambda z: np.maximum(0, z),
    "leaky ReLU": lambda z: np.maximum(0.01 * z, z),
}
POLYNOMIALS = {
    "3a": lambda a: 3 * a,
    "a²": lambda a: a**2,
    "a³": lambda a: a**3,
    "log a": np.log,
}


def activation(name: str = "sigmoid", at: float = 1.0) -> Curve:
    """Return an activation function and its slope, with a tangent that follows the hand.

    Where the slope is below a tenth of its greatest, the ground is shaded: there the unit is
    saturated. `name` is sigmoid, tanh, 2σ(2z) − 1, ReLU or leaky ReLU; another can be chosen there.
    """
    return _curve(ACTIVATIONS, name, at, range=[-6.0, 6.0], shade=True)


def secant(name: str = "a²", at: float = 2.0, h: float = 0.5) -> Curve:
    """Return a function with the secant over a step `h`, and how its slope's error falls with `h`.

    `name` is 3a, a², a³ or log a; another can be chosen in the widget.
    """
    if h <= 0:
        raise CourseError("The step h is to be above 0; at 0 there is no rise and no run.")
    return _curve(POLYNOMIALS, name, at, range=[-1.0, 4.0], h=h, show_error=True)


def _curve(functions: dict, name: str, at: float, **settings: object) -> Curve:
    if name not in functions:
        raise CourseError(f"There is no function {name!r} here; there is: {', '.join(functions)}.")
    return Curve(names=list(functions), name=name, at=at, **settings)


class Curve(Widget):
    """See :func:`activation` and :func:`secant`."""

    _esm = bundle("curve.js")

    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    at = traitlets.Float().tag(sync=True)
    h = traitlets.Float(0.0).tag(sync=True)
    range = traitlets.List(traitlets.Float()).tag(sync=True)
    shade = traitlets.Bool(False).tag(sync=True)
    show_error = traitlets.Bool(False).tag(sync=True)

    def still(self) -> Plot:
        """Return the function, and its slope where it is not about secants."""
        from course.plots import show_lines

        f = (ACTIVATIONS | POLYNOMIALS)[self.name]
        low, high = self.range
        x = np.linspace(max(low, 0.05) if self.name == "log a" else low, high, 121)
        lines = {self.name: f(x), "its slope": (f(x + 1e-6) - f(x - 1e-6)) / 2e-6}
        variable = "z" if self.name in ACTIVATIONS else "a"
        return show_lines(x, lines, self.name, variable, "value", markers=False)
