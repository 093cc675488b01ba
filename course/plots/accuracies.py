"""Figures of accuracies, which never stand alone: a baseline, or the luck of a small set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, MARKERS, STROKES, Plot, drawing, new_figure


@drawing
def show_accuracies(
    accuracies: Mapping[str, float],
    baseline: float | Mapping[str, float],
    title: str = "Accuracy beside its baseline",
) -> Plot:
    """Show accuracies, each beside what always giving the larger class would get.

    Parameters
    ----------
    accuracies : mapping of str to float
        In per cent, by the name of the set or of the model.
    baseline : float, or mapping of str to float
        In per cent: one for all, or one for each.
    title : str

    Returns
    -------
    Plot
    """
    names = list(accuracies)
    bases = [baseline[n] if isinstance(baseline, Mapping) else baseline for n in names]
    baseline_name = f"baseline, {bases[0]:.1f} %" if len(set(bases)) == 1 else "baseline"
    values, rows = [accuracies[n] for n in names], range(len(names))
    figure = new_figure(7.2, 1.5 + 0.33 * len(names))
    axes = figure.subplots()
    axes.hlines(rows, bases, values, color=GREY, linewidth=1.5)
    axes.plot(
        bases, rows, "|", color="black", markersize=16, markeredgewidth=2.5, label=baseline_name
    )
    axes.plot(values, rows, "o", color=COLOURS[0], markersize=8, label="accuracy")
    for row, value, base in zip(rows, values, bases, strict=True):
        away, side = (9, "left") if value >= base else (-9, "right")
        axes.annotate(
            f"{value:.1f} %", (value, row), (away, 0), textcoords="offset points",
            va="center", ha=side,
        )  # fmt: skip
    axes.set(title=title, xlabel="right answers (%)", xlim=(-2, 112), ylim=(len(names) - 0.4, -0.6))
    axes.set_yticks(rows, names)
    axes.set_xticks(range(0, 101, 10))
    axes.legend(loc="upper left", ncols=2, bbox_to_anchor=(0, -0.22))
    told = (
        f"{n}: {v:.1f} %, baseline {b:.1f} %" for n, v, b in zip(names, values, bases, strict=True)
    )
    return Plot(figure, f"{title}. {'; '.join(told)}.")


@drawing
def show_luck(differences, size: int = 50, better: str = "A", worse: str = "B") -> Plot:
    """Show by how much one model beats another on many small test sets.

    Parameters
    ----------
    differences : sequence of float
        For each test set the accuracy of `better` less that of `worse`, in points.
    size : int
        How many pictures each test set holds.
    better, worse : str
        What the two models are called.

    Returns
    -------
    Plot
    """
    differences = np.asarray(differences, dtype=float)
    ahead, level, behind = (
        100 * float(np.mean(side))
        for side in (differences > 1e-9, abs(differences) <= 1e-9, differences < -1e-9)
    )
    step = 100 / size
    values, counts = np.unique(np.round(differences / step), return_counts=True)
    figure = new_figure(7.2, 3.4)
    axes = figure.subplots()
    parts = (
        (values > 0, COLOURS[0], "", f"{better} ahead: {ahead:.0f} %"),
        (values == 0, "white", "", f"level: {level:.0f} %"),
        (values < 0, COLOURS[1], "///", f"{worse} ahead: {behind:.0f} %"),
    )
    for chosen, colour, hatch, name in parts:
        axes.bar(
            values[chosen] * step, counts[chosen], 0.8 * step, label=name,
            color=colour, hatch=hatch, edgecolor="black",
        )  # fmt: skip
    title = f"{len(differences)} test sets of {size} pictures each"
    axes.set_title(title, pad=26)
    axes.set_ylabel("number of test sets")
    axes.set_xlabel(f"accuracy of {better} less that of {worse} (points)")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.3)
    return Plot(
        figure,
        f"{title}. {better} is ahead in {ahead:.0f} %, level in {level:.0f} %, and {worse} is"
        f" ahead in {behind:.0f} %; the difference goes from {differences.min():.3g} to"
        f" {differences.max():.3g} points.",
    )


@drawing
def show_learning_curves(
    amounts: Sequence[int],
    results: Mapping[str, np.ndarray],
    baseline: float,
    title: str = "Accuracy against the amount of data",
) -> Plot:
    """Show how accuracy grows with the amount of data, on average and from worst run to best.

    Parameters
    ----------
    amounts : sequence of int
        How many examples were learned from.
    results : mapping of str to array, shape (runs, len(amounts))
        By the model's name, accuracies on the test set in per cent.
    baseline : float
        In per cent.
    title : str

    Returns
    -------
    Plot

    Raises
    ------
    ValueError
        When a model has not one column of results for each amount.
    """
    figure = new_figure(7.6, 4.8)
    axes = figure.subplots()
    axes.axhline(baseline, color="black", linewidth=1.2, linestyle=":")
    axes.annotate(
        "baseline", (amounts[-1], baseline), (0, 4), textcoords="offset points", ha="right"
    )
    told = []
    for k, (name, runs) in enumerate(results.items()):
        runs = np.atleast_2d(np.asarray(runs, dtype=float))
        if runs.shape[1] != len(amounts):
            raise ValueError(f"{name}: {runs.shape[1]} results for {len(amounts)} amounts.")
        mean, low, high = runs.mean(axis=0), runs.min(axis=0), runs.max(axis=0)
        shifted = np.asarray(amounts) * 1.035 ** (k - (len(results) - 1) / 2)  # whiskers apart
        axes.errorbar(
            shifted, mean, (mean - low, high - mean), label=name, capsize=3, elinewidth=1.2,
            color=COLOURS[k % len(COLOURS)], linestyle=STROKES[k % len(STROKES)],
            marker=MARKERS[k % len(MARKERS)],
        )  # fmt: skip
        values = zip(amounts, mean, low, high, strict=True)
        told.append(
            f"{name}: {', '.join(f'{v:.1f} ({a:.1f} to {b:.1f}) at {m}' for m, v, a, b in values)}"
        )
    axes.set(
        title=title, xlabel="examples learned from", ylabel="right answers on the test set (%)"
    )
    axes.set_xscale("log")
    axes.set_xticks(list(amounts), [f"{m:,}" for m in amounts])
    axes.set_xticks([], minor=True)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return Plot(
        figure,
        f"{title}, average of the runs with worst and best in brackets, baseline {baseline:.1f}."
        f" {'; '.join(told)}.",
    )
