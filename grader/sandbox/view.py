"""What of the machine's files a worker may read: Python, its libraries, and the course.

Computed on the judge's side, where everything can be seen, and the same for
all situations: what is shown in a root of its own, or allowed by Landlock.
"""

from __future__ import annotations

import os
import site
import stat
import sys
import sysconfig
from pathlib import Path

import course
from course.errors import CourseError
from course.resources import data_file

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")


def shown() -> list[str]:
    """Return the files and folders that a worker may read, none of them inside another.

    From a checkout only the package `course`, this package and the pictures
    are taken, so that no week's solutions or checks are among them.
    """
    python = [sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")]
    python += [sysconfig.get_config_var("LIBDIR"), *site.getsitepackages()]
    own = Path(__file__).parent
    ours = [Path(course.__file__).parent, own, own.parent / "__init__.py", *_pictures()]
    paths = {os.path.abspath(p) for p in (*_LIBRARIES, *python, *ours) if p}  # noqa: PTH100
    kept: list[str] = []
    for path in sorted(p for p in paths if os.path.exists(p)):  # noqa: PTH110
        if not any(Path(path).is_relative_to(k) for k in kept):
            kept.append(path)
    return kept


def private_folder(paths: list[str]) -> Path | None:
    """Return the first folder that keeps other users from reading one of `paths`, if any does."""
    for path in map(Path, paths):
        for one in (path, *path.parents):
            needed = stat.S_IXOTH if one.is_dir() else stat.S_IROTH
            if not one.stat().st_mode & needed:
                return one
    return None


def interpreter() -> Path:
    """Return where the interpreter is, links followed."""
    return Path(sys.executable).resolve()


def _pictures() -> list[Path]:
    try:
        return sorted(data_file("cats.h5").parent.glob("*.h5"))
    except CourseError:  # a checkout whose pictures are not drawn yet
        return []
