"""How long the widgets take, from an input to the picture, in a real JupyterLab.

`course bench widgets` calls this. An input is dispatched at any moment of a frame, and the picture
counts as painted when the frame after the one that drew it begins.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from course.errors import CourseError
from course.widgets import live
from course.widgets.bundle import bundle
from course.widgets.gallery import EXAMPLES, Example

INPUT_BAR, FRAME_BAR = 30, 80  # milliseconds, of the medians
OWN_SIZES, OWN_GRID = (16, 16), 120


@dataclass(frozen=True)
class Timing:
    """How long a widget's inputs took.

    Attributes
    ----------
    name : of the widget.
    moved : what was moved: a slider's label, a picture by its arrow keys, a button.
    kernel : whether the kernel had to answer before the picture could be drawn.
    count : how many inputs were timed.
    median, most : milliseconds from input to picture; `most` is what 9 of 10 stay under.
    work : milliseconds, median, in which the browser was busy with it.
    """

    name: str
    moved: str
    kernel: bool
    count: int
    median: float
    most: float
    work: float


@dataclass(frozen=True)
class Frames:
    """How long a frame of the learner's own engine takes, in milliseconds, each the median.

    Attributes
    ----------
    network, grid : how large it is.
    count : how many frames were timed.
    frame : from one frame's picture to the next one's.
    kernel : the learner's functions.
    transport : there and back between browser and kernel.
    draw : drawing the pictures.
    wait : the rest, which is waiting for the screen.
    """

    network: str
    grid: int
    count: int
    frame: float
    kernel: float
    transport: float
    draw: float
    wait: float


def bench(
    count: int = 60, names: Collection[str] = (), say: Callable = print
) -> tuple[list[Timing], Frames]:
    """Time `count` inputs of every widget, or of those named, and as many frames of the learner's.

    Raises CourseError where Playwright, Chromium or JupyterLab is missing, or a name is unknown.
    """
    known = [example.name for example in EXAMPLES]
    if unknown := [name for name in names if name not in known]:
        raise CourseError(f"There is no widget {unknown[0]}; there is: {', '.join(known)}.")
    with (
        tempfile.TemporaryDirectory() as folder,
        live.chromium() as browser,
        live.jupyter(Path(folder)) as address,
    ):
        live.write_notebook(Path(folder) / "bench.ipynb")
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        live.open_notebook(page, f"{address}/doc/tree/bench.ipynb")
        timings = []
        for example in EXAMPLES:
            if names and example.name not in names:
                continue
            say(example.name)
            box = _shown(page, example.code)
            if found := _measure(box, "timeInputs", list(example.press), count):
                timings.append(_timing(example, found))
            else:
                say(f"{example.name} is not timed: no input changed what it says")
        say("your own functions")
        return timings, _frames(_shown(page, _own_engine()), count)


def as_data(timings: list[Timing], frames: Frames) -> dict:
    """Return the figures with their bars, ready for JSON."""
    return {
        "bars": {"input": INPUT_BAR, "frame": FRAME_BAR},
        "widgets": [asdict(timing) for timing in timings],
        "own_engine": asdict(frames),
    }


def _shown(page, code: str):
    """Run the cell and return its widget, at rest."""
    box = live.show(page, code).box
    page.wait_for_timeout(1000)
    return box


def _measure(box, function: str, *arguments: object):
    """Call a function of js/measure.js in the page."""
    script = f"(box, given) => {{ {bundle('measure.js')}\nreturn {function}(box, ...given); }}"
    return box.evaluate(script, list(arguments))


def _timing(example: Example, found: dict) -> Timing:
    times = [one["time"] for one in found["inputs"]]
    return Timing(
        example.name,
        found["moved"],
        found["kernel"],
        len(times),
        round(statistics.median(times), 1),
        round(statistics.quantiles(times, n=10)[-1], 1),
        round(statistics.median(one["work"] for one in found["inputs"]), 1),
    )


def _own_engine() -> str:
    (example,) = (example for example in EXAMPLES if example.name == "playground")
    call = f'(mine, dataset="circles", hidden={OWN_SIZES}, learning_rate=0.3)'
    return example.code.replace(example.call, call)


def _frames(box, count: int) -> Frames:
    box.get_by_role("button", name="Train", exact=True).click()
    frames = _measure(box, "timeFrames", count)
    box.get_by_role("button", name="Pause", exact=True).click()
    ms = [
        {
            "frame": this["drawn"] - before["drawn"],
            "kernel": 1000 * this["seconds"],
            "transport": this["came"] - this["asked"] - 1000 * this["seconds"],
            "draw": this["drawn"] - this["came"],
            "wait": this["asked"] - before["drawn"],
        }
        for before, this in itertools.pairwise(frames)
    ]
    medians = {part: round(statistics.median(one[part] for one in ms), 1) for part in ms[0]}
    network = "-".join(map(str, [2, *OWN_SIZES, 1]))
    return Frames(network, OWN_GRID, len(ms), **medians)


def table(timings: list[Timing], frames: Frames):
    """Return the figures as two tables for the terminal."""
    from rich.console import Group
    from rich.table import Table

    inputs = Table("widget", "moved", title="From input to picture, ms")
    for column in ("median", "9 of 10", "of it busy", "bar"):
        inputs.add_column(column, justify="right")
    for one in sorted(timings, key=lambda one: (one.kernel, one.median)):
        bar = "asks the kernel" if one.kernel else _against(one.median, INPUT_BAR)
        figures = (one.median, one.most, one.work)
        inputs.add_row(one.name, one.moved, *(f"{v:.1f}" for v in figures), bar)
    title = f"A frame of your own functions, {frames.network}, {frames.grid} x {frames.grid}, ms"
    parts = Table("frame", "kernel", "transport", "draw", "wait", "bar", title=title)
    figures = (frames.frame, frames.kernel, frames.transport, frames.draw, frames.wait)
    parts.add_row(*(f"{v:.1f}" for v in figures), _against(frames.frame, FRAME_BAR))
    return Group(inputs, parts)


def _against(median: float, bar: float) -> str:
    return f"{'below' if median < bar else 'ABOVE'} {bar}"
