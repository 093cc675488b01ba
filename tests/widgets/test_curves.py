"""Activations and secants in a real JupyterLab: values and slopes against NumPy."""

import re

import numpy as np
import pytest

from course.widgets.curves import ACTIVATIONS, POLYNOMIALS

pytestmark = pytest.mark.slow


def told(state, what):
    return float(re.search(rf"{what} (−?[\d.e+-]+?)[,.]?(?:\s|$)", state)[1].replace("−", "-"))


@pytest.mark.parametrize("at", [-1.5, 2.0])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_and_its_slope_are_numpys(show, name, at):
    shown = show("import course", f"course.widgets.activation({name!r}, at={at})")
    shown.wait_for(f"At z = {str(at).replace('-', '−').removesuffix('.0')}:")
    f, step = ACTIVATIONS[name], 1e-6
    assert told(shown.state, "value") == pytest.approx(float(f(at)), rel=1e-3)
    slope = (f(at + step) - f(at - step)) / (2 * step)
    assert told(shown.state, "slope") == pytest.approx(float(slope), rel=1e-3)
    assert shown.complaints == []


def test_the_point_follows_hand_and_keyboard(show):
    shown = show("import course", "course.widgets.activation('tanh', at=0.5)")
    shown.slide("Point", 1)
    shown.wait_for("At z = 1: value 0.7616")
    shown.box.get_by_label("Point", exact=True).press("ArrowRight")
    shown.wait_for("At z = 1.05")


def test_a_secant_has_numpys_rise_over_run(show):
    shown = show("import course", "course.widgets.secant('a³', at=2, h=0.1)")
    shown.wait_for("Measured with step 0.1")
    f = POLYNOMIALS["a³"]
    one_sided = told(shown.state, "rise over run")
    assert one_sided == pytest.approx((f(2.1) - f(2)) / 0.1, rel=1e-5)
    assert told(shown.state, "central") == pytest.approx((f(2.1) - f(1.9)) / 0.2, rel=1e-5)
    shown.slide("Step", -3)
    shown.wait_for("step 0.001")
    assert told(shown.state, "rise over run") == pytest.approx(12.006, abs=1e-4)
    assert np.isclose(told(shown.state, "slope"), 12)
