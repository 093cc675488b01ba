"""A cost of shape (1, 1) is right, so no cell of a notebook may stop on it.

`-(np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)) / m` is what many people write.
"""

import pytest

from grader.content import find_root
from grader.source import read_source

NOTEBOOKS = [("week2/cat_classifier", "A", "{cost:.6f}"),
             ("week3/planar_classifier", "A2", "{compute_cost(A2, Y):.6f}")]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "A", "printed"), NOTEBOOKS)
def test_a_whole_notebook_runs(notebook, A, printed, monkeypatch, tmp_path):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("NNDL_LIBRARY", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    cells = read_source(find_root() / f"{notebook}.py").cells
    source = "\n\n\0".join(cell.text for cell in cells if cell.kind == "code")
    usual = f"cost = -np.sum(Y * np.log({A}) + (1 - Y) * np.log(1 - {A})) / m"
    dots = f"cost = -(np.dot(Y, np.log({A}).T) + np.dot(1 - Y, np.log(1 - {A}).T)) / m"
    assert source.count(usual) == 1
    # The learner's own print would stop, in the learner's own function.
    source = source.replace(usual, dots).replace(printed, "{0:.6f}")
    names = {"__name__": "__main__"}
    for cell in source.split("\0"):
        exec(compile(cell, "<cell>", "exec"), names)
