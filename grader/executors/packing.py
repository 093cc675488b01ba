"""Pack what another machine needs to judge a week, and tell whether it judges as this one does.

What is packed: the bundle, and the sources, checks and settings of all weeks
(a notebook may call for names of an earlier one). The rest must be installed
there: this package, at the same version to the byte, with the same Python and NumPy.
"""

from __future__ import annotations

import hashlib
import pickle
import platform
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

import numpy as np

import course
import grader
from course.resources import data_file
from grader.units import Bundle

_CONTENT = {".py", ".toml"}
_JUDGING = {".py", ".json", ".npz"}
_DATA = ("cats.h5", "cats_test_1000.h5", "digits.h5")


@dataclass(frozen=True)
class Fingerprint:
    """What decides how a submission is judged, beside the bundle; compared for equality."""

    python: str
    numpy: str
    code: str

    def __str__(self) -> str:
        return f"Python {self.python}, NumPy {self.numpy}, nndl-course {self.code[:12]}"


@cache
def fingerprint() -> Fingerprint:
    """Return this process's own."""
    digest = hashlib.sha256()
    for package in (course, grader):
        root = Path(package.__file__).parent
        for path in sorted(p for p in root.rglob("*") if p.suffix in _JUDGING):
            name = path.relative_to(root.parent)
            if "_shipped" not in name.parts:
                digest.update(f"{name.as_posix()} ".encode() + _digest(path))
    for name in _DATA:
        digest.update(f"{name} ".encode() + _digest(data_file(name)))
    python = ".".join(platform.python_version_tuple()[:2])
    return Fingerprint(python, np.__version__, digest.hexdigest())


def pack(bundle: Bundle) -> bytes:
    """Return `bundle` and the content that it stands on, as bytes."""
    files = {
        path.relative_to(bundle.content).as_posix(): path.read_bytes()
        for week in sorted(bundle.content.glob("week*"))
        for path in sorted(week.rglob("*"))
        if path.suffix in _CONTENT and path.is_file()
    }
    return pickle.dumps((bundle, files), protocol=pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes, folder: Path) -> Bundle:
    """Write packed content below `folder`; return the bundle that stands on it."""
    bundle, files = pickle.loads(packed)
    for name, data in files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sources = {
        name: replace(source, path=folder / bundle.week / f"{name}.py")
        for name, source in bundle.sources.items()
    }
    return replace(bundle, content=folder, sources=sources)


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
