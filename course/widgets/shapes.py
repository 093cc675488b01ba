"""Widgets about shapes: what broadcasting does with two of them."""

from __future__ import annotations

import numpy as np
import traitlets

from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def broadcasting(first: tuple[int, ...] = (2, 3), second: tuple[int, ...] = (3,)) -> Broadcasting:
    """Return two shapes to type, drawn as they are stretched, or the axis that does not fit."""
    return Broadcasting(first=list(first), second=list(second))


class Broadcasting(Widget):
    """See :func:`broadcasting`; of the game: is a question open, its number, the right ones."""

    _esm = bundle("broadcast.js")

    first = traitlets.List(traitlets.Int()).tag(sync=True)
    second = traitlets.List(traitlets.Int()).tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)
    rounds = traitlets.Int(0).tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the two arrays, stretched, and their sum."""
        from course.plots import show_broadcast

        A = 1 + np.arange(np.prod(self.first, dtype=int)).reshape(self.first)
        B = 10 * (1 + np.arange(np.prod(self.second, dtype=int)).reshape(self.second))
        return show_broadcast(A, B)
