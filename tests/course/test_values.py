"""Plain values survive their way to a fixture or over the wire; nothing else gets through."""

import collections
import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.values import MAX_DEPTH, MAX_NODES, NotPlain, Opaque, decode, encode

numbers = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
)
arrays = hnp.arrays(
    dtype=st.sampled_from(
        [np.bool_, np.int8, np.uint64, np.float16, np.float32, np.float64, np.complex128, "<U3"]
    ),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
keys = st.one_of(st.none(), st.booleans(), st.integers(-(2**50), 2**50), st.text(max_size=4))
plain_values = st.recursive(
    st.one_of(st.none(), numbers, st.text(max_size=8), arrays),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=8,
)
json_values = st.recursive(
    st.one_of(st.none(), numbers, st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=10,
)
tags = ["array", "list", "tuple", "dict", "int", "float", "complex", "opaque", "strange"]
forged = st.recursive(
    st.one_of(
        json_values, st.builds(lambda t, body: {t: body}, st.sampled_from(tags), json_values)
    ),
    lambda inner: st.builds(lambda t, body: {t: body}, st.sampled_from(tags), st.lists(inner)),
    max_leaves=6,
)
headers = st.tuples(
    st.one_of(st.sampled_from(["<f8", "|b1", "|O", "<U2", "V4", "<M8[s]", "f8,f8"]), st.text()),
    st.lists(st.integers(-1, 2**40), max_size=4),
    st.integers(-2, 3),
).map(lambda header: {"array": list(header)})


def through(value):
    buffers = []
    return decode(encode(value, buffers), buffers)


def identical(one, other):
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and one.shape == other.shape
        return same and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(identical(one[k], other[k]) for k in one)
    return repr(one) == repr(other)  # tells nan, inf and -0.0


@given(plain_values)
def test_a_plain_value_comes_back_as_it_was(value):
    assert identical(through(value), value)


@given(plain_values)
def test_a_plain_value_comes_back_from_raw_bytes(value):
    buffers = []
    node = encode(value, buffers)
    assert identical(decode(node, [buffer.tobytes() for buffer in buffers]), value)


@given(st.one_of(forged, headers), st.lists(st.binary(max_size=32), max_size=2))
@settings(max_examples=150)
def test_a_malformed_value_raises_NotPlain_and_nothing_else(node, buffers):
    with contextlib.suppress(NotPlain):
        decode(node, buffers)


@pytest.mark.parametrize("dtype", ["O", "|O8", "V8", "f8,f8", "<M8[s]", "(2,)f8"])
def test_an_array_that_could_hold_more_than_numbers_is_not_decoded(dtype):
    with pytest.raises(NotPlain):
        decode({"array": [dtype, [1], 0]}, [b"x" * 16])


def test_a_forged_shape_allocates_nothing():
    with pytest.raises(NotPlain):
        decode({"array": ["<f8", [2**40, 2**40], 0]}, [b""])


class Liar:
    """Claims to be equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (Liar(), "Liar"),
        (np.array([Liar(), None]), "object"),
        (np.array(["2026-11-22"], dtype="datetime64[D]"), "datetime64"),
        (lambda x: x, "function"),
        (iter([1]), "iterator"),
        ({1, 2}, "set"),
    ],
)
def test_a_stranger_becomes_opaque_and_says_what_it_was(value, named):
    back = through(value)
    assert isinstance(back, Opaque)
    assert named in back.kind


class Shouting(dict):
    def items(self):
        raise AssertionError("a stranger's method was called")

    __iter__ = keys = values = __getitem__ = items


class ShoutingList(list):
    def __iter__(self):
        raise AssertionError("a stranger's method was called")


class ShoutingArray(np.ndarray):
    def __array_finalize__(self, other):
        if other is not None and type(self) is not ShoutingArray:
            raise AssertionError("a stranger's method was called")

    def __eq__(self, other):
        return True

    tobytes = copy = __eq__


def test_what_a_subclass_holds_is_read_without_asking_its_methods():
    array = np.arange(3.0).view(ShoutingArray)
    assert through(Shouting(a=1)) == {"a": 1}
    assert through(ShoutingList([1, 2])) == [1, 2]
    assert type(through(array)) is np.ndarray
    assert through(array).tolist() == [0, 1, 2]


def test_ordinary_relatives_of_dict_and_tuple_are_taken():
    pair = collections.namedtuple("pair", "grads cost")
    assert through(collections.OrderedDict(w=1, b=2)) == {"w": 1, "b": 2}
    assert through(collections.defaultdict(list, w=[1])) == {"w": [1]}
    assert through(pair({}, 2.0)) == ({}, 2.0)


def test_an_odd_key_costs_only_its_own_entry():
    assert through({("a", 1): 2, "w": 3, np.int64(4): 5, np.str_("b"): 6}) == {
        "w": 3,
        4: 5,
        "b": 6,
    }


def test_a_huge_broadcast_array_is_not_allocated():
    back = through(np.broadcast_to(1.0, (10**6, 10**6)))
    assert isinstance(back, Opaque)
    assert "(1000000, 1000000)" in back.kind


def test_a_value_too_deep_is_cut_where_it_is_too_deep():
    deep = []
    for _ in range(100):
        deep = [deep]
    back = through(deep)
    for _ in range(MAX_DEPTH):
        (back,) = back
    assert isinstance(back, Opaque)


def test_a_part_too_large_leaves_the_other_parts_as_they_are():
    huge = np.broadcast_to(0.0, (10**6, 10**6))
    back = through({"history": [0.0] * (2 * MAX_NODES), "pictures": huge, "w": np.ones(2)})
    assert isinstance(back["history"], Opaque)
    assert isinstance(back["pictures"], Opaque)
    assert back["w"].tolist() == [1, 1]


@given(st.recursive(st.just([[0] * 3000] * 4), lambda inner: st.lists(inner, max_size=3)))
@settings(max_examples=30)
def test_whatever_is_cut_can_still_be_read(value):
    through(value)


def test_a_list_that_holds_itself_ends():
    endless = []
    endless.append(endless)
    assert isinstance(through(endless), list)


def test_two_uses_of_a_stored_array_share_no_memory():
    stored = [np.zeros(3)]
    node = {"array": ["<f8", [3], 0]}
    one, other = decode(node, stored), decode(node, stored)
    one[0] = 1
    assert other[0] == 0
    assert stored[0][0] == 0


def test_an_int_of_any_size_arrives_or_is_said_to_be_very_large():
    for value in (10**400, -(10**400), 16**390 - 1):
        assert through(value) == value
    assert through([16**390]) == [Opaque("a very large number")]
