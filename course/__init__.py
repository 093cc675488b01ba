"""The learner's helper package: data, checks, plots.

Importing it is cheap: each part is loaded when it is first used, so neither
matplotlib nor h5py is imported before a picture or a figure is asked for.
"""

from __future__ import annotations

import importlib

_HOMES = {
    "card": "course.notation",
    "checks": "course.checking",
    "earlier": "course.library",
    "load_cats": "course.data",
    "load_digits": "course.data",
    "load_many_cats": "course.data",
    "load_folder": "course.data",
    "load_picture": "course.data",
    "load_photos": "course.data",
    "planar": "course.points",
    "watch": "course.watching",
}
_MODULES = {"plots", "data", "widgets"}

__all__ = sorted({*_HOMES, *_MODULES})


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"course.{name}")
    raise AttributeError(f"module 'course' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
