"""A learner's functions by their names: from a notebook's ``globals()``, or from a module."""

from __future__ import annotations

from collections.abc import Mapping

from course.errors import CourseError


def names_of(functions: object) -> Mapping[str, object]:
    """Return what `functions` holds, as it is now; raises CourseError where it can hold none."""
    if isinstance(functions, Mapping):
        return functions
    try:
        return vars(functions)
    except TypeError:
        raise CourseError(
            "Your functions are given as globals(), or as a module such as"
            f" my_nn.planar_classifier, and not as {type(functions).__name__}."
        ) from None
