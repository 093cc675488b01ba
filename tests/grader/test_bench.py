"""The benchmark grades for real, and its asserts tell right from wrong."""

import json
import platform
import re
import sys

import numpy as np
import pytest

from course.errors import CourseError
from grader.bench.asserts import HELPERS, Asserts
from grader.bench.classes import copy_content, make_class
from grader.bench.contenders import put_aside
from grader.bench.measure import measured
from grader.content import find_root, read_week


def test_figures_are_those_of_a_real_run(grader, tmp_path):
    path = tmp_path / "figures.json"
    code, out, err = grader(
        *("bench", "--submissions", "2", "--rounds", "1", "--no-rivals", "--json", path)
    )
    assert (code, err) == (0, "")
    figures = json.loads(path.read_text())
    assert figures["submissions"] == 2
    for key in ("cpu_s_per_submission", "wall_s_per_submission", "peak_mb"):
        assert figures[key]["grader"] > 0
        assert figures[key]["bare"] > 0
    each = figures["cpu_s_per_submission"]
    assert figures["ratio"]["grader/bare"] == pytest.approx(each["grader"] / each["bare"])
    assert re.search(r"Beyond the bare limit: [\d.]+ ms", out)
    assert figures["machine"]["python"].startswith(platform.python_version())
    assert f"Python {platform.python_version()}" in out


def test_a_round_removes_nothing_of_the_one_before(tmp_path):
    for number in range(2):
        (tmp_path / "autograded").mkdir()
        (tmp_path / "autograded" / f"{number}").touch()
        put_aside(tmp_path / "autograded")
    put_aside(tmp_path / "autograded")  # nothing is there
    assert sorted(path.name for path in tmp_path.glob("*/*")) == ["0", "1"]
    assert not (tmp_path / "autograded").exists()


@pytest.mark.slow
def test_a_class_is_graded_by_one_dask_worker_and_by_two(grader):
    pytest.importorskip("distributed")
    options = ("--submissions", "20", "--rounds", "1")
    code, out, _ = grader("bench", "--dask", "1,2", *options)
    assert code == 0
    rows = re.findall(r"│\s+([12]) │\s+-?[\d,]+ │\s+(-?\d+) % │\s+-?[\d.]+ │", out)
    assert [row[0] for row in rows] == ["1", "2"]
    assert rows[0][1] == "100"  # how fast each is on a busy machine is no test


@pytest.mark.parametrize("option", [("--dask", "0"), ("--scale", "20,many")])
def test_what_is_no_number_is_told(grader, option):
    code, _, err = grader("bench", *option)
    assert code == 1
    assert f"{option[0]} takes numbers" in err


def test_a_class_varies_and_a_larger_one_begins_like_a_smaller_one(notebook):
    few, many = make_class(notebook, 5), make_class(notebook, 30)
    assert many[:5] == few
    for exercise in notebook.items:
        codes = {one.codes[exercise].split("\n", 1)[1] for one in many}
        assert len(codes) > 1


def test_the_asserts_accept_solutions_and_refuse_mistakes(notebook, tmp_path, monkeypatch):
    asserts = Asserts(notebook)
    cells = {name: asserts.cell(name) for name in notebook.items}
    np.savez(tmp_path / "cases.npz", **asserts.arrays)
    monkeypatch.chdir(tmp_path)
    exec(HELPERS, names := notebook.namespace())
    for cell in cells.values():
        exec(cell, names)
    for name, item in notebook.items.items():
        exec(HELPERS, names := notebook.namespace({name: item.edited(_first_wrong(item))}))
        with pytest.raises(Exception):  # noqa: B017, PT011
            exec(cells[name], names)


def _first_wrong(item):
    return item.declared.misconceptions[0]


def test_a_minimal_notebook_keeps_all_that_is_graded_and_nothing_else(notebook, tmp_path):
    small = copy_content(find_root(), notebook.name, tmp_path, minimal=True)
    assert list(small.items) == list(notebook.items)
    assert small.source.setup_code == notebook.source.setup_code
    assert all(cell.tags for cell in small.source.cells if cell.kind == "code")
    assert read_week(tmp_path, "week2").notebooks == ("cat_classifier",)


def test_the_cost_of_a_command_holds_that_of_its_children(tmp_path):
    burn = "import time\nwhile time.process_time() < 0.4: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    cost, _ = measured([sys.executable, "-c", code], tmp_path)
    assert cost.cpu > 0.4 > cost.own_cpu
    with pytest.raises(CourseError, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)
