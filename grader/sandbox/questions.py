"""What stands for a question to the reference: a function and its arguments, bit by bit.

The judge knows many answers before a submission asks. It sends them along with
the cases, and the worker finds them by the same key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson

Buffers = Sequence  # of arrays, or of their bytes


class Answer(NamedTuple):
    """What a function returned or raised, encoded: a header and its arrays."""

    header: dict
    buffers: Buffers


Known = Mapping[bytes, Answer]


def key_of(function: str, arguments: dict, buffers: Buffers) -> bytes:
    """Return what stands for a call of `function`; `arguments` and `buffers` are encoded."""
    digest = hashlib.blake2b(orjson.dumps([function, arguments]), digest_size=16)
    for buffer in buffers:
        digest.update(buffer)
    return digest.digest()
