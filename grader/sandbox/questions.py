"""What stands for a question to the reference: a function and its arguments, bit by bit.

The judge knows many answers before a submission asks. It sends them along with
the cases, and the worker finds them by the same key.
"""

from __future__ import annotations

import hashlib
import itertools
import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson

Buffers = Sequence  # of arrays, or of their bytes


class Answer(NamedTuple):
    """What a function returned or raised, encoded: a header and its arrays."""

    header: dict
    buffers: Buffers


_KEY_BYTES = 16
_LENGTH = struct.Struct("<Q")


class Table(NamedTuple):
    """Answers by their keys, packed: of hundreds sent along, only those asked for are read.

    `keys` are the keys in a row, `ends` says where each one's answer ends in `answers`.
    """

    keys: bytes
    ends: bytes
    answers: bytes

    def get(self, key: bytes) -> Answer | None:
        """Return the answer to a question, or None where it is not there."""
        at = self.keys.find(key)
        while at > 0 and at % _KEY_BYTES:  # the end of one key and the beginning of the next
            at = self.keys.find(key, at + 1)
        if at < 0:
            return None
        place = at // _KEY_BYTES * _LENGTH.size
        begin = _LENGTH.unpack_from(self.ends, place - _LENGTH.size)[0] if place else 0
        return _unpacked(memoryview(self.answers)[begin : _LENGTH.unpack_from(self.ends, place)[0]])


def table_of(answers: Mapping[bytes, Answer]) -> Table:
    """Return `answers`, whose arrays are bytes, as one table."""
    packed = [_packed(answer) for answer in answers.values()]
    ends = itertools.accumulate(map(len, packed))
    return Table(b"".join(answers), b"".join(map(_LENGTH.pack, ends)), b"".join(packed))


def _packed(answer: Answer) -> bytes:
    text = orjson.dumps([answer.header, [len(buffer) for buffer in answer.buffers]])
    return b"".join([_LENGTH.pack(len(text)), text, *answer.buffers])


def _unpacked(packed: memoryview) -> Answer:
    """Return an answer whose arrays are not to be written to, so that each use makes a copy."""
    begin = _LENGTH.size + _LENGTH.unpack_from(packed)[0]
    header, sizes = orjson.loads(packed[_LENGTH.size : begin])
    ends = itertools.accumulate(sizes, initial=begin)
    arrays = [packed[at:end].toreadonly() for at, end in itertools.pairwise(ends)]
    return Answer(header, arrays)


def key_of(function: str, arguments: dict, buffers: Buffers) -> bytes:
    """Return what stands for a call of `function`; `arguments` and `buffers` are encoded."""
    digest = hashlib.sha256(orjson.dumps([function, arguments]))
    for buffer in buffers:  # with its length: the same bytes cut elsewhere are another question
        digest.update(_LENGTH.pack(memoryview(buffer).nbytes))
        digest.update(buffer)
    return digest.digest()[:_KEY_BYTES]
