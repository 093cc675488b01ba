"""The one look of all figures, and what a notebook is given of them."""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Callable
from html import escape

# Okabe and Ito's colours, told apart by colour-blind eyes, the strongest first.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
GREY = "#595959"
STROKES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_PIXELS_PER_INCH, _SHARPER = 80, 2  # the image holds twice the pixels that it is shown at
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e6e6e6",
    "axes.axisbelow": True,
    "lines.linewidth": 2,
    "lines.markersize": 5,
    "legend.frameon": False,
    "figure.facecolor": "white",
}


class Plot:
    """A figure with the text that stands for it.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        The figure, to change or to save.
    alt : str
        What the figure shows, for those who do not see it.
    """

    def __init__(self, figure, alt: str) -> None:
        self.figure, self.alt = figure, alt

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_html_(self) -> str:
        png = io.BytesIO()
        self.figure.savefig(png, format="png", dpi=_PIXELS_PER_INCH * _SHARPER)
        width = round(self.figure.get_figwidth() * _PIXELS_PER_INCH)
        return (
            f'<img alt="{escape(self.alt)}" width="{width}" style="max-width: 100%"'
            f' src="data:image/png;base64,{base64.b64encode(png.getvalue()).decode()}">'
        )


def drawing(draw: Callable) -> Callable:
    """Give `draw` the course's look while it draws, and only then."""

    @functools.wraps(draw)
    def drawn(*args, **kwargs) -> Plot:
        import matplotlib

        with matplotlib.rc_context(_STYLE):
            return draw(*args, **kwargs)

    return drawn


def new_figure(width: float, height: float):
    """Return an empty figure of so many inches; pyplot, which would keep it, is not involved."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")
