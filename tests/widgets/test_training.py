"""The training in a real JupyterLab: the learner's functions, their numbers against NumPy."""

import re

import numpy as np
import pytest
from themes import THEMES, use_theme

from course.errors import CourseError
from course.widgets import training

OWN = """
import numpy as np
import course
def initialize_with_zeros(dim):
    return np.zeros((dim, 1)), 0.0
def propagate(w, b, X, Y):
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": np.dot(X, (A - Y).T) / X.shape[1], "db": np.mean(A - Y)}, cost
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    for _ in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
    return {"w": w, "b": b}, grads, [cost]
def predict(w, b, X):
    return (1 / (1 + np.exp(-(np.dot(w.T, X) + b))) > 0.5).astype(int)
rng = np.random.default_rng(0)
def pictures(m):
    Y = np.arange(m).reshape(1, m) % 2
    return 0.5 * Y + rng.random((48, m)), Y
train, dev, test = pictures(40), pictures(24), pictures(20)
"""
SHOW = "course.widgets.training(globals(), train, dev, test, 0.02, 100, (0.01, 0.1), (4, 4, 3))"


def in_numpy(steps, rate):
    """The cost and both accuracies after some steps of the functions above, computed here."""
    names = {}
    exec(OWN.replace("import course", ""), names)
    (X, Y), (X_dev, Y_dev) = names["train"], names["dev"]
    parameters, _, _ = names["optimize"](np.zeros((48, 1)), 0.0, X, Y, steps, rate)
    w, b = parameters["w"], parameters["b"]
    right = [100 * np.mean(names["predict"](w, b, x) == y) for x, y in ((X, Y), (X_dev, Y_dev))]
    return [names["propagate"](w, b, X, Y)[1], *right]


def numbers(state):
    found = re.search(r"cost ([\d.]+\d).*train ([\d.]+) %, dev ([\d.]+) %", state)
    return [float(text) for text in found.groups()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("press", "state", "rate"), [("Train", "Run 1, ", 0.02), ("Sweep the rates", "Run 2, ", 0.1)]
)
def test_a_run_outlives_a_change_of_theme(show, press, state, rate):
    slow = OWN.replace("for _ in range", "import time; time.sleep(0.1)\n    for _ in range")
    shown = show(slow, SHOW)
    shown.press("each one will")
    shown.press(press)
    shown.wait_for(re.compile("Run 1, .* step [1-9]0 of 100"))
    use_theme(shown.page, THEMES[1])
    try:
        shown.wait_for(f"{state}learning rate {rate}, step 100 of 100")
    finally:
        use_theme(shown.page, THEMES[0])
    assert numbers(shown.state) == pytest.approx(in_numpy(100, rate), rel=1e-3)
    assert shown.complaints == []


@pytest.mark.slow
def test_a_run_is_the_learners_own(show):
    shown = show(OWN, SHOW)
    shown.press("each one will")
    shown.wait_for("Nothing is trained yet.")
    shown.press("Train")
    shown.wait_for("step 100 of 100")
    assert numbers(shown.state) == pytest.approx(in_numpy(100, 0.02), rel=1e-3)
    assert "test" not in shown.state
    shown.choose("Test set", "yes")
    shown.wait_for("test ")
    assert shown.complaints == []


@pytest.mark.slow
def test_by_keys_the_rate_is_changed_and_the_sweep_is_judged_on_dev(show):
    shown = show(OWN, SHOW)
    shown.box.get_by_role("button", name="hardly any will").press("Enter")
    shown.box.get_by_label("Learning rate", exact=True).press("ArrowLeft")
    shown.box.get_by_role("button", name="Train", exact=True).press("Enter")
    shown.wait_for("learning rate 0.02, step 100 of 100")
    shown.box.get_by_role("button", name="Sweep the rates").press("Enter")
    shown.wait_for("Best on dev of 2 runs")
    best = max((0.01, 0.1), key=lambda rate: in_numpy(100, rate)[2])
    assert f"learning rate {best}, {in_numpy(100, best)[2]:.1f} %" in shown.state
    assert numbers(shown.state) == pytest.approx(in_numpy(100, 0.1), rel=1e-3)
    shown.press("Clear")
    shown.wait_for("Nothing is trained yet.")
    assert shown.complaints == []


