"""Keep the case sets that were played in the course directory, from one run to the next.

To play a week's anew takes up to half a second. They are found by a digest of all that decides
what they hold, so an edit of a check is never overlooked; and what is kept is signed with the
course's secret, so that nothing is read that somebody else has put there.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import pickle
import shutil
import time
from pathlib import Path

from grader.blas import THREADS
from grader.files import OWN, write_atomically
from grader.fingerprint import digest_of_content, fingerprint

FOLDER = ".grader-sets"
_UNUSED = 24 * 3600.0  # seconds after which what older content has left is removed
_SIGNATURE_BYTES = hashlib.sha256().digest_size


def sets_folder(root: Path, content: Path, week: str) -> Path | None:
    """Return where the case sets of `week` are kept below the course directory `root`.

    None where nothing can be written there. What was kept for other content is removed in time.
    """
    # The number of threads too: the last digit of a sum depends on it.
    threads = [os.environ.get(name) for name in THREADS]
    decided = repr((fingerprint(), digest_of_content(content), threads))
    folder = root / FOLDER / f"{week}-{hashlib.sha256(decided.encode()).hexdigest()[:24]}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        return None
    for other in (root / FOLDER).glob(f"{week}-*"):
        with contextlib.suppress(OSError):
            if time.time() - other.stat().st_mtime > _UNUSED:
                shutil.rmtree(other)
    return folder


def read_kept(path: Path, secret: bytes) -> object | None:
    """Return what :func:`keep` has written at `path`; None where it is not there, or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    signature, made = data[:_SIGNATURE_BYTES], memoryview(data)[_SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(path, secret, made)):
        return None
    return pickle.loads(made)


def keep(path: Path, secret: bytes, value: object) -> None:
    """Write `value` at `path`, signed; where that is not possible, it is not kept."""
    made = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        write_atomically(path, _signature(path, secret, made) + made, OWN)


def _signature(path: Path, secret: bytes, made: bytes | memoryview) -> bytes:
    digest = hmac.new(secret, f"{path.parent.name}/{path.name}\n".encode(), hashlib.sha256)
    digest.update(made)
    return digest.digest()
