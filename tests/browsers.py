"""The browser of the tests that need one. Each room says for how long it is held."""

import contextlib

import pytest

from course.errors import CourseError
from course.widgets import live


def a_browser():
    """Yield a real, headless Chromium; skip where there is none.

    While one is held an event loop runs in this thread, so no other can be had, nor asyncio.run.
    """
    with contextlib.ExitStack() as stack:
        try:
            browser = stack.enter_context(live.chromium())
        except CourseError as missing:
            pytest.skip(str(missing))
        yield browser
