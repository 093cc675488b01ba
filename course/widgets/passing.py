"""Forward and back through a network, step by step: every shape, and what is kept on the way."""

from __future__ import annotations

from collections.abc import Sequence

import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

DEEPEST = 5


def passes(
    sizes: Sequence[int] = (2, 4, 1), m: int = 400, back: bool = True, stack: bool = False
) -> Passes:
    """Return a network as a computation graph of whole matrices, to step through.

    Parameters
    ----------
    sizes : units of each layer, the input first; they can be changed in the widget.
    m : the number of examples.
    back : whether the way back is walked too.
    stack : whether each layer keeps a cache that the way back takes off a stack, as in week 4,
        or all is kept in one dictionary, as in week 3's network with one hidden layer.

    Raises
    ------
    CourseError
        Where there are too few or too many layers, or a size is below 1.
    """
    layers = len(sizes) - 1
    if min(sizes, default=0) < 1 or m < 1:
        raise CourseError("Each layer has 1 unit or more, and m is 1 or more.")
    if not stack and layers != 2:
        raise CourseError("Without a stack of caches there is one hidden layer: (n_x, n_h, n_y).")
    if not 1 <= layers <= DEEPEST:
        raise CourseError(
            f"This picture has room for 1 to {DEEPEST} layers, and these are {layers}."
        )
    return Passes(sizes=list(sizes), m=m, back=back, stack=stack)


class Passes(Widget):
    """See :func:`passes`."""

    _esm = bundle("passes.js")

    sizes = traitlets.List(traitlets.Int()).tag(sync=True)
    m = traitlets.Int().tag(sync=True)
    back = traitlets.Bool(True).tag(sync=True)
    stack = traitlets.Bool(False).tag(sync=True)
    deepest = traitlets.Int(DEEPEST).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    answered_first = traitlets.Unicode("").tag(sync=True)

    def still(self) -> Plot:
        """Return the blocks and their caches, or one hidden layer with its shapes."""
        from course.plots import show_blocks, show_shapes

        if self.stack:
            return show_blocks(len(self.sizes) - 1)
        return show_shapes(*self.sizes, self.m, backward=self.back)
