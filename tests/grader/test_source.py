"""A notebook source is read as it is written, and a mistake in it is one line that says where."""

import pytest
import tiny

from grader.source import SourceError, read_source


@pytest.fixture
def source(tmp_path):
    return read_source(tiny.write(tmp_path))


def test_solutions_come_in_the_order_of_the_source_with_their_points(source):
    points = {name: solution.points for name, solution in source.solutions.items()}
    assert list(points.items()) == [("double", 5.0), ("square_of_double", 2.5)]


def test_an_exercise_knows_which_earlier_ones_its_solution_calls(source):
    assert source.calls == {"double": (), "square_of_double": ("double",)}


def test_names_of_parameters_and_results_are_those_of_the_function(source):
    solution = source.solutions["double"]
    assert (solution.parameters, solution.returns) == (("x",), ("y",))


def test_every_cell_knows_the_line_of_its_marker(source):
    lines = tiny.SOURCE.splitlines()
    assert all(lines[cell.line - 1].startswith("# %%") for cell in source.cells)
    assert len(source.cells) == 7


DOUBLE, CHECK = '# %% exercise="double"', '# %% check="double"'
SQUARE, SQUARE_CHECK = '# %% exercise="square_of_double"', '# %% check="square_of_double"'

MISTAKES = {
    "an unknown tag": (DOUBLE, '# %% exercize="double"', '# %% exercize="double"', "'exercize'"),
    "a title, which is an unknown tag": (
        "# %% [markdown]",
        "# %% Welcome [markdown]",
        "# %% Welcome",
        "unknown tag",
    ),
    "an exercise without a check": (
        '# %% check="double" points=5\ncheck(double)\n',
        "",
        DOUBLE,
        "'double' has no check",
    ),
    "a check without an exercise": (
        "# %% tags=",
        '# %% check="triple" points=1\ncheck(triple)\n\n# %% tags=',
        '# %% check="triple"',
        "'triple' has no exercise",
    ),
    "an exercise twice": (
        SQUARE,
        '# %% exercise="double"',
        None,
        f"stands already in line {tiny.line_of(tiny.SOURCE, DOUBLE)}",
    ),
    "a check twice": (SQUARE_CHECK, CHECK, None, "stands already in line"),
    "no solution markers": (
        "    ### BEGIN SOLUTION\n    y = 2 * x\n    ### END SOLUTION\n",
        "    y = 2 * x\n",
        DOUBLE,
        "BEGIN SOLUTION",
    ),
    "a syntax error": ("    y = 2 * x", "    y = 2 * ", DOUBLE, "is not Python"),
    "another function's name": ("def double(x)", "def twice(x)", DOUBLE, "not define a function"),
    "no points": (f"{CHECK} points=5", CHECK, CHECK, "needs points"),
    "negative points": (f"{CHECK} points=5", f"{CHECK} points=-5", CHECK, "needs points"),
    "no minutes": (f"{DOUBLE} minutes=5", DOUBLE, DOUBLE, "needs minutes"),
    "text before the first marker": (
        "# %% [markdown]",
        "import os\n\n# %% [markdown]",
        1,
        "before the first",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_its_file_and_line(tmp_path, mistake):
    old, new, place, words = MISTAKES[mistake]
    text = tiny.edited(tiny.SOURCE, old, new)
    path = tiny.write(tmp_path, text)
    if place is None:  # the second of two
        place = len(text[: text.rindex(new)].splitlines()) + 1
    line = place if isinstance(place, int) else tiny.line_of(text, place)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
