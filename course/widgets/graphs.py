"""A computation graph of an expression: values forward, derivatives backward."""

from __future__ import annotations

import traitlets

from course.plots.look import Plot
from course.widgets.base import Widget
from course.widgets.bundle import bundle


def computation_graph(expression: str = "3 * (a + b * c)", **inputs: float) -> ComputationGraph:
    """Return a graph to step through, forward and backward; the expression can be changed there.

    Parameters
    ----------
    expression : with ``+ - * / **``, parentheses, names, numbers, and the functions exp, log,
        sigmoid, tanh, relu and loss(a, y), the cross-entropy. A part that occurs twice is computed
        once. Definitions name the steps: ``"z = w * x + b; a = sigmoid(z); L = loss(a, y)"``.
    inputs : the values of its names to begin with, such as ``a=5, b=3, c=2``.
    """
    return ComputationGraph(expression=expression, inputs={k: float(v) for k, v in inputs.items()})


class ComputationGraph(Widget):
    """See :func:`computation_graph`."""

    _esm = bundle("graph.js")

    expression = traitlets.Unicode().tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def still(self) -> Plot:
        """Return the expression, typeset."""
        from course.plots.look import drawing, new_figure

        @drawing
        def draw() -> Plot:
            figure = new_figure(5, 0.8)
            given = ", ".join(f"{name} = {value:g}" for name, value in self.inputs.items())
            text = self.expression if "=" in self.expression else f"J = {self.expression}"
            figure.text(0.02, 0.6, text, fontsize=13)
            figure.text(0.02, 0.15, f"at {given}" if given else "")
            return Plot(figure, f"The computation graph of {text}; a browser steps through it.")

        return draw()
