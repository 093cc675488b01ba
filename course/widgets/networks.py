"""The network drawing: any layer sizes, which inputs feed which unit, and every shape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def network(
    sizes: tuple[int, ...] = (3, 4, 1), m: int = 5, names: Sequence = (), weights: Sequence = ()
) -> Network:
    """Return a network of these layer sizes, to choose units in and to read shapes from.

    Parameters
    ----------
    sizes : units of each layer, the input first; they can be changed in the widget.
    m : the number of examples.
    names : for each layer a list with what its units are called, or an empty one.
    weights : W1, W2 and so on, shape (units, units before): which unit is fed by what. With names
        and weights the widget says so in words; a weight of 0 is drawn as a dotted line.

    Raises
    ------
    CourseError
        Where there are fewer than two layers, a size is below 1, or names or weights do not fit.
    """
    if len(sizes) < 2 or min(sizes) < 1 or m < 1:
        raise CourseError("A network has two layers or more, each of 1 unit or more, and m >= 1.")
    if names and [len(own) or n for own, n in zip(names, sizes, strict=False)] != list(sizes):
        raise CourseError(f"names is to have a list for each layer of sizes {tuple(sizes)}.")
    wanted = list(zip(sizes[1:], sizes[:-1], strict=True))
    if len(weights) and [np.shape(W) for W in weights] != wanted:
        found = [np.shape(W) for W in weights]
        raise CourseError(f"weights is to have the shapes {wanted}, and has {found}.")
    return Network(
        sizes=list(sizes), m=m, names=[list(own) for own in names],
        weights=[np.asarray(W, dtype=float).tolist() for W in weights],
    )  # fmt: skip


class Network(Widget):
    """See :func:`network`; of the game: the question's number, the answer, how many were right."""

    _esm = bundle("layers.js")

    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    m = traitlets.Int(5).tag(sync=True)
    names = traitlets.List().tag(sync=True)
    weights = traitlets.List().tag(sync=True)
    chosen = traitlets.List(traitlets.Int(), [1, 0]).tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    rounds = traitlets.Int(0).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)
    right = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the network as the course draws it."""
        from course.plots import show_network

        return show_network(self.sizes, self.names or None)
