"""Figures of costs as landscapes: contours over (w, b), slopes and steps of gradient descent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, MARKERS, STROKES, Plot, drawing, new_figure


@drawing
def show_surfaces(
    costs: Mapping[str, Callable],
    w,
    b,
    paths: Mapping[str, Sequence] | None = None,
    title: str = "The cost over w and b",
) -> Plot:
    """Draw costs as maps with contour lines, side by side, with paths walked on them.

    Parameters
    ----------
    costs : mapping of str to callable
        What each map is called, and J(w, b) for two numbers.
    w, b : sequence of float
        The values between which the maps are drawn.
    paths : mapping of str to mapping of str to sequence of pairs, optional
        For the name of a map, paths by name, each a sequence of points (w, b);
        a path of one point is a mark.
    title : str

    Returns
    -------
    Plot
    """
    w, b, paths = np.asarray(w, dtype=float), np.asarray(b, dtype=float), paths or {}
    figure = new_figure(3.7 * len(costs) + 0.4, 4.0)
    told = []
    for axes, (name, cost) in zip(
        figure.subplots(1, len(costs), squeeze=False)[0], costs.items(), strict=True
    ):
        J = np.array([[float(cost(x, y)) for x in w] for y in b])
        axes.contourf(w, b, J, levels=24, cmap="cividis_r", alpha=0.75)
        lines = axes.contour(w, b, J, levels=12, colors="black", linewidths=0.5)
        axes.clabel(lines, inline=True, fontsize=7, fmt="%.2f")
        low = np.unravel_index(int(np.argmin(J)), J.shape)
        told.append(
            f"{name}: from {J.min():.3g}, lowest near ({w[low[1]]:.3g}, {b[low[0]]:.3g}),"
            f" to {J.max():.3g}"
        )
        for k, (label, points) in enumerate(paths.get(name, {}).items()):
            points = np.asarray(points, dtype=float)
            colour, marker = ("white", "black")[k % 2], MARKERS[k % len(MARKERS)]
            axes.plot(
                points[:, 0], points[:, 1], color=colour, linestyle=STROKES[k % len(STROKES)],
                linewidth=2.2, marker=marker if len(points) == 1 else "", markersize=10,
                markeredgecolor=("black", "white")[k % 2], label=label,
            )  # fmt: skip
            if len(points) > 1:
                axes.plot(*points[0], marker, color=colour, markeredgecolor=GREY, markersize=7)
                axes.plot(*points[-1], "*", color=colour, markeredgecolor=GREY, markersize=15)
            told.append(
                f"{label} goes from ({points[0, 0]:.3g}, {points[0, 1]:.3g})"
                f" to ({points[-1, 0]:.3g}, {points[-1, 1]:.3g})"
                if len(points) > 1
                else f"{label} at ({points[0, 0]:.3g}, {points[0, 1]:.3g})"
            )
        axes.set(title=name, xlabel="weight w", ylabel="bias b")
        axes.set(xlim=(w.min(), w.max()), ylim=(b.min(), b.max()))
        axes.grid(False)
        if paths.get(name):
            axes.legend(
                loc="upper left", bbox_to_anchor=(0, -0.16), facecolor="#b0b0b0", frameon=True,
                borderaxespad=0.3, fontsize=9,
            )  # fmt: skip
    figure.suptitle(title, x=0.01, ha="left")
    return Plot(figure, f"{title}, as maps with contour lines. {'; '.join(told)}.")


@drawing
def show_descents(
    cost: Callable,
    runs: Mapping[str, Sequence[float]],
    low: float,
    high: float,
    title: str = "Gradient descent on one variable",
    xlabel: str = "w",
) -> Plot:
    """Draw the steps of several runs of gradient descent on one curve, a panel for each run.

    Parameters
    ----------
    cost : callable
        J(w) for a number.
    runs : mapping of str to sequence of float
        The values of w that each run visited, the start first.
    low, high : float
        Between which values of w the curve is drawn; a step beyond is told, not drawn.
    title, xlabel : str

    Returns
    -------
    Plot
    """
    x = np.linspace(low, high, 201)
    curve = np.array([float(cost(value)) for value in x])
    columns = min(len(runs), 4)
    rows = -(-len(runs) // columns)
    figure = new_figure(max(2.3 * columns, 4.5), 2.7 * rows + 0.3)
    told = []
    panels = figure.subplots(rows, columns, squeeze=False, sharey=True).ravel()
    for axes in panels[len(runs) :]:
        axes.set_axis_off()
    for axes, (name, visited) in zip(panels, runs.items(), strict=False):
        visited = np.asarray(visited, dtype=float)
        seen = visited[(visited >= low) & (visited <= high)]
        axes.plot(x, curve, color=GREY, linewidth=1.5)
        heights = [float(cost(value)) for value in seen]
        axes.plot(seen, heights, "o-", color=COLOURS[1], linewidth=1, markersize=5)
        if len(seen):
            axes.plot(seen[0], heights[0], "s", color=COLOURS[0], markersize=8)
        axes.set(xlabel=xlabel, xlim=(low, high))
        gone = f", {len(visited) - len(seen)} of them outside" if len(seen) < len(visited) else ""
        axes.set_title(name)
        told.append(
            f"{name}: {_count(len(visited) - 1, 'step')} from {visited[0]:.3g}"
            f" to {visited[-1]:.3g}{gone}"
        )
    for row in range(rows):
        panels[row * columns].set_ylabel("cost J")
    figure.suptitle(f"{title}  (■ start, ● steps)", x=0.01, ha="left")
    return Plot(figure, f"{title}. {'; '.join(told)}.")


@drawing
def show_secants(
    f: Callable, a: float, steps: Sequence[float], title: str = "Rise over run"
) -> Plot:
    """Draw a curve with the triangle of rise and run at `a`, a panel for each run.

    Parameters
    ----------
    f : callable
        A function of one number.
    a : float
        Where the slope is asked for.
    steps : sequence of float
        The runs h; the nudged point is a + h.
    title : str

    Returns
    -------
    Plot
    """
    widest = max(steps)
    x = np.linspace(a - 0.6 * widest, a + 1.4 * widest, 201)
    curve = np.array([float(f(value)) for value in x])
    figure = new_figure(max(2.4 * len(steps), 4.5), 3.2)
    told = []
    panels = figure.subplots(1, len(steps), squeeze=False, sharey=True)[0]
    for axes, h in zip(panels, steps, strict=True):
        start, end = float(f(a)), float(f(a + h))
        slope = (end - start) / h
        axes.plot(x, curve, color=COLOURS[0])
        axes.plot(x, start + slope * (x - a), "--", color=COLOURS[1], linewidth=1.5)
        axes.plot([a, a + h, a + h], [start, start, end], color="black", linewidth=1.5)
        axes.plot([a, a + h], [start, end], "o", color="black")
        axes.set(title=f"h = {h:g}\nslope {slope:.4g}", xlabel="a")
        axes.set_ylim(curve.min() - 0.05 * np.ptp(curve), curve.max() + 0.05 * np.ptp(curve))
        told.append(f"h = {h:g}: rise {end - start:.4g}, slope {slope:.4g}")
    panels[0].set_ylabel("f(a)")
    figure.suptitle(title, x=0.01, ha="left")
    return Plot(figure, f"{title}, at a = {a:g}. {'; '.join(told)}.")


@drawing
def show_probabilities(
    models: Mapping[str, tuple], X, Y, title: str = "What the model believes"
) -> Plot:
    """Shade the probability that logistic regression gives to each point of a plane.

    Parameters
    ----------
    models : mapping of str to pair
        The name of each model, and its (w, b): w of shape (2, 1), b a number.
    X : array, (2, m)
        Examples to draw on top.
    Y : array, (1, m)
        Their labels, 0 or 1.
    title : str

    Returns
    -------
    Plot
    """
    X, Y = np.asarray(X, dtype=float), np.asarray(Y).reshape(-1)
    limit = 1.15 * float(np.abs(X).max())
    line = np.linspace(-limit, limit, 81)
    grid = np.stack([axis.ravel() for axis in np.meshgrid(line, line)])
    figure = new_figure(2.7 * len(models) + 0.9, 3.5)
    panels = figure.subplots(1, len(models), squeeze=False, sharey=True)[0]
    told = []
    for axes, (name, (w, b)) in zip(panels, models.items(), strict=True):
        w = np.asarray(w, dtype=float).reshape(2, 1)
        a = (1 / (1 + np.exp(-(w.T @ grid + b)))).reshape(81, 81)
        shown = axes.contourf(line, line, a, levels=np.linspace(0, 1, 11), cmap="PuOr_r")
        axes.contour(line, line, a, levels=[0.5], colors="black", linewidths=2)
        for label, marker, colour in ((0, "o", "white"), (1, "^", "black")):
            axes.plot(
                *X[:, label == Y], marker, color=colour, markeredgecolor="black", markersize=6,
                label=f"y = {label}", linestyle="",
            )  # fmt: skip
        right = int(np.sum((w.T @ X + b > 0).ravel() == Y))
        axes.set(title=name, xlabel="$x_1$", aspect="equal")
        axes.grid(False)
        told.append(
            f"{name}: w = ({w[0, 0]:.3g}, {w[1, 0]:.3g}), b = {float(np.squeeze(b)):.3g},"
            f" {right} of {Y.size} on their side of the line a = 0.5"
        )
    panels[0].set_ylabel("$x_2$")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower left", ncols=2)
    bar = figure.colorbar(shown, ax=list(panels), shrink=0.85)
    bar.set_label("probability a")
    figure.suptitle(title, x=0.01, ha="left")
    return Plot(figure, f"{title}, shaded by the probability a of y = 1. {'; '.join(told)}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
