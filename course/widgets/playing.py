"""The playground: a network learns before one's eyes, in the browser or by one's own functions."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.points import planar
from course.widgets.asking import Asking
from course.widgets.base import Buffer
from course.widgets.bundle import bundle
from course.widgets.engine import AGREES, Engine, cost_of, disagreement, engine_of

DATASETS = ("circles", "moons", "flower", "spirals", "blobs")
# js/network.js has them too, with what they mean.
ACTIVATIONS = ("tanh", "ReLU", "sigmoid", "none")
BEGINNINGS = ("scaled by 1/√n", "small (0.01)", "large (10)", "all equal (0.5)", "all zero")
REACH = 1.2  # the picture shows -1.2 ... 1.2 both ways; playground.js says the same
YOURS = "your own functions"
UNIT_SIZE = 60  # dots of a hidden unit's picture; the large one has a multiple of it


def playground(
    mine: object = None,
    dataset: str = "circles",
    hidden: tuple[int, ...] = (4,),
    activation: str = "tanh",
    learning_rate: float = 0.3,
    beginning: str = "scaled by 1/√n",
    seed: int = 0,
) -> Playground:
    """Return a playground: points of two classes and a network that learns to tell them apart.

    Parameters
    ----------
    mine : the learner's functions, as ``globals()`` or a module (``my_nn.planar_classifier``);
        with them the network can be trained by the learner's own code, in the kernel.
    dataset : circles, moons, flower, spirals or blobs.
    hidden : the number of units of each hidden layer; () is logistic regression.
    activation : of the hidden units, in the browser's engine: tanh, ReLU, sigmoid or none.
    learning_rate : how far a step of gradient descent goes.
    beginning : how the first weights are drawn, in the browser's engine.
    seed : of the first weights.

    Raises
    ------
    CourseError
        Where `mine` lacks the functions of week 3 or week 4, or a name is unknown, or a size or
        the learning rate is none.
    """
    for what, name, known in (
        ("data set", dataset, DATASETS),
        ("activation", activation, ACTIVATIONS),
        ("beginning", beginning, BEGINNINGS),
    ):
        if name not in known:
            raise CourseError(f"There is no {what} {name!r}; there is: {', '.join(known)}.")
    if not isinstance(hidden, Collection) or not all(isinstance(n, int) and n > 0 for n in hidden):
        raise CourseError(f"hidden is the units of each layer, such as (4,) or (), not {hidden!r}.")
    if not learning_rate > 0:
        raise CourseError(f"The learning rate is to be above 0, and is {learning_rate:g}.")
    return Playground(
        mine,
        dataset=dataset,
        hidden=list(hidden),
        activation=activation,
        rate=learning_rate,
        beginning=beginning,
        seed=seed,
        engine=YOURS if mine is not None else "this browser",
        has_own=mine is not None,
    )


class Playground(Asking):
    """See :func:`playground`. What is `kept` lets a saved notebook show what it showed."""

    _esm = bundle("playground.js")

    points = traitlets.Dict().tag(sync=True)
    dataset = traitlets.Unicode().tag(sync=True)
    hidden = traitlets.List(traitlets.Int()).tag(sync=True)
    activation = traitlets.Unicode("tanh").tag(sync=True)
    rate = traitlets.Float(0.3).tag(sync=True)
    beginning = traitlets.Unicode("scaled by 1/√n").tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    engine = traitlets.Unicode("this browser").tag(sync=True)
    has_own = traitlets.Bool(False).tag(sync=True)
    show_lines = traitlets.Bool(True).tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    weights = Buffer(b"").tag(sync=True)

    def __init__(self, mine: object = None, **traits: object) -> None:
        points = {name: _bytes(*_points(name)) for name in DATASETS}
        super().__init__(points=points, **traits)
        self._mine, self._parameters, self._iteration = mine, None, 0
        if mine is not None:
            engine_of(mine)

    @cached_property
    def _grids(self) -> dict[int, np.ndarray]:
        return {}

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Train by the learner's functions if asked to, and return the frame to be shown."""
        engine, (X, Y) = engine_of(self._mine), _points(message["dataset"])
        sizes = [2, *message["hidden"], 1]
        if message["do"] == "begin" or self._parameters is None:
            self._parameters = None  # where it does not begin, nothing of before is trained on
            self._parameters, self._iteration = _begun(engine, sizes, message["seed"]), 0
        costs = []
        grads = engine.gradients(self._parameters, X, Y)
        apart = disagreement(engine, self._parameters, grads, X, Y)
        for _ in range(message.get("count", 0) if message["do"] == "train" else 0):
            costs.append([self._iteration, cost_of(engine.answer(self._parameters, X)[0], Y)])
            grads = engine.gradients(self._parameters, X, Y)
            self._parameters = engine.update(self._parameters, grads, message["rate"])
            self._iteration += 1
        A, _ = engine.answer(self._parameters, X)
        size = int(message["size"])
        answers, hidden = engine.answer(self._parameters, self._grid(size))
        reply = {
            "iteration": self._iteration,
            "costs": costs,
            "cost": cost_of(A, Y),
            "right": int(np.sum((A > 0.5) == (Y == 1))),
            "m": Y.shape[1],
            "size": size,
            "unit_size": UNIT_SIZE,
            "lines": _half_planes(self._parameters["W1"], self._parameters["b1"]),
            "check": _verdict_on(apart),
        }
        # A unit's picture is small, so every second dot of each row and column will do.
        every = size // UNIT_SIZE
        units = hidden.reshape(-1, size, size)[:, ::every, ::every]
        return reply, [b"".join([_grey(answers), *(_grey(_stretched(a)) for a in units)])]

    def _grid(self, size: int) -> np.ndarray:
        if size not in self._grids:
            along = -REACH + (np.arange(size) + 0.5) * 2 * REACH / size
            x, y = np.meshgrid(along, along[::-1])
            self._grids[size] = np.vstack([x.ravel(), y.ravel()])
        return self._grids[size]

    def still(self) -> Plot:
        """Return the data set and what the playground is set to."""
        from course.plots.look import COLOURS, drawing, new_figure

        @drawing
        def draw() -> Plot:
            X, Y = _points(self.dataset)
            figure = new_figure(4, 4)
            axes = figure.add_subplot(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
            for label, marker in ((0, "o"), (1, "s")):
                axes.plot(*X[:, Y[0] == label], marker, color=COLOURS[label], label=str(label))
            axes.legend(title="class")
            layers = " - ".join(map(str, [2, *self.hidden, 1]))
            title = f"{self.dataset}, for a network {layers}"
            axes.set_title(title)
            return Plot(figure, f"The playground: {title}; a browser shows it learning.")

        return draw()


def _begun(engine: Engine, sizes: list[int], seed: int) -> dict:
    """Return the first parameters for a seed; the notebook's own draws go on as if nothing were."""
    before = np.random.get_state()
    try:
        np.random.seed(seed)
        return engine.begin(sizes)
    finally:
        np.random.set_state(before)


def _verdict_on(apart: float) -> str:
    if apart < AGREES:
        return f"Your gradient agrees with nudging (relative difference {apart:.0e})."
    return (
        f"Your gradient does not agree with nudging (relative difference {apart:.2g}):"
        " a derivative is wrong."
    )


def _points(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return 200 points within the picture: X (2, 200), Y (1, 200)."""
    X, Y = planar(name, m=200, seed=1)
    return X / np.max(np.abs(X)), Y


def _bytes(X: np.ndarray, Y: np.ndarray) -> bytes:
    return np.vstack([X, Y]).astype("<f4").tobytes()


def _grey(values: np.ndarray) -> bytes:
    clipped = np.nan_to_num(np.clip(values, 0, 1), nan=0.5)
    return np.round(255 * clipped).astype(np.uint8).tobytes()


def _stretched(values: np.ndarray) -> np.ndarray:
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.full_like(values, 0.5)


def _half_planes(W: np.ndarray, b: np.ndarray, far: float = 4.0) -> list:
    """Return, for each unit, the two ends of the line where its score is 0."""
    lines = []
    for (u, v), c in zip(W, b.ravel(), strict=True):
        norm = np.hypot(u, v)
        if norm > 1e-9:
            x, y, along, up = -c * u / norm**2, -c * v / norm**2, far * v / norm, far * u / norm
            lines.append([[x - along, y + up], [x + along, y - up]])
    return lines
