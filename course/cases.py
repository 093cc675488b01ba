"""A case: calls to play on somebody's functions, as plain data.

Cases are made by the instructor's `week*/checks/`, played on the solution,
on each misconception, on a learner's functions in a notebook, and on a
submission inside the sandbox. They hold inputs and never code, so they can be
stored in a fixture and sent over the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course.values import decode, encode


@dataclass(frozen=True)
class Result:
    """Stands for what an earlier call of the same case returned, or a part of it.

    A cache is the learner's own business: a case hands it from one of their
    functions to the next without ever looking inside.
    """

    call: int
    path: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A function of one variable `x`, given as an argument: ``Formula("x**3 + 2*x")``."""

    text: str


@dataclass(frozen=True)
class Call:
    """One call of an exercise's function."""

    function: str
    arguments: tuple = ()
    keywords: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Calls in order; what the last one does is what is observed.

    `title` finishes the sentence "on ..." in a learner's feedback.
    `pinned` maps the name of a function to what it returns while the case is
    played: where training would draw its weights at random, the case fixes them.
    A `large` case is played only where all smaller ones came out right: a
    product that stretches by mistake costs nothing at size 4, and gigabytes at 12,288.
    A `random` case is played several times, and how its function draws is
    observed, not what it drew (:mod:`course.draws`); an array of fewer than
    some 600 entries tells little about its spread.
    Of a `growth` case the last two calls, of one function, are counted: whether
    Python has more to do for the second is what is observed, and not what they return.
    """

    title: str
    calls: tuple[Call, ...]
    pinned: dict = field(default_factory=dict)
    large: bool = False
    random: bool = False
    growth: bool = False


def call(function: str, *arguments, **keywords) -> Call:
    """Write a call as it is written in Python."""
    return Call(function, arguments, keywords)


def case(
    title: str,
    *calls: Call,
    pinned: dict | None = None,
    large: bool = False,
    random: bool = False,
    growth: bool = False,
) -> Case:
    """Write a case as a title and its calls; raises ValueError for growth of other than two."""
    if growth and len({c.function for c in calls[-2:]}) + (len(calls) < 2) != 1:
        raise ValueError(f"'{title}': growth takes two calls of one function, a small one first.")
    return Case(title, calls, pinned or {}, large, random, growth)


def case_to_json(case: Case, buffers: list) -> dict:
    """Return `case` as JSON, appending its arrays to `buffers`."""
    node = {
        "title": case.title,
        "calls": [
            {
                "function": c.function,
                "arguments": [_argument_to_json(a, buffers) for a in c.arguments],
                "keywords": {k: _argument_to_json(a, buffers) for k, a in c.keywords.items()},
            }
            for c in case.calls
        ],
        "pinned": {name: encode(value, buffers) for name, value in case.pinned.items()},
        "large": case.large,
    }
    return node | {name: True for name in ("random", "growth") if getattr(case, name)}


def case_from_json(node: dict, buffers: list) -> Case:
    """Return the case that `case_to_json` wrote; its arrays may lie in `buffers`, to be read."""
    return Case(
        node["title"],
        tuple(
            Call(
                c["function"],
                tuple(_argument_from_json(a, buffers) for a in c["arguments"]),
                {k: _argument_from_json(a, buffers) for k, a in c["keywords"].items()},
            )
            for c in node["calls"]
        ),
        {name: decode(value, buffers, copy=False) for name, value in node["pinned"].items()},
        node["large"],
        node.get("random", False),
        node.get("growth", False),
    )


def _argument_to_json(argument: object, buffers: list) -> object:
    if isinstance(argument, Result):
        return {"result": [argument.call, list(argument.path)]}
    if isinstance(argument, Formula):
        return {"formula": argument.text}
    return encode(argument, buffers)


def _argument_from_json(node: object, buffers: list) -> object:
    if isinstance(node, dict) and "result" in node:
        number, path = node["result"]
        return Result(number, tuple(path))
    if isinstance(node, dict) and "formula" in node:
        return Formula(node["formula"])
    return decode(node, buffers, copy=False)
