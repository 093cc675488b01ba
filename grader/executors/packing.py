"""Pack what another machine needs to judge a week.

What is packed: the bundle, and the sources, checks and settings of all weeks
(a notebook may call for names of an earlier one). The rest must be installed
there: this package, at the same version to the byte, with the same Python and NumPy.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path, PurePosixPath

from grader.fingerprint import content_files
from grader.units import Bundle


def pack(bundle: Bundle) -> bytes:
    """Return `bundle` and the content that it stands on, as bytes."""
    files = {name: path.read_bytes() for name, path in content_files(bundle.content).items()}
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
    sets = folder / "case-sets"
    sets.mkdir()
    return replace(bundle, content=folder, sources=sources, sets=sets)
