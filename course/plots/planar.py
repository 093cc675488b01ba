"""Figures of points in the plane, of where a model divides them, and of its hidden units."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from course.plots.look import COLOURS, Plot, drawing, new_figure

_POINTS = ((COLOURS[0], "o"), (COLOURS[1], "^"))  # class 0, class 1
_GROUND = ("#cfe3f1", "#f8dcc4")
_GRID = 120


@drawing
def show_points(X, Y, title: str = "") -> Plot:
    """Draw points of two classes.

    Parameters
    ----------
    X : array, (2, m)
    Y : array, (1, m)
        0 or 1 for each point.
    title : str

    Returns
    -------
    Plot
    """
    figure = new_figure(4.6, 4.0)
    axes = figure.subplots()
    _scatter(axes, X, Y, size=16)
    axes.set(title=title, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    count = np.bincount(np.asarray(Y).ravel().astype(int), minlength=2)
    return Plot(
        figure, f"{title or 'Points'}: {count[0]} points of class 0 and {count[1]} of class 1."
    )


def show_boundary(predict: Callable, X, Y, title: str = "") -> Plot:
    """Draw where a model answers 0 and where 1, with the points.

    Parameters
    ----------
    predict : function
        From points (2, k) to answers or probabilities (1, k).
    X, Y : array, (2, m) and (1, m)
    title : str

    Returns
    -------
    Plot
    """
    return show_boundaries({title: predict}, X, Y)


@drawing
def show_boundaries(models: Mapping[str, Callable], X, Y, columns: int = 4) -> Plot:
    """Draw several models side by side: where each answers 0 and where 1.

    Each accuracy stands beside its baseline, what always giving the larger class gets.

    Parameters
    ----------
    models : mapping of str to function
        Each a function from points (2, k) to answers or probabilities (1, k), by its title. A
        pair (function, (X, Y)) brings points of its own.
    X, Y : array, (2, m) and (1, m)
    columns : int
        How many stand in a row.

    Returns
    -------
    Plot
    """
    columns = min(columns, len(models))
    rows = -(-len(models) // columns)
    side = 4.2 if len(models) == 1 else 2.7
    figure = new_figure(side * columns + 0.5, (side + 0.4) * rows + 0.5)
    told = []
    panels = figure.subplots(rows, columns, squeeze=False).flat
    for axes in panels[len(models) :]:
        axes.set_axis_off()
    for axes, (title, model) in zip(panels, models.items(), strict=False):
        predict, (points, labels) = model if isinstance(model, tuple) else (model, (X, Y))
        accuracy = _regions(axes, predict, points, labels)
        share = np.mean(labels)
        baseline = f"(baseline {100 * max(share, 1 - share):.1f} %)"
        axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        axes.set_title(f"{title}\n{accuracy:.1f} % right {baseline}".lstrip(), fontsize=9.5)
        told.append(
            f"{title or 'the model'}: {accuracy:.1f} % of the points on the right side {baseline}"
        )
    _legend(figure, panels[0])
    count = "one model" if len(models) == 1 else f"{len(models)} models"
    return Plot(figure, f"The plane divided by {count}. {'; '.join(told)}.")


def _legend(figure, axes) -> None:
    """Say once for all panels which points are of which class, and which ground which answer."""
    from matplotlib.patches import Patch

    ground = [Patch(facecolor=c, label=f"answer {k}") for k, c in enumerate(_GROUND)]
    points, _ = axes.get_legend_handles_labels()
    figure.legend(
        handles=[*points, *ground], loc="outside lower center", ncols=4, markerscale=2,
        columnspacing=1.2,
    )  # fmt: skip


def _regions(axes, predict: Callable, X, Y) -> float:
    """Fill the two regions, draw the border and the points; return the accuracy in per cent."""
    grid, low, high = _grid(X)
    answers = np.asarray(predict(grid.reshape(2, -1)), dtype=float).reshape(_GRID, _GRID)
    axes.contourf(*grid, answers, levels=[-np.inf, 0.5, np.inf], colors=_GROUND)
    if answers.min() < 0.5 < answers.max():
        axes.contour(*grid, answers, levels=[0.5], colors="black", linewidths=1.2)
    _scatter(axes, X, Y, size=7)
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    said = np.asarray(predict(np.asarray(X)), dtype=float).reshape(1, -1) > 0.5
    return 100 * float(np.mean(said == np.asarray(Y)))


@drawing
def show_hidden_units(parameters: Mapping, X, Y, columns: int = 4) -> Plot:
    """Draw each hidden unit's half-plane: where its tanh is above 0, and which way it grows.

    Parameters
    ----------
    parameters : mapping
        ``"W1"`` (n_h, 2), ``"b1"`` (n_h, 1) and ``"W2"`` (1, n_h).
    X, Y : array, (2, m) and (1, m)
    columns : int
        How many stand in a row.

    Returns
    -------
    Plot
    """
    W1, b1, W2 = (np.asarray(parameters[name], dtype=float) for name in ("W1", "b1", "W2"))
    columns = min(columns, len(W1))
    rows = -(-len(W1) // columns)
    figure = new_figure(2.7 * columns + 0.9, 2.85 * rows)
    grid, low, high = _grid(X)
    centre = (low + high) / 2
    told, shown = [], None
    panels = figure.subplots(rows, columns, squeeze=False)
    for axes in panels.flat[len(W1) :]:
        axes.set_axis_off()
    for k, (axes, w, b) in enumerate(zip(panels.flat, W1, b1.ravel(), strict=False)):
        a = np.tanh(np.tensordot(w, grid, axes=1) + b)
        shown = axes.contourf(*grid, a, levels=np.linspace(-1, 1, 11), cmap="PuOr_r", alpha=0.6)
        if a.min() < 0 < a.max():
            axes.contour(*grid, a, levels=[0], colors="black", linewidths=1.2)
        _scatter(axes, X, Y, size=3, alpha=0.5)
        length = np.linalg.norm(w)
        if length > 0:
            foot = centre - w * (w @ centre + b) / length**2  # the border's nearest point
            if np.all((foot > low) & (foot < high)):
                axes.annotate(
                    "", foot + 1.2 * w / length, foot, arrowprops={"arrowstyle": "->", "lw": 1.8}
                )
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
        axes.set_title(f"unit {k + 1}\noutput weight {W2[0, k]:+.2f}", fontsize=9.5)
        told.append(
            f"unit {k + 1}: w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f},"
            f" output weight {W2[0, k]:+.2f}"
        )
    bar = figure.colorbar(shown, ax=panels, shrink=0.8)
    bar.set_label("$a = \\tanh(w^T x + b)$")
    return Plot(
        figure,
        f"The half-planes of {len(W1)} hidden units; each is 0 on a straight line, positive on the"
        f" side of its arrow and negative on the other. {'; '.join(told)}.",
    )


@drawing
def show_shapes(n_x: int, n_h: int, n_y: int, m: int, backward: bool = False) -> Plot:
    """Draw the steps of a network with one hidden layer, with the shape on every arrow.

    Parameters
    ----------
    n_x, n_h, n_y : int
        Inputs, hidden units, outputs.
    m : int
        How many examples go through at once.
    backward : bool
        Whether the way back is drawn below.

    Returns
    -------
    Plot
    """
    there = [
        ("X", (n_x, m), ""),
        ("Z1", (n_h, m), f"W1 {(n_h, n_x)}\nb1 {(n_h, 1)}"),
        ("A1", (n_h, m), "tanh"),
        ("Z2", (n_y, m), f"W2 {(n_y, n_h)}\nb2 {(n_y, 1)}"),
        ("A2", (n_y, m), "sigmoid"),
    ]
    back = [
        ("dZ2", (n_y, m), 3, "A2 − Y"),
        ("dZ1", (n_h, m), 1, "W2ᵀ dZ2  ∗  (1 − A1²)"),
    ]
    beside = [
        ("dW2", (n_y, n_h), 3.0, "dZ2 A1ᵀ / m"),
        ("dW1", (n_h, n_x), 1.0, "dZ1 Xᵀ / m"),
    ]
    figure = new_figure(9.0, 4.4 if backward else 1.7)
    axes = figure.subplots()
    axes.set(xlim=(-0.5, 4.6), ylim=(-3.3 if backward else -0.5, 0.9))
    axes.set_axis_off()
    for k, (name, shape, how) in enumerate(there):
        _box(axes, k, 0, name, shape, COLOURS[0])
        if k:
            _arrow(axes, (k - 0.66, 0), (k - 0.34, 0), COLOURS[0])
            axes.text(k - 0.5, 0.4, how, ha="center", va="bottom", fontsize=8.5)
    told = ", ".join(f"{name} {shape}" for name, shape, _ in there)
    if backward:
        for name, shape, k, how in back:
            _box(axes, k, -1.5, name, shape, COLOURS[1])
            told += f"; {name} {shape} = {how}"
        _arrow(axes, (4, -0.4), (3.36, -1.4), COLOURS[1])
        axes.text(3.8, -1.0, "− Y", fontsize=8.5)
        _arrow(axes, (2.64, -1.5), (1.36, -1.5), COLOURS[1])
        axes.text(2, -1.4, f"W2ᵀ {(n_h, n_y)}, then\n∗ (1 − A1²) {(n_h, m)}", ha="center",
                  va="bottom", fontsize=8.5)  # fmt: skip
        for name, shape, k, how in beside:
            _box(axes, k, -2.9, f"{name}, db{name[-1]}", shape, COLOURS[2], f", {(shape[0], 1)}")
            _arrow(axes, (k, -1.9), (k, -2.5), COLOURS[2])
            axes.text(k + 0.08, -2.2, how, va="center", fontsize=8.5)
            told += f"; {name} {shape} = {how}"
    return Plot(figure, f"The steps of the network and the shape of each: {told}.")


def _box(axes, x: float, y: float, name: str, shape: tuple, colour: str, more: str = "") -> None:
    axes.text(
        x, y, f"{name}\n{shape}{more}", ha="center", va="center", fontsize=10,
        bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "lw": 1.8},
    )  # fmt: skip


def _arrow(axes, start: tuple, end: tuple, colour: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.8})


def _scatter(axes, X, Y, size: float, alpha: float = 0.9) -> None:
    X, Y = np.asarray(X), np.asarray(Y).ravel()
    for label, (colour, marker) in enumerate(_POINTS):
        axes.scatter(
            *X[:, label == Y], s=size, c=colour, marker=marker, alpha=alpha, linewidths=0.3,
            edgecolors="white", label=f"class {label}", zorder=3,
        )  # fmt: skip


def _grid(X) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the places of a grid over all points (2, k, k), with its lower and upper corner."""
    X = np.asarray(X, dtype=float)
    low, high = X.min(axis=1) - 0.4, X.max(axis=1) + 0.4
    steps = [np.linspace(low[k], high[k], _GRID) for k in (0, 1)]
    return np.stack(np.meshgrid(*steps)), low, high
