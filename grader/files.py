"""Write a file so that nobody ever sees a part of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PUBLIC, OWN = 0o644, 0o600  # who may read it: everybody, or its owner alone


def write_atomically(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Write a file so that it is seen whole or not at all, whenever the process ends."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(temporary).chmod(mode)
    Path(temporary).replace(path)
