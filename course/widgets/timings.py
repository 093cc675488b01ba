"""Functions that do the same are measured against each other, on the learner's own machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.asking import Asking
from course.widgets.bundle import bundle

SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
REPEATS = 5
LEAST, MOST = 0.002, 2.0  # seconds: what a repeat lasts at least; what ends a function's row


def dot_by_loop(w, x):
    """Add up the products of two arrays, one by one."""
    total = 0.0
    for j in range(len(w)):
        total += w[j] * x[j]
    return total


def timing(functions: Mapping[str, Callable] | None = None) -> Timing:
    """Return a measurement to start: how long each function takes, against how many numbers.

    Parameters
    ----------
    functions : two functions or more, by name, that take two arrays of n numbers each and should
        answer the same. Without them a loop and ``np.dot`` are measured.

    Raises
    ------
    CourseError
        Where there are fewer than two, or one is no function.
    """
    functions = {"loop": dot_by_loop, "np.dot": np.dot} if functions is None else functions
    if len(functions) < 2 or not all(callable(f) for f in functions.values()):
        raise CourseError('timing takes two functions or more, such as {"mine": f, "np.dot": g}.')
    return Timing(functions)


def measured(function: Callable, w: np.ndarray, x: np.ndarray) -> list[float]:
    """Return the seconds that a call took, in each of some repeats.

    A quick function is called many times in each repeat, since a clock that is read once for each
    call would mostly measure itself.
    """
    start = time.perf_counter()
    function(w, x)
    once = time.perf_counter() - start
    calls, times = max(1, round(LEAST / max(once, 1e-7))), []
    for _ in range(REPEATS):
        start = time.perf_counter()
        for _ in range(calls):
            function(w, x)
        times.append((time.perf_counter() - start) / calls)
    return times


class Timing(Asking):
    """See :func:`timing`. Each of the `results` has a name, n, and seconds: median, low, high."""

    _esm = bundle("timing.js")

    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    repeats = traitlets.Int(REPEATS).tag(sync=True)
    most = traitlets.Float(MOST).tag(sync=True)
    chosen = traitlets.Int(len(SIZES) - 1).tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)
    results = traitlets.List().tag(sync=True)

    def __init__(self, functions: Mapping[str, Callable], **traits: object) -> None:
        super().__init__(names=list(functions), **traits)
        self._functions = dict(functions)
        rng = np.random.default_rng(0)
        self._w, self._x = rng.random((2, SIZES[-1]))

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Measure one function on one number of numbers, and say whether it answers rightly."""
        return self._measure(message["name"], int(message["n"])), []

    def _measure(self, name: str, n: int) -> dict:
        w, x = self._w[:n], self._x[:n]
        first = next(iter(self._functions.values()))
        same = bool(np.allclose(self._functions[name](w, x), first(w, x)))
        times = measured(self._functions[name], w, x)
        median = statistics.median(times)
        return {
            "name": name, "n": n, "median": median, "low": min(times), "high": max(times),
            "same": same,
        }  # fmt: skip

    def _tried(self, name: str, n: int) -> dict:
        """Measure; a function that stops leaves a gap, since a picture is no place to say why."""
        try:
            return self._measure(name, n)
        except Exception:
            return {"name": name, "n": n, "median": np.nan}

    def still(self) -> Plot:
        """Return what has been measured; before that, a short measurement of few numbers."""
        from course.plots import show_lines

        results = self.results or [self._tried(f, n) for n in SIZES[:3] for f in self.names]
        sizes = sorted({result["n"] for result in results})
        found = {(result["name"], result["n"]): result["median"] for result in results}
        lines = {name: [found.get((name, n), np.nan) for n in sizes] for name in self.names}
        title, label = "The same result, measured", "seconds (median)"
        return show_lines(sizes, lines, title, "numbers n", label, log_x=True, log_y=True)
