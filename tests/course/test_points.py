"""Points in the plane: the shapes and balance that notebooks count on, and who can divide them."""

import numpy as np
import pytest

import course
from course.errors import DataError

NAMES = ("flower", "circles", "moons", "blobs", "spirals")
EACH = pytest.mark.parametrize("name", NAMES)


@EACH
def test_points_are_columns_and_half_of_them_are_1(name):
    X, Y = course.planar(name)
    assert (X.shape, X.dtype) == ((2, 400), float)
    assert (Y.shape, Y.dtype) == ((1, 400), np.int64)
    assert Y.sum() == 200
    assert course.planar(name, m=7)[1].sum() == 4
    assert np.abs(X).max() < 4.5


@EACH
def test_a_seed_draws_the_same_points_again_and_another_seed_others(name):
    (X, Y), (X_again, Y_again) = course.planar(name, seed=3), course.planar(name, seed=3)
    assert np.array_equal(X, X_again)
    assert np.array_equal(Y, Y_again)
    assert not np.array_equal(X, course.planar(name, seed=4)[0])


@EACH
def test_classes_come_in_no_order(name):
    Y = course.planar(name)[1][0]
    assert 150 < np.sum(Y[1:] != Y[:-1]) < 250


@EACH
def test_more_noise_moves_the_points(name):
    X, moved = course.planar(name, noise=0.0)[0], course.planar(name, noise=0.5)[0]
    assert np.std(moved - X) == pytest.approx(0.5, rel=0.1)


def by_the_nearest(name, m=2000):
    """The share of points that have a neighbour of their own class."""
    X, Y = course.planar(name, m=m)
    distance = np.sum((X[:, :, None] - X[:, None]) ** 2, axis=0) + 1e9 * np.eye(m)
    return np.mean(Y[0, distance.argmin(axis=0)] == Y[0])


def by_a_line(name):
    """The best share that a straight line divides rightly, of many lines."""
    X, Y = course.planar(name)
    scores = [np.cos(t) * X[0] + np.sin(t) * X[1] for t in np.linspace(0, 2 * np.pi, 120)]
    return max(np.mean((s > b) == Y[0]) for s in scores for b in np.linspace(-3, 3, 31))


@EACH
def test_the_classes_can_be_told_apart(name):
    assert by_the_nearest(name) > 0.9


def test_a_line_divides_blobs_and_none_of_the_winding_sets():
    assert by_a_line("blobs") > 0.93
    assert by_a_line("moons") < 0.92
    assert max(by_a_line(name) for name in ("flower", "circles", "spirals")) < 0.75


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"name": "roses"}, "flower, circles, moons, blobs, spirals"),
        ({"name": "moons", "m": 1}, "too few"),
        ({"name": "moons", "noise": -0.1}, "below 0"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(arguments, told):
    with pytest.raises(DataError, match=told) as caught:
        course.planar(**arguments)
    assert "\n" not in str(caught.value)
