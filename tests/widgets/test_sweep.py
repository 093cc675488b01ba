"""A sweep in a real JupyterLab: the learner's own model, and its figures computed again here."""

import re

import numpy as np
import pytest

import course
from course.errors import CourseError
from course.widgets.sweeps import sweep

OWN = """
import numpy as np
import course
begin, forward, cost, backward, update = course.earlier(
    "week4/deep_network_step_by_step", "initialize_parameters_deep", "L_model_forward",
    "compute_cost", "L_model_backward", "update_parameters")
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters, costs = begin(layers_dims), []
    for i in range(num_iterations):
        AL, caches = forward(X, parameters)
        if i % 100 == 0:
            costs.append(cost(AL, Y))
        parameters = update(parameters, backward(AL, Y, caches), learning_rate)
    return parameters, costs
def predict(X, parameters):
    return (forward(X, parameters)[0] > 0.5).astype(int)
train, dev = course.planar("moons", m=60, seed=1), course.planar("moons", m=41, seed=2)
"""
SHOW = (
    "course.widgets.sweep(globals(), train, dev, hidden=((), (5,)), rates=(0.01, 0.5), steps=150)"
)


@pytest.fixture(scope="module")
def own():
    names = {}
    exec(OWN, names)
    return names


def trained(own, rate, hidden, steps=150):
    np.random.seed(1)
    p, costs = own["L_layer_model"](*own["train"], [2, *hidden, 1], rate, steps)
    dev_x, dev_y = own["dev"]
    return costs, 100 * np.mean(own["predict"](dev_x, p) == dev_y)


def opened(show):
    shown = show(OWN, SHOW)
    shown.box.locator("fieldset button").first.click()
    shown.wait_for("0 of 4 trained")
    return shown


def chosen(state):
    """Cost at the beginning and at the end, and the accuracy on dev, of the chosen cell."""
    words = r"cost (\S+) to (\S+), train [\d.]+ %, dev ([\d.]+) %"
    return [float(v) for v in re.search(words, state).groups()]


@pytest.mark.slow
def test_the_grid_is_trained_by_the_learners_model_and_the_best_is_named(show, own):
    shown = opened(show)
    shown.press("Train all")
    shown.wait_for("4 of 4 trained")
    results, canvas = {}, shown.box.locator("canvas")
    for (rate, hidden), key in {
        (0.01, ()): "ArrowUp",
        (0.01, (5,)): "ArrowRight",
        (0.5, (5,)): "ArrowDown",
        (0.5, ()): "ArrowLeft",
    }.items():
        canvas.press(key)
        shown.wait_for(f"Chosen: rate {rate}, hidden {', '.join(map(str, hidden)) or 'none'}: cost")
        costs, dev = trained(own, rate, hidden)
        first, last, told = chosen(shown.state)
        assert (first, last) == (
            pytest.approx(costs[0], rel=5e-3),
            pytest.approx(costs[-1], rel=5e-3),
        )
        assert told == pytest.approx(dev, abs=0.06)
        results[rate, hidden] = dev
    best = max(results.values())
    told, spread = re.search(
        r"Best on dev: .*, ([\d.]+) %, give or take ([\d.]+) p", shown.state
    ).groups()
    assert float(told) == pytest.approx(best, abs=0.06)
    p = best / 100
    assert float(spread) == pytest.approx(100 * np.sqrt(p * (1 - p) / 41), abs=0.06)
    assert (
        f"baseline {100 * max(own['dev'][1].mean(), 1 - own['dev'][1].mean()):.1f} %" in shown.state
    )
    assert shown.complaints == []


@pytest.mark.slow
def test_one_cell_is_chosen_by_pointer_and_trained_alone(show, own):
    shown = opened(show)
    shown.box.locator("canvas").click(position={"x": 84 + 162 + 40, "y": 26 + 20 + 126 + 40})
    shown.wait_for("Chosen: rate 0.5, hidden 5: not trained yet")
    shown.box.get_by_role("button", name="Train this one").press("Enter")
    shown.wait_for("1 of 4 trained")
    assert chosen(shown.state)[1] == pytest.approx(trained(own, 0.5, (5,))[0][-1], rel=5e-3)
    rates = shown.box.get_by_label("Learning rates")
    rates.fill("0.5")
    rates.press("Enter")
    shown.wait_for("1 of 2 trained")  # what is known already is not trained again
    rates.fill("fast")
    rates.press("Enter")
    shown.wait_for("Write one to five learning rates")
    assert shown.complaints == []


@pytest.mark.slow
def test_a_function_that_stops_is_named(show):
    shown = show(OWN.replace("parameters = update", "parameters = updated"), SHOW)
    shown.box.locator("fieldset button").first.click()
    shown.press("Train all")
    shown.box.get_by_text("L_layer_model stopped").wait_for()


def test_the_learners_own_draws_are_left_as_they_were(own):
    grid = sweep(own, own["train"], own["dev"])
    np.random.seed(7)
    wanted = np.random.rand()
    np.random.seed(7)
    reply, _ = grid.answered({"key": "k", "rate": 1e6, "hidden": [3], "steps": 201})
    assert np.random.rand() == wanted
    assert len(reply["costs"]) == 3
    assert 0 <= reply["dev"] <= 100


def test_missing_functions_and_sets_that_do_not_fit_are_refused_in_one_line():
    X, Y = course.planar("moons", m=10)
    with pytest.raises(CourseError, match="L_layer_model"):
        sweep({}, (X, Y), (X, Y))
    with pytest.raises(CourseError, match="The dev set"):
        sweep({}, (X, Y), (X, Y[0]))


def test_without_a_front_end_there_is_a_picture(own):
    assert "always the larger class" in sweep(own, own["train"], own["dev"]).still().alt
