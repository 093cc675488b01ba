"""What every room of tests shares."""

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
