"""Plain values: the only ones that are compared, stored or sent between processes.

A plain value is None, a bool, int, float, complex or str, a NumPy array of
numbers or text, or a list, tuple or dict of these. Whatever else a function
returns becomes an :class:`Opaque`, which says what it was and nothing more.

`encode` and `decode` turn plain values into JSON and raw arrays and back:
the fixtures on disk and the wire between judge and worker use the same form.
Nothing here is ever unpickled or evaluated.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

MAX_DEPTH = 12
MAX_NODES = 10_000
MAX_BYTES = 256 * 2**20
NUMBER_KINDS = "biufc"
_ARRAY_KINDS = frozenset(NUMBER_KINDS + "US")
_DTYPE = re.compile(f"[<>|][{NUMBER_KINDS}US][0-9]{{1,6}}")  # as dtype.str writes it
_EXACT = 2**53  # larger ints are sent as text
_LARGEST = 16**390  # of a larger one the text would be longer than `decode` takes


class NotPlain(ValueError):
    """An encoded value is malformed; it was damaged or forged."""


@dataclass(frozen=True)
class Opaque:
    """What stands for a value that is not plain: `kind` names what it was."""

    kind: str


# Asked for of every value: a set and tuples that are there, and no union made anew each time.
_PLAIN = frozenset({type(None), bool, float, complex, Opaque})
_OF_NUMPY = (np.ndarray, np.generic)
_KEYS_OF_NUMPY = (np.integer, np.str_, np.bool_)
_CONTAINERS = (list, tuple, dict)


class _Budget:
    """What a value may still hold; what does not fit takes nothing from what comes after it."""

    def __init__(self) -> None:
        self.nodes = MAX_NODES
        self.bytes = MAX_BYTES

    def holds(self, nodes: int = 0, bytes: int = 0) -> bool:
        if nodes > self.nodes or bytes > self.bytes:
            return False
        self.nodes -= nodes
        self.bytes -= bytes
        return True


def plain(value: object, copy: bool = True) -> object:
    """Return a copy of `value` as plain values, with Opaque for what is not plain.

    Numbers and texts are taken by their value where their type is exact. An
    array, list, tuple or dict of a subclass is read from its storage, so no
    method of a stranger's class decides what is seen. Entries of a dict whose
    key is neither a text nor a whole number are left out. Without `copy`, an
    array may be the one that was given, for whoever reads it at once.
    """
    return _plain(value, 0, _Budget(), copy)


def encode(value: object, buffers: list[np.ndarray], copy: bool = True) -> object:
    """Return `value`, as :func:`plain` sees it, as JSON; its arrays are appended to `buffers`."""
    return encode_plain(plain(value, copy), buffers)


def encode_plain(value: object, buffers: list[np.ndarray]) -> object:
    """Return what `plain` has returned as JSON, appending its arrays, not copied, to `buffers`."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is np.ndarray:
        buffers.append(value)
        return {"array": [value.dtype.str, list(value.shape), len(buffers) - 1]}
    if kind is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    if kind is int:
        return value if -_EXACT < value < _EXACT else {"int": hex(value)}
    if kind is dict:
        return {"dict": [[key, encode_plain(item, buffers)] for key, item in value.items()]}
    if kind is list or kind is tuple:
        return {kind.__name__: [encode_plain(item, buffers) for item in value]}
    if kind is complex:
        return {"complex": [repr(value.real), repr(value.imag)]}
    return {"opaque": value.kind}


def _plain(value: object, depth: int, budget: _Budget, copy: bool) -> object:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is str:
        return value if budget.holds(bytes=len(value)) else Opaque("a very long text")
    if kind is int:
        return value if -_LARGEST < value < _LARGEST else Opaque("a very large number")
    if isinstance(value, _OF_NUMPY):
        return _plain_array(value, budget, copy)
    if isinstance(value, _CONTAINERS):
        return _plain_container(value, depth, budget, copy)
    return Opaque(f"a {kind.__name__}"[:80])


def _plain_container(value, depth: int, budget: _Budget, copy: bool) -> object:
    known = type(value)
    if known not in _CONTAINERS:
        known = next(k for k in _CONTAINERS if isinstance(value, k))
    if depth == MAX_DEPTH:
        return Opaque(f"a value nested more than {MAX_DEPTH} deep")
    if not budget.holds(nodes=known.__len__(value)):
        return Opaque(f"a {known.__name__} of {known.__len__(value):,} parts")
    if known is dict:
        items = _plain_keys(value, budget)
        return {key: _plain(item, depth + 1, budget, copy) for key, item in items}
    return known([_plain(item, depth + 1, budget, copy) for item in known.__iter__(value)])


def _plain_keys(value: dict, budget: _Budget) -> Iterator[tuple[object, object]]:
    """Yield the entries of a dict whose key is plain, as JSON has it, or NumPy's own kind of it."""
    for key, item in dict.items(value):
        kind = type(key)
        if isinstance(key, _KEYS_OF_NUMPY) and kind.__module__ == "numpy":
            key = key.item()
            kind = type(key)
        if kind is str:
            fits = budget.holds(bytes=len(key))
        else:
            fits = key is None or kind is bool or (kind is int and -_EXACT < key < _EXACT)
        if fits:
            yield key, item


