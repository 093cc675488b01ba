"""The playground in a real JupyterLab: both engines, their numbers, a wrong gradient."""

import json
import re

import numpy as np
import pytest

from course.widgets import playing
from course.widgets.engine import cost_of, engine_of

pytestmark = pytest.mark.slow

OWN = """
import numpy as np
import course
def initialize_parameters(n_x, n_h, n_y):
    return {"W1": np.random.randn(n_h, n_x), "b1": np.zeros((n_h, 1)),
            "W2": np.random.randn(n_y, n_h), "b2": np.zeros((n_y, 1))}
def forward_propagation(X, parameters):
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    A2 = 1 / (1 + np.exp(-(parameters["W2"] @ A1 + parameters["b2"])))
    return A2, {"A1": A1, "A2": A2}
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    return {"dW2": dZ2 @ cache["A1"].T / m, "db2": dZ2.mean(axis=1, keepdims=True),
            "dW1": dZ1 @ X.T / m, "db1": dZ1.mean(axis=1, keepdims=True)}
def update_parameters(parameters, grads, learning_rate=1.2):
    return {k: v - learning_rate * grads["d" + k] for k, v in parameters.items()}
"""
SHOW_OWN = "course.widgets.playground(mine=globals(), dataset='circles', hidden=(4,))"


def numbers(state):
    """The iteration, the cost and the percentage that a state names."""
    found = re.search(r"Iteration (\d+)\. Cost ([\d.e−-]+)\. ([\d.]+) %", state)
    return int(found[1]), float(found[2].replace("−", "-")), float(found[3])


def in_kernel(shown, expression):
    """The value of an expression in the notebook's kernel, where it is plain JSON."""
    return json.loads(
        shown.page.evaluate(
            """async code => {
                const session = window.jupyterapp.shell.currentWidget.sessionContext.session;
                const asked = session.kernel.requestExecute({ code });
                let told = "";
                asked.onIOPub = (message) => (told += message.content.text ?? "");
                await asked.done;
                return told;
            }""",
            f"print({expression})",
        )
    )


def in_numpy(iterations, rate=0.3, dataset="circles"):
    """The cost after some iterations of the learner's functions above, computed here."""
    names = {}
    exec(OWN.replace("import course", ""), names)
    own, (X, Y) = engine_of(names), playing._points(dataset)
    np.random.seed(0)
    parameters = own.begin([2, 4, 1])
    for _ in range(iterations):
        parameters = own.update(parameters, own.gradients(parameters, X, Y), rate)
    return cost_of(own.answer(parameters, X)[0], Y)


def test_the_browsers_engine_learns_the_circles(show):
    shown = show("import course", "course.widgets.playground()")
    shown.wait_for("Iteration 0.")
    shown.press("Train")
    shown.page.wait_for_timeout(3000)
    shown.press("Pause")
    iteration, _, right = numbers(shown.state)
    assert iteration > 200
    assert right > 90
    assert shown.complaints == []


def test_the_learners_functions_train_in_the_kernel_and_the_numbers_are_theirs(show):
    shown = show(OWN, SHOW_OWN)
    shown.wait_for("Iteration 0.")
    shown.press("10 steps")
    shown.wait_for("Iteration 10.")
    _, cost, _ = numbers(shown.state)
    assert cost == pytest.approx(in_numpy(10), rel=1e-3)
    assert "agrees with nudging" in shown.state
    assert shown.complaints == []


def test_what_the_learners_functions_choose_cannot_be_set(show):
    shown = show(OWN, SHOW_OWN)
    shown.wait_for("Iteration 0.")
    controls = [
        shown.box.get_by_label(name, exact=True) for name in ("Activation", "First weights")
    ]
    reason = "Your own functions choose the activation and the first weights."
    read = "node => document.getElementById(node.getAttribute('aria-describedby'))?.innerText"
    assert [(one.is_disabled(), one.evaluate(read)) for one in controls] == [(True, reason)] * 2
    shown.choose("Trained by", "this browser")
    assert [(one.is_enabled(), one.evaluate(read)) for one in controls] == [(True, None)] * 2
    assert not shown.box.get_by_text(reason).is_visible()
    shown.choose("Trained by", "your own functions")
    assert all(one.is_disabled() for one in controls)
    assert shown.complaints == []


@pytest.mark.parametrize("engine", ["this browser", "your own functions"])
def test_half_planes_come_and_go_while_nothing_is_trained(show, engine):
    shown = show(OWN, SHOW_OWN)
    shown.wait_for("Iteration 0.")
    shown.choose("Trained by", engine)
    shown.wait_for("Iteration 0.")
    shown.page.wait_for_timeout(1000)
    seen = [shown.box.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")]
    for wanted in ("hidden", "shown"):
        shown.choose("Half-planes", wanted)
        seen.append(shown.box.locator("canvas").first.evaluate("canvas => canvas.toDataURL()"))
    assert seen[0] == seen[2] != seen[1]
    assert shown.complaints == []


def test_what_is_set_while_the_kernel_is_at_work_is_what_is_shown(show):
    shown = show(OWN, SHOW_OWN)
    shown.wait_for("Iteration 0.")
    for units in (9, 12, 7):  # each at once: the answer to the one before is still to come
        shown.slide("Units in each", units)
    shown.box.get_by_label("Where hidden unit 7 is active").wait_for()
    shown.page.wait_for_timeout(1000)
    assert shown.box.get_by_label(re.compile("^Where hidden unit")).count() == 7
    shown.slide("Units in each", 5)
    shown.choose("Trained by", "this browser")
    shown.page.wait_for_timeout(1000)
    assert "nudging" not in shown.state
    assert shown.complaints == []


def test_a_wrong_gradient_is_seen_to_be_wrong(show):
    shown = show(OWN.replace("dZ2 = cache", "dZ2 = 0 - cache"), SHOW_OWN)
    shown.wait_for("does not agree with nudging")


def test_a_function_that_stops_is_named(show):
    shown = show(OWN.replace("* (1 - cache", "@ (1 - cache"), SHOW_OWN)
    shown.box.get_by_text("backward_propagation stopped").wait_for()


def test_linear_layers_are_shown_as_the_one_that_they_are(show):
    shown = show(
        "import course",
        "w = course.widgets.playground(dataset='blobs', hidden=(3, 3), activation='none')",
        "w",
    )
    shown.press("10 steps")
    shown.wait_for("Iteration 10.")
    words = r"W3 W2 W1 = \((\S+), (\S+)\) with bias (\S+)\.$"
    told = [float(v.replace("−", "-")) for v in re.search(words, shown.state).groups()]
    numbers = np.array(in_kernel(shown, "list(memoryview(w.weights).cast('d'))"))
    W1, b1, W2, b2, W3, b3 = np.split(numbers, np.cumsum([6, 3, 9, 3, 3]))
    W2, W3 = W2.reshape(3, 3), W3.reshape(1, 3)
    one = W3 @ W2 @ W1.reshape(3, 2)
    bias = W3 @ (W2 @ b1 + b2) + b3
    assert told == pytest.approx([*one[0], bias[0]], rel=5e-3)
    shown.choose("Activation", "ReLU")
    shown.wait_for("Iteration 0.")
    assert "Nothing bends" not in shown.state
    assert shown.complaints == []
