"""The same numbers as (n,), as a column and as a row: what is made of each by * and by np.dot."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

MOST = 5
EXPRESSIONS = {
    "v": lambda v: v,
    "v.T": lambda v: v.T,
    "v * v.T": lambda v: v * v.T,
    "np.dot(v, v.T)": lambda v: np.dot(v, v.T),
    "np.dot(v.T, v)": lambda v: np.dot(v.T, v),
}


def rank_one(n: int = 3) -> RankOne:
    """Return a table to uncover: each expression for a `v` of shape (n,), (n, 1) and (1, n).

    Raises CourseError where `n` is not from 2 to 5.
    """
    if not 2 <= n <= MOST:
        raise CourseError(f"n is to be from 2 to {MOST}, so that the results can be drawn.")
    return RankOne(n=n)


class RankOne(Widget):
    """See :func:`rank_one`. `uncovered` names the cells that have been looked at."""

    _esm = bundle("rank.js")

    n = traitlets.Int(3).tag(sync=True)
    most = traitlets.Int(MOST).tag(sync=True)
    uncovered = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def still(self) -> Plot:
        """Return the table of shapes."""
        from course.plots.look import drawing, new_figure

        shapes = [(self.n,), (self.n, 1), (1, self.n)]
        table = [
            [text, *(str(np.shape(f(np.ones(shape)))) for shape in shapes)]
            for text, f in EXPRESSIONS.items()
        ]

        @drawing
        def draw() -> Plot:
            figure = new_figure(6, 2)
            axes = figure.add_subplot()
            axes.set_axis_off()
            axes.table(table, loc="center", cellLoc="left").scale(1, 1.5)
            told = "; ".join(f"{text}: {', '.join(found)}" for text, *found in table)
            return Plot(figure, f"Shapes of what is made of v as three kinds of array. {told}.")

        return draw()
