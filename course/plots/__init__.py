"""The notebooks' figures: each function draws one and returns it as a :class:`Plot`.

A notebook shows a Plot as an image that carries its alt text, a terminal as that text alone.
matplotlib is imported when the first figure is drawn, and its global state is left alone.
Nothing is told by colour only: lines differ in stroke and marker, verdicts in their mark.
"""

from course.plots.accuracies import show_accuracies, show_learning_curves, show_luck
from course.plots.arrays import show_broadcast
from course.plots.deep import (
    show_blocks,
    show_growth,
    show_matrices,
    show_sweep,
    show_units,
    show_xor_tree,
)
from course.plots.functions import show_activations, show_tangents
from course.plots.graphs import show_graph
from course.plots.lines import show_costs, show_large_scores, show_lines, show_losses, show_sigmoid
from course.plots.look import Plot
from course.plots.neurons import show_bent_lines, show_network
from course.plots.pictures import CLASSES, show_pictures, show_unrolled, show_weights
from course.plots.planar import (
    show_boundaries,
    show_boundary,
    show_hidden_units,
    show_points,
    show_shapes,
)
from course.plots.surfaces import (
    show_descents,
    show_probabilities,
    show_secants,
    show_surfaces,
)

__all__ = [
    "CLASSES",
    "Plot",
    "show_accuracies",
    "show_activations",
    "show_bent_lines",
    "show_blocks",
    "show_boundaries",
    "show_boundary",
    "show_broadcast",
    "show_costs",
    "show_descents",
    "show_graph",
    "show_growth",
    "show_hidden_units",
    "show_large_scores",
    "show_learning_curves",
    "show_lines",
    "show_losses",
    "show_luck",
    "show_matrices",
    "show_network",
    "show_pictures",
    "show_points",
    "show_probabilities",
    "show_secants",
    "show_shapes",
    "show_sigmoid",
    "show_surfaces",
    "show_sweep",
    "show_tangents",
    "show_units",
    "show_unrolled",
    "show_weights",
    "show_xor_tree",
]
