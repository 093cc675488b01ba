"""What to try on the parity exercises, and the mistakes that people make in them; two quizzes."""

from __future__ import annotations

import numpy as np

from course.cases import Case, call, case
from grader.declare import Exercise, Misconception, Question, Quiz

# xor_tree


def _xor_tree_cases(rng: np.random.Generator) -> list[Case]:
    def bits(n: int) -> list[int]:
        return [int(bit) for bit in rng.integers(0, 2, size=n)]

    return [
        case("8 bits, three of them 1", call("xor_tree", [1, 0, 1, 0, 0, 1, 0, 0])),
        case("5 bits, the last without a partner", call("xor_tree", [1, 0, 0, 1, 1])),
        case("3 bits, the last different from the others", call("xor_tree", [0, 0, 1])),
        case("a single bit", call("xor_tree", [1])),
        case("2 bits, both 1", call("xor_tree", [1, 1])),
        case("16 bits", call("xor_tree", bits(16))),
        case("13 bits", call("xor_tree", [*bits(12), 1])),
        case("7 bits, all 1", call("xor_tree", [1] * 7)),
    ]


XOR_TREE = Exercise(
    "xor_tree",
    _xor_tree_cases,
    (
        Misconception(
            "OR in place of XOR",
            "layer[k] ^ layer[k + 1]",
            "layer[k] | layer[k + 1]",
            "Two ones are even: their gate gives 0.",
        ),
        Misconception(
            "AND in place of XOR",
            "layer[k] ^ layer[k + 1]",
            "layer[k] & layer[k + 1]",
            "The gate gives 1 where exactly one of the two is 1.",
        ),
        Misconception(
            "the sum in place of XOR",
            "layer[k] ^ layer[k + 1]",
            "layer[k] + layer[k + 1]",
            "A gate gives 0 or 1, and never 2.",
        ),
        Misconception(
            "the odd one out lost",
            "if len(layer) % 2 == 1:",
            "if False:",
            "A bit without a partner goes up as it is.",
        ),
        Misconception(
            "only one layer of gates",
            "while len(layer) > 1:",
            "if len(layer) > 1:",
            "Go on until a single bit is left.",
        ),
        Misconception(
            "layers counted, not gates",
            "            gates += 1\n        if",
            "        gates += 1\n        if",
            "Each pair has a gate of its own.",
        ),
        Misconception(
            "a gate counted for the bit without a partner",
            "joined.append(layer[-1])",
            "joined.append(layer[-1])\n            gates += 1",
            "A bit that goes up as it is needs no gate.",
        ),
    ),
    help={
        "Idea": "A loop over layers; in it a loop over pairs; and what has no partner goes up.",
        "Formula": "a XOR b = 1 where a and b differ (in Python: a ^ b); n bits, n - 1 gates",
        "Worked small case": "[1, 0, 1]: the pair gives 1, the last 1 goes up; then 1 ^ 1 = 0;"
        " 2 gates.",
    },
    equivalent={
        "list(bits) -> bits": "the list is read and never changed",
        "len(layer) > 1 -> len(layer) != 1": "there is at least one bit",
        "len(layer) % 2 == 1 -> len(layer) % 2 >= 1": "a remainder by 2 is 0 or 1",
        "layer[0] -> layer[-1]": "a single bit is left",
    },
)


# shallow_units


def _shallow_units_cases(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(9, 20))
    return [
        case("1 bit", call("shallow_units", 1)),
        case("2 bits", call("shallow_units", 2)),
        case("5 bits", call("shallow_units", 5)),
        case(f"{n} bits", call("shallow_units", n)),
    ]


def _as_many_as_odd_patterns(functions, rng) -> None:
    for n in range(1, 9):
        odd = sum(bin(pattern).count("1") % 2 for pattern in range(2**n))
        assert functions["shallow_units"](n) == odd, f"{n} bits have {odd} odd patterns"


