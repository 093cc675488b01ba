"""The computation graph in a real JupyterLab: its values and derivatives against measured ones."""

import math
import re

import pytest

pytestmark = pytest.mark.slow


def shown_slope(state, name):
    """What the last sentence says goes to the derivative of `name`."""
    return float(re.search(rf"= (−?[\d.e-]+) goes to d{name}\b", state)[1].replace("−", "-"))


def test_the_lectures_graph_is_stepped_through(show):
    shown = show("import course", "course.widgets.computation_graph(a=5, b=3, c=2)")
    shown.wait_for("Step 0 of 7")
    for sentence in ("u = b · c = 6", "v = a + u = 11", "J = 3 · v = 33", "dJ = 1"):
        shown.press("Step")
        shown.wait_for(sentence)
    shown.press("All")
    shown.wait_for("Step 7 of 7")
    assert (shown_slope(shown.state, "b"), shown_slope(shown.state, "c")) == (6, 9)
    assert shown.complaints == []


def test_an_input_follows_the_hand_and_the_keyboard(show):
    shown = show("import course", "course.widgets.computation_graph(a=5, b=3, c=2)")
    shown.press("Step")
    shown.slide("b", 4)
    shown.wait_for("u = b · c = 8")
    shown.box.get_by_label("c", exact=True).press("ArrowRight")
    shown.wait_for("u = b · c = 8.4")


def test_where_a_value_goes_two_ways_the_derivatives_add_up(show):
    shown = show("import course", "course.widgets.computation_graph('a * a + sigmoid(a)', a=0.5)")
    shown.press("All")
    step = 1e-6

    def f(a):
        import math

        return a * a + 1 / (1 + math.exp(-a))

    slope = (f(0.5 + step) - f(0.5 - step)) / (2 * step)
    total = float(re.search(r"da = ([\d.]+) so far\)\.$", shown.state)[1])
    assert total == pytest.approx(slope, abs=1e-3)


def test_what_is_no_expression_is_told_in_one_line(show):
    shown = show("import course", "course.widgets.computation_graph()")
    field = shown.box.get_by_label("Expression")
    field.fill("3 * (a +")
    field.press("Enter")
    shown.wait_for("The expression ends too early.")
    assert shown.complaints == []


NEURON = "z = w * x + b; a = sigmoid(z); L = loss(a, y)"


@pytest.mark.parametrize("y", [0, 1])
def test_the_graph_of_one_example_has_the_gradients_of_logistic_regression(show, y):
    shown = show(
        "import course", f"course.widgets.computation_graph({NEURON!r}, w=2, x=3, b=-5, y={y})"
    )
    a = 1 / (1 + math.exp(-(2 * 3 - 5)))
    wanted = {"z": a - y, "b": a - y, "w": 3 * (a - y)}
    found = {}
    while "Step 9 of 9" not in shown.state:
        shown.press("Step")
        for name in re.findall(r"goes to d(\w)", shown.state):
            found[name] = shown_slope(shown.state, name)
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=1e-2)
    assert shown.complaints == []


def test_a_definition_that_cannot_be_is_told_in_one_line(show):
    shown = show("import course", f"course.widgets.computation_graph({NEURON!r})")
    field = shown.box.get_by_label("Expression")
    for text, words in (
        ("a = z; z = b * c", "“a” is only another name"),
        ("a = z + 1; z = b * c", "“z” is used before it is defined."),
        ("a = loss(b)", "“,” is missing."),
        ("loss = a * b", "“loss” cannot be a name."),
    ):
        field.fill(text)
        field.press("Enter")
        shown.wait_for(words)
    assert shown.complaints == []
