"""Put a submitted notebook in order, and write the verdicts into it.

The learner's cells keep their order and text; what is the course's own is put
back: each graded cell once, with its own text, id and points, whatever the
submission made of it. nbgrader, formgrader and the feedback pages read this.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from course.verdict import RIGHT
from grader.intake import Submission, SubmittedCell, normal
from grader.source import CHECK
from grader.verdicts import Verdict


def read_template(path: Path) -> dict:
    """Return a released notebook as JSON, each cell's source as one text."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def points_of(template: dict) -> dict[str, float]:
    """Return what each graded cell of a released notebook is worth, by its grade id."""
    marked = (cell["metadata"].get("nbgrader", {}) for cell in template["cells"])
    return {one["grade_id"]: float(one["points"]) for one in marked if one.get("grade")}


@dataclass(frozen=True)
class Order:
    """What a released notebook says of the order, looked through once for all submissions.

    Attributes
    ----------
    given : its graded cells by their id, in their order; each is there once.
    ids : the id of each by its text, as :func:`grader.intake.normal` has it.
    stubs : the text of each without the space around it.
    metadata : the notebook's own.
    """

    given: dict[str, dict]
    ids: dict[str, str]
    stubs: dict[str, str]
    metadata: dict


def order_of(template: dict) -> Order:
    """Look through a released notebook, as :func:`read_template` has read it."""
    given = {found: cell for cell in template["cells"] if (found := grade_id_of(cell))}
    ids = {normal(node["source"]): grade_id for grade_id, node in given.items()}
    stubs = {grade_id: node["source"].strip() for grade_id, node in given.items()}
    return Order(given, ids, stubs, template["metadata"])


def put_in_order(submission: Submission, order: Order) -> dict:
    """Return the notebook that nbgrader should see; what is the release's own is shared with it."""
    given = order.given
    keeper = _last_definitions(submission, order.stubs)
    cells: list[dict] = []
    placed: set[str] = set()
    for number, cell in enumerate(submission.cells):
        if cell.role == "exercise" and keeper.get(cell.name) == number:
            cells.append(_with_text(given[cell.name], cell.text))
            placed.add(cell.name)
        elif cell.role in ("check", "setup"):
            grade_id = CHECK + cell.name if cell.name else order.ids.get(normal(cell.text), "")
            if grade_id in given and grade_id not in placed:  # a copy of it is dropped
                cells.append(dict(given[grade_id]))
                placed.add(grade_id)
        else:
            cells.append(_plain(cell, f"cell-{number}"))
    _put_back(cells, given, placed)
    return {
        "cells": cells,
        "metadata": order.metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def with_verdicts(notebook: dict, verdicts: tuple[Verdict, ...]) -> dict:
    """Return `notebook` with each check cell's output telling its verdict.

    A right one prints; so does one that earns a part of its points, and results in their number.
    Any other is an error output, which nbgrader counts as 0 points.
    """
    by_id = {CHECK + verdict.exercise: verdict for verdict in verdicts}
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            verdict = by_id.get(grade_id_of(cell))
            cell = cell | {"outputs": [] if verdict is None else _outputs(verdict)}
        cells.append(cell)
    return notebook | {"cells": cells}


def _outputs(verdict: Verdict) -> list[dict]:
    printed = {"output_type": "stream", "name": "stdout", "text": verdict.message + "\n"}
    if verdict.outcome == RIGHT:
        return [printed]
    if verdict.points > 0:  # nbgrader takes a number that a cell results in for its points
        points = {"text/plain": f"{verdict.points:g}"}
        result = {"output_type": "execute_result", "data": points, "metadata": {}}
        return [printed, result | {"execution_count": None}]
    lines = verdict.message.splitlines()
    headline = lines[0] if lines else verdict.outcome
    error = {"output_type": "error", "ename": "CheckFailed", "evalue": headline}
    return [error | {"traceback": lines}]


def grade_id_of(cell: dict) -> str:
    """Return the grade id of a notebook's cell; empty where it has none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _last_definitions(submission: Submission, stubs: dict[str, str]) -> dict[str, int]:
    """Return for each exercise the number of the cell that defines it: the last one written."""
    keeper: dict[str, int] = {}
    for number, cell in enumerate(submission.cells):
        if cell.role == "exercise":
            stub = cell.text.strip() == stubs[cell.name]
            if not stub or cell.name not in keeper:
                keeper[cell.name] = number
    return keeper


def _with_text(given: dict, text: str) -> dict:
    return given | {"source": text}


def _plain(cell: SubmittedCell, cell_id: str) -> dict:
    node = {"cell_type": cell.kind, "id": cell_id, "metadata": {}, "source": cell.text}
    if cell.kind == "raw":  # nbconvert puts a raw cell into a page as it is, unless it is text
        node["metadata"] = {"raw_mimetype": "text/plain"}
    return node | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})


def _put_back(cells: list[dict], given: dict, placed: set[str]) -> None:
    """Insert each graded cell that is missing after the one that stands before it in the source."""
    before = ""
    for grade_id, node in given.items():
        if grade_id not in placed:
            places = [n for n, cell in enumerate(cells) if before and grade_id_of(cell) == before]
            cells.insert(places[0] + 1 if places else 0, dict(node))
        before = grade_id