@pytest.mark.slow
def test_an_answer_that_comes_late_is_not_of_the_next_run(show):
    slow = OWN.replace(
        "    for _ in range(num", "    __import__('time').sleep(1)\n    for _ in range(num"
    )
    shown = show(slow, SHOW.replace(" 100, (0.01, 0.1)", " 20, (0.01, 0.1)"))
    shown.press("each one will")
    shown.press("Train")
    shown.wait_for("step 0 of")
    shown.press("Sweep the rates")
    shown.wait_for("Run 1, learning rate 0.01, step 0 of")
    shown.wait_for("Best on dev of 2 runs")
    assert numbers(shown.state) == pytest.approx(in_numpy(20, 0.1), rel=1e-3)
    shown.press("Train")
    shown.wait_for("Run 3, learning rate 0.02, step 0 of")
    shown.press("Clear")
    shown.page.wait_for_timeout(2500)
    assert shown.state == "Nothing is trained yet. Set: learning rate 0.02, 20 steps."
    assert shown.complaints == []


@pytest.mark.slow
def test_a_function_that_stops_is_named_and_a_cost_that_is_nan_is_shown(show):
    shown = show(OWN.replace('"dw": np.dot(X, (A - Y).T)', '"dw": np.dot(X, A - Y)'), SHOW)
    shown.press("each one will")
    shown.press("Train")
    shown.box.get_by_text("propagate stopped, line").wait_for()
    shown = show(OWN.replace("cost = -np", "cost = np.nan * -np"), SHOW)
    shown.press("each one will")
    shown.press("Train")
    shown.wait_for("step 100 of 100: cost nan")
    assert shown.complaints == []


def test_what_does_not_fit_is_told():
    X, Y = np.zeros((48, 3)), np.zeros((1, 3))
    functions = dict.fromkeys(("initialize_with_zeros", "propagate", "optimize", "predict"), print)
    with pytest.raises(CourseError, match="there is no predict"):
        training(functions | {"predict": None}, (X, Y), (X, Y), shape=(4, 4, 3))
    with pytest.raises(CourseError, match=r"The dev set is to have X of shape \(48, m\)"):
        training(functions, (X, Y), (X.T, Y), shape=(4, 4, 3))


DEEP = """
(initialize_parameters_deep, L_model_forward, compute_cost, L_model_backward,
 update_parameters) = course.earlier(
    "week4/deep_network_step_by_step", "initialize_parameters_deep", "L_model_forward",
    "compute_cost", "L_model_backward", "update_parameters")
"""


@pytest.mark.slow
def test_a_deep_network_is_trained_by_the_learners_blocks(show):
    call = "course.widgets.training(globals(), train, dev, None, 0.1, 100, (), (4, 4, 3), (5, 3))"
    shown = show(OWN, DEEP, call)
    shown.box.get_by_role("button", name="hardly any will").press("Enter")
    shown.wait_for("Nothing is trained yet.")
    shown.press("Train")
    shown.wait_for("step 100 of 100")
    names = {}
    exec(OWN + DEEP, names)
    (X, Y), (X_dev, Y_dev) = names["train"], names["dev"]
    np.random.seed(1)
    now = names["initialize_parameters_deep"]([48, 5, 3, 1])
    for _ in range(100):
        AL, caches = names["L_model_forward"](X, now)
        now = names["update_parameters"](now, names["L_model_backward"](AL, Y, caches), 0.1)
    answers = [names["L_model_forward"](x, now)[0] for x in (X, X_dev)]
    right = [100 * np.mean((a > 0.5) == y) for a, y in zip(answers, (Y, Y_dev), strict=True)]
    cost = names["compute_cost"](answers[0], Y)
    assert numbers(shown.state) == pytest.approx([cost, *right], rel=1e-3)
    assert shown.complaints == []
