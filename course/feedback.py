"""Say an outcome to a person, as text and as HTML.

The gap first, then one hint, then a way on. Nothing is said by colour alone.
What a learner's code printed or returned is always escaped.
"""

from __future__ import annotations

import functools
import textwrap
from html import escape

from course.compare import Difference
from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, Outcome

WIDTH = 84  # `nbgrader validate` cuts a line at 87 characters

_MARKS = {RIGHT: "✓", NOT_ATTEMPTED: "○", RAISED: "✗", LIMIT: "✗"}
# Okabe and Ito's colours, told apart by colour-blind eyes; the mark and the word say the same.
_COLOURS = {RIGHT: "#009e73", NOT_ATTEMPTED: "#56b4e9"}
_OTHER_COLOUR = "#d55e00"


def headline(outcome: Outcome) -> str:
    """Return the outcome in one line, with the mistake's name where it is known."""
    name = outcome.exercise
    if outcome.kind == RIGHT:
        return f"{name}: right"
    if outcome.kind == NOT_ATTEMPTED:
        return f"{name}: not attempted yet"
    word = "stopped" if outcome.kind == RAISED else outcome.kind
    if outcome.kind == LIMIT:
        word = "stopped at a limit"
    if outcome.certain:
        return f"{name}: {word} ({outcome.names[0]})"
    return f"{name}: {word}"


def gap(outcome: Outcome, returns: tuple[str, ...]) -> str:
    """Return what was expected against what was got, in one sentence."""
    seen, on = outcome.observation, f"On {outcome.case}: " if outcome.case else ""
    if outcome.kind == NOT_ATTEMPTED:
        if seen is not None and seen.raised and seen.raised.error == "cannot be called":
            return seen.message
        return "Replace the line that raises NotImplementedError by your own code."
    if outcome.difference is not None:
        return on + _sentence(outcome.difference, returns)
    if seen is not None and seen.raised is not None:
        if seen.raised.error == "cannot be called":
            return seen.message
        return f"{on}{seen.raised.function} raised {seen.message}"
    if seen is not None and outcome.kind != RIGHT:
        return f"{on}an error was to be raised, and was not." if not seen.message else seen.message
    return ""


def hint(outcome: Outcome) -> str:
    """Return the one hint: of the mistake that was recognised, or of the likely ones."""
    if not outcome.names:
        return ""
    if outcome.certain:
        return outcome.hints[0]
    if len(outcome.names) == 1:
        return f"Likely “{outcome.names[0]}”: {outcome.hints[0]}"
    both = "; ".join(f"“{n}”: {h}" for n, h in zip(outcome.names, outcome.hints, strict=True))
    return f"Likely more than one mistake. {both}"


def text(outcome: Outcome, returns: tuple[str, ...], way_on: str = "") -> str:
    """Return the whole message as plain text, no line longer than WIDTH."""
    parts = [headline(outcome), gap(outcome, returns), hint(outcome), way_on]
    if outcome.observation is not None and outcome.observation.printed and outcome.kind != RIGHT:
        parts.append(f"It printed: {outcome.observation.printed.strip()[:400]}")
    return "\n".join(wrap(part) for part in parts if part)


def html(outcome: Outcome, returns: tuple[str, ...], help: dict[str, str], before: str = "") -> str:
    """Return the whole message as HTML; `help` unfolds step by step.

    `before` is a sentence to say first, such as whose mistake is reported.
    """
    body = [f"<div>{escape(part)}</div>" for part in (gap(outcome, returns), hint(outcome)) if part]
    if outcome.observation is not None and outcome.observation.printed and outcome.kind != RIGHT:
        printed = escape(outcome.observation.printed)
        body.append(f"<details><summary>What it printed</summary><pre>{printed}</pre></details>")
    if outcome.kind != RIGHT:
        body += [
            f"<details><summary>{escape(title)}</summary>"
            f"<div style='white-space: pre-wrap'>{escape(step)}</div></details>"
            for title, step in help.items()
        ]
    return framed(outcome, body, before)


def framed(outcome: Outcome, body: list[str], before: str = "") -> str:
    """Return the frame of a message, in HTML: `before`, the headline, and the parts of `body`."""
    colour = _COLOURS.get(outcome.kind, _OTHER_COLOUR)
    first = f"<div>{escape(before)}</div>" if before else ""
    title = f"<div><strong>{mark(outcome.kind)} {escape(headline(outcome))}</strong></div>"
    return (
        f"<div role='status' style='border-left: 4px solid {colour}; padding: 4px 12px;"
        f" line-height: 1.5'>{first}{title}{''.join(body)}</div>"
    )


def mark(kind: str) -> str:
    """Return the sign of an outcome."""
    return _MARKS.get(kind, "✗")


@functools.lru_cache(256)  # in a class the same is said again and again
def wrap(sentence: str) -> str:
    """Wrap each line of `sentence` at WIDTH."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=True) for line in sentence.splitlines()
    )


def place(path: tuple, returns: tuple[str, ...]) -> str:
    """Name a place in what was returned as a learner would write it: ``grads["dw"]``."""
    steps = list(path)
    if len(returns) == 1:
        name = returns[0]
    elif returns and steps and isinstance(steps[0], int) and steps[0] < len(returns):
        name = returns[steps.pop(0)]
    else:
        name = "the result"
    return name + "".join(f"[{step!r}]".replace("'", '"') for step in steps)


def _sentence(difference: Difference, returns: tuple[str, ...]) -> str:
    where = place(difference.path, returns)
    want, got = difference.expected, difference.got
    if difference.stage == "changed":
        return f"the function was to leave {want}, and {got}."
    if difference.stage == "growth":
        return f"Python was to have {want}, and has {got}."
    if difference.stage == "key":
        where = place(difference.path[:-1], returns)
        return f"{where} was to have the key {want}, and has {got}."
    if difference.stage in ("mean", "spread"):
        return f"the {difference.stage} of {where} was to be about {want}, and is {got}."
    if difference.stage in ("kind", "length", "shape", "dtype"):
        return f"{where} was to be {want}, and is {got}."
    if difference.index is not None:
        where += "[" + ", ".join(map(str, difference.index)) + "]"
    return f"{where} was to be {want}, and is {got}."
