"""Figures made of lines: costs, functions, losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, MARKERS, STROKES, Plot, drawing, new_figure


@drawing
def show_lines(
    x,
    lines: Mapping[str, Sequence[float]],
    title: str,
    xlabel: str,
    ylabel: str,
    log_x: bool = False,
    log_y: bool = False,
    markers: bool = True,
) -> Plot:
    """Draw one or several lines over the same x.

    Parameters
    ----------
    x : sequence of float
    lines : mapping of str to sequence of float
        What each line is called, and its values; a gap stands where a value is not finite.
    title, xlabel, ylabel : str
    log_x, log_y : bool
        Whether an axis is logarithmic.
    markers : bool
        Whether each point is marked.

    Returns
    -------
    Plot
    """
    from matplotlib.ticker import LogLocator, NullFormatter

    figure = new_figure(7.2, 3.6)
    axes = figure.subplots()
    told = []
    for k, (name, values) in enumerate(lines.items()):
        # a cost may be an array of shape (1, 1), as `np.dot` leaves it
        values = np.array([np.squeeze(value) for value in values], dtype=float)
        text, gap = _told(np.asarray(x, dtype=float), values)
        told.append(f"{name}: {text}")
        axes.plot(
            x, np.where(np.isfinite(values), values, np.nan), label=name + gap,
            color=COLOURS[k % len(COLOURS)], linestyle=STROKES[k % len(STROKES)],
            marker=MARKERS[k % len(MARKERS)] if markers else "",
        )  # fmt: skip
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    axes.set_xscale("log" if log_x else "linear")
    axes.set_yscale("log" if log_y else "linear")
    low, high = axes.get_ylim()
    if log_y and high < 1000 * low:  # powers of ten alone would leave it nearly without numbers
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter(NullFormatter())
    if len(lines) > 1 or any("nan" in t for t in told):
        axes.legend()
    return Plot(figure, f"{title}. {ylabel} against {xlabel}. {'; '.join(told)}.")


def _told(x: np.ndarray, values: np.ndarray) -> tuple[str, str]:
    """Return a line in words, and what its name in the legend says of a gap."""
    seen = np.isfinite(values)
    if not seen.any():
        return "no finite value", " (no finite value)"
    first, last = np.flatnonzero(seen)[[0, -1]]
    low = int(np.nanargmin(np.where(seen, values, np.nan)))
    high = int(np.nanargmax(np.where(seen, values, np.nan)))
    text = f"from {values[first]:.3g} at {x[first]:.4g} to {values[last]:.3g} at {x[last]:.4g}"
    text += f", lowest {values[low]:.3g} at {x[low]:.4g}"
    text += f", highest {values[high]:.3g} at {x[high]:.4g}"
    if seen.all():
        return text, ""
    kind = "nan" if np.isnan(values[~seen]).any() else "inf"
    gap = f"{kind} from {x[~seen][0]:.4g} on" if not seen[last + 1 :].any() else f"{kind} in places"
    return f"{text}, {gap}", f" ({gap})"


def show_costs(costs, every: int = 100, title: str = "Cost", log: bool = False) -> Plot:
    """Draw how the cost went while a model learned.

    Parameters
    ----------
    costs : sequence of float, or mapping of str to such sequences
        One run's costs, or those of several runs by name, all of the same length.
    every : int
        How many steps lie between two costs.
    title : str
    log : bool
        Whether the cost's axis is logarithmic.

    Returns
    -------
    Plot
    """
    curves = costs if isinstance(costs, Mapping) else {"cost": costs}
    steps = every * np.arange(max(len(values) for values in curves.values()))
    return show_lines(
        steps, curves, title=title, xlabel="step of gradient descent", ylabel="cost J", log_y=log
    )


def show_sigmoid() -> Plot:
    """Draw the sigmoid from -8 to 8, with the heights 0, 1/2 and 1."""
    z = np.linspace(-8, 8, 161)
    plot = show_lines(
        z, {"sigmoid": 1 / (1 + np.exp(-z))}, "The sigmoid", "score z", "a = σ(z)", markers=False
    )
    axes = plot.figure.axes[0]
    for height in (0, 0.5, 1):
        axes.axhline(height, color=GREY, linewidth=1, linestyle=":", zorder=1)
    axes.axvline(0, color=GREY, linewidth=1, linestyle=":", zorder=1)
    return plot


def show_losses() -> Plot:
    """Draw the loss of one example against the probability a, for both labels."""
    a = np.linspace(0.005, 0.995, 199)
    return show_lines(
        a,
        {"y = 1: -log a": -np.log(a), "y = 0: -log(1 - a)": -np.log(1 - a)},
        "What one example costs",
        "probability a that the model gives to “cat”",
        "loss",
        markers=False,
    )


def show_large_scores() -> Plot:
    """Draw the loss for y = 0 against the score, and how far -log(1 - sigmoid(z)) follows it."""
    z = np.linspace(0, 60, 241)
    loss = z + np.log1p(np.exp(-z))
    with np.errstate(divide="ignore"):
        computed = -np.log(1 - 1 / (1 + np.exp(-z)))
    plot = show_lines(
        z,
        {"the loss": loss, "as computed by -log(1 - a)": computed},
        "The loss of an example with y = 0",
        "score z",
        "loss",
        markers=False,
    )
    last = np.flatnonzero(np.isfinite(computed))[-1]
    axes = plot.figure.axes[0]
    axes.plot(z[last], computed[last], "X", color=COLOURS[1], markersize=10)
    axes.annotate("log 0 from here on", (z[last] + 2, computed[last] - 3), va="top")
    return plot
