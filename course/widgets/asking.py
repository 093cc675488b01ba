"""A widget that asks the kernel: the learner's functions answer, and what stops them is told.

A reply says how many seconds it took: `course bench widgets` tells by it the learner's functions
from the way to the browser.
"""

from __future__ import annotations

import time
import traceback
from pathlib import Path

import numpy as np

import course
from course.errors import CourseError
from course.widgets.base import Widget

_NOT_THE_LEARNERS = tuple(Path(package.__file__).resolve().parent for package in (course, np))


class Asking(Widget):
    """A widget whose questions `answered` replies to, one at a time."""

    def __init__(self, **traits: object) -> None:
        super().__init__(**traits)
        self.on_msg(self._asked)

    def answered(self, message: dict) -> tuple[dict, list[bytes]]:
        """Return the reply to a question from the browser, and the pictures that go with it."""
        raise NotImplementedError

    def _asked(self, _: object, message: dict, __: object) -> None:
        start = time.perf_counter()
        try:
            reply, pictures = self.answered(message)
        except CourseError as error:
            self.send({"error": str(error)})
        except KeyboardInterrupt:  # the kernel catches it, and the browser would wait for ever
            self.send({"error": "Interrupted."})
        except (Exception, SystemExit) as error:
            self.send({"error": f"{_stopped(error)}: {type(error).__name__}: {error}"})
        else:
            self.send({**reply, "seconds": time.perf_counter() - start}, pictures)


def _stopped(error: BaseException) -> str:
    """Return which of the learner's functions stopped, and where; NumPy's and ours say nothing."""
    for where in reversed(traceback.extract_tb(error.__traceback__)):
        if not any(Path(where.filename).is_relative_to(folder) for folder in _NOT_THE_LEARNERS):
            return f"{where.name} stopped, line {where.lineno}"
    return "What your functions returned does not fit"
