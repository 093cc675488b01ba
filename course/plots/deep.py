"""Pictures of deep networks: shapes, blocks with their caches, sweeps, and a tree of XOR gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.plots.look import COLOURS, GREY, MARKERS, STROKES, Plot, drawing, new_figure

_FORWARD, _CACHE, _BACKWARD = "#e3eef7", "#fdf3d8", "#fbe9dc"


@drawing
def show_matrices(layer_dims: Sequence[int], m: int = 1) -> Plot:
    """Show a network's matrices as rectangles with their shapes, layer by layer.

    Parameters
    ----------
    layer_dims : sequence of int
        Numbers of units, the inputs first.
    m : int
        Number of examples: what depends on it is striped.

    Returns
    -------
    Plot

    Raises
    ------
    ValueError
        When there are fewer than two numbers, or one of them is below 1.
    """
    layer_dims = list(layer_dims)
    if len(layer_dims) < 2 or min(*layer_dims, m) < 1:
        raise ValueError(f"layer_dims and m are to be numbers from 1 on, and are {layer_dims}, {m}")
    figure = new_figure(8.4, 1.5 * len(layer_dims) - 0.6)
    axes = figure.subplots()
    axes.set_axis_off()
    told = []
    for l in range(1, len(layer_dims)):  # noqa: E741  the formulas' own name for a layer's number
        n, before = layer_dims[l], layer_dims[l - 1]
        came = "X" if l == 1 else f"A{l - 1}"
        parts = (
            (f"W{l}", (n, before), False), ("·", None, False), (came, (before, m), True),
            ("+", None, False), (f"b{l}", (n, 1), False), ("=", None, False),
            (f"Z{l}", (n, m), True), ("→", None, False), (f"A{l}", (n, m), True),
        )  # fmt: skip
        y = -1.5 * l
        axes.text(-0.2, y, f"layer {l}", ha="right", va="center", color=GREY)
        for place, (name, shape, of_m) in enumerate(parts):
            x = 0.75 * place + 0.6
            if shape is None:
                axes.text(x, y, name, ha="center", va="center", fontsize=14)
                continue
            _rectangle(axes, x, y, shape, of_m, max(*layer_dims, m))
            axes.text(x, y + 0.55, name, ha="center", va="bottom", weight="bold")
            axes.text(x, y - 0.55, f"{shape}".replace(" ", "\u2009"), ha="center", va="top", size=9)
        told.append(f"layer {l}: W{l} {(n, before)}, b{l} {(n, 1)}, Z{l} and A{l} {(n, m)}")
    axes.set(xlim=(-1, 7.2), ylim=(-1.5 * len(layer_dims) + 0.55, -0.6))
    striped = "striped: a column for each example"
    title = f"Shapes in a network of {', '.join(map(str, layer_dims))} units, m = {m} ({striped})"
    axes.set_title(title)
    return Plot(figure, f"{title}. {'; '.join(told)}.")


def _rectangle(axes, x: float, y: float, shape: tuple[int, int], of_m: bool, longest: int) -> None:
    from matplotlib.patches import Rectangle

    height, width = (0.12 + 0.8 * np.sqrt(n / longest) for n in shape)
    width *= 0.62
    axes.add_patch(
        Rectangle(
            (x - width / 2, y - height / 2), width, height,
            facecolor=_FORWARD if of_m else _CACHE, edgecolor="black", hatch="|||" if of_m else "",
        )
    )  # fmt: skip


@drawing
def show_blocks(L: int = 3) -> Plot:
    """Show the forward blocks of a network of L layers, their caches, and the way back.

    Parameters
    ----------
    L : int
        Number of layers, from 1 to 5.

    Returns
    -------
    Plot
    """
    if not 1 <= L <= 5:
        raise ValueError(f"L is to be from 1 to 5, and is {L}.")
    figure = new_figure(2.5 * L + 1.4, 4.2)
    axes = figure.subplots()
    axes.set_axis_off()
    for k in range(1, L + 1):
        x, kind = 2.5 * k, "sigmoid" if k == L else "relu"
        _block(axes, x, 3, f"layer {k}: W{k}, b{k}\nlinear, {kind}", _FORWARD)
        kept = f"cache {k}: {'X' if k == 1 else f'A{k - 1}'}, W{k}, b{k}, Z{k}"
        _block(axes, x, 1.7, kept.replace(": ", "\n"), _CACHE)
        _block(axes, x, 0.4, f"layer {k} back\n{kind}, linear", _BACKWARD)
        _arrow(axes, (x, 2.62), (x, 2.08))
        _arrow(axes, (x, 1.32), (x, 0.78))
        _arrow(axes, (x, 0.02), (x, -0.5), f"dW{k}, db{k}", below=True)
        _arrow(axes, (x - 1.6, 3), (x - 0.9, 3), "X" if k == 1 else f"A{k - 1}")
        if k < L:
            _arrow(axes, (x + 1.6, 0.4), (x + 0.9, 0.4), f"dA{k}")
    end = 2.5 * L
    _arrow(axes, (end + 0.9, 3), (end + 1.5, 3), f"A{L}")
    _arrow(axes, (end + 1.5, 0.4), (end + 0.9, 0.4), f"dA{L}")
    _arrow(axes, (end + 1.5, 2.8), (end + 1.5, 0.7))
    axes.text(end + 1.42, 1.7, "cost J", ha="right", va="center", rotation=90, color=GREY)
    axes.set(xlim=(0.8, end + 1.75), ylim=(-0.95, 3.55))
    title = f"Forward and back through {L} layer{'s' if L > 1 else ''}"
    axes.set_title(title)
    return Plot(
        figure,
        f"{title}. Above, from left to right, the forward blocks, from X to A{L}; each puts the"
        " activations that came in, W, b and Z into its cache. Below, from right to left, the"
        f" backward blocks, from dA{L} on; each takes its cache and gives dW and db.",
    )


def _block(axes, x: float, y: float, text: str, colour: str) -> None:
    axes.text(
        x, y, text, ha="center", va="center", fontsize=9, linespacing=1.5,
        bbox={"boxstyle": "round,pad=0.5", "facecolor": colour, "edgecolor": "black"},
    )  # fmt: skip


def _arrow(axes, start, end, text: str = "", below: bool = False) -> None:
    style = {"arrowstyle": "-|>", "color": "black", "linewidth": 1.3}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)
    if below:
        axes.text(end[0], end[1] - 0.05, text, ha="center", va="top", fontsize=9)
    else:
        middle = (start[0] + end[0]) / 2
        axes.text(middle, start[1] + 0.12, text, ha="center", va="bottom", fontsize=9)


@drawing
def show_sweep(
    curves: Mapping[str, Mapping[str, Sequence[float]]],
    figures: Mapping[str, Mapping[str, float]],
    baseline: float,
    every: int = 100,
    title: str = "A sweep",
) -> Plot:
    """Show a sweep as small multiples: in each panel a cost curve, above it the accuracy.

    Parameters
    ----------
    curves : mapping of str to mapping of str to sequence of float
        For each row and each column the costs of one training.
    figures : mapping of str to mapping of str to float
        For the same rows and columns an accuracy in per cent.
    baseline : float
        The accuracy of always giving the larger class, in per cent.
    every : int
        How many steps lie between two costs.
    title : str

    Returns
    -------
    Plot
    """
    rows, columns = list(curves), list(next(iter(curves.values())))
    best = max(value for row in figures.values() for value in row.values())
    figure = new_figure(2.1 * len(columns) + 0.9, 1.6 * len(rows) + 0.9)
    grid = figure.subplots(len(rows), len(columns), sharex=True, sharey=True, squeeze=False)
    told = []
    top = max(1.0, max(np.nanmin([c[0], 1.0]) for row in curves.values() for c in row.values()))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            axes, costs = grid[i, j], np.asarray(curves[row][column], dtype=float)
            axes.plot(np.arange(len(costs)) * every, np.where(np.isfinite(costs), costs, np.nan))
            axes.axhline(np.log(2), color=GREY, linestyle=":", linewidth=1)
            lost = np.flatnonzero(~np.isfinite(costs))
            ended = f"cost {costs[lost[0]]} from step {every * lost[0]}" if lost.size else ""
            axes.text(0.5, 0.25, ended, transform=axes.transAxes, ha="center", fontsize=8.5)
            value = figures[row][column]
            star = " ★" if value == best else ""
            axes.set_title(f"dev {value:.0f} %{star}", fontsize=9.5)
            axes.set_ylim(0, 1.15 * top)
            if i == 0:
                axes.annotate(column, (0.5, 1.28), xycoords="axes fraction", ha="center",
                              weight="bold", fontsize=9.5)  # fmt: skip
            axes.set_ylabel(f"{row}\ncost J", fontsize=9, visible=j == 0)
            axes.set_xlabel("step", fontsize=9, visible=i == len(rows) - 1)
            ended = ended or f"cost {costs[0]:.2f} to {costs[-1]:.2g}"
            told.append(f"{row}, {column}: {ended}, {value:.0f} %")
    ending = f"★ best on dev; dotted: log 2; baseline {baseline:.0f} %"
    figure.suptitle(f"{title} ({ending})", x=0.01, ha="left", fontsize=11)
    return Plot(figure, f"{title}. Accuracy on dev, baseline {baseline:.0f} %. {'; '.join(told)}.")


@drawing
def show_xor_tree(bits: Sequence[int]) -> Plot:
    """Draw the tree of XOR gates that finds the parity of `bits`.

    Parameters
    ----------
    bits : sequence of int
        0 or 1, from 2 to 32 of them.

    Returns
    -------
    Plot
    """
    bits = [int(bit) for bit in bits]
    if not 2 <= len(bits) <= 32 or set(bits) - {0, 1}:
        raise ValueError(f"bits are to be 2 to 32 numbers, each 0 or 1, and are {bits}.")
    layers = [[(float(x), bit) for x, bit in enumerate(bits)]]
    lines, gates = [], set()
    while len(layers[-1]) > 1:
        below, above = layers[-1], []
        for k in range(0, len(below) - 1, 2):
            (x0, a), (x1, b) = below[k], below[k + 1]
            above.append(((x0 + x1) / 2, a ^ b))
            gates.add((len(layers), len(above) - 1))
            lines += [((x, len(layers) - 1), (above[-1][0], len(layers))) for x in (x0, x1)]
        if len(below) % 2:
            above.append(below[-1])
            lines.append(((below[-1][0], len(layers) - 1), (below[-1][0], len(layers))))
        layers.append(above)
    depth = len(layers) - 1
    figure = new_figure(max(4.5, min(10, 0.62 * len(bits) + 1)), 0.85 * depth + 1.2)
    axes = figure.subplots()
    axes.set_axis_off()
    for (x0, y0), (x1, y1) in lines:
        axes.plot([x0, x1], [y0, y1], color=GREY, linewidth=1.2, zorder=1)
    for y, layer in enumerate(layers):
        for k, (x, bit) in enumerate(layer):
            gate = (y, k) in gates
            colour = "#fbe9dc" if gate else "white"
            axes.text(
                x, y, str(bit), ha="center", va="center", zorder=2,
                bbox={"boxstyle": "round,pad=0.35" if gate else "circle,pad=0.3",
                      "facecolor": colour, "edgecolor": "black" if y == 0 or gate else GREY},
            )  # fmt: skip
    axes.set(xlim=(-0.8, len(bits) - 0.2), ylim=(-0.5, depth + 0.5))
    title = f"Parity of {len(bits)} bits: {len(gates)} XOR gates in {depth} layers of gates"
    axes.set_title(title)
    return Plot(
        figure, f"{title}. The bits {bits} are joined in pairs; the answer is {layers[-1][0][1]}."
    )


@drawing
def show_units(
    W, shape: tuple[int, int, int] = (64, 64, 3), title: str = "", columns: int = 10
) -> Plot:
    """Show the weights of each unit of a first layer as a picture.

    Parameters
    ----------
    W : array, shape (units, height * width * channels)
    shape : (height, width, channels)
    title : str
    columns : int

    Returns
    -------
    Plot
    """
    W = np.asarray(W, dtype=float)
    columns = min(columns, len(W))
    rows = -(-len(W) // columns)
    figure = new_figure(max(4.5, 1.0 * columns), 1.15 * rows + 0.5)
    for k, axes in enumerate(figure.subplots(rows, columns, squeeze=False).flat):
        axes.set_axis_off()
        if k < len(W):
            picture = W[k].reshape(shape)
            largest = np.quantile(np.abs(picture), 0.995) or 1
            axes.imshow(np.clip(0.5 + picture / (2 * largest), 0, 1))
            axes.set_title(f"unit {k + 1}", loc="center", fontsize=8)
    title = title or "The weights of each unit, folded back into a picture"
    figure.suptitle(title, x=0.01, ha="left")
    return Plot(figure, f"{title}: {len(W)} units; grey is a weight of 0.")


@drawing
def show_growth(units: Sequence[int]) -> Plot:
    """Show how many gates a tree needs for the parity of n bits, and how many units one layer.

    Parameters
    ----------
    units : sequence of int
        For n = 1, 2, 3, ... the number of AND units in one hidden layer.

    Returns
    -------
    Plot
    """
    n = np.arange(1, len(units) + 1)
    lines = {"one layer of AND units": list(units), "one layer of threshold units": n,
             "XOR gates in a tree": n - 1}  # fmt: skip
    figure = new_figure(7.2, 3.6)
    axes = figure.subplots()
    for k, (name, values) in enumerate(lines.items()):
        axes.plot(n, [v or np.nan for v in values], label=name, color=COLOURS[k], marker=MARKERS[k],
                  linestyle=STROKES[k])  # fmt: skip
    title = "What the parity of n bits needs"
    axes.set(title=title, xlabel="n, number of bits", ylabel="how many", yscale="log")
    axes.legend()
    told = "; ".join(f"{name}: {values[-1]:,} at n = {n[-1]}" for name, values in lines.items())
    return Plot(figure, f"{title}. {told}.")
