"""Figures of computation graphs: values forward, derivatives backward, on every edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from course.plots.look import COLOURS, GREY, Plot, drawing, new_figure


@drawing
def show_graph(
    steps: Mapping[str, tuple[str, Sequence[str]]],
    values: Mapping[str, float] | None = None,
    slopes: Mapping[str, float] | None = None,
    title: str = "Computation graph",
) -> Plot:
    """Draw a computation as boxes and arrows, from the inputs on the left to the result.

    Parameters
    ----------
    steps : mapping of str to pair
        For each computed name the text of its formula and the names it takes,
        in order of computation: ``{"u": ("b · c", ("b", "c")), ...}``.
    values : mapping of str to float, optional
        Written at each name, as the forward pass finds them.
    slopes : mapping of str to float, optional
        The derivative of the last name with respect to each, written below the
        arrow that leaves it, as the backward pass finds them.
    title : str

    Returns
    -------
    Plot
    """
    values, slopes = values or {}, slopes or {}
    columns, rows = _places(steps)
    result = list(steps)[-1]
    width, height = max(columns.values()) + 1, max(rows.values()) + 1
    figure = new_figure(2.1 * width, 0.95 * height + 0.6)
    axes = figure.subplots()
    boxes = {}
    for name in columns:
        x, y = columns[name], rows[name]
        text = f"{name} = {steps[name][0]}" if name in steps else name
        shape = "round,pad=0.35" if name in steps else "circle,pad=0.3"
        boxes[name] = axes.text(
            x, y, text, ha="center", va="center",
            bbox={"boxstyle": shape, "facecolor": "white", "edgecolor": "black"},
        ).get_bbox_patch()  # fmt: skip
        if name in values:
            axes.text(
                x, y - 0.22, f"{values[name]:.4g}", ha="center", va="bottom", color=COLOURS[0],
                fontweight="bold",
            )  # fmt: skip
        if name in slopes:
            axes.text(
                x, y + 0.22, f"d{name} = {slopes[name]:.4g}", ha="center", va="top",
                color=COLOURS[1], style="italic",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.8},
            )  # fmt: skip
    for name, (_, taken) in steps.items():
        for source in taken:
            axes.annotate(
                "", (columns[name], rows[name]), (columns[source], rows[source]),
                arrowprops={"arrowstyle": "-|>", "color": GREY, "shrinkA": 2, "shrinkB": 2,
                            "patchA": boxes[source], "patchB": boxes[name]},
            )  # fmt: skip
    axes.set(xlim=(-0.55, width - 0.35), ylim=(height - 0.5, -0.5), title=title)
    axes.set_axis_off()
    keys = []
    if values:
        keys.append("above: the value, forward →")
    if slopes:
        keys.append(f"below: ∂{result}/∂(it), backward ←")
    if keys:
        figure.supxlabel("      ".join(keys), x=0.02, ha="left", fontsize=9)
    told = []
    for name in columns:
        text = f"{name} = {steps[name][0]}" if name in steps else f"input {name}"
        text += f", value {values[name]:.4g}" if name in values else ""
        text += f", derivative d{name} = {slopes[name]:.4g}" if name in slopes else ""
        told.append(text)
    return Plot(figure, f"{title}. {'; '.join(told)}.")


def _places(steps: Mapping[str, tuple[str, Sequence[str]]]) -> tuple[dict, dict]:
    """Return the column and the row of each name: inputs beside what they are first used for."""
    depth: dict[str, int] = {}
    for name, (_, taken) in steps.items():
        depth[name] = 1 + max((depth.get(source, 0) for source in taken), default=0)
    columns = {
        source: depth.get(source, depth[name] - 1)
        for name, (_, taken) in reversed(steps.items())
        for source in taken
    }
    columns[list(steps)[-1]] = max(depth.values())
    rows: dict[str, float] = {}
    for name, (_, taken) in steps.items():
        for source in sorted(taken, key=lambda source: source not in steps):
            if source in rows:
                continue
            # An input that joins late stands above what has been computed there by then.
            column = [row for other, row in rows.items() if columns[other] == columns[source]]
            late = columns[source] > 0 and column
            rows[source] = min(column) - 1 if late else max(column, default=-1) + 1
        rows[name] = sum(rows[source] for source in taken) / len(taken)
    top = min(rows.values())
    return columns, {name: row - top for name, row in rows.items()}
