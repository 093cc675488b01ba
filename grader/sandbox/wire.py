"""Frames between judge and worker: a JSON header and raw arrays. Nothing is unpickled.

A frame is the header's length (8 bytes, little-endian), the header, and then
the bytes of each array, whose lengths stand in the header. The judge reads
frames from a process that runs a stranger's code: every length is checked
before a byte is read, and reading waits only as long as `wait` allows.
"""

from __future__ import annotations

import json
import re
import socket
import struct
from collections.abc import Callable, Sequence

import numpy as np

MAX_HEADER = 4 * 2**20
MAX_BUFFERS = 20_000
_LENGTH = struct.Struct("<Q")
_CHUNK = 2**20
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # a half of a pair alone is no character


class WireError(Exception):
    """The other side sent something that is no frame."""


class PeerGone(WireError):
    """The other side closed the connection."""


def send(
    sock: socket.socket,
    header: dict,
    buffers: Sequence = (),
    wait: Callable[[], None] | None = None,
) -> None:
    """Send one frame; `wait` is called where the socket is not ready, and may raise."""
    views = [_bytes_of(buffer) for buffer in buffers]
    text = json.dumps({"header": header, "sizes": [len(v) for v in views]}).encode()
    for view in (memoryview(_LENGTH.pack(len(text)) + text), *views):
        while len(view):
            try:
                sent = sock.send(view[:_CHUNK], socket.MSG_DONTWAIT if wait else 0)
            except BlockingIOError:
                wait()
                continue
            except (BrokenPipeError, ConnectionResetError):
                raise PeerGone("the other side is gone") from None
            view = view[sent:]


def receive(
    sock: socket.socket, max_bytes: int, wait: Callable[[], None] | None = None
) -> tuple[dict, list[bytearray]]:
    """Receive one frame: its header and its buffers.

    Raises WireError for anything that is no frame or is larger than
    `max_bytes`, PeerGone at the end, and whatever `wait` raises.
    """
    (length,) = _LENGTH.unpack(_read(sock, _LENGTH.size, wait))
    if length > MAX_HEADER:
        raise WireError(f"a header of {length} bytes")
    frame = _parse(_read(sock, length, wait))
    if type(frame) is not dict or type(frame.get("header")) is not dict:
        raise WireError("a frame without a header")
    sizes = frame.get("sizes")
    if type(sizes) is not list or any(type(n) is not int or n < 0 for n in sizes):
        raise WireError("a frame without sizes")
    if len(sizes) > MAX_BUFFERS:
        raise WireError(f"{len(sizes)} buffers")
    if sum(sizes) > max_bytes:
        raise WireError(f"a reply of {sum(sizes)} bytes")
    return frame["header"], [_read(sock, n, wait) for n in sizes]


def _parse(data: bytearray) -> object:
    """Return the JSON value in `data`, whose texts can all be written to a file again."""
    try:
        frame = json.loads(data.decode(), parse_constant=_no_constant)
        if _SURROGATE.search(data):
            json.dumps(frame, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise WireError("a header that is not JSON") from None
    return frame


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


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
