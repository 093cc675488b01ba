"""Models of several sizes in a real JupyterLab: the accuracies are those of the trained models."""

import numpy as np
import pytest

from course import planar
from course.errors import CourseError
from course.ready_made import train
from course.widgets import scale

SHOW = 'course.widgets.scale({"none": (), "two": (2,)}, noise=0.12)'


def in_numpy(hidden, m, noise=0.12):
    found = []
    for seed in (1, 2, 3):
        X, Y = planar("spirals", m=m, noise=noise, seed=seed)
        model = train(X, Y, hidden, steps=1000, learning_rate=0.02, seed=seed)
        found.append(model.accuracy(*planar("spirals", m=2000, noise=noise, seed=1000)))
    return f"{np.mean(found):.1f} ({min(found):.1f}–{max(found):.1f})"


@pytest.mark.slow
def test_every_accuracy_is_that_of_a_trained_model(show):
    shown = show("import course", SHOW)
    shown.press("never by much")
    shown.wait_for("Nothing is trained yet.")
    shown.press("Train")
    shown.wait_for("30 of 30 trained", seconds=60)
    rows = [row.split("\t") for row in shown.box.locator("tbody tr").all_inner_texts()]
    assert [row[0] for row in rows] == ["20", "60", "200", "600", "2,000"]
    for row, m in ((rows[0], 20), (rows[-1], 2000)):
        assert row[1:] == [in_numpy((), m), in_numpy((2,), m)]
    assert shown.complaints == []


@pytest.mark.slow
def test_by_keys_it_is_paused_and_each_noise_has_its_own_results(show):
    shown = show("import course", SHOW)
    shown.box.get_by_role("button", name="only with 20", exact=True).press("Enter")
    shown.box.get_by_role("button", name="Train").press("Enter")
    shown.wait_for(" of 30 trained")
    shown.box.get_by_role("button", name="Pause").press("Enter")
    shown.choose("Noise", "0.6")
    shown.wait_for("Nothing is trained yet.")
    shown.choose("Noise", "0.12")
    shown.wait_for(" of 30 trained")
    shown.press("Reset")
    shown.wait_for("Nothing is trained yet.")
    assert shown.complaints == []


def test_another_noise_is_refused():
    with pytest.raises(CourseError, match=r"one of 0.12, 0.35, 0.6, not 3"):
        scale(noise=3)
