"""Compare what was returned with what was expected, in one fixed order.

Kind, then shape, then dtype, then finite, then value: the first of these that
differs is what a person should hear about first. The comparison accepts
whatever is right: a number as float, 0-d or (1, 1); extra dictionary keys; a
list for a tuple; an array for a list of numbers; True for 1.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from course import draws
from course.draws import is_draws
from course.values import NUMBER_KINDS, Opaque

STAGES = (
    *("kind", "length", "key", "shape", "dtype", "finite"),
    *("drawn", "mean", "spread", "value", "changed", "growth"),
)
# Two sets of draws are off by chance: with 600 entries and 8 plays, by 1.5 % of the spread
# (spread) and by 2 % of it (mean). Of fewer draws less can be said: some six sigmas of those.
SPREAD, MEAN, _SIGMAS = 0.10, 0.15, 6.0
_NUMBERS = (bool, int, float, complex)
_MANY = 4_096  # entries: an array of more is no list, and is not made one


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
    found = differences(expected, got, tolerance)
    return min(found, key=lambda d: STAGES.index(d.stage), default=None)


def differences(
    expected: object, got: object, tolerance: Tolerance, path: tuple = ()
) -> Iterator[Difference]:
    """Yield a difference for each place of `expected` where `got` is not the same."""
    expected, got = _text_of(expected), _text_of(got)
    if is_sketch(expected):
        yield from _sketch_differences(expected, got, tolerance, path)
    elif is_draws(expected):
        yield from _draws_differences(expected, got, tolerance, path)
    elif isinstance(expected, dict):
        yield from _dict_differences(expected, got, tolerance, path)
    elif isinstance(expected, list | tuple):
        yield from _sequence_differences(expected, got, tolerance, path)
    elif is_numeric(expected):
        if (found := _numeric_difference(expected, got, tolerance, path)) is not None:
            yield found
    elif type(expected) is not type(got):
        yield Difference("kind", path, describe(expected), describe(got))
    elif isinstance(expected, np.ndarray):
        yield from _text_array_differences(expected, got, path)
    elif expected != got:
        if isinstance(expected, str):
            yield Difference("value", path, repr(expected)[:80], repr(got)[:80])
        else:
            yield Difference("kind", path, describe(expected), describe(got))


def likened(expected: object, got: object) -> object:
    """Return `got` in the form of `expected`, where either form is accepted.

    Two wrong results are then the same whether a number came as a float or
    in an array of shape (1, 1), and whatever further keys there are.
    """
    summaries = any(is_sketch(value) or is_draws(value) for value in (expected, got))
    if isinstance(expected, dict) and isinstance(got, dict) and not summaries:
        return {key: likened(expected[key], value) for key, value in got.items() if key in expected}
    if isinstance(expected, list | tuple):
        if isinstance(got, np.ndarray) and got.ndim and len(got) <= _MANY and is_numeric(got):
            got = list(got)
        if isinstance(got, list | tuple) and expected:
            forms = itertools.chain(expected, itertools.repeat(expected[-1]))
            return [likened(form, value) for form, value in zip(forms, got, strict=False)]
    elif is_numeric(expected) and is_numeric(got) and np.ndim(expected) == 0 and np.size(got) == 1:
        return np.reshape(got, ())
    return got


def is_numeric(value: object) -> bool:
    """Return True for a number or an array of numbers."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in NUMBER_KINDS
    return isinstance(value, _NUMBERS)


def is_sketch(value: object) -> bool:
    """Return True for what `course.observe.sketch` puts in the place of a long array."""
    return (
        type(value) is dict
        and value.keys() == {"sketch of", "dtype", "values", "norm"}
        and draws.is_shape(value["sketch of"])
        and isinstance(value["values"], np.ndarray)
        and value["values"].ndim == 1
        and value["values"].dtype.kind == "f"
        and type(value["norm"]) is float
    )


def describe(value: object) -> str:
    """Say in a few words what a value is: ``an array of shape (3, 1)``, ``a list of 2``."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in NUMBER_KINDS:
            return f"an array of texts, shape {value.shape}" if value.ndim else "a text"
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if is_sketch(value):
        return f"an array of shape {tuple(value['sketch of'])}"
    if is_draws(value):
        return f"an array of shape {tuple(value['draws of'])}"
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return value.kind
    if is_numeric(value):
        return "a number"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    return {"str": "a text", "dict": "a dictionary"}.get(type(value).__name__, "something else")


def _text_of(value: object) -> object:
    """Return NumPy's own kind of text as a str, anything else as it is."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind == "U":
        return str(value)
    return value


