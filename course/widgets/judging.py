"""A judge of gradients: the learner's derivatives beside nudged parameters, entry by entry.

It knows no derivative. Whatever it says, it has measured with the learner's own cost.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course.errors import CourseError
from course.plots.look import Plot
from course.points import planar
from course.widgets.asking import Asking
from course.widgets.bundle import bundle
from course.widgets.engine import cost_of, relative_difference
from course.widgets.functions import function_of

EQUATIONS = ("dZ2", "dW2", "db2", "dZ1", "dW1", "db1")
UNITS, EXAMPLES = 4, 5
POWERS = tuple(range(0, -13, -1))  # the steps h, as powers of ten
SOURCES = ("backward_propagation", "typed equations")


def gradient_judge(mine: object, source: str = SOURCES[0]) -> GradientJudge:
    """Return a judge of the six equations of backpropagation, for week 3's network.

    Parameters
    ----------
    mine : ``globals()``, or a module: forward_propagation, and compute_cost if there is one.
    source : where the derivatives come from: the learner's "backward_propagation", or
        "typed equations", each a line of NumPy that may use what stands above it.

    Raises
    ------
    CourseError
        Where `mine` has no forward_propagation, or the source is unknown.
    """
    if source not in SOURCES:
        raise CourseError(f"There is no source {source!r}; there is: {', '.join(SOURCES)}.")
    judge = GradientJudge(mine, source=source)
    judge.function("forward_propagation")
    return judge


def somewhere() -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Return parameters that are not small, and a few points of the flower: X (2, 5), Y (1, 5)."""
    rng = np.random.default_rng(2)
    shapes = {"W1": (UNITS, 2), "b1": (UNITS, 1), "W2": (1, UNITS), "b2": (1, 1)}
    X, Y = planar("flower", m=EXAMPLES, seed=3)
    return {name: 0.7 * rng.normal(size=shape) for name, shape in shapes.items()}, X / 2, Y


def nudged(f: Callable, theta: np.ndarray, h: float) -> np.ndarray:
    """Return (f(theta + h) - f(theta - h)) / 2h for each entry of `theta` alone."""
    slopes = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        nudge = np.zeros(theta.shape)
        nudge[place] = h
        slopes[place] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)
    return slopes


class GradientJudge(Asking):
    """See :func:`gradient_judge`. `kept` is the last answer, for a saved notebook."""

    _esm = bundle("judge.js")

    source = traitlets.Unicode().tag(sync=True)
    equations = traitlets.List(list(EQUATIONS)).tag(sync=True)
    typed = traitlets.Dict().tag(sync=True)
    powers = traitlets.List(list(POWERS)).tag(sync=True)
    power = traitlets.Int(-5).tag(sync=True)
    chosen = traitlets.List(["dW2", 0]).tag(sync=True)
    answered_first = traitlets.Unicode("").tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(self, mine: object, **traits: object) -> None:
        super().__init__(**traits)
        self._mine = mine

    def function(self, name: str) -> Callable:
        """Return the learner's function of that name, as it is defined now."""
        return function_of(self._mine, name, "The judge", "gradient_judge(globals())")

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Return for each derivative its entries, and what nudging says with each step h."""
        parameters, X, Y = somewhere()
        derived = self._derived(parameters, X, Y, message["typed"])
        blocks = []
        for name, values in derived.items():
            measured = [self._measured(name, 10.0**power) for power in POWERS]
            blocks.append(_block(name, np.asarray(values, dtype=float), measured))
        (cost,) = _sent(self._cost(parameters, X, Y))
        return {"blocks": blocks, "cost": cost}, []

    def _cost(self, parameters: dict, X: np.ndarray, Y: np.ndarray) -> float:
        A2 = self.function("forward_propagation")(X, parameters)[0]
        try:
            return float(np.squeeze(self.function("compute_cost")(A2, Y)))
        except CourseError:
            return cost_of(A2, Y)

    def _derived(self, parameters: dict, X: np.ndarray, Y: np.ndarray, typed: dict) -> dict:
        _, cache = self.function("forward_propagation")(X, parameters)
        if self.source == SOURCES[0]:
            grads = self.function("backward_propagation")(parameters, cache, X, Y)
            return _named(grads)
        names = {"np": np, "m": X.shape[1], "X": X, "Y": Y, **parameters, **cache}
        derived = {}
        for name in EQUATIONS:
            text = str(typed.get(name, "")).strip()
            if text:
                try:
                    derived[name] = names[name] = eval(text, names)
                except Exception as error:
                    problem = f"{type(error).__name__}: {error}"
                    raise CourseError(f"{name} = {text} stopped: {problem}") from None
        if not derived:
            raise CourseError("Type an equation first, such as the one for dZ2.")
        return derived

    def _measured(self, name: str, h: float) -> np.ndarray:
        """Nudge; a score's derivative is that of its bias, with each example alone."""
        parameters, X, Y = somewhere()
        if name[1] != "Z":
            theta = parameters[name[1:]]
            return nudged(lambda v: self._cost(parameters | {name[1:]: v}, X, Y), theta, h)
        bias, columns = f"b{name[2]}", []
        for i in range(X.shape[1]):
            x, y = X[:, i : i + 1], Y[:, i : i + 1]

            def alone(value, x=x, y=y):
                return self._cost(parameters | {bias: value}, x, y)

            columns.append(nudged(alone, parameters[bias], h))
        return np.hstack(columns)

    def still(self) -> Plot:
        """Return the steps whose derivatives are judged, with their shapes."""
        from course.plots import show_shapes

        return show_shapes(2, UNITS, 1, EXAMPLES, backward=True)


def _named(grads: object) -> dict:
    """Return the derivatives of the parameters in what backward_propagation returned."""
    wanted = [name for name in EQUATIONS if name[1] != "Z"]
    if not isinstance(grads, Mapping):
        raise CourseError(
            f"Your backward_propagation returned {type(grads).__name__};"
            f" the judge needs a dictionary with {', '.join(wanted)}."
        )
    found = {name: grads[name] for name in wanted if name in grads}
    if not found:
        held = ", ".join(map(str, grads)) or "nothing"
        raise CourseError(
            f"Your backward_propagation returned a dictionary with {held};"
            f" the judge looks for {', '.join(wanted)}."
        )
    return found


def _block(name: str, values: np.ndarray, measured: list[np.ndarray]) -> dict:
    """Return what the browser draws of one derivative."""
    right = measured[0].shape
    fits = values.shape == right or (values.size == 1 and measured[0].size == 1)
    block = {"name": name, "shape": list(right), "measured": [_sent(n) for n in measured]}
    if not fits:
        note = f"has shape {values.shape}, and what it is the slope of has {right}"
        return {**block, "derived": [], "errors": [], "note": note}
    values = values.reshape(right)
    errors = [relative_difference(values, n) for n in measured]
    return {**block, "derived": _sent(values), "errors": _sent(errors), "note": ""}


def _sent(values: ArrayLike) -> list[float | None]:
    """Return all of `values`, None where one is not finite: JSON knows neither nan nor inf."""
    return [v if math.isfinite(v) else None for v in np.ravel(values).tolist()]
