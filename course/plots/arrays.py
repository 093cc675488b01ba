"""Figures of arrays as cells: how broadcasting stretches one array over another."""

from __future__ import annotations

import numpy as np

from course.plots.look import COLOURS, GREY, Plot, drawing, new_figure

_OPERATIONS = {"+": np.add, "−": np.subtract, "·": np.multiply, "/": np.divide}
_LARGEST = 8  # a longer axis would leave no room for its numbers


@drawing
def show_broadcast(A, B, operation: str = "+", title: str = "") -> Plot:
    """Draw how two arrays are stretched to one shape, and what comes of it.

    Parameters
    ----------
    A, B : array or number
        With two axes at most, and at most 8 cells along each.
    operation : str
        One of ``+``, ``−``, ``·`` and ``/``.
    title : str

    Returns
    -------
    Plot
        With the cells that are copies in grey and hatched; where the shapes do
        not fit, with the rule that fails.

    Raises
    ------
    ValueError
        For another operation, more axes, or more cells.
    """
    if operation not in _OPERATIONS:
        raise ValueError(f"operation is to be one of {', '.join(_OPERATIONS)}: {operation!r}.")
    arrays = [np.asarray(array, dtype=float) for array in (A, B)]
    for array in arrays:
        if array.ndim > 2 or max(array.shape, default=1) > _LARGEST:
            raise ValueError(
                f"shape {array.shape}: show arrays of two axes at most, up to {_LARGEST} long."
            )
    names = [str(array.shape) for array in arrays]
    title = title or f"{names[0]} {operation} {names[1]}"
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        return _refused(arrays, operation, title)
    full = (1,) * (2 - len(shape)) + shape
    result = _OPERATIONS[operation](*arrays).reshape(full)
    panels = [*(np.broadcast_to(array, full) for array in arrays), result]
    own = [_own(array, full) for array in arrays] + [np.ones(full, dtype=bool)]
    figure, axes = _panels([panel.shape for panel in panels])
    for place, panel, cells, name, sign in zip(
        axes, panels, own, [*names, str(shape)], ("", operation, "="), strict=True
    ):
        _cells(place, panel, cells, f"{sign}  {name}".strip())
    figure.suptitle(title, x=0.01, ha="left")
    stretched = " and ".join(
        f"{name} stretched to {shape}"
        for name, array in zip(names, arrays, strict=True)
        if array.shape != shape
    )
    return Plot(
        figure,
        f"{title}: {stretched or 'two arrays of one shape'}, copies hatched. The result is"
        f" {np.array2string(result.reshape(shape), precision=3, separator=', ')}.",
    )


def _own(array: np.ndarray, full: tuple[int, int]) -> np.ndarray:
    """Return which cells of the stretched array are its own: the others are copies."""
    shape = (1,) * (2 - array.ndim) + array.shape
    rows, columns = np.indices(full)
    return (rows < shape[0]) & (columns < shape[1])


def _refused(arrays: list[np.ndarray], operation: str, title: str) -> Plot:
    """Draw two arrays that do not fit, and say which sizes are to blame."""
    shapes = [(1,) * (2 - array.ndim) + array.shape for array in arrays]
    blame = [
        f"{axis}: {a} and {b}"
        for axis, a, b in zip(("rows", "columns"), *shapes, strict=True)
        if a != b and 1 not in (a, b)
    ]
    why = f"do not fit ({', '.join(blame)}; neither is 1)"
    figure, axes = _panels(shapes)
    for place, array, shape, sign in zip(axes, arrays, shapes, ("", operation), strict=True):
        cells = np.ones(shape, dtype=bool)
        _cells(place, array.reshape(shape), cells, f"{sign}  {array.shape}".strip())
    figure.suptitle(f"{title}: {why}", x=0.01, ha="left")
    return Plot(figure, f"{title}: the shapes {arrays[0].shape} and {arrays[1].shape} {why}.")


def _panels(shapes: list[tuple[int, int]]):
    """Return a figure with a panel for each shape, every cell of the same size."""
    wide, high = [columns for _, columns in shapes], max(rows for rows, _ in shapes)
    figure = new_figure(0.62 * sum(wide) + 0.9 * len(shapes), 0.45 * high + 0.9)
    return figure, figure.subplots(1, len(shapes), squeeze=False, width_ratios=wide)[0]


def _cells(axes, values: np.ndarray, own: np.ndarray, title: str) -> None:
    """Draw the cells of a matrix, its own in white, copies hatched."""
    from matplotlib.patches import Rectangle

    rows, columns = values.shape
    for i, j in np.ndindex(rows, columns):
        face, hatch = ("white", None) if own[i, j] else ("#e8e8e8", "////")
        axes.add_patch(
            Rectangle((j, i), 1, 1, facecolor=face, edgecolor="#bdbdbd" if hatch else GREY,
                      hatch=hatch, linewidth=1)
        )  # fmt: skip
        axes.text(
            j + 0.5, i + 0.5, f"{values[i, j]:.3g}", ha="center", va="center", fontsize=9.5,
            color=COLOURS[0] if own[i, j] else "black",
            bbox=None if own[i, j] else {"facecolor": "#e8e8e8", "edgecolor": "none", "pad": 1},
        )  # fmt: skip
    axes.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal")
    axes.set_title(title)
    axes.set_axis_off()
