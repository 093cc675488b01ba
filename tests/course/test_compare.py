"""The comparison accepts whatever is right, and tells the first thing that is wrong."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_values import plain_values

from course.compare import STAGES, Tolerance, compare, describe, differences, likened
from course.observe import plain, sketch
from course.values import Opaque

CLOSE = Tolerance()
COLUMN = np.array([[1.0], [2.0], [3.0]])
EXTREMES = [math.inf, -math.inf, math.nan, 1.0, 1e308, -1e308, 2**1100, 1e308j, -1e308j]


def stage_of(expected, got):
    found = compare(expected, plain(got), CLOSE)
    return found and found.stage


@given(plain_values)
def test_whatever_is_expected_is_accepted(value):
    assert compare(value, value, CLOSE) is None


def compared_in_silence(one, other):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        likened(one, other)
        found = compare(one, other, CLOSE)
    return found is None or found.stage in STAGES


@given(plain_values, plain_values)
def test_two_plain_values_are_compared_without_an_error_or_a_warning(one, other):
    assert compared_in_silence(one, other)


@pytest.mark.parametrize("one", EXTREMES, ids=lambda number: str(number)[:8])
@pytest.mark.parametrize("other", EXTREMES, ids=lambda number: str(number)[:8])
def test_extreme_numbers_are_compared_without_a_warning(one, other):
    assert compared_in_silence(one, other)


@pytest.mark.parametrize(
    "got",
    [
        2,
        2.0,
        np.float32(2),
        np.int64(2),
        np.array(2.0),
        np.array([2]),
        np.array([[2.0]]),
        np.array([[2.0]]).view(np.matrix),
        np.ma.array([2.0]),
        2 + 1e-9,
    ],
)
def test_a_number_may_come_in_any_form(got):
    assert stage_of(2.0, got) is None


@pytest.mark.parametrize("got", [True, np.True_, 1, 1.0, np.array([[True]])])
def test_true_is_one(got):
    assert stage_of(1, got) is None
    assert stage_of(True, got) is None


@pytest.mark.parametrize(
    "got",
    [
        np.array([[0, 1, 1]]),
        np.array([[0.0, 1.0, 1.0]]),
        np.array([[False, True, True]]),
        np.array([[0, 1, 1]], dtype=np.uint8),
        np.array([[0, 1, 1]], dtype=np.float32),
        np.asfortranarray([[0, 1, 1]]),
        np.array([[0, 1, 1]]).view(np.matrix),
    ],
)
def test_an_array_may_be_of_any_real_dtype(got):
    assert stage_of(np.array([[0, 1, 1]]), got) is None


def test_further_keys_are_welcome():
    assert stage_of({"w": COLUMN}, {"note": object(), "w": COLUMN, ("odd", 1): 2}) is None


def test_a_list_serves_for_a_tuple_and_an_array_for_a_list_of_numbers():
    assert stage_of((COLUMN, 0.5), [COLUMN, 0.5]) is None
    assert stage_of([0.7, 0.6], (np.array([[0.7]]), 0.6)) is None
    assert stage_of([0.7, 0.6], np.array([0.7, 0.6])) is None


def test_equal_infinities_and_nans_are_equal():
    assert (
        stage_of(np.array([np.inf, -np.inf, np.nan]), np.array([np.inf, -np.inf, np.nan])) is None
    )


def test_an_empty_array_is_equal_to_an_empty_array():
    assert stage_of(np.zeros((0, 3)), np.zeros((0, 3))) is None
    assert stage_of(np.zeros((0, 3)), np.zeros((3, 0))) == "shape"


def test_the_tolerance_is_relative_to_the_largest_entry():
    large = np.array([1e6, 1.0])
    assert compare(large, large + 0.5, CLOSE) is None
    assert compare(large, large + 1.5, CLOSE).stage == "value"


@pytest.mark.parametrize(
    ("expected", "got", "stage"),
    [
        (COLUMN, None, "kind"),
        (COLUMN, [[1.0], [2.0], [3.0]], "kind"),
        (COLUMN, 1.0, "kind"),
        (COLUMN, {"w": COLUMN}, "kind"),
        (COLUMN, "text", "kind"),
        (COLUMN, np.array([["a"], ["b"], ["c"]]), "kind"),
        (COLUMN, np.array([[1], [2], [None]], dtype=object), "kind"),
        (COLUMN, COLUMN.reshape(-1), "shape"),
        (COLUMN, COLUMN.T, "shape"),
        (COLUMN, np.zeros((2000, 1)), "shape"),
        (COLUMN, COLUMN + 0j, "dtype"),
        (COLUMN, np.array([[1.0], [np.nan], [3.0]]), "finite"),
        (COLUMN, np.array([[1.0], [np.inf], [3.0]]), "finite"),
        (COLUMN, COLUMN + 0.1, "value"),
        (2.0, np.zeros(3), "shape"),
        (2.0, np.zeros(5000), "shape"),
        (2.0, [2.0], "kind"),
        (2.0, None, "kind"),
        (2.0, math.nan, "finite"),
        (2.0, 10**400, "finite"),
        (2.0, 2.1, "value"),
        ((1, 2), 1, "kind"),
        ((1, 2), (1, 2, 3), "length"),
        ([1, 2], [1], "length"),
        ({"dw": 1}, (1,), "kind"),
        ({"dw": 1}, {"db": 1}, "key"),
        ({"dw": 1}, {}, "key"),
        ("relu", "sigmoid", "value"),
        ("relu", 3, "kind"),
        (None, 3, "kind"),
    ],
)
def test_each_stage_is_told_by_its_name(expected, got, stage):
    assert stage_of(expected, got) == stage


def test_a_text_may_be_of_numpys_own_kind():
    assert stage_of("relu", np.str_("relu")) is None
    assert stage_of(np.array(["a", "b"]), np.array(["a", "b"])) is None
    found = compare(np.array(["a", "b"]), np.array(["a", "c"]), CLOSE)
    assert (found.stage, found.index) == ("value", (1,))


def test_the_earliest_stage_wins_over_the_earliest_place():
    expected = ({"dw": COLUMN, "db": 0.5}, 0.7)
    got = ({"dw": COLUMN + 1, "db": np.zeros(3)}, None)
    assert [d.stage for d in differences(expected, got, CLOSE)] == ["value", "shape", "kind"]
    found = compare(expected, got, CLOSE)
    assert (found.stage, found.path) == ("kind", (1,))


def test_stages_stand_in_the_order_in_which_they_are_told():
    told = "kind length key shape dtype finite drawn mean spread value changed growth"
    assert tuple(told.split()) == STAGES


def test_the_worst_entry_is_shown():
    got = COLUMN + np.array([[0.1], [0.5], [0.2]])
    found = compare(COLUMN, got, CLOSE)
    assert (found.index, found.expected, found.got) == ((1, 0), "2", "2.5")


def test_numbers_that_look_alike_are_shown_with_more_digits():
    found = compare(1.0, 1.00000123, Tolerance(relative=1e-9))
    assert found.expected != found.got


class Chameleon:
    """Equal to everything, with the shape and the values of what was expected."""

    shape, ndim, dtype, size = (3, 1), 2, np.dtype(float), 3

    def __eq__(self, other):
        return True

    def __array__(self, dtype=None, copy=None):
        return COLUMN

    def __float__(self):
        return 2.0

    __hash__ = None


@pytest.mark.parametrize("expected", [COLUMN, 2.0, {"w": 1}, (1, 2), "text", None])
def test_an_object_that_claims_to_be_equal_is_of_the_wrong_kind(expected):
    found = compare(expected, plain(Chameleon()), CLOSE)
    assert found.stage == "kind"
    assert "Chameleon" in found.got


def test_what_was_not_plain_is_never_right():
    assert compare(2.0, Opaque("a Chameleon"), CLOSE).stage == "kind"


LONG = np.random.default_rng(0).normal(size=(4000, 1))


def test_a_long_array_is_compared_by_its_sketch():
    assert compare(sketch(LONG), sketch(LONG.copy()), CLOSE) is None
    assert compare(sketch(LONG), sketch(LONG.T.copy()), CLOSE).stage == "shape"
    assert compare(sketch(LONG), sketch(LONG[:500]), CLOSE).stage == "shape"
    assert compare(sketch(LONG), sketch(2 * LONG), CLOSE).stage == "value"
    assert compare(sketch(LONG), 3.0, CLOSE).stage == "kind"


def test_a_long_array_wrong_between_the_points_of_its_sketch_is_caught_by_its_norm():
    wrong = LONG.copy()
    wrong[1] += 1  # the sketch looks at 256 of 4,000 places, and not at this one
    assert np.array_equal(sketch(LONG)["values"], sketch(wrong)["values"])
    assert compare(sketch(LONG), sketch(wrong), CLOSE).stage == "value"


@pytest.mark.parametrize(
    "forged",
    [
        {"sketch of": 3},
        {"sketch of": [4000, 1]},
        {"sketch of": [4000, 1], "dtype": "f", "values": "many", "norm": 1.0},
        {"sketch of": [4000, "1"], "dtype": "f", "values": np.zeros(256), "norm": 1.0},
        {"sketch of": [4000, 1], "dtype": "f", "values": np.zeros(3), "norm": 1.0},
        {"sketch of": [3, 1], "dtype": "f", "values": COLUMN[:, 0], "norm": 1.0},
        {"sketch of": [1], "dtype": "f", "values": np.array([2.0]), "norm": 2.0},
    ],
)
@pytest.mark.parametrize("expected", [sketch(LONG), COLUMN, 2.0, {"w": 1}, [1.0]])
def test_a_forged_sketch_is_wrong_and_no_error(expected, forged):
    assert compare(expected, forged, CLOSE) is not None


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([(), (1,), (1, 1)]))
def test_a_likened_number_has_the_form_of_what_was_expected(number, shape):
    got = likened(
        (0.0, {"b": 0.0}), [np.full(shape, number), {"b": np.full(shape, number), "x": 1}]
    )
    assert np.shape(got[0]) == np.shape(got[1]["b"]) == ()
    assert got[1].keys() == {"b"}


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (np.array([["cat", "not"]]), "an array of texts, shape (1, 2)"),
        (np.array(["cat", "not"]), "an array of texts, shape (2,)"),
        (np.array(3.0), "a number"),
        (np.array([[3.0]]), "an array of shape (1, 1)"),
    ],
)
def test_texts_in_an_array_are_not_described_as_its_numbers(got, said):
    assert describe(got) == said


def test_texts_in_place_of_numbers_are_told_as_such():
    found = compare(np.array([[0, 1]]), np.array([["not", "cat"]]), CLOSE)
    assert found.expected == "an array of shape (1, 2)"
    assert found.got == "an array of texts, shape (1, 2)"
