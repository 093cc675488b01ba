"""How often a submission's process is asked: seldom where all goes well, to the same effect."""

import collections

import classroom
import pytest

from grader.casesets import CaseSets
from grader.judge import Judge
from grader.reference import Reference
from grader.sandbox.asking import Worker
from grader.session import Session

LOOP = "def predict(w, b, X):\n    while True:\n        pass"


@pytest.fixture
def asked(monkeypatch):
    """Counts the exchanges with workers, and the questions to the reference."""
    counts = collections.Counter()
    ask, answer = Worker._ask, Reference.answer

    def counted_ask(self, requests, *rest):
        counts["exchanges"] += 1
        return ask(self, requests, *rest)

    def counted_answer(self, *question):
        counts["questions"] += 1
        return answer(self, *question)

    monkeypatch.setattr(Worker, "_ask", counted_ask)
    monkeypatch.setattr(Reference, "answer", counted_answer)
    return counts


def test_a_right_submission_is_asked_for_all_small_cases_and_for_all_large_ones(
    notebook, judge, asked
):
    judge.judge(classroom.script(notebook))
    assert asked["exchanges"] == 2


def test_the_reference_need_not_be_asked_what_it_has_asked_itself(notebook, judge, asked):
    wrong = classroom.mistake(notebook, "sigmoid", "tanh in place of the sigmoid")
    judged = judge.judge(classroom.script(notebook, sigmoid=wrong))
    outcomes = {v.exercise: v.outcome for v in judged.verdicts}
    assert outcomes["optimize"] == outcomes["model"] == "right"
    assert ("sigmoid",) in {v.stood_in for v in judged.verdicts}
    assert asked["questions"] == 0


def test_the_reference_need_not_be_asked_what_a_known_mistake_asks(notebook, judge, asked):
    wrong = classroom.mistake(notebook, "sigmoid", "tanh in place of the sigmoid")
    fixed = classroom.mistake(notebook, "optimize", "b never updated")
    judged = judge.judge(classroom.script(notebook, sigmoid=wrong, optimize=fixed))
    named = {v.exercise: v.misconception for v in judged.verdicts}
    assert "b never updated" in named["optimize"]
    assert asked["questions"] < 10  # of its first private case


def test_a_limit_in_one_exercise_costs_no_other_one(notebook, sandbox, asked):
    judged = Judge(CaseSets(notebook, b"s"), sandbox).judge(
        classroom.script(notebook, predict=LOOP)
    )
    outcomes = {v.exercise: v.outcome for v in judged.verdicts}
    assert outcomes["predict"] == "limit"
    assert outcomes["optimize"] == outcomes["model"] == outcomes["stable_cost"] == "right"


def test_step_by_step_gives_the_same_verdicts(notebook, judge, monkeypatch):
    wrong = classroom.mistake(notebook, "optimize", "b never updated")
    submission = classroom.script(notebook, optimize=wrong)
    at_once = judge.judge(submission)
    monkeypatch.setattr(Session, "go_ahead", lambda self, names: None)
    assert judge.judge(submission) == at_once


@pytest.mark.parametrize(("mistake", "played"), [(None, 4), ("b never updated", 1)])
def test_with_stand_ins_a_wrong_case_is_the_last(notebook, judge, asked, mistake, played):
    wrong = {"optimize": classroom.mistake(notebook, "optimize", mistake)} if mistake else {}
    code = classroom.script(notebook, **wrong).code(notebook.source)
    with judge._session(code, 0) as session:
        seen = session.play_set(notebook.items["optimize"], ("sigmoid", "propagate"))
    assert len(seen) == played
    assert asked["questions"] <= 4
