"""What is seen of a function that draws at random: how it draws, never which numbers came.

A random case is played a few times. Of each array are noted its shape, whether
it is the same everywhere, in every row or in every column, its mean, its
spread (standard deviation), and whether another call draws anew. So any
generator in any order is right, and a wrong scale is not.
"""

from __future__ import annotations

import contextlib
import copy
import math
import random
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from course.values import NUMBER_KINDS, Opaque

PLAYS = 8
ZEROS, CONSTANT, ROWS, COLUMNS = "zeros", "constant", "rows", "columns"
_SEED = 20_000  # any would do: what is drawn globally is then the same at every check
_MOST_AXES, _LONGEST_AXIS = 64, 2**48  # NumPy's own limit, and more than any memory holds
_KEYS = {"draws of", "dtype", "alike", "anew", "mean", "spread"}


def summary(plays: Sequence[object]) -> object:
    """Return what several plays of one call returned as one value, draws in place of arrays.

    `plays` are plain values. A number that is the same each time stays as it
    is. What is of another kind or size each time becomes an Opaque.
    """
    first = plays[0]
    if all(_is_numeric(play) for play in plays):
        if any(np.shape(play) != np.shape(first) for play in plays):
            return Opaque("an array of another shape at each call")
        return _draws([np.asarray(play) for play in plays])
    if any(type(play) is not type(first) for play in plays):
        return Opaque("something of another kind at each call")
    if isinstance(first, list | tuple):
        if any(len(play) != len(first) for play in plays):
            return Opaque(f"a {type(first).__name__} of another length at each call")
        return type(first)(summary(parts) for parts in zip(*plays, strict=True))
    if isinstance(first, dict):
        if any(play.keys() != first.keys() for play in plays):
            return Opaque("a dictionary with other keys at each call")
        if "draws of" in first:  # only this module says so
            return Opaque("a dictionary")
        return {key: summary([play[key] for play in plays]) for key in first}
    same = all(np.array_equal(play, first) for play in plays)
    return first if same else Opaque("something else at each call")


def is_draws(value: object) -> bool:
    """Return True for what :func:`summary` puts in the place of an array."""
    return (
        type(value) is dict
        and value.keys() == _KEYS
        and is_shape(value["draws of"])
        and all(type(value[key]) is str for key in ("dtype", "alike"))
        and type(value["anew"]) is bool
        and all(type(value[key]) is float for key in ("mean", "spread"))
    )


def is_shape(value: object) -> bool:
    """Return True for a list that can be an array's shape; a stranger's may hold any number."""
    return (
        type(value) is list
        and len(value) <= _MOST_AXES
        and all(type(n) is int and 0 <= n < _LONGEST_AXIS for n in value)
    )


def size(draws: dict) -> int:
    """Return how many entries each of the arrays had."""
    return math.prod(draws["draws of"])


def words(draws: dict) -> str:
    """Say how an array was drawn: ``all zeros``, ``drawn anew at each call``."""
    said = {
        ZEROS: "all zeros",
        CONSTANT: "the same number everywhere",
        ROWS: "the same in every row",
        COLUMNS: "the same in every column",
    }
    return said.get(draws["alike"]) or (
        "drawn anew at each call" if draws["anew"] else "the same at every call"
    )


@contextlib.contextmanager
def own_generators(names: Mapping[str, object]) -> Iterator[None]:
    """Seed the global generators meanwhile, and put all of them back, those in `names` too."""
    found = [g for g in names.values() if isinstance(g, np.random.Generator)]
    older = [g for g in names.values() if isinstance(g, np.random.RandomState)]
    states = [copy.deepcopy(g.bit_generator.state) for g in found]
    older_states = [g.get_state() for g in older]
    everyones, pythons = np.random.get_state(), random.getstate()
    np.random.seed(_SEED)
    random.seed(_SEED)
    try:
        yield
    finally:
        np.random.set_state(everyones)
        random.setstate(pythons)
        for generator, state in zip(found, states, strict=True):
            generator.bit_generator.state = state
        for generator, state in zip(older, older_states, strict=True):
            generator.set_state(state)


def _is_numeric(value: object) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in NUMBER_KINDS
    return isinstance(value, bool | int | float | complex)


def _draws(arrays: list[np.ndarray]) -> object:
    """Return how `arrays` of one shape were drawn; a fixed number stays a number."""
    first = arrays[0]
    anew = any(not np.array_equal(one, first, equal_nan=True) for one in arrays)
    if first.size <= 1 and not anew:
        return first
    with np.errstate(all="ignore"):
        every = np.stack(arrays)
        real = every.real.astype(float)
        mean, spread = float(np.mean(real)), float(np.std(real))
    return {
        "draws of": list(first.shape),
        "dtype": every.dtype.kind,
        "alike": _alike(arrays),
        "anew": anew,
        "mean": mean,
        "spread": spread,
    }


def _alike(arrays: list[np.ndarray]) -> str:
    """Return in what way all entries of each array are the same; empty where they are not."""
    if all(not one.any() for one in arrays):
        return ZEROS
    if arrays[0].size > 1 and all((one == one.flat[0]).all() for one in arrays):
        return CONSTANT
    for axis, alike in ((0, ROWS), (1, COLUMNS)):
        many = arrays[0].ndim == 2 and arrays[0].shape[axis] > 1
        if many and all((one == one.take([0], axis)).all() for one in arrays):
            return alike
    return ""
