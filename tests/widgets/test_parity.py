"""Parity in a real JupyterLab: answers, gates and units, against sums and counts in Python."""

import itertools
import re

import numpy as np
import pytest

from course.errors import CourseError
from course.widgets.parities import WAYS, parity

SHOW = "course.widgets.parity({bits}, way={way!r})"
slow = pytest.mark.slow


def open_at(show, bits, way=WAYS[0]):
    """The widget with its question answered by the first option."""
    shown = show("import course", SHOW.format(bits=tuple(bits), way=way))
    shown.box.locator("fieldset button").first.click()
    shown.wait_for(f"{len(bits)} bits, {sum(bits)} of them 1.")
    return shown


def numbers(state, pattern):
    return tuple(int(v.replace(",", "")) for v in re.search(pattern, state).groups())


@slow
def test_the_tree_has_as_many_gates_and_layers_as_counted(show):
    shown = open_at(show, [1, 0, 1, 1, 0, 1, 0, 0])
    rng = np.random.default_rng(0)
    for n in (2, 5, 8, 11, 16):
        bits = rng.integers(0, 2, n)
        shown.box.get_by_label("Bits", exact=True).fill(" ".join(map(str, bits)))
        shown.press("All")
        shown.wait_for(f"The answer is {bits.sum() % 2}")
        gates, depth = numbers(shown.state, r"(\d+) XOR gates? .* in (\d+) layers? of gates")
        assert (gates, depth) == (n - 1, int(np.ceil(np.log2(n))))
        assert f"{2 ** (n - 1):,} AND units, or {n} threshold units" in shown.state
    assert shown.complaints == []


@slow
def test_layers_are_built_one_at_a_time(show):
    shown = open_at(show, [1, 0, 1, 1, 0])
    for built in ("Built: 2 gates in 1 layer", "Built: 3 gates in 2 layers", "The answer is 1"):
        shown.press("Step")
        shown.wait_for(built)
    shown.press("Reset")
    shown.wait_for("Built: 0 gates")


@slow
def test_a_bit_is_flipped_by_pointer_and_by_keys(show):
    shown = open_at(show, [1, 0, 1, 1])
    shown.press("All")
    canvas = shown.box.locator("canvas")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] / 2 - 1.5 * 46, "y": box["height"] - 41})
    shown.wait_for("4 bits, 2 of them 1.")
    canvas.press("ArrowRight")
    canvas.press("Space")
    shown.wait_for("4 bits, 3 of them 1.")
    assert shown.box.get_by_label("Bits", exact=True).input_value() == "0 1 1 1"
    assert shown.complaints == []


@slow
@pytest.mark.parametrize("way", WAYS[1:])
def test_a_single_layer_answers_as_the_sum_does(show, way):
    shown = open_at(show, [0, 0, 0], way)
    shown.press("All")
    for bits in itertools.product((0, 1), repeat=3):
        shown.box.get_by_label("Bits", exact=True).fill("".join(map(str, bits)))
        shown.wait_for(f"3 bits, {sum(bits)} of them 1.")
        assert f"The answer is {sum(bits) % 2}" in shown.state
        answering = sum(bits) % 2 if way == WAYS[1] else sum(bits)
        assert numbers(shown.state, r"(\d) of them answers? 1") == (answering,)
    assert shown.complaints == []


@slow
def test_what_is_no_bit_is_told(show):
    shown = open_at(show, [1, 0])
    shown.box.get_by_label("Bits", exact=True).fill("1 2")
    shown.wait_for("Write 2 to 16 bits")


def test_bad_bits_and_ways_are_refused_in_one_line():
    for bits, way in (([1], WAYS[0]), ([1, 2], WAYS[0]), ([0] * 17, WAYS[0]), ([1, 0], "magic")):
        with pytest.raises(CourseError):
            parity(bits, way)


def test_without_a_front_end_there_is_a_picture():
    assert "the answer is 1" in parity([1, 0, 1, 1]).still().alt
    assert "threshold units" in parity([1, 0, 1, 1], WAYS[2]).still().alt
