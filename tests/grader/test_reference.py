"""One worker of the reference's serves many submissions, and none of them can tell."""

import signal

import numpy as np
import pytest

from course.cases import call, case
from course.values import decode, encode
from grader import reference
from grader.answers import answer_alike
from grader.content import find_root, load_notebook
from grader.reference import Reference
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import LimitHit, Limits

X, Y = np.ones((2, 3)), np.ones((1, 3))


def reference_of(sandbox, notebook):
    return Reference(sandbox, notebook, answer_alike(notebook))


def ask(one, function, *values):
    buffers = []
    given = {"arguments": [encode(v, buffers) for v in values], "keywords": {}}
    answer = one.answer({"function": function}, given, buffers)
    return decode(answer.header["returned"], answer.buffers)


@pytest.fixture
def hasty():
    with Sandbox(Limits(exercise_seconds=0.5)) as sandbox:
        yield sandbox


@pytest.fixture
def started(monkeypatch):
    """The workers that are started, in their order."""
    workers, worker = [], Sandbox.worker

    def listed(self, *given):
        workers.append(worker(self, *given))
        return workers[-1]

    monkeypatch.setattr(Sandbox, "worker", listed)
    return workers


def test_one_worker_serves_one_submission_after_the_other(notebook, sandbox, started):
    one = reference_of(sandbox, notebook)
    for x in (0.0, 1.0, 2.0):
        one.begin()
        assert ask(one, "sigmoid", x) == pytest.approx(1 / (1 + np.exp(-x)))
    assert len(started) == 1


def test_it_is_done_with_before_its_user_id_comes_round(notebook, sandbox, started, monkeypatch):
    monkeypatch.setattr(reference, "_MOST_SUBMISSIONS", 2)
    one = reference_of(sandbox, notebook)
    for x in range(4):
        one.begin()
        ask(one, "sigmoid", float(x))
    assert len(started) == 2


def test_what_may_have_drawn_serves_no_other(sandbox, started):
    one = reference_of(sandbox, load_notebook(find_root(), "week3/planar_classifier"))
    for asked in ("initialize_parameters", "layer_sizes", "layer_sizes"):
        one.begin()
        ask(one, asked, *((2, 4, 1) if asked == "initialize_parameters" else (X, Y)))
    assert len(started) == 2


def test_who_comes_after_one_that_ended_the_worker_is_answered(notebook, sandbox, started):
    one = reference_of(sandbox, notebook)
    one.begin()
    ask(one, "sigmoid", 0.0)
    signal.pidfd_send_signal(started[0]._handle, signal.SIGKILL)
    one.begin()
    assert ask(one, "sigmoid", 3.0) == pytest.approx(1 / (1 + np.exp(-3)))
    assert len(started) == 2


@pytest.mark.parametrize("served", [0, 1])
def test_a_limit_of_its_own_is_told_to_a_submission(notebook, hasty, started, served):
    one = reference_of(hasty, notebook)
    for _ in range(served):
        one.begin()
        ask(one, "sigmoid", 0.0)
    one.begin()
    with pytest.raises(LimitHit, match=r"within 0\.5 seconds"):
        ask(one, "optimize", np.zeros((2, 1)), 0.0, X, Y, 10**9, 0.01)
    assert len(started) == 1 + served


def test_who_asks_too_much_of_the_reference_is_not_left_running(sandbox):
    with sandbox.worker() as worker:
        worker.run("def propagate():\n    return sigmoid(0.0)")
        cases = [case("too much", call("propagate"))]
        with pytest.raises(LimitHit):
            worker.play(cases, ["propagate"], stand_ins=["sigmoid"], answer=_too_much)
        assert worker not in sandbox._workers


def _too_much(*asked):
    raise LimitHit("time", "The reference did not end")
