"""Pictures of neurons: the one drawing of a network that all weeks use, and a neuron's bent line.

A layer is a column of circles. A layer too long to draw is elided: its first units, dots, its last.
Highlighted connections are thicker and darker as well as of another colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, Plot, drawing, new_figure

_LONGEST, _FIRST = 8, 4  # a longer layer shows its first four units, dots, and its last
_ACROSS, _RADIUS = 2.4, 0.3  # between two layers, and of a unit, in units of one row
_FILL = {"input": "#e3eef7", "hidden": "#fbe9dc", "output": "#dcf2ea"}


@drawing
def show_network(
    sizes: Sequence[int],
    names: Sequence[Sequence[str] | None] | None = None,
    connections: Iterable[tuple] | None = None,
    title: str | None = None,
    layers: Sequence[str] | None = None,
    arrows: Sequence[str] | None = None,
) -> Plot:
    """Draw a network: a column for each layer, a circle for each unit, a line for each weight.

    Parameters
    ----------
    sizes : sequence of int
        How many units each layer has, the input layer first: ``(4, 3, 1)``.
    names : sequence, optional
        For each layer the names of its units, or None for the usual ones (x, a, ŷ).
    connections : iterable of tuple, optional
        The connections to highlight, each either as ``(layer, i, j)``, from unit `i` of that
        layer to unit `j` of the next, all counted from 0, or as two names,
        ``("size", "family size")``. Without it all connections are drawn alike.
    title : str, optional
    layers : sequence of str, optional
        What stands under each layer, in place of "input layer" and so on.
    arrows : sequence of str, optional
        What stands above the connections between each layer and the next, such as a shape.

    Returns
    -------
    Plot

    Raises
    ------
    ValueError
        When there are fewer than two layers, a layer without units, names that are not as
        many as the units, or a connection between units that are not in neighbouring layers.
    """
    sizes = _whole(sizes)
    given = _given_names(sizes, names)
    chosen = None if connections is None else _pairs(sizes, given, connections)
    title = title or f"A network of {', '.join(map(str, sizes))} units"
    layers = _one_each(layers, len(sizes), "layers") or _layer_names(sizes)
    arrows = _one_each(arrows, len(sizes) - 1, "arrows")

    rows = max(len(_shown(size)) + (size > _LONGEST) for size in sizes)
    across = _ACROSS * max(1.0, max(map(len, layers)) / 18)
    beside = [0.13 * max((len(n) for n in given[k]), default=0) for k in (0, -1)]
    width = across * (len(sizes) - 1) + 1.6 + sum(beside)
    below = 0.95 if max(sizes) > _LONGEST else 0.55  # a long layer's size takes a line more
    height = rows + below + 0.1 + (0.5 if arrows else 0)
    scale = min(0.75, 11 / width)
    figure = new_figure(max(4.0, scale * width), max(1.6, scale * height + 0.3))
    axes = figure.subplots()
    places = [_places(size, across * k) for k, size in enumerate(sizes)]
    _draw_connections(axes, places, chosen)
    touched = {end for k, i, j in chosen or () for end in ((k, i), (k + 1, j))}
    for k, size in enumerate(sizes):
        kind = _kind(k, len(sizes))
        for i, (x, y) in places[k].items():
            _draw_unit(axes, x, y, kind, bold=(k, i) in touched)
            name = given[k][i] if given[k] else _usual(k, i, sizes)
            _draw_name(axes, x, y, kind, name, min(1.0, 1.5 * scale))
        x = across * k
        if size > _LONGEST:
            for dot in (-0.2, 0, 0.2):
                axes.plot(x, places[k][size - 1][1] + 1 + dot, "o", color=GREY, markersize=2.5)
        called = layers[k] + (f"\n{size} units" if size > _LONGEST else "")
        axes.text(x, -rows / 2 - 0.15, called, ha="center", va="top", fontsize=9)
        if arrows and k < len(sizes) - 1:
            axes.text(
                x + across / 2, rows / 2 + 0.25, arrows[k], ha="center", va="center", fontsize=9.5
            )
    axes.set(
        xlim=(-0.8 - beside[0], across * (len(sizes) - 1) + 0.8 + beside[1]),
        ylim=(-rows / 2 - below, rows / 2 + (0.6 if arrows else 0.1)),
        aspect="equal",
    )
    axes.set_title(title)
    axes.set_axis_off()
    return Plot(figure, _network_in_words(title, sizes, given, layers, arrows, chosen))


@drawing
def show_bent_lines(
    x, y, settings: Sequence[tuple[float, float]], xlabel: str, ylabel: str
) -> Plot:
    """Show what one neuron answers, relu(w x + b), for several weights and biases.

    Parameters
    ----------
    x, y : array
        The points that it is to come near to, one input and one right answer each.
    settings : sequence of (w, b)
        A panel for each.
    xlabel, ylabel : str

    Returns
    -------
    Plot

    Raises
    ------
    ValueError
        When `settings` is empty.
    """
    if not len(settings):
        raise ValueError("settings is to hold at least one pair (w, b).")
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    line = np.linspace(0, 1.05 * x.max(), 200)
    low, high = -0.55 * y.max(), 1.2 * y.max()
    columns = min(2, len(settings))
    rows = -(-len(settings) // columns)
    figure = new_figure(4.6 * columns if columns > 1 else 6, 2.9 * rows if columns > 1 else 3.4)
    panels = list(figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True).flat)
    told = []
    for axes, (w, b) in zip(panels, settings, strict=False):
        straight = w * line + b
        axes.axhline(0, color=GREY, linewidth=1, linestyle=":")
        axes.plot(line, straight, "--", color=GREY, linewidth=1.3, label="w x + b")
        axes.plot(line, np.maximum(straight, 0), "-", color=COLOURS[0], label="relu(w x + b)")
        axes.plot(x, y, "o", color=COLOURS[1], label="examples")
        missed = float(np.mean(np.abs(np.maximum(w * x + b, 0) - y)))
        off = int(np.sum(w * x + b <= 0))
        axes.set_title(f"w = {w:g}, b = {b:g}: misses by {missed:.1f} on average")
        axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(low, high), xlim=(0, line[-1]))
        axes.label_outer()
        told.append(
            f"with w = {w:g} and b = {b:g} it answers 0 for {off} of the {x.size} examples and"
            f" misses by {missed:.1f} on average"
        )
    for axes in panels[len(settings) :]:
        axes.set_axis_off()
    panels[0].legend(loc="upper left")
    return Plot(
        figure,
        f"One neuron, {ylabel} against {xlabel}: a straight line, bent at zero so that it never"
        f" falls below. {'; '.join(told)}.",
    )


def _whole(sizes: Sequence[int]) -> tuple[int, ...]:
    whole = tuple(int(size) for size in sizes)
    if len(whole) < 2 or min(whole) < 1:
        raise ValueError(
            f"A network has two layers or more, of one unit or more each, not {sizes}."
        )
    return whole


def _given_names(sizes, names) -> list[list[str]]:
    """Return for each layer the names it was given, or none."""
    if names is None:
        return [[] for _ in sizes]
    if len(names) != len(sizes):
        raise ValueError(f"There are {len(sizes)} layers, and names for {len(names)}.")
    given = [[str(name) for name in layer] if layer else [] for layer in names]
    for k, (size, layer) in enumerate(zip(sizes, given, strict=True)):
        if layer and len(layer) != size:
            raise ValueError(f"Layer {k} has {size} units, and {len(layer)} names.")
    return given


def _one_each(texts, number: int, what: str):
    if texts is not None and len(texts) != number:
        raise ValueError(f"{what} is to hold {number} texts, and holds {len(texts)}.")
    return texts


def _pairs(sizes, names, connections) -> list[tuple[int, int, int]]:
    """Return connections as (layer, i, j), whichever way they were given."""
    found = []
    for one in connections:
        if len(one) == 2:
            k, i = _unit_called(names[:-1], one[0])
            if one[1] not in names[k + 1]:
                raise ValueError(f"No unit of the layer after {one[0]!r} is called {one[1]!r}.")
            one = (k, i, names[k + 1].index(one[1]))
        k, i, j = (int(n) for n in one)
        if not (0 <= k < len(sizes) - 1 and 0 <= i < sizes[k] and 0 <= j < sizes[k + 1]):
            raise ValueError(f"There is no connection (layer, i, j) = {(k, i, j)} in {sizes}.")
        found.append((k, i, j))
    return found


def _unit_called(names, name: str) -> tuple[int, int]:
    for k, layer in enumerate(names):
        if name in layer:
            return k, layer.index(name)
    raise ValueError(f"No unit with a layer after it is called {name!r}.")


def _kind(k: int, number: int) -> str:
    return "input" if k == 0 else "output" if k == number - 1 else "hidden"


def _layer_names(sizes) -> list[str]:
    several = len(sizes) > 3
    hidden = [f"hidden layer {k}" if several else "hidden layer" for k in range(1, len(sizes) - 1)]
    return ["input layer", *hidden, "output layer"]


def _usual(k: int, i: int, sizes) -> str:
    """Return what unit i of layer k is called in formulas."""
    if k == 0:
        return f"$x_{{{i + 1}}}$"
    if k == len(sizes) - 1:
        return r"$\hat{y}$" if sizes[k] == 1 else rf"$\hat{{y}}_{{{i + 1}}}$"
    return f"$a^{{[{k}]}}_{{{i + 1}}}$"


def _shown(size: int) -> list[int]:
    """Return which units of a layer are drawn."""
    return list(range(size)) if size <= _LONGEST else [*range(_FIRST), size - 1]


def _places(size: int, x: float) -> dict[int, tuple[float, float]]:
    """Return where each unit that is drawn stands, the first on top, centred on height 0."""
    units = _shown(size)
    rows = len(units) + (size > _LONGEST)
    at = list(range(len(units)))
    if size > _LONGEST:
        at[-1] += 1  # the dots take a row
    return {unit: (x, (rows - 1) / 2 - row) for unit, row in zip(units, at, strict=True)}


def _draw_connections(axes, places, chosen) -> None:
    faint = chosen is not None
    for k in range(len(places) - 1):
        for i, (x, y) in places[k].items():
            for j, (right, top) in places[k + 1].items():
                bold = faint and (k, i, j) in chosen
                colour, width = (GREY, 0.9) if not faint else ("#c4c4c4", 0.7)
                axes.plot(
                    (x, right), (y, top), linestyle="-", zorder=2 if bold else 1,
                    color=COLOURS[1] if bold else colour, linewidth=3 if bold else width,
                )  # fmt: skip


def _draw_unit(axes, x: float, y: float, kind: str, bold: bool) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(
        Circle(
            (x, y),
            _RADIUS,
            facecolor=_FILL[kind],
            edgecolor="black",
            linewidth=2.4 if bold else 1.1,
            zorder=3,
        )
    )


def _draw_name(axes, x: float, y: float, kind: str, name: str, scale: float) -> None:
    """Write a short name into its circle, a longer one where no line passes."""
    if len(name) <= 3 or (name.startswith("$") and name.endswith("$")):
        size = scale * (9.5 if sum(c.isdigit() for c in name) < 4 else 7)
        axes.text(x, y, name, ha="center", va="center", fontsize=size, zorder=4)
        return
    away = _RADIUS + 0.12
    place = {"input": (x - away, y, "right", "center"), "output": (x + away, y, "left", "center")}
    right, top, ha, va = place.get(kind, (x, y - _RADIUS - 0.05, "center", "top"))
    axes.text(
        right, top, name, ha=ha, va=va, fontsize=9, zorder=4,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
    )  # fmt: skip


def _network_in_words(title, sizes, names, layers, arrows, chosen) -> str:
    def unit(k: int, i: int) -> str:
        return names[k][i] if names[k] else f"unit {i + 1} of the {layers[k]}"

    columns = []
    for k, size in enumerate(sizes):
        called = f" ({', '.join(names[k])})" if names[k] else ""
        columns.append(f"{layers[k]} of {size} unit{'s' * (size > 1)}{called}")
    text = f"{title}. {len(sizes)} columns of circles: {'; '.join(columns)}."
    text += " Every unit is connected with every unit of the next column."
    if arrows:
        text += f" Above the connections stands: {'; '.join(arrows)}."
    if chosen:
        told = "; ".join(f"{unit(k, i)} to {unit(k + 1, j)}" for k, i, j in chosen)
        text += f" Highlighted: {told}."
    return text.replace("$", "")
