"""The game of the wrong shape in a real JupyterLab, judged by arrays that NumPy made."""

import pytest
from test_passes import arrays

from course.errors import CourseError
from course.widgets.mismatches import mismatch


def hand(shown):
    """The five cards: name -> shape, both as they are written."""
    texts = shown.box.locator(".nndl-card button").all_inner_texts()
    return dict(text.lstrip("✓✗ ").split(" ", 1) for text in texts)


def card(shown, name):
    label = f"{name} {hand(shown)[name]}"
    return shown.box.get_by_role("button", name=label, exact=True)


def wrong_ones(shown, sizes, m):
    made = arrays(sizes, m)
    return [name for name, shape in hand(shown).items() if shape != str(made[name].shape)]


@pytest.mark.slow
def test_exactly_one_of_five_shapes_is_not_numpys_and_finding_it_counts(show):
    sizes, m = [6, 4, 3, 1], 10
    shown = show("import course", f"course.widgets.mismatch({sizes}, m={m})")
    for played in range(8):
        shown.wait_for(f"({played} of {played} right)")
        (wrong,) = wrong_ones(shown, sizes, m)
        card(shown, wrong).press("Enter")  # by keyboard
        shown.wait_for(f"Found. {wrong} (")
        assert f"so {arrays(sizes, m)[wrong].shape}." in shown.state
        shown.page.keyboard.press("Enter")  # the focus is on "Next"
    assert shown.complaints == []


@pytest.mark.slow
def test_a_right_shape_that_is_doubted_is_defended_and_the_wrong_one_named(show):
    shown = show("import course", "course.widgets.mismatch((2, 5, 5, 1), m=8)")
    shown.wait_for("(0 of 0 right)")
    (wrong,) = wrong_ones(shown, [2, 5, 5, 1], 8)
    doubted = next(name for name in hand(shown) if name != wrong)
    card(shown, doubted).click()
    shown.wait_for(f"{doubted} is right")
    assert f"{wrong} {hand(shown)[wrong]} is wrong" in shown.state
    assert shown.state.endswith("(0 of 1 right)")
    shown.press("Reset")
    shown.wait_for("(0 of 0 right)")
    assert shown.complaints == []


@pytest.mark.slow
def test_other_sizes_deal_other_cards(show):
    shown = show("import course", "course.widgets.mismatch()")
    shown.box.get_by_label("Layer sizes").fill("12, 7, 1")
    shown.slide("Examples m", 3)
    shown.wait_for("Layers 12, 7, 1 and m = 3")
    assert len(wrong_ones(shown, [12, 7, 1], 3)) == 1
    shown.box.get_by_label("Layer sizes").fill("1, 1")
    shown.slide("Examples m", 1)
    shown.wait_for("every mistake looks right")


def test_no_network_is_refused_in_one_line():
    for sizes in ((3,), (3, 0)):
        with pytest.raises(CourseError):
            mismatch(sizes)


def test_without_a_front_end_there_is_a_picture():
    assert "W2 (3, 4)" in mismatch().still().alt
