"""What the reference has answered is not computed again, unless it may answer otherwise."""

import classroom
import numpy as np

from course.values import encode
from grader import answers
from grader.answers import Answers, answer_alike
from grader.content import find_root, load_notebook
from grader.sandbox.questions import Answer


def question(*values):
    buffers = []
    return {"arguments": [encode(v, buffers) for v in values], "keywords": {}}, buffers


def answers_of(notebook):
    return Answers(answer_alike(notebook))


def test_the_same_question_has_the_same_key_and_another_another():
    kept = answers_of(classroom.notebook())
    x = np.arange(6.0).reshape(2, 3)
    key = kept.key("sigmoid", *question(x))
    assert key == kept.key("sigmoid", *question(x.copy()))
    others = [question(x + 1e-16 + 1e-15), question(x.T), question(x.astype(np.float32))]
    assert key not in [kept.key("sigmoid", *other) for other in others]
    assert key != kept.key("image2vector", *question(x))


def test_an_answer_is_kept_until_room_is_needed(monkeypatch):
    monkeypatch.setattr(answers, "_MOST_BYTES", 3000)
    kept = answers_of(classroom.notebook())
    keys = [kept.key("sigmoid", *question(float(n))) for n in range(4)]
    for key in keys:
        kept.keep(key, Answer({"returned": 1}, [np.zeros(100)]))
    assert [kept.get(key) is not None for key in keys] == [False, False, True, True]


def test_what_draws_at_random_is_asked_anew():
    kept = answers_of(load_notebook(find_root(), "week3/planar_classifier"))
    assert kept.key("initialize_parameters", *question(2, 4, 1)) is None
    assert kept.key("nn_model", *question(1)) is None
    assert kept.key("layer_sizes", *question(1)) is not None


def test_what_is_no_exercise_is_asked_anew():
    assert answers_of(classroom.notebook()).key(None, *question(1)) is None
