"""What decides how a submission is judged: a course's content, and what is installed here."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

import course
import grader
from course.resources import data_file

_CONTENT = {".py", ".toml"}
_JUDGING = {".py", ".json", ".npz"}
_DATA = ("cats.h5", "cats_test_1000.h5", "digits.h5")


@dataclass(frozen=True)
class Fingerprint:
    """What decides how a submission is judged, beside the content; compared for equality."""

    python: str
    numpy: str
    code: str

    def __str__(self) -> str:
        return f"Python {self.python}, NumPy {self.numpy}, nndl-course {self.code[:12]}"


@cache
def fingerprint() -> Fingerprint:
    """Return this process's own."""
    files = {}
    for package in (course, grader):
        root = Path(package.__file__).parent
        for path in sorted(p for p in root.rglob("*") if p.suffix in _JUDGING):
            name = path.relative_to(root.parent)
            if "_shipped" not in name.parts:
                files[name.as_posix()] = path
    files |= {name: data_file(name) for name in _DATA}
    python = ".".join(platform.python_version_tuple()[:2])
    return Fingerprint(python, np.__version__, _digest_of(files))


def content_files(root: Path) -> dict[str, Path]:
    """Return the sources, checks and settings of all weeks below `root`, by their names there.

    Of all weeks, for a notebook may call for names of an earlier one.
    """
    return {
        path.relative_to(root).as_posix(): path
        for week in sorted(root.glob("week*"))
        for path in sorted(week.rglob("*"))
        if path.suffix in _CONTENT and path.is_file()
    }


def digest_of_content(root: Path) -> str:
    """Return a digest of the content below `root`."""
    return _digest_of(content_files(root))


def _digest_of(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(f"{name} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
