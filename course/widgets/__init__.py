"""Things to move: small windows on the mathematics, in the notebook.

Each is an anywidget: its pictures are drawn in the browser, so they follow the
hand, and where the learner's own functions are to be seen, these run in the
kernel. Importing this package is cheap; a widget is loaded when first used.
"""

from __future__ import annotations

import importlib

_HOMES = {
    "activation": "course.widgets.curves",
    "boundary": "course.widgets.boundaries",
    "broadcasting": "course.widgets.shapes",
    "computation_graph": "course.widgets.graphs",
    "descent": "course.widgets.descents",
    "digit_pad": "course.widgets.digits",
    "gradient_judge": "course.widgets.judging",
    "mismatch": "course.widgets.mismatches",
    "network": "course.widgets.networks",
    "neuron": "course.widgets.neurons",
    "parity": "course.widgets.parities",
    "passes": "course.widgets.passing",
    "playground": "course.widgets.playing",
    "rank_one": "course.widgets.ranks",
    "scale": "course.widgets.scales",
    "secant": "course.widgets.curves",
    "sweep": "course.widgets.sweeps",
    "symmetry": "course.widgets.starts",
    "timing": "course.widgets.timings",
    "training": "course.widgets.trainings",
    "two_bends": "course.widgets.units",
    "unroll": "course.widgets.unrolling",
    "valley": "course.widgets.descents",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'course.widgets' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
