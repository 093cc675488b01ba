"""Keep a week's parsed sources in the course directory: reading them anew costs three seconds.

A parsed source is found by the digest of its text, so an edit of the source is
never overlooked. What is kept is text and tags, as JSON; it is made a Source,
with every complaint that one can give, each time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from pathlib import Path

from grader.content import read_week
from grader.files import OWN, write_atomically
from grader.source import Cell, Source, read_cells, source_of

FOLDER = ".grader-parsed"
_FORMAT = b"1"  # to be raised when a text is to be read in another way


def parsed_sources(content: Path, week: str, keep_in: Path) -> dict[str, Source]:
    """Return the sources of `week` by notebook, kept below `keep_in` from one run to the next."""
    names = read_week(content, week).notebooks
    return {name: _parsed(content / week / f"{name}.py", keep_in / FOLDER) for name in names}


def _parsed(path: Path, folder: Path) -> Source:
    digest = hashlib.sha256(_FORMAT + path.read_bytes()).hexdigest()
    kept = folder / f"{path.parent.name}-{path.stem}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(kept.read_text(encoding="utf-8"))
        if found["digest"] == digest:
            return source_of(path, tuple(Cell(**cell) for cell in found["cells"]))
    cells = read_cells(path)
    source = source_of(path, cells)
    with contextlib.suppress(OSError):  # a course that cannot be written to is read all the same
        folder.mkdir(exist_ok=True)
        text = json.dumps({"digest": digest, "cells": [dataclasses.asdict(cell) for cell in cells]})
        write_atomically(kept, text.encode(), OWN)
    return source
