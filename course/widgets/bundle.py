"""Put a widget's ES module and those that it imports into one, without a build step.

anywidget hands a single module to the browser, and a module handed over as
text cannot import its neighbours. So the neighbours' text goes before it. The
files stay plain modules: a browser or Node can also load them as they are.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_JS = Path(__file__).resolve().parent / "js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.M)


@cache
def bundle(name: str) -> str:
    """Return the module ``js/name`` with all that it imports, each once, before it."""
    parts: dict[str, str] = {}
    _gather(name, parts)
    return "\n".join(parts.values())


def _gather(name: str, parts: dict[str, str]) -> None:
    text = (_JS / name).read_text(encoding="utf-8")
    for neighbour in _IMPORT.findall(text):
        if neighbour not in parts:
            _gather(neighbour, parts)
    parts[name] = _EXPORT.sub("", _IMPORT.sub("", text))
