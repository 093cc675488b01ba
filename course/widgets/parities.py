"""The parity of some bits, built three ways: a tree of gates, and two kinds of single layer."""

from __future__ import annotations

from collections.abc import Sequence

import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle

WAYS = ("a tree of XOR gates", "one layer of AND units", "one layer of threshold units")
MOST = 16


def parity(bits: Sequence[int] = (1, 0, 1, 1, 0, 1, 0, 0), way: str = WAYS[0]) -> Parity:
    """Return bits to type or to flip, and what finds their parity, layer by layer.

    Parameters
    ----------
    bits : 2 to 16 numbers, each 0 or 1.
    way : "a tree of XOR gates", "one layer of AND units" (one for each odd pattern) or
        "one layer of threshold units" (unit k answers 1 where at least k bits are 1).

    Raises
    ------
    CourseError
        Where the bits are too few or too many, or something else than 0 and 1, or the way is
        unknown.
    """
    if not 2 <= len(bits) <= MOST or set(bits) - {0, 1}:
        raise CourseError(f"parity takes 2 to {MOST} bits, each 0 or 1.")
    if way not in WAYS:
        raise CourseError(f"There is no way {way!r}; there is: {', '.join(WAYS)}.")
    return Parity(bits=[int(bit) for bit in bits], way=way)


class Parity(Widget):
    """See :func:`parity`."""

    _esm = bundle("parity.js")

    bits = traitlets.List(traitlets.Int()).tag(sync=True)
    way = traitlets.Unicode().tag(sync=True)
    ways = traitlets.List(list(WAYS)).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    chosen = traitlets.Int(0).tag(sync=True)
    answered_first = traitlets.Unicode("").tag(sync=True)

    def still(self) -> Plot:
        """Return the tree; for a single layer, what each way needs as the bits grow more."""
        from course.plots import show_growth, show_xor_tree

        if self.way == WAYS[0]:
            return show_xor_tree(self.bits)
        return show_growth([2 ** (n - 1) for n in range(1, MOST + 1)])
