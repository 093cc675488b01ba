"""Watch a training while it runs: how far it is, how long it will take, and the cost so far.

A learner writes ``for i in course.watch(num_iterations, costs):`` where ``range`` would stand.
In a notebook one line and one cost curve are renewed in their place; in a terminal there is
tqdm's bar; anywhere else, and in a training shorter than a second, there is nothing at all.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator, Sequence

_FIRST_AFTER = 1.0  # seconds; a check trains for a few milliseconds and is not to flicker
_SHARE = 0.04  # of the time at most goes into drawing


def watch(steps: int, costs: Sequence[float] = (), title: str = "") -> Iterator[int]:
    """Yield 0, 1, ..., steps - 1, and show on the way how the training goes.

    Parameters
    ----------
    steps : int
        How many steps there will be.
    costs : sequence of float
        The list to which your loop appends its costs; it is read, never changed.
    title : str
        What is being trained.
    """
    if _in_notebook():
        yield from _in_its_place(steps, costs, title)
    elif sys.stderr is not None and sys.stderr.isatty():
        yield from _as_bar(steps, costs, title)
    else:
        yield from range(steps)


def _in_notebook() -> bool:
    """Return True where a front end can renew what was shown."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None


def _as_bar(steps: int, costs: Sequence[float], title: str) -> Iterator[int]:
    from tqdm import tqdm

    bar = tqdm(range(steps), desc=title or None, delay=_FIRST_AFTER, leave=False)
    for i in bar:
        yield i
        if len(costs):
            bar.set_postfix(cost=_short(costs[-1]), refresh=False)


def _in_its_place(steps: int, costs: Sequence[float], title: str) -> Iterator[int]:
    from IPython.display import display

    start, handle = time.perf_counter(), None
    due = start + _FIRST_AFTER
    for i in range(steps):
        yield i
        now = time.perf_counter()
        if now >= due and i + 1 < steps:
            shown = _Progress(i + 1, steps, now - start, costs, title)
            handle = handle or display(shown, display_id=True)
            handle.update(shown)
            spent = time.perf_counter() - now
            due = now + max(_FIRST_AFTER, spent / _SHARE)
    if handle is not None:
        handle.update(_Progress(steps, steps, time.perf_counter() - start, costs, title))


class _Progress:
    """One line as tqdm writes it, and the cost curve so far."""

    def __init__(
        self, done: int, steps: int, seconds: float, costs: Sequence[float], title: str
    ) -> None:
        from tqdm import tqdm

        told = f"cost {_short(costs[-1])}" if len(costs) else None
        self.line = tqdm.format_meter(
            done, steps, seconds, ncols=72, ascii=" ▏▎▍▌▋▊▉█", unit="step",
            prefix=title, postfix=told,
        )  # fmt: skip
        self._every = max(1, round(done / max(1, len(costs))))
        self._costs = [_number(c) for c in costs]

    def __repr__(self) -> str:
        return self.line

    def _repr_html_(self) -> str:
        from html import escape

        line = f"<pre>{escape(self.line)}</pre>"
        if sum(map(math.isfinite, self._costs)) < 2:
            return line
        from course.plots import show_costs

        return line + show_costs(self._costs, every=self._every, title="Cost so far")._repr_html_()


def _short(cost: object) -> str:
    try:
        return f"{_number(cost):.4f}"
    except (TypeError, ValueError):
        return "?"


def _number(cost: object) -> float:
    """Return a cost as a number; that of shape (1, 1) is one too, as `np.dot` leaves it."""
    return float(cost.item() if getattr(cost, "size", 0) == 1 else cost)
