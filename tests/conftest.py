"""What every room of tests shares."""

import subprocess
import sys
from pathlib import Path

import pytest
from browsers import a_browser

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


# For the tests of one file, since others need its thread.
browser = pytest.fixture(scope="module", name="browser")(a_browser)


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
