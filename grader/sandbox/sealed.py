"""Large arrays that a worker reads where they lie: written once, then sealed, and never sent again.

The judge makes one for each case set; every worker that is judged on it maps
the same memory.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import weakref
from collections.abc import Iterable, Sequence

from grader.sandbox.wire import Shared

_LARGE = 4096  # bytes; a smaller array is sent with its case
_ALIGNED = 64


class Sealed:
    """Memory that nobody can write to any more; `descriptor` is what a worker is given."""

    def __init__(self, lists: Iterable[Sequence[bytes]]) -> None:
        """Take in what is large of arrays' bytes; :attr:`lists` has its place in its stead."""
        self.descriptor = os.memfd_create("cases", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        weakref.finalize(self, os.close, self.descriptor)
        self.lists = [[self._placed(data) for data in arrays] for arrays in lists]
        seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
        fcntl.fcntl(self.descriptor, fcntl.F_ADD_SEALS, seals)

    def _placed(self, data: bytes) -> bytes | Shared:
        if len(data) < _LARGE:
            return data
        start = os.lseek(self.descriptor, 0, os.SEEK_END)
        os.write(self.descriptor, bytes(-start % _ALIGNED))
        start += -start % _ALIGNED
        left = memoryview(data)
        while len(left):
            left = left[os.write(self.descriptor, left) :]
        return Shared(start, len(data))


def mapped(descriptor: int) -> memoryview | None:
    """Return the sealed memory of `descriptor`, to be read only; None where it is empty."""
    if not os.fstat(descriptor).st_size:
        return None
    # Private, for a mapping that others share would have to be one that might be written to.
    return memoryview(mmap.mmap(descriptor, 0, mmap.MAP_PRIVATE, mmap.PROT_READ))
