"""What learners, other editors and bad connections do to a notebook file before it is handed in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

SCRIPT = "<script>document.title = 'run'; alert('run')</script>"

# Each of these runs a script, or fetches something, in a page that puts it in as it is.
SCRIPTS = (
    SCRIPT,
    "<img src=x onerror=\"alert('run')\">",
    "<svg onload=\"alert('run')\"><script>alert('run')</script></svg>",
    "<svg><animate onbegin=\"alert('run')\" attributeName=x></svg>",
    "[a link](javascript:alert('run'))",
    "[a link](JaVaScRiPt&#58;alert('run'))",
    "[a link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<a href=\"data:text/html,<script>alert('run')</script>\">a page of its own</a>",
    "![a picture](http://127.0.0.1:9/picture.png)",
    "![a drawing](attachment:drawing.svg)",
    "![a drawing](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)",
    "<iframe srcdoc=\"<script>parent.alert('run')</script>\"></iframe>",
    "<object data=\"javascript:alert('run')\"></object>",
    '<link rel="stylesheet" href="http://127.0.0.1:9/style.css">',
    "<style>@import url(http://127.0.0.1:9/style.css);</style>",
    '<meta http-equiv="refresh" content="0; url=javascript:alert(\'run\')">',
    "<form action=\"javascript:alert('run')\"><button>send</button></form>",
    '<a href="javascript:alert(\'run\')" style="position: fixed; inset: 0">everywhere</a>',
    "<!-- --!><script>alert('run')</script> -->",
    '<math><mtext></p><style><!--</style><img title="--&gt;&lt;img src onerror=alert(1)&gt;">',
    "<noscript><p title=\"</noscript><img src=x onerror=alert('run')>\"></noscript>",
    "$</code><script>alert('run')</script>$",
    "`</code><script>alert('run')</script>`",
    "```<script>\n</code></pre><script>alert('run')</script>\n```",
    "<details open ontoggle=\"alert('run')\"><summary>more</summary></details>",
)


def as_saved(notebook: dict) -> bytes:
    """Return the file as Jupyter would save it."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def cut_off(notebook: dict) -> bytes:
    """Return the first half of the file."""
    data = as_saved(notebook)
    return data[: len(data) // 2]


def commented_with_script(code: str) -> str:
    """Return `code` with comments that would end a careless page's <pre>."""
    return f"# </code></pre>{SCRIPT}\n{code}\n# <!-- <img src=x onerror=alert('run')>"


def with_first_cell(code: str) -> Callable[[dict], bytes]:
    """Return what puts a cell of the learner's own before all others."""

    def with_it(notebook: dict) -> bytes:
        own = {"cell_type": "code", "id": "mine", "metadata": {}, "source": code, "outputs": []}
        cells = [own | {"execution_count": None}, *notebook["cells"]]
        return as_saved(notebook | {"cells": cells})

    return with_it


def with_scripts(notebook: dict) -> bytes:
    """Return the file with scripts in notes, attachments, metadata, and outputs of every cell."""
    notebook = copy.deepcopy(notebook)
    picture = {"image/svg+xml": [SCRIPTS[2]]}
    data = {"text/html": [*SCRIPTS], "application/javascript": ["alert('run')"], **picture}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    notes = [
        {
            "cell_type": "markdown",
            "id": f"note-{number}",
            "metadata": {"title": SCRIPT},
            "attachments": {"drawing.svg": picture},
            "source": text,
        }
        for number, text in enumerate(SCRIPTS)
    ]
    notebook["cells"] += notes
    notebook["metadata"]["title"] = SCRIPT
    return as_saved(notebook)


def with_mangled_cells(notebook: dict) -> bytes:
    """Return the file with check cells deleted, solution cells doubled, ids and points changed."""
    notebook = copy.deepcopy(notebook)
    checks = [cell for cell in notebook["cells"] if _grading(cell).get("grade")]
    solutions = [cell for cell in notebook["cells"] if _grading(cell).get("solution")]
    for cell in checks[::3]:
        notebook["cells"].remove(cell)
    for cell in checks[1::3]:
        cell["metadata"]["nbgrader"]["points"] = 1000
    for cell in solutions[::3]:
        notebook["cells"].append(copy.deepcopy(cell))
    for cell in solutions[1::3]:
        del cell["metadata"]["nbgrader"]
    return as_saved(notebook)


def _grading(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})
