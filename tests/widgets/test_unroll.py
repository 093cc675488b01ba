"""Unrolling in a real JupyterLab: every place, both orders and both matrices against NumPy."""

import itertools
import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import unroll

SHAPE = (3, 4, 5, 3)
IMAGES = np.random.default_rng(0).integers(0, 256, SHAPE, dtype=np.uint8)
SHOW = f"course.widgets.unroll(np.random.default_rng(0).integers(0, 256, {SHAPE}, dtype=np.uint8))"


def told(state):
    """The pixel, its channel's number, the row and the value that a state names."""
    i, j, name, row, value = re.search(
        r"Pixel \((\d), (\d)\), (\w+), .*= (\d+) of 60, value (\d+)\.", state
    ).groups()
    return int(i), int(j), ("red", "green", "blue").index(name), int(row), int(value)


@pytest.mark.slow
def test_every_row_is_numpys_in_both_orders(show):
    shown = show("import course, numpy as np", SHOW)
    columns = [IMAGES[0].reshape(-1, 1), IMAGES[0].transpose(2, 0, 1).reshape(-1, 1)]
    for order, column in zip(
        ("C order, as NumPy reads", "channel by channel"), columns, strict=True
    ):
        shown.choose("Order", order)
        for row in (0, 1, 7, 22, 59):
            shown.slide("Row of the column", row)
            shown.wait_for(f"= {row} of 60")
            i, j, k, _, value = told(shown.state)
            assert value == column[row, 0] == IMAGES[0][i, j, k]
    assert shown.complaints == []


@pytest.mark.slow
def test_a_pixel_is_chosen_by_keys_and_by_pointer(show):
    shown = show("import course, numpy as np", SHOW)
    picture, column = shown.box.locator("canvas").first, shown.box.locator("canvas").nth(1)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        picture.press(key)
    shown.box.get_by_label("Channel").select_option("1")
    shown.wait_for("Pixel (1, 2), green")
    assert told(shown.state)[3] == np.ravel_multi_index((1, 2, 1), SHAPE[1:])
    picture.click(position={"x": 2 + 4 * 30 + 15, "y": 20 + 3 * 30 + 15})
    shown.wait_for("Pixel (3, 4), green")
    column.click(position={"x": 2 + 8 * 15 + 7, "y": 20 + 2 * 15 + 7})
    i, j, k = np.unravel_index(2 * 15 + 8, SHAPE[1:])
    shown.wait_for(f"Pixel ({i}, {j}), {('red', 'green', 'blue')[k]}")
    assert shown.complaints == []


@pytest.mark.slow
def test_where_the_numbers_of_a_column_come_from_is_numpys(show):
    shown = show("import course, numpy as np", SHOW)
    whose = np.broadcast_to(np.arange(3).reshape(3, 1, 1, 1), SHAPE)
    ways = {
        "images.reshape(m, -1).T": whose.reshape(3, -1).T,
        "images.reshape(-1, m)": whose.reshape(-1, 3),
    }
    for (way, matrix), n in itertools.product(ways.items(), range(3)):
        shown.choose("All pictures in one matrix", way)
        shown.slide("Column", n)
        counts = np.bincount(matrix[:, n], minlength=3)
        parts = [f"{count} are of picture {p}" for p, count in enumerate(counts) if count]
        want = f"Of the 60 numbers in its column {n}, {', '.join(parts)}."
        shown.box.get_by_text(want).wait_for()
    assert shown.complaints == []


def test_what_is_too_large_to_be_drawn_is_told():
    with pytest.raises(CourseError, match=r"of shape \(1, 64, 64, 3\)"):
        unroll(np.zeros((1, 64, 64, 3), dtype=np.uint8))
