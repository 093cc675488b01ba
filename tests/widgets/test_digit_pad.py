"""The pad in a real JupyterLab: what is drawn reaches the learner's function as the data are."""

import re

import pytest

pytestmark = pytest.mark.slow

# Slower than the pointer, so that what is answered first is a part of the stroke.
SUM = "import course, time\ndef answer(x):\n    time.sleep(0.05)\n    return x.mean()"
SHOW = "course.widgets.digit_pad(answer)"


def test_a_stroke_of_the_pointer_is_answered(show):
    shown = show(SUM, SHOW)
    assert shown.state == "Nothing is drawn yet."
    pad = shown.box.locator("canvas").first.bounding_box()
    mouse = shown.page.mouse
    mouse.move(pad["x"] + 128, pad["y"] + 30)
    mouse.down()
    mouse.move(pad["x"] + 128, pad["y"] + 220, steps=10)
    mouse.up()
    # A vertical stroke some 4 of 24 dots thick, stretched to the height: about a sixth of the area.
    shown.wait_for(re.compile(r"says: odd \(probability of even: (9|1\d|2[0-5])\.\d %"))
    assert shown.complaints == []


def test_the_keyboard_draws_too(show):
    shown = show(SUM, SHOW)
    pad = shown.box.locator("canvas").first
    pad.press("Space")
    for _ in range(12):
        pad.press("ArrowDown")
    shown.wait_for("Your network says")
    shown.press("Clear")
    shown.wait_for("Nothing is drawn yet.")


def test_a_function_that_stops_is_told(show):
    shown = show("import course\ndef answer(x):\n    return x @ x", SHOW)
    shown.box.locator("canvas").first.click()
    shown.wait_for("answer stopped, line 3: ValueError")


@pytest.mark.parametrize(
    ("answer", "told"),
    [("0.535", "53.5"), ("1.23e-4", "0.012"), ("1 - 2e-5", "99.9980"), ("0", "0.0")],
)
def test_an_answer_is_never_surer_than_the_network(show, answer, told):
    shown = show("import course", f"course.widgets.digit_pad(lambda x: {answer})")
    shown.box.locator("canvas").first.click()
    shown.wait_for(f"(probability of even: {told} %)")
