"""Draw the chart of docs/performance.md from what `grader bench --json` wrote.

    uv run --no-sync python tools/draw_performance.py FIGURES.json [CHART.svg]

One bar for each grader and size of class: CPU of one submission, on a
logarithmic axis, with the number beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

CHART = Path(__file__).resolve().parent.parent / "docs" / "performance" / "cpu.svg"
ORDER = ("otter", "nbgrader", "grader", "bare")
COLOURS = {"otter": "#8a8a8a", "nbgrader": "#b58900", "grader": "#1f6fb2", "bare": "#4a9a5a"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figures", type=Path)
    parser.add_argument("chart", type=Path, nargs="?", default=CHART)
    told = parser.parse_args()
    try:
        figures = json.loads(told.figures.read_text(encoding="utf-8"))
        draw(figures.get("scale", [figures]), told.chart)
    except (OSError, ValueError, KeyError) as error:
        sys.exit(f"{told.figures} cannot be drawn: {error}.")
    print(told.chart)


def draw(sizes: list[dict], path: Path) -> None:
    """Write the chart of `sizes`, the figures of one class each, to `path`."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "the same figures, the same file"
    import matplotlib.pyplot as plt

    bars = [
        (f"{name}, {one['submissions']:,}", 1000 * each[name], COLOURS[name])
        for one in sizes
        for each in (one["cpu_s_per_submission"],)
        for name in ORDER
        if name in each
    ]
    figure, axes = plt.subplots(figsize=(7.5, 0.6 + 0.34 * len(bars)), layout="constrained")
    labels, values, colours = zip(*bars, strict=True)
    drawn = axes.barh(range(len(bars)), values, color=colours)
    axes.bar_label(drawn, [f"{value:,.0f} ms" for value in values], padding=3)
    axes.set_yticks(range(len(bars)), labels)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(right=3 * max(values))
    axes.set_xlabel("CPU of one submission, milliseconds; each step is ten times the one before")
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
