"""Run the attacks in every situation, and write the table of how they came out."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .cheats import CHEATS
from .everyone import CHECKOUT, as_ordinary_user, environment, python_for_everyone
from .isolation import ATTACKS
from .runner import SITUATIONS, Result
from .scene import KEY_VARIABLE

DOCUMENT = CHECKOUT / "docs" / "security.md"
BEGIN, END = "<!-- begin attacks -->", "<!-- end attacks -->"
_OF_ROOT = ("root", "root, no namespaces")
_OF_USERS = ("user", "no namespaces", "no namespaces, first Landlock")

Results = dict[str, dict[str, Result]]  # situation -> name -> result


def situations() -> list[str]:
    """Return the situations that can be tried by whoever is asking."""
    return [s for s in SITUATIONS if os.geteuid() == 0 or s not in _OF_ROOT]


def start(situation: str, names: Sequence[str] = ()) -> subprocess.Popen:
    """Start trying attacks in one situation, as the user whom it is about."""
    python, folder = python_for_everyone()
    return subprocess.Popen(
        [python, "-m", "tests.attacks.runner", situation, *names],
        cwd=folder,
        env=environment(**{KEY_VARIABLE: f"key-{secrets.token_hex(16)}"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **(as_ordinary_user() if situation in _OF_USERS else {}),
    )


def finish(process: subprocess.Popen, seconds: float = 600) -> dict[str, Result]:
    """Return the results of what `start` has started; raises RuntimeError where there are none."""
    out, trouble = process.communicate(timeout=seconds)
    if process.returncode:
        raise RuntimeError(trouble[-3000:])
    return {r["name"]: Result(**r) for r in json.loads(out)}


def counts(results: dict[str, Result]) -> str:
    """Return how many came out how, in words."""
    succeeded = sum(r.succeeded for r in results.values())
    return f"{len(results) - succeeded} of {len(results)} stopped, {succeeded} succeeded"


def markdown(results: Results) -> str:
    """Return the table as Markdown."""
    tried = list(results)
    lines = [
        f"{len(ATTACKS)} attacks on the machine and {len(CHEATS)} on the grade:",
        "",
        *(f"- **{situation}**: {counts(results[situation])}." for situation in tried),
        "",
        f"| attack | what it tries | {' | '.join(tried)} |",
        f"|---|---|{'---|' * len(tried)}",
    ]
    for one in (*ATTACKS, *CHEATS):
        cells = [_cell(results[situation].get(one.name)) for situation in tried]
        lines.append(f"| {one.name} | {one.tries} | {' | '.join(cells)} |".replace("\\", "\\\\"))
    return "\n".join(lines)


def write(results: Results, document: Path = DOCUMENT) -> None:
    """Put the table in its place in the document."""
    text = document.read_text()
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    document.write_text(f"{before}{BEGIN}\n{markdown(results)}\n{END}{after}")


def names_in(document: Path = DOCUMENT) -> list[str]:
    """Return the names in the document's table, in order."""
    table = document.read_text().split(BEGIN)[1].split(END)[0]
    rows = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| ")]
    return [row.removeprefix("| ") for row in rows[1:]]


def _cell(result: Result | None) -> str:
    if result is None:
        return ""
    return "**succeeds**" if result.succeeded else "stopped"
