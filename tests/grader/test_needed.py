"""Of the course's own cells, those run that a submission's missing names come from."""

import pytest

from grader.intake import Submission, SubmittedCell
from grader.needed import needed_code
from grader.source import Cell, Source

SETUP = "import numpy as np"
SCALE, DOUBLED, OTHER = "SCALE = 2", "DOUBLED = 2 * SCALE", "OTHER = np.zeros(10**6)"


def needed(own, *given):
    """Return the cells of the course that run beside `own`, or None."""
    cells = [SubmittedCell("code", text, "given") for text in given]
    cells.append(SubmittedCell("code", own, "own"))
    source = Source("x.py", "week9/x", (Cell("code", SETUP, {"setup": True}, 1),), {})
    code = needed_code(Submission("week9/x", "ann", tuple(cells), ""), source)
    if code is None:
        return None
    assert (code[0], code[-1]) == (SETUP, own)
    return code[1:-1]


def test_the_cell_that_gives_a_missing_name_runs_and_no_other():
    assert needed("def f(x):\n    return SCALE * x", SCALE, OTHER) == [SCALE]


def test_what_a_needed_cell_needs_runs_too_in_the_notebooks_order():
    assert needed("def f(x):\n    return DOUBLED * x", SCALE, OTHER, DOUBLED) == [SCALE, DOUBLED]


def test_a_name_that_no_cell_gives_needs_no_run():
    assert needed("def f(x):\n    return SCALF * x", SCALE, OTHER) is None


def test_a_functions_own_names_are_not_missing():
    own = "def f(SCALE):\n    OTHER = [DOUBLED for DOUBLED in SCALE]\n    return OTHER"
    assert needed(own, SCALE, DOUBLED, OTHER) is None


def test_a_name_of_the_learners_or_of_python_is_not_taken_from_the_course():
    assert needed("SCALE = 3\ndef f(x):\n    return SCALE * abs(x)", SCALE, "abs = len") is None


@pytest.mark.parametrize(
    "change",
    ["SCALE = {}\nSCALE['x'] = 1", "SCALE.x = 1", "def g():\n    global SCALE\n    SCALE = 1"],
)
def test_a_cell_that_changes_a_needed_name_runs(change):
    assert needed("def f(x):\n    return SCALE", change, OTHER) == [change]


@pytest.mark.parametrize("own", ["x = globals()['SCALE']", "exec('x = SCALE')", "%time SCALE"])
def test_where_names_cannot_be_known_all_cells_run(own):
    assert needed(own, SCALE, OTHER) == [SCALE, OTHER]


def test_what_is_too_long_to_be_parsed_runs_whole():
    long = "x = [" + "0, " * 500_000 + "]"
    assert needed(f"{long}\ndef f(x):\n    return SCALE * x", SCALE, OTHER)[-2:] == [SCALE, OTHER]
