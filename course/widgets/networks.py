"""The network drawing: any layer sizes, which inputs feed which unit, and every shape."""

from __future__ import annotations

import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def network(sizes: tuple[int, ...] = (3, 4, 1), m: int = 5) -> Network:
    """Return a network of these layer sizes, to choose units in and to read shapes from.

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
    return Network(sizes=list(sizes), m=m)


class Network(Widget):
    """See :func:`network`; of the game: the question's number, the answer, how many were right."""

    _esm = bundle("layers.js")

    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    m = traitlets.Int(5).tag(sync=True)
    chosen = traitlets.List(traitlets.Int(), [1, 0]).tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    rounds = traitlets.Int(0).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the network as the course draws it."""
        from course.plots import show_network

        return show_network(self.sizes)
