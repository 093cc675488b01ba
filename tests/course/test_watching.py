"""Watching a training: every step is made, and nothing is shown where nobody looks."""

import io
import subprocess
import sys
import types

import numpy as np
import pytest

from course import watch, watching


@pytest.fixture
def notebook(monkeypatch):
    """What is shown, and renewed, where there is a notebook's front end."""
    shown = []
    handle = types.SimpleNamespace(update=shown.append)
    monkeypatch.setattr("IPython.display.display", lambda what, display_id: handle)
    monkeypatch.setattr(watching, "_in_notebook", lambda: True)
    monkeypatch.setattr(watching, "_FIRST_AFTER", 0.0)
    return shown


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_the_steps_are_those_of_range(steps):
    assert list(watch(steps)) == list(range(steps))


def test_without_a_front_end_nothing_is_written(capsys):
    assert list(watch(3, [1.0])) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_in_a_notebook_the_same_place_is_renewed_and_ends_complete(notebook):
    costs = []
    for i in watch(4, costs, "cats"):
        costs.append(1.0 / (i + 1))
    assert len(notebook) >= 2
    assert "4/4" in repr(notebook[-1])
    assert "cost 0.2500" in repr(notebook[-1])
    assert "cats" in repr(notebook[-1])
    assert "data:image/png" in notebook[-1]._repr_html_()


def test_a_short_training_shows_nothing_in_a_notebook_either(notebook, monkeypatch):
    monkeypatch.setattr(watching, "_FIRST_AFTER", 60.0)
    assert list(watch(5)) == [0, 1, 2, 3, 4]
    assert notebook == []


def test_costs_that_are_no_finite_numbers_are_told_as_such(notebook):
    costs = [float("nan"), float("inf")]
    list(watch(3, costs))
    assert "cost inf" in repr(notebook[-1])
    assert "<img" not in notebook[-1]._repr_html_()


def test_costs_of_shape_1_1_are_shown_as_numbers(notebook):
    list(watch(3, [np.array([[0.5]]), np.array([[0.25]])]))
    assert "cost 0.2500" in repr(notebook[-1])
    assert "data:image/png" in notebook[-1]._repr_html_()


def test_in_a_terminal_there_is_a_bar(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(watching, "_FIRST_AFTER", 0.0)
    monkeypatch.setattr(watching, "_in_notebook", lambda: False)
    assert list(watch(50, [0.5])) == list(range(50))
    assert "/50" in terminal.getvalue()


def test_watching_imports_neither_tqdm_nor_matplotlib_before_it_is_needed():
    code = (
        "import sys, course; list(course.watch(3)); print({'tqdm', 'matplotlib'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
