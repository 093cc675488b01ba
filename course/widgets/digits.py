"""A pad to draw a digit on; the learner's own network says what it sees."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import traitlets

from course.errors import CourseError
from course.plots.look import Plot
from course.widgets.asking import Asking
from course.widgets.base import Buffer
from course.widgets.bundle import bundle

SIDE, GREATEST = 8, 16


def digit_pad(answer: Callable, classes: tuple[str, str] = ("odd", "even")) -> DigitPad:
    """Return a pad; whatever is drawn on it is handed to `answer`.

    Parameters
    ----------
    answer : takes a column x of shape (64, 1), the 8 by 8 numbers of the drawing divided by 16,
        and returns the probability of the second class: a number, or an array of one entry.
    classes : what the labels 0 and 1 mean.

    Raises
    ------
    CourseError
        Where `answer` is no function.
    """
    if not callable(answer):
        raise CourseError("digit_pad takes a function of x, such as lambda x: forward(x)[0].")
    return DigitPad(answer, classes=list(classes))


class DigitPad(Asking):
    """See :func:`digit_pad`. `dots` and `answer` let a saved notebook show what it showed."""

    _esm = bundle("digit.js")

    classes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    dots = Buffer(b"").tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, answer: Callable, **traits: object) -> None:
        super().__init__(**traits)
        self._answer = answer

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Return the probability that the learner's function gives what is drawn."""
        x = np.array(message["counts"], dtype=float).reshape(SIDE * SIDE, 1) / GREATEST
        value = np.asarray(self._answer(x), dtype=float)
        if value.size != 1:
            raise CourseError(
                f"Your function returned shape {value.shape} for one picture;"
                " a probability is one number."
            )
        return {"probability": float(value.reshape(()))}, []

    def still(self) -> Plot:
        """Return a few digits of the data set: what is to be drawn."""
        from course.data import load_digits
        from course.plots.look import drawing, new_figure

        @drawing
        def draw() -> Plot:
            digits = load_digits()
            figure = new_figure(6, 1)
            for k, axes in enumerate(figure.subplots(1, 8)):
                axes.imshow(digits.train_x[k].reshape(SIDE, SIDE), cmap="gray_r")
                axes.set_axis_off()
            return Plot(figure, "Eight handwritten digits; in a browser a pad to draw one on.")

        return draw()
