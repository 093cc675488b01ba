"""Frames between judge and worker: a JSON header and raw arrays. Nothing is unpickled.

A frame is the header's length (8 bytes, little-endian), the header, and then
the bytes of all arrays, whose lengths stand in the header; each begins at a
multiple of 16, so that NumPy can use it where it lies. An array that the
worker has in memory already is sent as its place there (`Shared`). The judge
reads frames from a process that runs a stranger's code: every length is
checked before a byte is read, and reading waits only as long as `wait` allows.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import orjson

MAX_HEADER = 4 * 2**20
MAX_BUFFERS = 20_000
_LENGTH = struct.Struct("<Q")
_CHUNK = 2**20
_JOINED = 2**16  # smaller pieces than this are sent together
_ALIGNED = 16


class WireError(Exception):
    """The other side sent something that is no frame."""


class PeerGone(WireError):
    """The other side closed the connection."""


class Shared(NamedTuple):
    """Bytes that the worker has already: where they begin in what is shared, and how many."""

    start: int
    size: int


def send(
    sock: socket.socket,
    header: dict,
    buffers: Sequence = (),
    wait: Callable[[], None] | None = None,
) -> None:
    """Send one frame; `wait` is called where the socket is not ready, and may raise."""
    views = [b if type(b) is Shared else _bytes_of(b) for b in buffers]
    sizes = [list(v) if type(v) is Shared else len(v) for v in views]
    text = _text_of({"header": header, "sizes": sizes})
    sent = [view for view in views if type(view) is not Shared]
    for piece in _joined(_LENGTH.pack(len(text)) + text, sent):
        view = memoryview(piece)
        while len(view):
            try:
                done = sock.send(view[:_CHUNK], socket.MSG_DONTWAIT if wait else 0)
            except BlockingIOError:
                wait()
                continue
            except (BrokenPipeError, ConnectionResetError):
                raise PeerGone("the other side is gone") from None
            view = view[done:]


def _joined(head: bytes, views: Sequence[memoryview]) -> Iterator[bytes | memoryview]:
    """Yield what is to be sent, small pieces together: each call of the system costs."""
    pieces, size = [head], len(head)
    for view in views:
        padding = bytes(-len(view) % _ALIGNED)
        if len(view) > _JOINED:
            yield b"".join(pieces)
            yield view
            pieces, size = [padding], len(padding)
            continue
        pieces += (view, padding)
        size += len(view) + len(padding)
        if size > _JOINED:
            yield b"".join(pieces)
            pieces, size = [], 0
    yield b"".join(pieces)


def receive(
    sock: socket.socket,
    max_bytes: int,
    wait: Callable[[], None] | None = None,
    shared: memoryview | None = None,
) -> tuple[dict, list[memoryview]]:
    """Receive one frame: its header and its buffers.

    `shared` is what this process shares with the one that sends; without it, a
    buffer that is said to lie there is no buffer. Raises WireError for anything
    that is no frame or is larger than `max_bytes`, PeerGone at the end, and
    whatever `wait` raises.
    """
    (length,) = _LENGTH.unpack(_read(sock, _LENGTH.size, wait))
    if length > MAX_HEADER:
        raise WireError(f"a header of {length} bytes")
    frame = _parse(_read(sock, length, wait))
    if type(frame) is not dict or type(frame.get("header")) is not dict:
        raise WireError("a frame without a header")
    sizes = frame.get("sizes")
    if type(sizes) is not list:
        raise WireError("a frame without sizes")
    if len(sizes) > MAX_BUFFERS:
        raise WireError(f"{len(sizes)} buffers")
    sent = sizes
    if shared is not None:
        sent = [size for size in sizes if type(size) is not list]
    if any(type(n) is not int or n < 0 for n in sent):
        raise WireError("a frame without sizes")
    if sum(sent) > max_bytes:
        raise WireError(f"a reply of {sum(sent)} bytes")
    body = memoryview(_read(sock, sum(n + -n % _ALIGNED for n in sent), wait))
    buffers, at = [], 0
    for size in sizes:
        if type(size) is list:
            start, size = size
            buffers.append(shared[start : start + size])
            continue
        buffers.append(body[at : at + size])
        at += size + -size % _ALIGNED
    return frame["header"], buffers


def together(requests: Sequence) -> tuple[dict, list]:
    """Return requests, or replies, as one frame's header and buffers.

    Each has a `header()` and `buffers`.
    """
    buffers = [list(one.buffers) for one in requests]
    parts = [
        {**one.header(), "buffers": len(own)} for one, own in zip(requests, buffers, strict=True)
    ]
    return {"parts": parts}, [buffer for own in buffers for buffer in own]


def apart(header: dict, buffers: list, expected: int | None = None) -> list[tuple[dict, list]]:
    """Take apart what :func:`together` has put together; raises WireError where it is not that."""
    parts = header.get("parts")
    if type(parts) is not list or (expected is not None and len(parts) != expected):
        raise WireError("too few or too many replies")
    found, at = [], 0
    for part in parts:
        count = part.pop("buffers", None) if type(part) is dict else None
        if type(count) is not int or count < 0:
            raise WireError("a reply without its number of buffers")
        found.append((part, buffers[at : at + count]))
        at += count
    return found


def _text_of(value: dict) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # half of a surrogate pair is no character, and is refused where it is read
        return json.dumps(value).encode()


def _parse(data: bytearray) -> object:
    """Return the JSON value in `data`, whose texts can all be written to a file again."""
    try:
        return orjson.loads(data)
    except ValueError:
        raise WireError("a header that is not JSON") from None


def _bytes_of(buffer) -> memoryview:
    if isinstance(buffer, np.ndarray):
        return memoryview(np.ascontiguousarray(buffer).reshape(-1).view(np.uint8))
    return memoryview(buffer)


def _read(sock: socket.socket, size: int, wait: Callable[[], None] | None) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    while len(view):
        try:
            got = sock.recv_into(view[:_CHUNK], 0, socket.MSG_DONTWAIT if wait else 0)
        except BlockingIOError:
            wait()
            continue
        except ConnectionResetError:
            got = 0
        if got == 0:
            raise PeerGone("the other side closed the connection")
        view = view[got:]
    return data