def _dict_differences(expected: dict, got: object, tolerance: Tolerance, path: tuple):
    if not isinstance(got, dict) or is_sketch(got) or is_draws(got):
        yield Difference("kind", path, "a dictionary", describe(got))
        return
    for key, value in expected.items():
        if key in got:
            yield from differences(value, got[key], tolerance, (*path, key))
        else:
            keys = ", ".join(repr(k) for k in got) or "no keys"
            yield Difference("key", (*path, key), repr(key), keys[:120])


def _sequence_differences(expected, got: object, tolerance: Tolerance, path: tuple):
    # Costs kept in an array are the same costs.
    in_array = isinstance(got, np.ndarray) and got.ndim and is_numeric(got)
    if not in_array and not isinstance(got, list | tuple):
        yield Difference("kind", path, describe(expected), describe(got))
    elif len(got) != len(expected):
        yield Difference("length", path, f"{len(expected)} values", f"{len(got)} values")
    else:
        for number, value in enumerate(expected):
            yield from differences(value, got[number], tolerance, (*path, number))


def _text_array_differences(expected: np.ndarray, got: np.ndarray, path: tuple):
    if got.shape != expected.shape:
        yield Difference("shape", path, f"shape {expected.shape}", f"shape {got.shape}")
    elif got.dtype.kind != expected.dtype.kind:
        yield Difference("dtype", path, "texts", "other values")
    elif (wrong := expected != got).any():
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        want, have = repr(str(expected[index])), repr(str(got[index]))
        yield Difference("value", path, want[:80], have[:80], index or None)


def _numeric_difference(expected, got: object, tolerance: Tolerance, path: tuple):
    # As these two would come out below, at a small part of the cost.
    if type(expected) is type(got) is float and _near(expected, got, tolerance):
        return None
    arrays = type(expected) is type(got) is np.ndarray
    if arrays and expected.shape == got.shape != () and expected.dtype == got.dtype == float:
        return _value_difference(expected, got, tolerance, path)
    want_shape = np.shape(expected)
    if is_sketch(got) and want_shape:  # longer than anything that is not sketched
        return Difference("shape", path, f"shape {want_shape}", f"shape {(*got['sketch of'],)}")
    if is_draws(got) and want_shape == () and draws.size(got) == 1:
        return Difference("drawn", path, "the same at every call", draws.words(got))
    if not is_numeric(got):
        return Difference("kind", path, describe(expected), describe(got))
    have_shape = np.shape(got)
    if want_shape == ():
        if math.prod(have_shape) != 1:
            return Difference("shape", path, "a single number", f"an array of shape {have_shape}")
    elif have_shape == ():
        return Difference("kind", path, describe(expected), "a single number")
    elif have_shape != want_shape:
        return Difference("shape", path, f"shape {want_shape}", f"shape {have_shape}")
    want, have = _numbers(expected), _numbers(got).reshape(want_shape)
    if have.dtype.kind == "c" and want.dtype.kind != "c":
        return Difference("dtype", path, "real numbers", "complex numbers")
    real = want.ndim == 0 and want.dtype == have.dtype == float
    if real and _near(want.item(), have.item(), tolerance):
        return None
    return _value_difference(want, have, tolerance, path)


def _near(want: float, have: float, tolerance: Tolerance) -> bool:
    """Return True where two finite numbers are near enough, and never for any other."""
    return abs(have - want) <= tolerance.absolute + tolerance.relative * abs(want) < math.inf


def _numbers(value) -> np.ndarray:
    """Return a number or an array of them as floats, or as complex numbers."""
    try:
        array = np.asarray(value)
        return array.astype(complex if array.dtype.kind == "c" else float, copy=False)
    except OverflowError:  # an int of more than 308 digits
        return np.asarray(math.inf if value > 0 else -math.inf)


def _value_difference(want: np.ndarray, have: np.ndarray, tolerance: Tolerance, path: tuple):
    if (want == have).all():  # to the last bit, as most are
        return None
    with np.errstate(all="ignore"):
        gap, scale = np.abs(have - want), np.abs(want)
        if gap.size == 0:
            return None
        # Mostly nothing is wrong, and this says so at once, unless something is not finite.
        if gap.max() <= tolerance.absolute + tolerance.relative * scale.max() < np.inf:
            return None
        finite = np.isfinite(want)
        same_infinite = ~finite & ((want == have) | (np.isnan(want) & np.isnan(have)))
        wrong_finite = ~np.isfinite(have) & ~same_infinite
        if wrong_finite.any():
            return _at(np.argmax(wrong_finite), "finite", want, have, path)
        scale = np.max(scale[finite], initial=0.0)
        gap = np.where(same_infinite, 0.0, np.abs(have - want))
        gap[np.isnan(gap)] = np.inf
        if gap.max() <= tolerance.absolute + tolerance.relative * scale:
            return None
        return _at(np.argmax(gap), "value", want, have, path)


