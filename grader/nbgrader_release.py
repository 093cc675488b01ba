"""nbgrader's generate_assignment, with one step of ours: a quiz is released unanswered.

`grader build` and the course directory's nbgrader_config.py name these steps.
"""

from __future__ import annotations

from nbgrader import preprocessors

from grader.quizzes import unanswered
from grader.source import ANSWERS


class ClearSolutions(preprocessors.ClearSolutions):
    """nbgrader's step; in a cell of answers it leaves the questions, each with `...`."""

    def preprocess_cell(self, cell, resources, cell_index):
        if ANSWERS in cell.metadata.get("tags", ()):
            cell.source = unanswered(cell.source)
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


STEPS = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "grader.nbgrader_release.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",  # after SaveCells: the gradebook keeps them
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
