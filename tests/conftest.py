"""What every room of tests shares."""

import shutil
import sys

import pytest


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


@pytest.fixture
def browser_page():
    """A page of a real, headless Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs Debian's chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()
