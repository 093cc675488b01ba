"""Intake: a submission is data, and every odd one is understood or refused in a sentence."""

import json

import classroom
import pytest

from grader.graded_notebook import put_in_order, with_verdicts
from grader.intake import IntakeError, read_submission


def ids(notebook):
    return [classroom.grade_id(cell) for cell in notebook["cells"] if classroom.grade_id(cell)]


def in_order(notebook, template, submitted):
    return put_in_order(classroom.take_in(notebook, submitted), template)


@pytest.fixture
def solved(notebook, template):
    return classroom.filled_in(template, classroom.solutions(notebook))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{not json", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b'{"worksheets": []}', "format is too old"),
        (b'{"cells": ["x"]}', "no cell"),
        (b'{"cells": [{"cell_type": "code", "source": {"a": 1}}]}', "no text"),
        (b"[" * 100_000, "not JSON"),
        (b'{"cells": [' + b",".join([b"{}"] * 3000) + b"]}", "cells"),
        (b" " * (21 * 2**20), "large"),
        (b"", "not JSON"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(notebook, data, says):
    with pytest.raises(IntakeError, match=says):
        read_submission(data, "ann", notebook.source)


def test_order_is_kept_and_every_graded_cell_is_there_once(notebook, template, solved):
    assert ids(in_order(notebook, template, solved)) == ids(template)


def test_a_deleted_check_cell_is_put_back(notebook, template, solved):
    solved["cells"] = [c for c in solved["cells"] if classroom.grade_id(c) != "check-sigmoid"]
    assert ids(in_order(notebook, template, solved)) == ids(template)


def test_all_cells_deleted_are_all_put_back(notebook, template, solved):
    solved["cells"] = []
    assert ids(in_order(notebook, template, solved)) == ids(template)


def test_a_duplicated_cell_stays_as_code_and_counts_once(notebook, template, solved):
    copy = next(c for c in solved["cells"] if classroom.grade_id(c) == "propagate")
    solved["cells"].append(json.loads(json.dumps(copy)))
    submission = classroom.take_in(notebook, solved)
    assert sorted(ids(put_in_order(submission, template))) == sorted(ids(template))
    assert any("2 cells for propagate" in remark for remark in submission.remarks)


def test_an_invented_cell_has_no_points(notebook, template, solved):
    forged = {"grade_id": "extra", "grade": True, "points": 1000, "solution": False}
    solved["cells"].append(
        {"cell_type": "code", "metadata": {"nbgrader": forged}, "source": "1000", "outputs": []}
    )
    assert ids(in_order(notebook, template, solved)) == ids(template)


def test_points_and_locked_text_come_from_the_course(notebook, template, solved):
    for cell in solved["cells"]:
        if classroom.grade_id(cell) == "check-propagate":
            cell["metadata"]["nbgrader"]["points"] = 10_000
            cell["source"] = "print('always right')"
    ordered = in_order(notebook, template, solved)
    (check,) = (c for c in ordered["cells"] if classroom.grade_id(c) == "check-propagate")
    (original,) = (c for c in template["cells"] if classroom.grade_id(c) == "check-propagate")
    assert check == original


def test_lost_metadata_is_made_up_for_by_what_a_cell_defines(notebook, template, solved, judge):
    bare = solved | {"cells": [c | {"metadata": {}} for c in solved["cells"]]}
    submission = classroom.take_in(notebook, bare)
    assert ids(put_in_order(submission, template)) == ids(template)
    assert judge.judge(submission).score == 100


def test_forged_outputs_are_dropped(notebook, template, solved):
    for cell in solved["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "forged"}]
    ordered = with_verdicts(in_order(notebook, template, solved), ())
    assert "forged" not in json.dumps(ordered)


def test_check_cells_and_unchanged_cells_of_the_course_are_not_run(notebook, template):
    code = classroom.take_in(notebook, template).code(notebook.source)
    stubs = len(notebook.items)
    assert len(code) == 1 + stubs  # set-up, and the stubs


def test_a_changed_setup_cell_runs_after_the_courses_own(notebook, template, solved, judge):
    for cell in solved["cells"]:
        if classroom.grade_id(cell) == "setup":
            cell["source"] = "import math as my_math"
        if classroom.grade_id(cell) == "sigmoid":
            cell["source"] = "def sigmoid(x):\n    return 1 / (1 + my_math.e ** -x)"
    judged = judge.judge(classroom.take_in(notebook, solved))
    assert judged.score == 100


def test_magic_and_broken_cells_do_not_stop_the_others(notebook, template, solved, judge):
    broken = ["%matplotlib inline", "this is no Python", "1 / 0", "!true", "%%html\n<b>"]
    for text in broken:
        cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": []}
        solved["cells"].insert(0, cell)
    assert judge.judge(classroom.take_in(notebook, solved)).score == 100


def test_text_that_cannot_be_encoded_is_taken_in(notebook, template, solved, judge):
    solved["cells"].insert(
        0, {"cell_type": "code", "metadata": {}, "source": "s = '\ud800'", "outputs": []}
    )
    assert judge.judge(classroom.take_in(notebook, solved)).score == 100
