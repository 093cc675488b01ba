"""Figures of activations and of points in the plane: what their alt texts tell is so."""

import numpy as np
import pytest

import course
from course import plots


def half(X):
    """A model whose answer is 1 where x₁ is positive."""
    return (X[:1] > 0).astype(int)


@pytest.fixture
def points():
    return course.planar("moons", m=60)


def panels(plot):
    return [axes for axes in plot.figure.axes if axes.axison and axes.get_label() != "<colorbar>"]


def test_slopes_and_saturation_are_told():
    plot = plots.show_activations(("sigmoid", "linear"), slopes=True)
    assert "sigmoid: from 0.00669 at -5 to 0.993 at 5, slope at most 0.25, below 0.05" in plot.alt
    assert plot.alt.endswith("linear: from -5 at -5 to 5 at 5, slope at most 1.")
    assert "slope" not in plots.show_activations(("sigmoid",)).alt


def test_a_jump_of_the_slope_is_not_drawn_as_a_line():
    plot = plots.show_activations(("relu",), slopes=True)
    dashed = next(line for line in plot.figure.axes[0].lines if line.get_linestyle() == "--")
    assert np.isnan(dashed.get_ydata()).sum() == 1


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_a_tangent_has_the_slope_that_it_is_told_with(name):
    plot = plots.show_tangents(name, at=(-1, 2))
    for axes, told in zip(plot.figure.axes, plot.alt.split(";"), strict=True):
        (x, y) = axes.lines[1].get_data()
        drawn = (y[1] - y[0]) / (x[1] - x[0])
        assert float(told.split()[-1].rstrip(".")) == pytest.approx(drawn, abs=6e-4)


def test_classes_differ_in_marker_as_well_as_in_colour(points):
    axes = plots.show_points(*points, title="Moons").figure.axes[0]
    zero, one = axes.collections
    assert len(zero.get_paths()[0].vertices) != len(one.get_paths()[0].vertices)
    assert len(zero.get_offsets()) == len(one.get_offsets()) == 30


def test_a_boundary_is_told_with_the_share_of_points_on_its_right_side(points):
    right = 100 * np.mean(half(points[0]) == points[1])
    assert f"{right:.1f} % of the points" in plots.show_boundary(half, *points).alt
    two = plots.show_boundaries({"a": half, "b": lambda X: 0.2 + 0 * X[:1]}, *points)
    assert f"a: {right:.1f} %" in two.alt
    assert "b: 50.0 %" in two.alt


def test_boundaries_have_names_for_axes_classes_and_grounds_and_a_baseline(points):
    X, Y = points
    X, Y = np.hstack([X, X[:, Y[0] == 1]]), np.hstack([Y, Y[:, Y[0] == 1]])  # two thirds are 1
    plot = plots.show_boundaries({"a": half, "b": half}, X, Y)
    assert [(a.get_xlabel(), a.get_ylabel()) for a in panels(plot)] == [("$x_1$", "$x_2$")] * 2
    [legend] = plot.figure.legends
    told = [text.get_text() for text in legend.get_texts()]
    assert told == ["class 0", "class 1", "answer 0", "answer 1"]
    assert all("(baseline 66.7 %)" in axes.get_title(loc="left") for axes in panels(plot))
    assert plot.alt.startswith("The plane divided by 2 models. a: ")
    assert plot.alt.count("(baseline 66.7 %)") == 2
    assert plots.show_boundary(half, X, Y).alt.startswith("The plane divided by one model. ")


def test_models_can_bring_points_of_their_own(points):
    circles = course.planar("circles", m=40)
    plot = plots.show_boundaries({"a": half, "b": (half, circles)}, *points)
    sizes = [sum(len(c.get_offsets()) for c in axes.collections[-2:]) for axes in panels(plot)]
    assert sizes == [60, 40]


def test_each_hidden_unit_has_a_panel_and_its_numbers(points):
    W1, b1 = np.array([[1.0, 0.0], [0.0, 0.0], [2.0, -1.0]]), np.zeros((3, 1))
    plot = plots.show_hidden_units({"W1": W1, "b1": b1, "W2": np.array([[1.0, 0, -2]])}, *points)
    assert len(panels(plot)) == 3
    assert "unit 3: w = (2.00, -1.00), b = 0.00, output weight -2.00" in plot.alt


def test_shapes_stand_on_every_step():
    alt = plots.show_shapes(2, 4, 1, 400, backward=True).alt
    for told in ("X (2, 400)", "Z1 (4, 400)", "A2 (1, 400)", "dW1 (4, 2)", "dW2 (1, 4)"):
        assert told in alt
    assert "dW1" not in plots.show_shapes(2, 4, 1, 400).alt


def test_digits_are_shown_in_grey():
    axes = plots.show_pictures(course.load_digits().train_x[:2]).figure.axes[0]
    assert axes.images[0].get_cmap().name == "gray_r"
