"""The timing in a real JupyterLab: what is drawn is what the kernel's clock has said."""

import time

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import timing
from course.widgets.timings import dot_by_loop, measured

# A clock that only these functions move, so that what is to be shown is known.
CLOCK = """
from types import SimpleNamespace
import numpy as np
import course
from course.widgets import timings
now = [0.0]
timings.time = SimpleNamespace(perf_counter=lambda: now[0])
def by_each(w, x):
    now[0] += 4e-7 * len(w)
    return np.dot(w, x)
def at_once(w, x):
    now[0] += 2e-6 + 1e-9 * len(w)
    return np.dot(w, x)
"""


@pytest.mark.slow
def test_what_the_clock_says_is_shown(show):
    shown = show(CLOCK, 'course.widgets.timing({"by_each": by_each, "at_once": at_once})')
    shown.press("about 300 times")
    shown.wait_for("Nothing is measured yet.")
    shown.press("Measure")
    shown.wait_for("n = 1,000,000: by_each 400 ms (399 times as long as at_once), at_once 1 ms")
    shown.slide("Numbers n", 0)
    shown.wait_for("n = 10: by_each 4 µs (1.99 times as long as at_once), at_once 2.01 µs.")
    shown.box.get_by_label("Numbers n", exact=True).press("ArrowRight")
    shown.wait_for("n = 100: by_each 40 µs")
    assert "100,000\t40 ms\t102 µs" in shown.box.locator("tbody tr").all_inner_texts()
    assert shown.complaints == []


# The kernel is that of the test before, so the clock is put right again.
OWN = """
import time
import numpy as np
import course
from course.widgets import timings
timings.time = time
"""


@pytest.mark.slow
def test_by_keys_it_is_measured_and_another_answer_is_told(show):
    shown = show(OWN, 'course.widgets.timing({"np.dot": np.dot, "mine": lambda w, x: w.sum()})')
    shown.box.get_by_role("button", name="about 3 times").press("Enter")
    shown.box.get_by_role("button", name="Measure", exact=True).press("Enter")
    shown.wait_for("n = 1,000,000: np.dot", seconds=60)
    shown.wait_for("mine did not answer what np.dot did")
    shown.box.get_by_role("button", name="Reset").press("Enter")
    shown.wait_for("Nothing is measured yet.")
    assert shown.complaints == []


@pytest.mark.slow
def test_a_function_that_stops_is_named(show):
    shown = show(OWN, 'course.widgets.timing({"np.dot": np.dot, "bad": lambda w, x: w @ x.T @ x})')
    shown.press("about 30 times")
    shown.press("Measure")
    shown.box.get_by_text("stopped, line").wait_for()


def test_each_repeat_is_one_calls_time():
    w = np.ones(10)
    times = measured(lambda *_: time.sleep(0.003), w, w)
    assert len(times) == 5
    assert min(times) >= 0.003
    assert dot_by_loop(w, 2 * w) == 20


def test_one_function_is_no_comparison():
    with pytest.raises(CourseError, match="two functions or more"):
        timing({"alone": np.dot})
