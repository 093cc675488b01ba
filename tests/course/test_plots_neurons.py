"""The drawing of a network: what is drawn, what is elided, what is said of it."""

import itertools

import pytest
from matplotlib.patches import Circle

from course import plots

HOUSE = [
    ["size", "bedrooms", "postal code", "wealth"],
    ["family size", "walkability", "school quality"],
    ["price"],
]


def circles(plot):
    return [patch for patch in plot.figure.axes[0].patches if isinstance(patch, Circle)]


def connections(plot):
    return [line for line in plot.figure.axes[0].lines if line.get_linestyle() == "-"]


def texts(plot):
    return [text.get_text() for text in plot.figure.axes[0].texts]


@pytest.mark.parametrize("sizes", [(1, 1), (4, 3, 1), (2, 8, 8, 3), (3, 5, 4, 3, 2, 1)])
def test_every_unit_is_a_circle_and_every_weight_a_line(sizes):
    plot = plots.show_network(sizes)
    assert len(circles(plot)) == sum(sizes)
    weights = sum(a * b for a, b in itertools.pairwise(sizes))
    assert len(connections(plot)) == weights


def test_a_long_layer_is_elided_with_dots_and_its_size_is_said():
    plot = plots.show_network((12288, 1))
    assert len(circles(plot)) == 5 + 1
    assert sum(line.get_marker() == "o" for line in plot.figure.axes[0].lines) == 3
    assert any("12288 units" in text for text in texts(plot))
    assert "$x_{12288}$" in texts(plot)
    assert "input layer of 12288 units" in plot.alt


def test_names_take_the_place_of_the_usual_ones():
    assert {name for layer in HOUSE for name in layer} <= set(
        texts(plots.show_network((4, 3, 1), HOUSE))
    )
    some = plots.show_network((2, 3, 1), [["left", "right"], None, None])
    assert {"left", "right", "$a^{[1]}_{3}$"} <= set(texts(some))


def test_highlighted_connections_are_thicker_and_not_only_of_another_colour():
    chosen = [("size", "family size"), (0, 1, 0)]
    plot = plots.show_network((4, 3, 1), HOUSE, chosen)
    widths = sorted(line.get_linewidth() for line in connections(plot))
    assert widths[-2] > 2 * widths[-3]
    assert plot.alt.endswith("Highlighted: size to family size; bedrooms to family size.")


def test_without_highlights_all_connections_are_alike():
    assert len({line.get_linewidth() for line in connections(plots.show_network((4, 3, 1)))}) == 1


def test_what_stands_on_the_arrows_is_drawn_and_said():
    plot = plots.show_network((3, 2, 1), arrows=["W1 (2, 3)", "W2 (1, 2)"])
    assert {"W1 (2, 3)", "W2 (1, 2)"} <= set(texts(plot))
    assert "W1 (2, 3); W2 (1, 2)" in plot.alt


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (((4,),), "two layers or more"),
        (((4, 0, 1),), "one unit or more"),
        (((2, 1), [["a"], None]), "2 units, and 1 names"),
        (((2, 1), [None]), "names for 1"),
        (((2, 1), None, [(0, 2, 0)]), "no connection"),
        (((2, 1), None, [("size", "price")]), "called 'size'"),
        (((4, 3, 1), HOUSE, [("size", "price")]), "called 'price'"),
        (((2, 1), None, None, None, ["one"]), "layers is to hold 2"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(arguments, said):
    with pytest.raises(ValueError, match=said):
        plots.show_network(*arguments)


def test_a_bent_line_never_falls_below_zero_and_says_by_how_much_it_misses():
    plot = plots.show_bent_lines([1, 2, 4], [0, 1, 3], [(1, -2), (2, 0)], "size", "price")
    for axes in plot.figure.axes[:2]:
        solid = [line for line in axes.lines if line.get_label() == "relu(w x + b)"]
        assert min(solid[0].get_ydata()) == 0
    # with w = 1, b = -2 it answers 0, 0, 2, and the answers are 0, 1, 3
    assert "b = -2 it answers 0 for 2 of the 3 examples and misses by 0.7" in plot.alt


def test_a_bent_line_needs_a_setting():
    with pytest.raises(ValueError, match="at least one pair"):
        plots.show_bent_lines([1], [1], [], "x", "y")
