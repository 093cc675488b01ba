"""The table of ranks in a real JupyterLab: every shape and every number is NumPy's."""

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets import rank_one
from course.widgets.ranks import EXPRESSIONS


@pytest.mark.slow
def test_every_cell_is_numpys(show):
    shown = show("import course", "course.widgets.rank_one(4)")
    assert shown.box.get_by_text("(4, 4)").count() == 0
    shown.press("Show all")
    rows = shown.box.locator("tbody tr").all()
    for row, f in zip(rows, EXPRESSIONS.values(), strict=True):
        for cell, shape in zip(row.locator("td").all(), [(4,), (4, 1), (1, 4)], strict=True):
            want = f(np.arange(1, 5).reshape(shape))
            said, *numbers = cell.inner_text().split("\n")
            assert said == str(want.shape)
            assert list(map(int, "\n".join(numbers).split())) == want.ravel().tolist()
    assert shown.complaints == []


@pytest.mark.slow
def test_a_cell_is_uncovered_by_keys_and_by_pointer(show):
    shown = show("import course", "course.widgets.rank_one()")
    shown.box.get_by_role("button", name="Show np.dot(v, v.T) for shape (3, 1)").press("Enter")
    shown.wait_for("v of shape (3, 1): np.dot(v, v.T) has shape (3, 3).")
    shown.press("Show np.dot(v, v.T) for shape (3,)")
    shown.wait_for("v of shape (3,): np.dot(v, v.T) is the number 14, of shape ().")
    shown.box.get_by_label("n", exact=True).press("ArrowRight")
    shown.wait_for("v of shape (4,): np.dot(v, v.T) is the number 30, of shape ().")
    assert shown.box.get_by_text("(4, 4)").count() == 1
    shown.press("Reset")
    shown.wait_for("Say the shape")
    assert shown.box.get_by_text("(4, 4)").count() == 0
    assert shown.complaints == []


def test_what_cannot_be_drawn_is_told():
    with pytest.raises(CourseError, match="from 2 to 5"):
        rank_one(6)
