"""What every room of tests shares."""

import contextlib
import sys

import pytest

from course.errors import CourseError
from course.widgets import live


@pytest.fixture
def run_command(monkeypatch, capsys):
    """Run a command line's `main` in this process; return its exit code, stdout and stderr."""

    def run(main, *words):
        monkeypatch.setattr(sys, "argv", [*map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture(scope="module")
def browser():
    """A real, headless Chromium, for the tests of one file: only one can be held at a time."""
    with contextlib.ExitStack() as stack:
        try:
            browser = stack.enter_context(live.chromium())
        except CourseError as missing:
            pytest.skip(str(missing))
        yield browser


@pytest.fixture
def browser_page(browser):
    """A page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
