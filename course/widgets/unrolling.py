"""A picture and its column: which pixel stands where, in which order, and what scrambles it."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

LARGEST, MOST = 8, 4
ORDERS = ("C order, as NumPy reads", "channel by channel")
WAYS = ("images.reshape(m, -1).T", "images.reshape(-1, m)")


def unroll(images: np.ndarray) -> Unroll:
    """Return small pictures to unroll, to follow a pixel into its column and back.

    Parameters
    ----------
    images : array of uint8, shape (m, h, w, 3): at most 4 pictures of at most 8 by 8 pixels, such
        as ``cats.train_x[:3, 20:28, 20:28]``.

    Raises
    ------
    CourseError
        Where `images` has another shape or kind, or is too large to be drawn number by number.
    """
    images = np.asarray(images)
    fits = images.ndim == 4 and images.shape[-1] == 3 and images.dtype == np.uint8
    if not fits or len(images) > MOST or max(images.shape[1:3]) > LARGEST or not images.size:
        raise CourseError(
            f"unroll takes uint8 pictures of shape (m, h, w, 3), with m up to {MOST} and h and w"
            f" up to {LARGEST}; these are {images.dtype} of shape {images.shape}."
        )
    return Unroll(shape=list(images.shape), numbers=images.tobytes())


class Unroll(Widget):
    """See :func:`unroll`. `row` is the place in the column that is looked at."""

    _esm = bundle("unroll.js")

    shape = traitlets.List(traitlets.Int()).tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)
    orders = traitlets.List(list(ORDERS)).tag(sync=True)
    ways = traitlets.List(list(WAYS)).tag(sync=True)
    order = traitlets.Unicode(ORDERS[0]).tag(sync=True)
    way = traitlets.Unicode(WAYS[0]).tag(sync=True)
    place = traitlets.List(traitlets.Int(), [0, 0, 0]).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the first picture beside the beginning of its column."""
        from course.plots import show_unrolled

        images = np.frombuffer(self.numbers, dtype=np.uint8).reshape(self.shape)
        return show_unrolled(images[0])
