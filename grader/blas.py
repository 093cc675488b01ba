"""One BLAS thread for each process: the judging ones fill the cores, and a sum has one order."""

from __future__ import annotations

import os

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
ONE_THREAD = dict.fromkeys(THREADS, "1")


def use_one_thread() -> None:
    """Have this process, and those that it starts, compute with one; say so before NumPy comes."""
    os.environ.update(ONE_THREAD)


def uses_one_thread() -> bool:
    """Return True where this process was told to compute with one."""
    return all(os.environ.get(name) == "1" for name in THREADS)
