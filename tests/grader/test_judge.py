"""The judge: each exercise on its own, by its values, whatever the code around it does."""

import classroom
import pytest
import tiny

from grader.casesets import CaseSets
from grader.content import load_notebook
from grader.intake import read_script
from grader.judge import Judge

PROPAGATE = "def propagate(w, b, X, Y):\n"
OPTIMIZE = "def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):\n"


def outcomes(judged):
    return {v.exercise: v.outcome for v in judged.verdicts}


def one(judged, exercise):
    return next(v for v in judged.verdicts if v.exercise == exercise)


def test_the_solutions_get_every_point(notebook, judge):
    judged = judge.judge(classroom.script(notebook))
    assert judged.score == judged.max_score == 100
    said = outcomes(judged)
    assert {said[name] for name in notebook.items} == {"right"}


def test_a_mistake_is_named_and_its_hint_given(notebook, judge):
    wrong = classroom.mistake(notebook, "propagate", "cost without the minus sign")
    verdict = one(judge.judge(classroom.script(notebook, propagate=wrong)), "propagate")
    assert verdict.misconception == "cost without the minus sign"
    assert verdict.points == 0
    assert "a cost is not" in verdict.message


def test_no_mistake_is_paid_for_twice(notebook, judge):
    wrong = classroom.mistake(notebook, "propagate", "sign of the error turned round")
    judged = judge.judge(classroom.script(notebook, propagate=wrong))
    assert [v.exercise for v in judged.verdicts if v.points < v.max_points] == ["propagate"]
    assert one(judged, "optimize").stood_in == ("propagate",)
    assert "the course's own propagate" in one(judged, "optimize").message


def test_two_mistakes_are_told_apart_each_in_its_place(notebook, judge):
    codes = {
        "propagate": classroom.mistake(notebook, "propagate", "db not averaged"),
        "optimize": classroom.mistake(notebook, "optimize", "up the slope, not down"),
    }
    judged = judge.judge(classroom.script(notebook, **codes))
    named = {v.exercise: v.misconception for v in judged.verdicts if v.points < v.max_points}
    assert named == {"propagate": "db not averaged", "optimize": "up the slope, not down"}


def test_a_limit_is_named_and_costs_only_its_exercise(notebook, judge):
    loop = OPTIMIZE + "    while True:\n        pass"
    judged = judge.judge(classroom.script(notebook, optimize=loop))
    assert one(judged, "optimize").outcome == "limit"
    assert "seconds" in one(judged, "optimize").message
    assert judged.score == 85


def test_printing_without_end_is_a_limit(notebook, judge):
    flood = "def predict(w, b, X):\n    while True:\n        print('x' * 100_000)"
    judged = judge.judge(classroom.script(notebook, predict=flood))
    assert one(judged, "predict").outcome == "limit"
    assert "printed" in one(judged, "predict").message


def test_too_much_memory_is_a_limit(notebook, judge):
    greedy = "def sigmoid(x):\n    return bytearray(8 * 10**9)"
    judged = judge.judge(classroom.script(notebook, sigmoid=greedy))
    assert one(judged, "sigmoid").outcome == "limit"


def test_ending_the_process_is_a_limit_of_its_exercise(notebook, judge):
    leaving = "import os\ndef sigmoid(x):\n    os._exit(0)"
    judged = judge.judge(classroom.script(notebook, sigmoid=leaving))
    assert one(judged, "sigmoid").outcome == "limit"
    assert judged.score == 95


def test_a_cell_that_never_ends_leaves_the_others_to_be_judged(notebook, template, judge):
    codes = classroom.solutions(notebook, predict="while True:\n    pass\ndef predict(w, b, X): 0")
    judged = judge.judge(classroom.take_in(notebook, classroom.filled_in(template, codes)))
    assert one(judged, "predict").outcome == "limit"
    assert one(judged, "sigmoid").outcome == "right"
    assert one(judged, "model").outcome == "right"