def _plain_array(value: np.ndarray | np.generic, budget: _Budget, copy: bool) -> object:
    array = value if type(value) is np.ndarray else np.asarray(value).view(np.ndarray)
    if array.dtype.kind not in _ARRAY_KINDS:
        return Opaque(f"an array of dtype {array.dtype}"[:80])
    if not budget.holds(bytes=array.nbytes):  # a broadcast view counts at its full, claimed size
        return Opaque(f"an array of shape {array.shape}, {array.nbytes:,} bytes"[:80])
    in_order = array.flags.c_contiguous and not copy
    return array if in_order else array.copy()  # in C's order, and a 0-d array stays one


def decode(node: object, buffers: list, copy: bool = True) -> object:
    """Return the value that `encode` wrote as `node` and `buffers`.

    `buffers` are arrays, or bytes as they came off the wire. Without `copy`,
    arrays may lie in them, and may be read-only. Raises :class:`NotPlain` for
    anything that `encode` could not have written.
    """
    try:
        return _decode(node, buffers, 0, _Budget(), copy)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise NotPlain(f"not an encoded value: {error}") from None


def _decode(node: object, buffers: list, depth: int, budget: _Budget, copy: bool) -> object:
    if depth > MAX_DEPTH:
        raise NotPlain("too deep")
    if node is None or type(node) in (bool, float, str):
        return node
    if type(node) is int and -_EXACT < node < _EXACT:
        return node
    if type(node) is not dict or len(node) != 1:
        raise NotPlain("neither a scalar nor a tagged value")
    ((tag, body),) = node.items()
    if tag == "array":
        return _decode_array(body, buffers, budget, copy)
    if tag in ("list", "tuple"):
        items = [_decode(i, buffers, depth + 1, budget, copy) for i in _items(body, budget)]
        return items if tag == "list" else tuple(items)
    if tag == "dict":
        return {
            _key(key): _decode(value, buffers, depth + 1, budget, copy)
            for key, value in _items(body, budget)
        }
    if tag == "int" and len(_of(str, body)) <= 400:
        return int(body, 16)
    if tag == "float" and body in ("inf", "-inf", "nan"):
        return float(body)
    if tag == "complex":
        real, imag = _of(list, body)
        return complex(float(_of(str, real)), float(_of(str, imag)))
    if tag == "opaque":
        return Opaque(_of(str, body)[:80])
    raise NotPlain("unknown tag")


def _decode_array(body: object, buffers: list, budget: _Budget, copy: bool) -> np.ndarray:
    name, shape, index = _of(list, body)
    if type(index) is not int or not 0 <= index < len(buffers):
        raise NotPlain("bad array header")
    dtype = _dtype_of(_of(str, name))
    if dtype.itemsize == 0 and shape:
        raise NotPlain("this dtype is not sent")
    if len(_of(list, shape)) > 16 or any(type(n) is not int or n < 0 for n in shape):
        raise NotPlain("bad shape")
    size = math.prod(shape) * dtype.itemsize
    if not budget.holds(bytes=size):
        raise NotPlain("too many bytes")
    buffer = buffers[index]
    if isinstance(buffer, np.ndarray):  # from a fixture: checked when it was loaded
        if buffer.dtype != dtype or list(buffer.shape) != shape:
            raise NotPlain("array and header disagree")
        return buffer.copy() if copy else buffer  # two uses of a stored one must not share memory
    if len(buffer) != size:
        raise NotPlain("array and header disagree")
    if copy and memoryview(buffer).readonly:  # the array is to be written to
        buffer = bytearray(buffer)
    return _sound(np.frombuffer(buffer, dtype=dtype).reshape(shape))


@functools.lru_cache(64)
def _dtype_of(name: str) -> np.dtype:
    if not _DTYPE.fullmatch(name):  # np.dtype would parse other names as Python
        raise NotPlain("this dtype is not sent")
    return np.dtype(name)


def _sound(array: np.ndarray) -> np.ndarray:
    """Return `array` with bytes that NumPy itself would write: others crash who reads them."""
    if array.dtype.kind == "b":
        return np.asarray(array.view(np.uint8) != 0)  # a comparison makes 0-d arrays scalars
    if array.dtype.kind == "U" and array.dtype.itemsize:
        letters = np.dtype(np.uint32).newbyteorder(array.dtype.byteorder)
        codes = array.reshape(-1).view(letters)
        if ((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))).any():
            raise NotPlain("a text of what are no characters")
    return array


def _items(body: object, budget: _Budget) -> list:
    items = _of(list, body)
    if not budget.holds(nodes=len(items)):
        raise NotPlain("too many parts")
    return items


def _key(key: object) -> object:
    if key is None or type(key) in (str, int, bool):
        return key
    raise NotPlain("bad dictionary key")


def _of(kind: type, value: object):
    if type(value) is not kind:
        raise NotPlain(f"expected a {kind.__name__}")
    return value
