"""A learner's functions by their names: from a notebook's ``globals()``, or from a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


def function_of(functions: object, name: str, asker: str, written: str) -> Callable:
    """Return the learner's function `name`, as it is now; raises CourseError where there is none.

    `asker` needs it, and is `written` so in a notebook.
    """
    found = names_of(functions).get(name)
    if not callable(found):
        raise CourseError(f"{asker} needs your {name}. Write {written}.")
    return found