def _at(flat: int, stage: str, want: np.ndarray, have: np.ndarray, path: tuple) -> Difference:
    index = tuple(int(i) for i in np.unravel_index(flat, want.shape))
    expected, got = _digits(want[index]), _digits(have[index])
    if expected == got:
        expected, got = _digits(want[index], 12), _digits(have[index], 12)
    return Difference(stage, path, expected, got, index if want.size > 1 else None)


def _sketch_differences(expected: dict, got: object, tolerance: Tolerance, path: tuple):
    want_shape = tuple(expected["sketch of"])
    if not is_sketch(got):
        if is_numeric(got) and np.ndim(got):
            yield Difference("shape", path, f"shape {want_shape}", f"shape {np.shape(got)}")
        else:
            yield Difference("kind", path, describe(expected), describe(got))
        return
    have_shape = tuple(got["sketch of"])
    if want_shape != have_shape:
        yield Difference("shape", path, f"shape {want_shape}", f"shape {have_shape}")
        return
    values = _numeric_difference(expected["values"], got["values"], tolerance, path)
    norm = _numeric_difference(expected["norm"], got["norm"], tolerance, path)
    if values is not None:
        yield values
    elif norm is not None:
        yield Difference("value", path, f"norm {norm.expected}", f"norm {norm.got}")


def _draws_differences(expected: dict, got: object, tolerance: Tolerance, path: tuple):
    want_shape = tuple(expected["draws of"])
    single = draws.size(expected) == 1
    if not is_draws(got):
        have_shape = np.shape(got) if is_numeric(got) else ()
        if is_numeric(got) and single:
            yield Difference("drawn", path, draws.words(expected), "the same at every call")
        elif have_shape:
            yield Difference("shape", path, f"shape {want_shape}", f"shape {have_shape}")
        else:
            yield Difference("kind", path, describe(expected), describe(got))
        return
    have_shape = tuple(got["draws of"])
    if want_shape != have_shape and not (single and draws.size(got) == 1):
        yield Difference("shape", path, f"shape {want_shape}", f"shape {have_shape}")
    elif got["dtype"] == "c" and expected["dtype"] != "c":
        yield Difference("dtype", path, "real numbers", "complex numbers")
    elif not math.isfinite(got["spread"]) and math.isfinite(expected["spread"]):
        yield Difference("finite", path, "finite numbers", "not finite everywhere")
    elif (expected["alike"], expected["anew"]) != (got["alike"], got["anew"]):
        want, have = draws.words(expected), draws.words(got)
        if want == have:  # alike in the same way, and only one of the two is fixed
            want, have = (_how_often(one) for one in (expected, got))
        yield Difference("drawn", path, want, have)
    elif (found := _drawn_otherwise(expected, got, tolerance, path)) is not None:
        yield found


def _how_often(drawn: dict) -> str:
    return "drawn anew at each call" if drawn["anew"] else "the same at every call"


def _drawn_otherwise(expected: dict, got: dict, tolerance: Tolerance, path: tuple):
    """Return the difference in mean or in spread, where it is more than chance."""
    want, have, spread = expected["mean"], got["mean"], expected["spread"]
    chance = _SIGMAS / math.sqrt(draws.PLAYS * max(1, draws.size(expected)))
    near = tolerance.absolute + tolerance.relative * abs(want)
    widest = max(spread, got["spread"])
    if abs(have - want) > near + max(MEAN, chance) * widest:
        shown = [0.0 if abs(m) < MEAN * spread else m for m in (want, have)]
        return Difference("mean", path, *_about(*shown))
    if abs(got["spread"] - spread) > near + max(SPREAD, chance) * spread:
        return Difference("spread", path, *_about(spread, got["spread"]))
    return None


def _about(want: float, have: float) -> tuple[str, str]:
    """Return two numbers, rounded by 3 % at most; by less where that tells them apart."""
    shown = _rounded(want, 0.03), _rounded(have, 0.03)
    return shown if shown[0] != shown[1] else (_digits(want), _digits(have))


def _rounded(number: float, off: float) -> str:
    few = (_digits(number, digits) for digits in (1, 2, 3, 6))
    return next((t for t in few if abs(float(t) - number) <= off * abs(number)), str(number))


def _digits(number: complex, digits: int = 6) -> str:
    return f"{number.real:.{digits}g}" if number.imag == 0 else f"{number:.{digits}g}"
