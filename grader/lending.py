"""Make the files of what the course lends: the solutions that later notebooks ask for.

Lent is the least that works: the functions asked for, what they call, and the
set-up statements that these need.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from pathlib import Path

from course.lent import seal
from grader.borrowing import asked_for
from grader.classic import made_by, taken_by
from grader.source import Source, read_text


def lent_files(root: Path, source: Source) -> dict[str, str]:
    """Return for `source`, and for each notebook that it borrows from, the file of what it lends.

    The text is empty where nobody asks for anything. `root` holds the weeks:
    whoever asks is found in all of them.
    """
    asked = set()
    for path in root.glob("week*/*.py"):
        asked |= asked_for(read_text(path))
    files = {}
    for name, one in {source.name: source, **source.lenders}.items():
        wanted = sorted(n for notebook, n in asked if notebook == name and n in one.solutions)
        files[name] = seal(name, wanted, lent_text(one, wanted)) if wanted else ""
    return files


def lent_text(source: Source, wanted: Collection[str]) -> str:
    """Return the code that defines `wanted`, exercises of `source`, and what they need."""
    code = [source.setup_code, *(one.code for one in source.solutions.values())]
    statements = [ast.unparse(node) for text in code for node in ast.parse(text).body]
    made = [made_by(statement) for statement in statements]
    needed: set[int] = set()
    todo, seen = list(wanted), set()
    while todo:
        name = todo.pop()
        seen.add(name)
        for number, names in enumerate(made):
            if name in names and number not in needed:
                needed.add(number)
                todo += [taken for taken in taken_by(statements[number]) if taken not in seen]
    return "\n\n".join(statements[number] for number in sorted(needed)) + "\n"
