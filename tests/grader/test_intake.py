"""Intake: a submission is data, and every odd one is understood or refused in a sentence."""

import json
import time

import classroom
import pytest

from grader.graded_notebook import order_of, put_in_order, with_verdicts
from grader.intake import IntakeError, read_submission
from grader.notebooks import stub_text


def ids(notebook):
    return [classroom.grade_id(cell) for cell in notebook["cells"] if classroom.grade_id(cell)]


def in_order(notebook, template, submitted):
    return put_in_order(classroom.take_in(notebook, submitted), order_of(template))


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
    assert sorted(ids(put_in_order(submission, order_of(template)))) == sorted(ids(template))
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
    assert ids(put_in_order(submission, order_of(template))) == ids(template)
    assert judge.judge(submission).score == 100


def test_forged_outputs_are_dropped(notebook, template, solved):
    for cell in solved["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "forged"}]
    ordered = with_verdicts(in_order(notebook, template, solved), ())
    assert "forged" not in json.dumps(ordered)


def test_check_cells_and_unchanged_cells_of_the_course_are_not_run(notebook, template):
    code = classroom.take_in(notebook, template).code(notebook.source)
    stubs = len(notebook.items) + len(notebook.quizzes)
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


SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"


def cell_of(notebook, grade_id):
    return next(c for c in notebook["cells"] if classroom.grade_id(c) == grade_id)


def code_cell(text, **more):
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": []} | more


def before(notebook, grade_id, *cells):
    place = notebook["cells"].index(cell_of(notebook, grade_id))
    notebook["cells"][place:place] = cells


def after(notebook, grade_id, *cells):
    place = notebook["cells"].index(cell_of(notebook, grade_id)) + 1
    notebook["cells"][place:place] = cells


def metadata(value):
    def change(notebook):
        for cell in notebook["cells"]:
            cell["metadata"] = value

    return change


def grading(value):
    def change(notebook):
        for cell in notebook["cells"]:
            cell["metadata"] = {"nbgrader": value}

    return change


def old_grading(version):
    """Write metadata as nbgrader of that time did."""

    def change(notebook):
        for cell in notebook["cells"]:
            own = cell["metadata"].get("nbgrader")
            if own:
                for key in {0: ("schema_version", "cell_type", "task", "checksum"),
                            1: ("cell_type", "task"), 2: ("task",)}[version]:  # fmt: skip
                    own.pop(key, None)
                if version:
                    own["schema_version"] = version

    return change


def every_cell(**fields):
    def change(notebook):
        for cell in notebook["cells"]:
            cell.update(fields)

    return change


def without(*fields):
    def change(notebook):
        for cell in notebook["cells"]:
            for field in fields:
                cell.pop(field, None)

    return change


def top(**fields):
    return lambda notebook: notebook.update(fields)


def lines_of_text(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def windows_lines(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


def swapped_ids(notebook):
    one, other = cell_of(notebook, "sigmoid"), cell_of(notebook, "predict")
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def numbered(version):
    def change(notebook):
        notebook["nbformat"], notebook["nbformat_minor"] = 4, version
        for number, cell in enumerate(notebook["cells"]):
            cell.pop("id", None)
            if version >= 5:
                cell["id"] = f"c{number}"

    return change


def many_cells(notebook):
    notebook["cells"] += [code_cell(f"x{n} = {n}") for n in range(1_800)]


def deep(levels):
    def change(notebook):
        node = []
        for _ in range(levels):
            node = [node]
        notebook["cells"][0]["metadata"] = {"deep": node}

    return change


HONEST = {
    "metadata that is a list": metadata([]),
    "metadata that is nothing": metadata(None),
    "metadata that is a number": metadata(7),
    "nbgrader's part a list": grading([]),
    "nbgrader's part nothing": grading(None),
    "nbgrader's part a number": grading(7),
    "a grade id that is a list": grading({"grade_id": ["sigmoid"]}),
    "a grade id that is a number": grading({"grade_id": 7, "grade": "yes", "points": "many"}),
    "one grade id for all": grading({"grade_id": "sigmoid", "solution": True}),
    "a foreign grade id for all": grading({"grade_id": "cell-1234", "solution": True}),
    "nbgrader's metadata, version 0": old_grading(0),
    "nbgrader's metadata, version 1": old_grading(1),
    "nbgrader's metadata, version 2": old_grading(2),
    "a version from the future": grading({"schema_version": 99, "grade_id": "x"}),
    "the notebook's metadata a list": top(metadata=[]),
    "the notebook's metadata nothing": top(metadata=None),
    "a number for nbformat": top(nbformat=None, nbformat_minor="five"),
    "outputs that are none": every_cell(outputs=None, execution_count="many"),
    "no outputs": without("outputs", "execution_count", "id"),
    "one id for all": every_cell(id="x"),
    "ids that are numbers": every_cell(id=7),
    "text in lines": lines_of_text,
    "Windows' line ends": windows_lines,
    "two grade ids swapped": swapped_ids,
    **{f"nbformat 4.{version}": numbered(version) for version in range(6)},
    "many cells": many_cells,
    "deep metadata": deep(200),
}


@pytest.mark.parametrize("what", HONEST)
def test_odd_wrapping_costs_an_honest_submission_nothing(notebook, template, solved, judge, what):
    HONEST[what](solved)
    submission = classroom.take_in(notebook, solved)
    assert sorted(ids(put_in_order(submission, order_of(template)))) == sorted(ids(template))
    assert judge.judge(submission).score == 100


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_mark_of_byte_order_is_no_obstacle(notebook, solved, judge, encoding):
    solved["cells"][0]["source"] = "Zoë 🐱"
    data = json.dumps(solved, ensure_ascii=False).encode(encoding)
    assert judge.judge(read_submission(data, "ann", notebook.source)).score == 100


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "too deep"),
        (b'{"cells": [{"metadata": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001, "too deep"),
        (b'{"cells": []}\0', "not JSON"),
        (b'{"cells": [\0]}', "not JSON"),
        (b'{"cells": ' + b"9" * 10_000 + b"}", "not JSON"),
        ("{}".encode("utf-32"), "not JSON"),
        (b'{"cells": {"0": {}}}', "no list of cells"),
        (b'{"cells": [[]]}', "no cell"),
        (b'{"cells": [{"source": [1]}]}', "no text"),
        (b'{"cells": [{"source": null}]}', "no text"),
        (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "too old"),
        (b"PK\3\4" + b"\xff" * 100, "UTF-8"),
    ],
    ids=range(12),
)
def test_what_cannot_be_read_is_refused_with_its_reason(notebook, data, says):
    with pytest.raises(IntakeError, match=says):
        read_submission(data, "ann", notebook.source)


def split_off_a_helper(notebook):
    cell_of(notebook, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + power(-x))"
    after(notebook, "sigmoid", code_cell("def power(x):\n    return np.exp(x)"))


def decorated_in_another_cell(notebook):
    decorator = "def plain(f):\n    return lambda *a, **k: f(*a, **k)\n\n\nsigmoid = plain(sigmoid)"
    after(notebook, "sigmoid", code_cell(decorator))


def decorated_in_place(notebook):
    before(notebook, "sigmoid", code_cell("def plain(f):\n    return f"))
    cell_of(notebook, "sigmoid")["source"] = f"@plain\n{SIGMOID}"


def moved_below_the_stub(notebook):
    after(notebook, "sigmoid", code_cell(SIGMOID))
    cell_of(notebook, "sigmoid")["source"] = notebook["stub"]


def moved_above_the_stub(notebook):
    before(notebook, "sigmoid", code_cell(SIGMOID))
    cell_of(notebook, "sigmoid")["source"] = notebook["stub"]


def moved_into_another_exercises_cell(notebook):
    cell = cell_of(notebook, "predict")
    cell["source"] = f"{SIGMOID}\n\n\n{cell['source']}"
    cell_of(notebook, "sigmoid")["source"] = "# see below"


def moved_into_the_check(notebook):
    cell_of(notebook, "check-sigmoid")["source"] = f"{SIGMOID}\n\n\ncheck(sigmoid)"
    cell_of(notebook, "sigmoid")["source"] = notebook["stub"]


def a_lambda_elsewhere(notebook):
    before(notebook, "sigmoid", code_cell("sigmoid = lambda x: 1 / (1 + np.exp(-x))"))
    cell_of(notebook, "sigmoid")["source"] = notebook["stub"]


def made_markdown(notebook):
    cell_of(notebook, "sigmoid").update(cell_type="markdown")


def made_raw(notebook):
    cell_of(notebook, "sigmoid").update(cell_type="raw")


def made_of_an_unknown_type(notebook):
    cell_of(notebook, "sigmoid").update(cell_type=["code"])


def check_made_markdown(notebook):
    cell_of(notebook, "check-sigmoid").update(cell_type="markdown")


def all_in_one_cell(notebook):
    graded = [
        c["source"] for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("solution")
    ]
    code = "\n\n\n".join(graded)
    notebook["cells"] = [code_cell(code)]


def timed(notebook):
    cell = cell_of(notebook, "sigmoid")
    cell["source"] = f"%%time\n{cell['source']}"


def null_bytes_elsewhere(notebook):
    before(notebook, "sigmoid", code_cell("x = 1\0"), code_cell("\0" * 1000))


def a_huge_line_elsewhere(notebook):
    before(notebook, "sigmoid", code_cell("x = [" + "0," * 1_000_000 + "]"))


def a_line_that_is_nested_too_deep_elsewhere(notebook):
    before(notebook, "sigmoid", code_cell("def sigmoid(x): " + "-" * 100_000 + "1"))


def text_that_only_looks_like_the_function(notebook):
    after(notebook, "sigmoid", code_cell('"""\ndef sigmoid(x):\n    return 0\n"""'))


KEPT = [
    split_off_a_helper,
    decorated_in_another_cell,
    decorated_in_place,
    moved_below_the_stub,
    moved_above_the_stub,
    moved_into_another_exercises_cell,
    moved_into_the_check,
    a_lambda_elsewhere,
    made_markdown,
    made_raw,
    made_of_an_unknown_type,
    check_made_markdown,
    all_in_one_cell,
    timed,
    null_bytes_elsewhere,
    a_huge_line_elsewhere,
    a_line_that_is_nested_too_deep_elsewhere,
    text_that_only_looks_like_the_function,
]


@pytest.mark.parametrize("change", KEPT, ids=lambda change: change.__name__)
def test_where_a_solution_stands_does_not_matter(notebook, template, solved, judge, change):
    solved["stub"] = cell_of(template, "sigmoid")["source"]
    change(solved)
    submission = classroom.take_in(notebook, solved)
    ordered = put_in_order(submission, order_of(template))
    assert sorted(ids(ordered)) == sorted(ids(template))
    judged = judge.judge(submission)
    assert judged.score == 100, [v.message for v in judged.verdicts if not v.points]


def test_a_cell_that_was_no_code_any_more_is_remarked_on(notebook, solved):
    made_markdown(solved)
    assert "The cell for sigmoid was Markdown; it was read as code." in (
        classroom.take_in(notebook, solved).remarks
    )


def test_the_stub_is_what_nbgrader_writes(notebook, template):
    for name, solution in notebook.source.solutions.items():
        assert stub_text(solution) == cell_of(template, name)["source"]


def test_a_null_byte_in_an_exercise_costs_that_one(notebook, solved, judge):
    cell_of(solved, "sigmoid")["source"] += "\0"
    judged = judge.judge(classroom.take_in(notebook, solved))
    assert [v.exercise for v in judged.verdicts if v.points < v.max_points] == ["sigmoid"]


@pytest.mark.parametrize("part", ["x = ", "x\n+", "def sigmoid(x): 0\n", "a" * 99])
def test_a_huge_notebook_is_read_in_little_time_and_memory(notebook, solved, part):
    """Parsed, the first of these would take 20 s and 2 GB."""
    solved["cells"].append(code_cell("def sigmoid(x):\n    0\n" + part * (15_000_000 // len(part))))
    data = json.dumps(solved).encode()
    start = time.process_time()
    submission = read_submission(data, "ann", notebook.source)
    seconds = time.process_time() - start
    assert submission.cells[-1].name == "sigmoid"
    assert seconds < 4
