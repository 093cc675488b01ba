"""A game: of five shapes in a network one is wrong. Which?"""

from __future__ import annotations

from collections.abc import Sequence

import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def mismatch(sizes: Sequence[int] = (6, 4, 3, 1), m: int = 10) -> Mismatch:
    """Return rounds of a game: five matrices of a network, one of them with a wrong shape.

    Parameters
    ----------
    sizes : units of each layer, the input first; they can be changed in the widget.
    m : the number of examples.

    Raises
    ------
    CourseError
        Where there are fewer than two layers, or a size is below 1.
    """
    if len(sizes) < 2 or min(sizes) < 1 or m < 1:
        raise CourseError("A network has two layers or more, each of 1 unit or more, and m >= 1.")
    return Mismatch(sizes=list(sizes), m=m)


class Mismatch(Widget):
    """See :func:`mismatch`. The seed and the round settle a question, so that it can be kept."""

    _esm = bundle("mismatch.js")

    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    m = traitlets.Int().tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    played = traitlets.Int(0).tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)

    def still(self) -> Plot:
        """Return the network's matrices, drawn to scale with their right shapes."""
        from course.plots import show_matrices

        return show_matrices(self.sizes, m=self.m)