SHALLOW_UNITS = Exercise(
    "shallow_units",
    _shallow_units_cases,
    (
        Misconception(
            "all patterns, even ones too",
            "2 ** (n - 1)",
            "2**n",
            "Only patterns with an odd number of ones need a unit.",
        ),
        Misconception(
            "the gates of the tree",
            "2 ** (n - 1)",
            "n - 1",
            "That is the deep network; here every odd pattern needs a unit.",
        ),
        Misconception(
            "one pattern left out",
            "2 ** (n - 1)",
            "2 ** (n - 1) - 1",
            "Count them for one bit, and for two.",
        ),
        Misconception(
            "a square in place of a power of two",
            "2 ** (n - 1)",
            "(n - 1) ** 2",
            "One bit more doubles the number of patterns.",
        ),
        Misconception(
            "n without its parentheses",
            "2 ** (n - 1)",
            "2**n - 1",
            "The power binds tighter than the minus sign.",
        ),
        Misconception(
            "threshold units counted",
            "2 ** (n - 1)",
            "n",
            "Units that count need only n; here each unit knows one pattern.",
        ),
    ),
    help={
        "Idea": "Half of all patterns are odd.",
        "Formula": "2^n patterns, of which 2^(n - 1) have an odd number of ones",
        "Worked small case": "n = 2: 00, 01, 10, 11; two of them are odd.",
    },
    properties=(_as_many_as_odd_patterns,),
)


DEPTH = Quiz(
    "depth",
    title="What depth can do, and what not",
    questions=(
        Question(
            "gates",
            "A tree of XOR gates for 64 bits has",
            right="63 gates in 6 layers",
            options={
                "6 gates in 6 layers": "Six is the number of layers; the first alone has 32 gates.",
                "63 gates in 6 layers": "Yes: each gate removes one bit, each layer halves them.",
                "63 gates in 63 layers": "That is a chain; a tree joins many pairs at once.",
            },
            mistakes={
                "6 gates in 6 layers": "gates of the order of log n",
                "63 gates in 63 layers": "a chain taken for a tree",
            },
        ),
        Question(
            "one_layer",
            "The parity of n bits in one hidden layer",
            right="takes n units that count",
            options={
                "is impossible": "It is possible in two ways at least; you have seen both.",
                "takes n units that count": "Yes: 2^(n - 1) only if each knows one pattern.",
                "always takes 2^(n - 1) units": "So many AND units; units that count need n.",
            },
            mistakes={
                "is impossible": "one layer held to be too weak",
                "always takes 2^(n - 1) units": "AND units taken for all units",
            },
        ),
        Question(
            "edges",
            "The first layer of our four-layer cat network has learned",
            right="hardly anything clear",
            options={
                "edges": "That is seen in other networks, trained on very many photos.",
                "eyes and ears": "Parts are hoped for in later layers, and not in this network.",
                "hardly anything clear": "Yes: mostly the noise of its first weights.",
            },
            mistakes={"edges": "a hope taken for a finding", "eyes and ears": "parts in layer 1"},
        ),
        Question(
            "first_try",
            "With a new data set, what do you train first?",
            right="logistic regression",
            options={
                "logistic regression": "Yes: quick, and all later is compared with it.",
                "the deepest network": "If it fails: is it the data, or the code?",
                "nothing before the test": "The test set comes last; it chooses nothing.",
            },
            mistakes={"the deepest network": "deeper is always better"},
        ),
    ),
)

BRAIN = Quiz(
    "brain",
    title="Like a brain?",
    questions=(
        Question(
            "alike",
            "What do a unit and a nerve cell have in common?",
            right="many inputs, one output",
            options={
                "many inputs, one output": "Yes: about here the likeness ends.",
                "backpropagation": "How nerve cells learn is not known; as we do it, hardly.",
                "pulses over time": "Units take numbers, all at the same moment.",
            },
            mistakes={"backpropagation": "the brain held to backpropagate"},
        ),
        Question(
            "why",
            "Why do networks work well on many tasks?",
            right="fitted to many examples",
            options={
                "built like brains": "The likeness explains nothing of it.",
                "fitted to many examples": "Yes: many parameters, many examples, gradient descent.",
            },
            mistakes={"built like brains": "the likeness taken for a reason"},
        ),
        Question(
            "examples",
            "Shown a new animal once, a child often knows it again. Our networks",
            right="need many examples",
            options={
                "do the same": "The cat network had 105 cats, each met more than a thousand times.",
                "need many examples": "Yes, and each of them again and again.",
            },
            mistakes={"do the same": "networks held to learn from one example"},
        ),
    ),
)


EXERCISES = (XOR_TREE, SHALLOW_UNITS, DEPTH, BRAIN)
