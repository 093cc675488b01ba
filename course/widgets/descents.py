"""Gradient descent on the cost of logistic regression with one weight and one bias."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

# On these points squared error has two minima, near (-0.03, 0.74) and (1.58, -2.97).
X = (2.3, 0.5, 3.2, 2.5, -2.6, 2.4)
Y = (1, 0, 1, 0, 1, 1)
COSTS = ("cross-entropy", "squared error")
BOTH = "both, side by side"
ONE_VARIABLE = {
    "w²": lambda w: w**2,
    "w² / 5": lambda w: w**2 / 5,
    "(w² − 4)² / 8 + w / 2": lambda w: (w**2 - 4) ** 2 / 8 + w / 2,
}


def descent(
    cost: str = "cross-entropy",
    start: tuple[float, float] = (2.5, -3.5),
    learning_rate: float = 1.0,
    x: tuple[float, ...] = X,
    y: tuple[int, ...] = Y,
) -> Descent:
    """Return a cost over (w, b) to descend: click a start, choose a rate, step and step back.

    Parameters
    ----------
    cost : "cross-entropy", "squared error" or "both, side by side".
    start : (w, b) of the first step.
    learning_rate : how far a step goes.
    x, y : one feature and the label of each example.
    """
    known = (*COSTS, BOTH)
    if cost not in known:
        raise CourseError(f"There is no cost {cost!r}; there is: {'; '.join(known)}.")
    if len(x) != len(y):
        raise CourseError(f"{len(x)} features and {len(y)} labels: each example needs both.")
    return Descent(
        cost=cost, start=[float(v) for v in start], rate=learning_rate,
        x=[float(v) for v in x], y=[int(v) for v in y],
    )  # fmt: skip


def valley(name: str = "w²", start: float = 3.0, learning_rate: float = 0.3) -> Valley:
    """Return a cost over one variable to descend: choose start and rate, step and step back.

    Parameters
    ----------
    name : "w²", the flatter "w² / 5", or "(w² − 4)² / 8 + w / 2", which has two minima.
    start : w of the first step, from -4 to 4.
    learning_rate : how far a step goes.

    Raises
    ------
    CourseError
        Where there is no such cost, or the start is out of the picture.
    """
    if name not in ONE_VARIABLE:
        raise CourseError(f"There is no cost {name!r}; there is: {'; '.join(ONE_VARIABLE)}.")
    if abs(start) > 4:
        raise CourseError(f"The start is to be from -4 to 4, and is {start:g}.")
    return Valley(name=name, start=float(start), rate=float(learning_rate))


def cost_at(cost: str, w, b, x, y):
    """Return the cost at each (w, b); the arrays `w` and `b` have one shape."""
    x, y = np.asarray(x), np.asarray(y)
    z = np.multiply.outer(w, x) + np.asarray(b)[..., None]
    if cost == "cross-entropy":
        return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))), axis=-1)
    return np.mean((1 / (1 + np.exp(-z)) - y) ** 2, axis=-1)


class Descent(Widget):
    """See :func:`descent`."""

    _esm = bundle("descent.js")

    cost = traitlets.Unicode().tag(sync=True)
    x = traitlets.List(traitlets.Float()).tag(sync=True)
    y = traitlets.List(traitlets.Int()).tag(sync=True)
    start = traitlets.List(traitlets.Float()).tag(sync=True)
    rate = traitlets.Float(1.0).tag(sync=True)
    taken = traitlets.Int(0).tag(sync=True)
    before = traitlets.Dict().tag(sync=True)
    range = traitlets.List([[-2.0, 4.0], [-5.0, 3.0]]).tag(sync=True)

    def still(self) -> Plot:
        """Return each cost over (w, b) as contours."""
        from course.plots.look import drawing, new_figure

        names = COSTS if self.cost == BOTH else (self.cost,)

        @drawing
        def draw() -> Plot:
            (w0, w1), (b0, b1) = self.range
            w, b = np.meshgrid(np.linspace(w0, w1, 90), np.linspace(b0, b1, 90))
            figure = new_figure(5 * len(names), 4)
            for name, axes in zip(
                names, figure.subplots(1, len(names), squeeze=False)[0], strict=True
            ):
                axes.set(xlabel="w", ylabel="b", title=name)
                shown = axes.contourf(w, b, cost_at(name, w, b, self.x, self.y), 24, cmap="Blues")
                figure.colorbar(shown, label="cost")
                axes.plot(*self.start, "s", color="#d55e00")
            told = " and ".join(names)
            return Plot(figure, f"The cost ({told}) over w and b, and where a descent starts.")

        return draw()


class Valley(Widget):
    """See :func:`valley`."""

    _esm = bundle("valley.js")

    names = traitlets.List(list(ONE_VARIABLE)).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    start = traitlets.Float().tag(sync=True)
    rate = traitlets.Float().tag(sync=True)
    taken = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the first eight steps on the cost."""
        from course.plots import show_descents

        f, w = ONE_VARIABLE[self.name], self.start
        places = [w]
        for _ in range(8):
            w -= self.rate * (f(w + 1e-6) - f(w - 1e-6)) / 2e-6
            places.append(float(np.clip(w, -9, 9)))
        title = f"Eight steps down {self.name}"
        return show_descents(f, {f"α = {self.rate:g}": places}, -4.5, 4.5, title=title)
