"""Compare what was returned with what was expected, in one fixed order.

Kind, then shape, then dtype, then finite, then value: the first of these that
differs is what a person should hear about first. The comparison accepts
whatever is right: a number as float, 0-d or (1, 1); extra dictionary keys; a
list for a tuple; True for 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.values import NUMBER_KINDS, Opaque

STAGES = ("kind", "length", "key", "shape", "dtype", "finite", "value", "changed")


@dataclass(frozen=True)
class Tolerance:
    """How far a right value may be off: `relative` to the largest expected entry, or `absolute`."""

    relative: float = 1e-6
    absolute: float = 1e-9


@dataclass(frozen=True)
class Difference:
    """The gap at one place of a returned value.

    Attributes
    ----------
    stage : one of STAGES.
    path : the steps to the place, such as ``(0, "dw")``.
    expected, got : what was to be there and what was, in words or digits.
    index : the worst entry of an array, where the values differ.
    """

    stage: str
    path: tuple[int | str, ...]
    expected: str
    got: str
    index: tuple[int, ...] | None = None


def compare(expected: object, got: object, tolerance: Tolerance) -> Difference | None:
    """Return the first difference, in the order of STAGES, or None."""
    return min(
        differences(expected, got, tolerance), key=lambda d: STAGES.index(d.stage), default=None
    )


def differences(
    expected: object, got: object, tolerance: Tolerance, path: tuple = ()
) -> list[Difference]:
    """Return a difference for each place of `expected` where `got` is not the same."""
    if isinstance(expected, dict) and "sketch of" not in expected:
        return _dict_differences(expected, got, tolerance, path)
    if isinstance(expected, list | tuple):
        return _sequence_differences(expected, got, tolerance, path)
    if is_numeric(expected):
        found = _numeric_difference(expected, got, tolerance, path)
        return [found] if found else []
    if isinstance(expected, dict):
        found = _sketch_difference(expected, got, tolerance, path)
        return [found] if found else []
    if type(expected) is type(got) and expected == got:
        return []
    if isinstance(expected, str) and isinstance(got, str):
        return [Difference("value", path, repr(expected), repr(got)[:80])]
    return [Difference("kind", path, describe(expected), describe(got))]


def is_numeric(value: object) -> bool:
    """Return True for a number or an array of numbers."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in NUMBER_KINDS
    return isinstance(value, bool | int | float | complex)


def describe(value: object) -> str:
    """Say in a few words what a value is: ``an array of shape (3, 1)``, ``a float``."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, dict) and "sketch of" in value:
        return f"an array of shape {tuple(value['sketch of'])}"
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return value.kind
    if isinstance(value, bool | float | complex):
        return "a number"
    if isinstance(value, int):
        return "a number"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    return {"str": "a text", "dict": "a dictionary"}.get(type(value).__name__, "something else")


def _dict_differences(expected: dict, got: object, tolerance: Tolerance, path: tuple) -> list:
    if not isinstance(got, dict) or "sketch of" in got:
        return [Difference("kind", path, "a dictionary", describe(got))]
    found = []
    for key, value in expected.items():
        if key in got:
            found += differences(value, got[key], tolerance, (*path, key))
        else:
            keys = ", ".join(repr(k) for k in got) or "no keys"
            found.append(Difference("key", (*path, key), repr(key), keys[:120]))
    return found


def _sequence_differences(expected, got: object, tolerance: Tolerance, path: tuple) -> list:
    if not isinstance(got, list | tuple):
        return [Difference("kind", path, describe(expected), describe(got))]
    if len(got) != len(expected):
        return [Difference("length", path, f"{len(expected)} values", f"{len(got)} values")]
    return [
        one
        for number, value in enumerate(expected)
        for one in differences(value, got[number], tolerance, (*path, number))
    ]


def _numeric_difference(expected, got: object, tolerance: Tolerance, path: tuple):
    want = np.asarray(expected)
    if not is_numeric(got):
        return Difference("kind", path, describe(expected), describe(got))
    have = np.asarray(got)
    if want.ndim == 0:
        if have.size != 1:
            return Difference("shape", path, "a single number", describe(got))
        have = have.reshape(())
    elif have.ndim == 0:
        return Difference("kind", path, describe(expected), "a single number")
    elif have.shape != want.shape:
        return Difference("shape", path, f"shape {want.shape}", f"shape {have.shape}")
    if have.dtype.kind == "c" and want.dtype.kind != "c":
        return Difference("dtype", path, "real numbers", "complex numbers")
    want, have = want.astype(complex, copy=False), have.astype(complex, copy=False)
    return _value_difference(want, have, tolerance, path)


def _value_difference(want: np.ndarray, have: np.ndarray, tolerance: Tolerance, path: tuple):
    with np.errstate(all="ignore"):
        finite = np.isfinite(want)
        same_infinite = ~finite & ((want == have) | (np.isnan(want) & np.isnan(have)))
        wrong_finite = ~np.isfinite(have) & ~same_infinite
        if wrong_finite.any():
            return _at(np.argmax(wrong_finite), "finite", want, have, path)
        scale = np.max(np.abs(want[finite]), initial=0.0)
        gap = np.where(same_infinite, 0.0, np.abs(have - want))
        gap[np.isnan(gap)] = np.inf
        if gap.size == 0 or gap.max() <= tolerance.absolute + tolerance.relative * scale:
            return None
        return _at(np.argmax(gap), "value", want, have, path)


def _at(flat: int, stage: str, want: np.ndarray, have: np.ndarray, path: tuple) -> Difference:
    index = tuple(int(i) for i in np.unravel_index(flat, want.shape))
    expected, got = _digits(want[index]), _digits(have[index])
    if expected == got:
        expected, got = _digits(want[index], 12), _digits(have[index], 12)
    return Difference(stage, path, expected, got, index if want.size > 1 else None)


def _sketch_difference(expected: dict, got: object, tolerance: Tolerance, path: tuple):
    want_shape = tuple(expected["sketch of"])
    if not (isinstance(got, dict) and "sketch of" in got):
        if is_numeric(got) and np.ndim(got):
            return Difference("shape", path, f"shape {want_shape}", f"shape {np.shape(got)}")
        return Difference("kind", path, describe(expected), describe(got))
    have_shape = tuple(got["sketch of"])
    if want_shape != have_shape:
        return Difference("shape", path, f"shape {want_shape}", f"shape {have_shape}")
    values = _numeric_difference(expected["values"], got.get("values"), tolerance, path)
    if values is not None:
        return values
    norm = _numeric_difference(expected["norm"], got.get("norm"), tolerance, path)
    return norm and Difference("value", path, f"norm {norm.expected}", f"norm {norm.got}")


def _digits(number: complex, digits: int = 6) -> str:
    return f"{number.real:.{digits}g}" if number.imag == 0 else f"{number:.{digits}g}"
