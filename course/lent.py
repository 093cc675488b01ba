"""What the course lends of earlier notebooks to who got stuck in them.

`grader build` writes these files from the solutions, for those functions only
that a later notebook asks for. Their text is sealed, which keeps an eye from
falling on it and nothing more: who wants to read it can.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Sequence
from functools import cache

from course.errors import CourseError
from course.resources import learner_notebooks, lent_file

MODULE = "course.lent:"  # a lent function's module: this and its notebook


def seal(notebook: str, names: Sequence[str], text: str) -> str:
    """Return the content of a file that lends `names`, which `text` defines."""
    sealed = base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode()
    return json.dumps({"notebook": notebook, "names": sorted(names), "sealed": sealed}) + "\n"


def unseal(content: str) -> tuple[list[str], str]:
    """Return the names and the text that :func:`seal` was given; raises ValueError for other."""
    try:
        node = json.loads(content)
        return node["names"], zlib.decompress(base64.b64decode(node["sealed"])).decode("utf-8")
    except (KeyError, TypeError, zlib.error) as error:
        raise ValueError(f"not a file of lent functions: {error}") from None


@cache
def lent(notebook: str) -> dict[str, Callable]:
    """Return the functions of `notebook` that the course lends, by name.

    Raises CourseError where it lends none.
    """
    try:
        content = lent_file(notebook).read_text(encoding="utf-8")
    except CourseError:
        raise CourseError(_why_not(notebook)) from None
    try:
        names, text = unseal(content)
    except ValueError:
        raise CourseError(f"What {notebook} lends cannot be read; reinstall nndl-course.") from None
    made: dict = {"__name__": f"{MODULE}{notebook}"}
    exec(compile(text, f"<lent by the course: {notebook}>", "exec"), made)
    return {name: made[name] for name in names}


def _why_not(notebook: str) -> str:
    known = [f"{week}/{path.stem}" for week, paths in learner_notebooks().items() for path in paths]
    if notebook in known:
        return f"{notebook} lends nothing; finish it there, and it is kept."
    there = ", ".join(name for name in known if name.startswith("week"))
    return f"There is no notebook {notebook}; there is: {there}."
