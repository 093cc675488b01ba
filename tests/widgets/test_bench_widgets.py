"""What `course bench widgets` measures, and what it says where it cannot."""

import json
import shutil
import subprocess
import sys

import pytest

from course import cli
from course.widgets import bench


@pytest.mark.slow
def test_inputs_and_frames_are_timed_and_written(browser, tmp_path):
    path = tmp_path / "figures.json"
    code = "from course.cli import main; main()"  # in a process of its own: it starts a browser too
    words = ("bench", "widgets", "secant", "digit_pad", "--count", "10", "--json", str(path))
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    out = run.stdout
    figures = json.loads(path.read_text())
    secant, pad = figures["widgets"]
    assert (secant["name"], secant["moved"], secant["count"]) == ("secant", "Point", 10)
    assert not secant["kernel"]
    # Its keys are the same each time, and nearly each step of the pen changes the answer.
    assert (pad["moved"], pad["kernel"]) == ("arrow keys", True)
    assert pad["count"] > 7
    assert 0 < secant["work"] < secant["median"] <= secant["most"]
    frames = figures["own_engine"]
    assert (frames["network"], frames["grid"], frames["count"]) == ("2-16-16-1", 120, 10)
    assert all(0 < frames[part] < frames["frame"] for part in ("kernel", "transport", "draw"))
    assert "secant" in out
    assert "2-16-16-1" in out


def test_without_chromium_one_line_says_so(run_command, monkeypatch):
    pytest.importorskip("playwright", reason="needs playwright")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    code, _, said = run_command(cli.main, "course", "bench", "widgets")
    assert code == 1
    assert said == "course: This needs Chromium; on Debian: apt-get install chromium\n"


def test_an_unknown_name_is_told_before_any_browser_starts(run_command, monkeypatch):
    monkeypatch.setattr(bench.live, "chromium", None)
    code, _, said = run_command(cli.main, "course", "bench", "widgets", "nope")
    assert code == 1
    assert said.startswith("course: There is no widget nope; there is: ")


def test_a_median_is_held_against_its_bar():
    assert bench._against(29.9, 30) == "below 30"
    assert bench._against(30.1, 30) == "ABOVE 30"