@pytest.mark.parametrize(
    "returned",
    [
        "Liar()",
        "({'dw': Liar(), 'db': Liar()}, Liar())",
        "({'dw': w + 1j, 'db': 0j}, 0j)",
        "({'dw': w.astype(object), 'db': None}, None)",
        "np.broadcast_to(0.0, (10**5, 10**5))",
        "[0] * 10**6",
        "float('nan')",
        "lambda: 1",
    ],
)
def test_what_is_returned_never_judges_itself(notebook, judge, returned):
    liar = "class Liar:\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    code = f"{liar}\n{PROPAGATE}    return {returned}"
    verdict = one(judge.judge(classroom.script(notebook, propagate=code)), "propagate")
    assert verdict.outcome in ("wrong", "limit")
    assert verdict.points == 0


def test_an_untouched_notebook_is_not_attempted(notebook, template, judge):
    judged = judge.judge(classroom.take_in(notebook, template))
    assert set(outcomes(judged).values()) == {"not attempted"}
    assert judged.score == 0


def test_a_missing_function_is_not_attempted(notebook, judge):
    judged = judge.judge(read_script("x = 1", "ann", notebook.source))
    assert set(outcomes(judged).values()) == {"not attempted"}


def test_a_script_may_define_some_exercises(notebook, judge):
    code = notebook.items["sigmoid"].solution.code
    judged = judge.judge(read_script(code, "ann", notebook.source))
    assert {v.exercise for v in judged.verdicts if v.outcome == "right"} == {"sigmoid"}


def test_an_unwritten_function_does_not_fail_its_caller(notebook, judge):
    stub = "def sigmoid(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    judged = judge.judge(classroom.script(notebook, sigmoid=stub))
    assert one(judged, "sigmoid").outcome == "not attempted"
    assert one(judged, "propagate").outcome == "right"


def test_other_parameters_are_told_as_such(notebook, judge):
    code = "def predict(w, X):\n    return X"
    verdict = one(judge.judge(classroom.script(notebook, predict=code)), "predict")
    assert verdict.outcome == "raised"
    assert "predict(...)" not in verdict.message
    assert "(w, X)" in verdict.message


def test_a_name_from_a_cell_that_was_left_out_is_found_by_a_full_run(tmp_path, sandbox):
    tiny.write(tmp_path, tiny.edited(tiny.SOURCE, "np.arange(3)", "SCALE = 2"))
    small = load_notebook(tmp_path, "week9/tiny")
    shown = "SCALE = 2"  # the course's own cell, which is not run where nobody needs it
    texts = [
        shown,
        "def double(x):\n    return SCALE * x",
        small.items["square_of_double"].solution.code,
    ]
    cells = [{"cell_type": "code", "metadata": {}, "source": text} for text in texts]
    submission = classroom.take_in(small, {"cells": cells})
    assert shown not in submission.code(small.source)
    judged = Judge(CaseSets(small, b"s"), sandbox).judge(submission)
    assert set(outcomes(judged).values()) == {"right"}


def test_the_same_submission_is_judged_on_the_same_cases(notebook, judge):
    first = judge.judge(classroom.script(notebook))
    again = judge.judge(classroom.script(notebook))
    assert [v.case_set for v in first.verdicts] == [v.case_set for v in again.verdicts]


def test_remembered_answers_of_the_public_cases_earn_nothing(notebook, judge):
    """The public cases are in every learner's hands; the judge's are others."""
    from grader.content import PUBLIC_SEED

    cases = notebook.items["sigmoid"].cases(PUBLIC_SEED)
    answers = notebook.observe("sigmoid", cases, notebook.namespace())
    inputs = [repr(c.calls[0].arguments[0]) for c in cases]
    returned = [repr(a.returned) for a in answers]
    table = ",".join(f"({i!r}, {r!r})" for i, r in zip(inputs, returned, strict=True))
    code = (
        "from numpy import array\nTABLE = dict([" + table + "])\n"
        "def sigmoid(x):\n    return eval(TABLE[repr(x)])"
    )
    verdict = one(judge.judge(classroom.script(notebook, sigmoid=code)), "sigmoid")
    assert verdict.points == 0
