"""Networks of several sizes learn from more and more data, live, in the kernel."""

from __future__ import annotations

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.points import planar
from course.ready_made import train
from course.widgets.asking import Asking
from course.widgets.bundle import bundle

AMOUNTS = (20, 60, 200, 600, 2000)
SEEDS = (1, 2, 3)
NOISES = (0.12, 0.35, 0.6)
SIZES = {"small": (4,), "medium": (16,), "large": (32, 32)}


def scale(models: dict[str, tuple[int, ...]] | None = None, noise: float = 0.35) -> Scale:
    """Return an experiment to start: accuracy on new points, against how many were learned from.

    The points are spirals. Each model is trained on each amount three times, with other points
    and other first weights, by the course's ready-made ``train``.

    Parameters
    ----------
    models : for each name the units of its hidden layers; a small, a medium and a large one if
        nothing is said.
    noise : how far the points are spread around their spiral: 0.12, 0.35 or 0.6.

    Raises
    ------
    CourseError
        Where there is no model, or the noise is another.
    """
    models = SIZES if models is None else models
    if not models:
        raise CourseError('scale takes models, such as {"small": (4,), "large": (32, 32)}.')
    if noise not in NOISES:
        raise CourseError(f"The noise is to be one of {', '.join(map(str, NOISES))}, not {noise}.")
    return Scale(models=list(models.items()), noise=noise)


class Scale(Asking):
    """See :func:`scale`. Each of the `results` has model, noise, m, seed and right, in per cent."""

    _esm = bundle("scale.js")

    models = traitlets.List().tag(sync=True)  # pairs: a saved notebook sorts the keys of a dict
    noise = traitlets.Float().tag(sync=True)
    noises = traitlets.List(list(NOISES)).tag(sync=True)
    amounts = traitlets.List(list(AMOUNTS)).tag(sync=True)
    seeds = traitlets.List(list(SEEDS)).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)
    results = traitlets.List().tag(sync=True)

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Train one model on one amount of data, and say how many new points it gets right."""
        noise, m, seed = float(message["noise"]), int(message["m"]), int(message["seed"])
        X, Y = planar("spirals", m=m, noise=noise, seed=seed)
        model = train(
            X, Y, dict(self.models)[message["model"]], steps=1000, learning_rate=0.02, seed=seed
        )
        new = planar("spirals", m=2000, noise=noise, seed=1000)
        return {**message, "right": model.accuracy(*new)}, []

    def still(self) -> Plot:
        """Return the curves of what is finished, or else the points that will be learned from."""
        from course.plots import show_learning_curves, show_points

        found = {
            (r["model"], r["m"], r["seed"]): r["right"]
            for r in self.results
            if r["noise"] == self.noise
        }
        if len(found) < len(self.models) * len(AMOUNTS) * len(SEEDS):
            X, Y = planar("spirals", m=400, noise=self.noise, seed=1)
            return show_points(X, Y, title=f"Spirals with noise {self.noise}")
        rows = {
            name: np.array([[found[name, m, seed] for m in AMOUNTS] for seed in SEEDS])
            for name, _ in self.models
        }
        return show_learning_curves(AMOUNTS, rows, baseline=50)
