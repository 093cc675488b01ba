"""What every room of tests shares."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from course.errors import CourseError
from course.widgets import live

ROOT = Path(__file__).parents[1]


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


@pytest.fixture(scope="session")
def distributions(tmp_path_factory):
    """Build both: {"wheel": path, "sdist": path}."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(["uv", "build", "--quiet", "--out-dir", str(folder), str(ROOT)], check=True)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}
