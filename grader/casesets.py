"""Which cases a submission is judged on: not to be foreseen, and the same at every regrade.

An exercise has POOL case sets, drawn from the course's secret. A submission's
set is chosen by its learner and its content, so a regrade after a crash sees
the same cases, and the reference is computed once per set, not per submission.
"""

from __future__ import annotations

import hashlib
import hmac

POOL = 16


def set_of(secret: bytes, learner: str, notebook: str, digest: str) -> int:
    """Return the number of the case set for one submission of `notebook`."""
    return _number(secret, "set", learner, notebook, digest) % POOL


def seed_of(secret: bytes, exercise: str, case_set: int) -> int:
    """Return the seed from which an exercise's case set is drawn; `exercise` is its full name."""
    return _number(secret, "seed", exercise, str(case_set))


def _number(secret: bytes, *parts: str) -> int:
    # Lengths first, so that no two different lists of parts make the same message.
    message = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    return int.from_bytes(hmac.digest(secret, message, hashlib.sha256)[:8], "big")
