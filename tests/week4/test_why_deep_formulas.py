"""Every formula in why_deep's prose, evaluated by counting; and its numbers."""

import itertools
import math

import pytest
from formulas import Formulas

FORMULAS = Formulas("week4/why_deep")
evaluates = FORMULAS.evaluates


@pytest.fixture(scope="module")
def f():
    names = FORMULAS.notebook.namespace()
    for cell in FORMULAS.notebook.source.cells:
        if cell.kind == "code" and "\ndef " in f"\n{cell.text}" and not cell.tags:
            start = cell.text.index("def ")
            rest = cell.text[start:].split("\n\n\n")
            exec("\n\n\n".join(part for part in rest if part.startswith("def ")), names)
    return names


def test_every_displayed_formula_has_one_test():
    assert FORMULAS.faults() == []


def layers_by_hand(n):
    """How often the number of bits must be halved, rounding up, until one is left."""
    return 0 if n == 1 else 1 + layers_by_hand(n - n // 2)


@evaluates(r"n - 1 \text{ gates, in } \lceil \log_2 n \rceil \text{ layers.}")
def test_gates_and_layers_of_the_tree(f):
    for n in range(1, 70):
        assert f["xor_tree"]([1] * n) == (n % 2, n - 1)
        assert layers_by_hand(n) == math.ceil(math.log2(n))
    assert (layers_by_hand(8), layers_by_hand(1000), layers_by_hand(1025)) == (3, 10, 11)
    assert f["xor_tree"]([1, 0, 1, 1, 0]) == (1, 4)


@evaluates(r"\sum_{k \text{ odd}} \binom{n}{k} = 2^{n-1}.")
def test_odd_patterns_are_half_of_all(f):
    for n in range(1, 12):
        odd = sum(sum(bits) % 2 for bits in itertools.product((0, 1), repeat=n))
        assert sum(math.comb(n, k) for k in range(1, n + 1, 2)) == odd == f["shallow_units"](n)
    assert f["shallow_units"](20) < 1_000_000 < f["shallow_units"](21)


def test_an_and_unit_serves_one_odd_pattern_since_every_neighbour_is_even():
    for bits in itertools.product((0, 1), repeat=5):
        for k in range(5):
            changed = [*bits[:k], 1 - bits[k], *bits[k + 1 :]]
            assert sum(changed) % 2 != sum(bits) % 2


def test_n_units_that_count_and_three_neurons_find_what_the_tree_finds(f):
    for bits in itertools.product((0, 1), repeat=7):
        hidden, parity = f["parity_in_one_layer"](list(bits))
        assert len(hidden) == 7
        assert parity == f["xor_tree"](list(bits))[0]
    for a, b in itertools.product((0, 1), repeat=2):
        assert f["xor_of_neurons"](a, b) == a ^ b
    assert 3 * f["xor_tree"]([0] * 32)[1] == 93


def test_the_leaderboard_shows_the_best_first(f, capsys):
    f["runs"] = []
    f["leaderboard"]("worse", 50.0)
    f["leaderboard"]("better", 90.0, rate=0.1)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "1.  90.00 %  better               rate 0.1",
        "2.  50.00 %  worse                ",
    ]
