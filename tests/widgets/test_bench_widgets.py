"""What `course bench widgets` measures, and what it says where it cannot."""

import json
import shutil

import pytest

from course import cli
from course.widgets import bench


@pytest.mark.slow
def test_inputs_and_frames_are_timed_and_written(browser, run_command, tmp_path):
    path = tmp_path / "figures.json"
    words = ("course", "bench", "widgets", "secant", "--count", 10, "--json", path)
    code, out, _ = run_command(cli.main, *words)
    figures = json.loads(path.read_text())
    assert code == 0
    (secant,) = figures["widgets"]
    assert (secant["name"], secant["moved"], secant["count"]) == ("secant", "Point", 10)
    assert not secant["kernel"]
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


def test_a_median_is_held_against_its_bar():
    assert bench._against(29.9, 30) == "below 30"
    assert bench._against(30.1, 30) == "ABOVE 30"
