"""Where the files are that the course ships: one place, for a checkout and a wheel alike.

An editable install has no copied files, so both layouts are looked at.
"""

from __future__ import annotations

from pathlib import Path

from course.errors import CourseError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
HANDED_OUT = "fixtures"
PACKAGED_FIXTURES = _PACKAGE / HANDED_OUT
_SHIPPED = _PACKAGE / "_shipped"  # pyproject.toml puts the files here in a wheel


def data_file(name: str) -> Path:
    """Return the path of a shipped data set, such as ``cats.h5``."""
    return _first("data file", name, _SHIPPED / "datasets" / name, _CHECKOUT / "datasets" / name)


def fixture_file(notebook: str, suffix: str) -> Path:
    """Return the path of a notebook's fixture, such as ``week2/cat_classifier`` and ``.json``.

    One that was handed out beside the notebook, in ``fixtures/``, comes before the package's own:
    so a class whose instructor has changed the exercises needs no package of its own.
    """
    name = f"{notebook}{suffix}"
    return _first("fixture", name, Path(HANDED_OUT) / name, PACKAGED_FIXTURES / name)


def lent_file(notebook: str) -> Path:
    """Return the path of what a notebook lends to later ones; what was handed out comes first."""
    week, _, stem = notebook.partition("/")
    roots = (Path(HANDED_OUT), _SHIPPED, _CHECKOUT)
    places = (root / week / "lent" / f"{stem}.json" for root in roots)
    return _first("file of lent functions", notebook, *places)


def learner_notebooks() -> dict[str, list[Path]]:
    """Return the learner notebooks of each week, ``{"week2": [paths]}``, then the gallery."""
    root = _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
    found = {
        folder.parent.name: sorted(folder.glob("*.ipynb"))
        for folder in sorted(root.glob("week*/notebooks"))
    }
    found["widgets"] = sorted((_PACKAGE / "widgets").glob("gallery.ipynb"))
    return {week: notebooks for week, notebooks in found.items() if notebooks}


def _first(kind: str, name: str, *paths: Path) -> Path:
    for path in paths:
        if path.is_file():
            return path
    raise CourseError(
        f"The course's {kind} {name} is missing; reinstall nndl-course, or run grader build."
    )
