"""From observations to an outcome, and to the name of the mistake.

The notebook's `check` and the grader's judge both call :func:`verdict`: one
rule decides what is right, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from course.cases import Case
from course.compare import Difference, Tolerance, compare, differences, likened
from course.observe import Observation

RIGHT, WRONG, RAISED, NOT_ATTEMPTED, LIMIT = "right", "wrong", "raised", "not attempted", "limit"


@dataclass(frozen=True)
class Known:
    """A misconception: its name, its hint, and what is observed of it, case by case."""

    name: str
    hint: str
    observed: tuple[Observation, ...]


@dataclass(frozen=True)
class Outcome:
    """What is to be said about one exercise.

    Attributes
    ----------
    exercise : whose outcome this is.
    kind : right, wrong, raised, not attempted, or limit.
    case : the title of the case that showed it.
    difference : the gap, where a value was wrong.
    observation : what was observed on that case.
    names, hints : the misconceptions that explain it; none where nothing does.
    certain : True where one misconception explains all that was seen.
    """

    exercise: str
    kind: str
    case: str = ""
    difference: Difference | None = None
    observation: Observation | None = None
    names: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    certain: bool = False


def observe(
    cases: Sequence[Case],
    expected: Sequence[Observation],
    tolerance: Tolerance,
    play: Callable[[slice], Sequence[Observation]],
    first_alone: bool = False,
) -> tuple[Observation, ...]:
    """Return what `play` observes: the small cases, then the large ones if all was right.

    `play` is told which of the cases. With `first_alone`, the other small ones are played if
    the first was right. Large cases stand last, so what is returned belongs to the first cases.
    """
    small = sum(not case.large for case in cases)
    alone = min(1, small) if first_alone else 0
    seen: tuple[Observation, ...] = ()
    judged = 0
    for group in (slice(alone), slice(alone, small), slice(small, None)):
        if cases[group]:
            if not all_right(expected[judged:], seen[judged:], tolerance):
                break
            judged = len(seen)
            seen += tuple(play(group))
    return seen


def all_right(
    expected: Sequence[Observation], observed: Sequence[Observation], tolerance: Tolerance
) -> bool:
    """Return True where whatever was observed is what was expected."""
    pairs = zip(expected, observed, strict=False)
    return all(judge_one(want, seen, tolerance)[0] == RIGHT for want, seen in pairs)


def verdict(
    exercise: str,
    cases: Sequence[Case],
    expected: Sequence[Observation],
    observed: Sequence[Observation],
    tolerance: Tolerance,
    known: Sequence[Known],
) -> Outcome:
    """Return the outcome of `exercise` from what was expected and what :func:`observe` returned."""
    for case, want, seen in zip(cases, expected, observed, strict=False):
        kind, difference = judge_one(want, seen, tolerance)
        if kind == RIGHT:
            continue
        if kind == NOT_ATTEMPTED:
            return Outcome(exercise, kind, case.title, observation=seen)
        outcome = Outcome(exercise, kind, case.title, difference, seen)
        return named(outcome, expected, observed, tolerance, known)
    return Outcome(exercise, RIGHT)


def named(
    outcome: Outcome,
    expected: Sequence[Observation],
    observed: Sequence[Observation],
    tolerance: Tolerance,
    known: Sequence[Known],
) -> Outcome:
    """Return `outcome` with the names and hints of the misconceptions that explain it."""
    names, certain = diagnose(expected, observed, tolerance, known)
    hints = tuple(k.hint for name in names for k in known if k.name == name)
    return replace(outcome, names=names, hints=hints, certain=certain)


def judge_one(
    want: Observation, seen: Observation, tolerance: Tolerance
) -> tuple[str, Difference | None]:
    """Return the kind of outcome on one case, and the difference where there is one."""
    if seen is want:  # as where a reply was the reference's own to the last bit
        return RIGHT, None
    if not seen.attempted:
        return NOT_ATTEMPTED, None
    if seen.raised != want.raised:
        return RAISED if seen.raised else WRONG, None
    difference = compare(want.returned, seen.returned, tolerance)
    if difference is None and set(seen.changed) != set(want.changed):
        names = ", ".join(seen.changed)
        difference = Difference("changed", (), f"{names} as it was", f"{names} was changed")
    if difference is None and seen.grows and not want.grows:
        few, many = seen.operations
        got = f"{few:,} operations for few and {many:,} for many"
        got += f"; look at {seen.message}" if seen.message else ""
        difference = Difference("growth", (), "as much to do for many examples as for few", got)
    return (RIGHT, None) if difference is None else (WRONG, difference)


def diagnose(
    expected: Sequence[Observation],
    observed: Sequence[Observation],
    tolerance: Tolerance,
    known: Sequence[Known],
) -> tuple[tuple[str, ...], bool]:
    """Return the names of the misconceptions that explain `observed`, and whether for certain.

    For certain: one misconception shows exactly this on every case, and it is more than
    an exception of which the class alone is known: many mistakes end in one. Otherwise
    each wrong part (say, dw) may be explained by a misconception that shows
    this part, and in no case another one wrong that was seen right; where every
    wrong part is, their names are returned as candidates. Of several that explain
    a part, the one is named that shows the most of all that was seen.
    """
    shown: dict[str, tuple[Observation, ...]] = {}
    for one in known:
        shown[one.name] = _likened(expected, one.observed)
        if _same_everywhere(shown[one.name], observed, tolerance):
            return (one.name,), _evident(expected, observed, tolerance)

    def unlike_seen(played: Sequence[Observation]) -> list[dict]:
        return [_parts(one, seen, tolerance) for one, seen in zip(played, observed, strict=False)]

    wrong = unlike_seen(expected)
    played_unlike = {name: unlike_seen(played) for name, played in shown.items()}
    unlike = {name: parts for name, parts in played_unlike.items() if not _spoils(parts, wrong)}
    candidates: dict[str, None] = {}  # an ordered set
    for part in dict.fromkeys(part for parts in wrong for part in parts):
        explains = [name for name, parts in unlike.items() if _explains(part, wrong, parts)]
        if not explains:
            return (), False
        candidates[min(explains, key=lambda name: sum(map(len, unlike[name])))] = None
    return tuple(candidates), False


def indistinguishable(
    expected: Sequence[Observation],
    one: Sequence[Observation],
    other: Sequence[Observation],
    tolerance: Tolerance,
) -> bool:
    """Return True where two mistakes show the same on every case that was played."""
    return _same_everywhere(_likened(expected, one), other, tolerance)


def same(one: Observation, other: Observation, tolerance: Tolerance) -> bool:
    """Return True where two observations cannot be told apart."""
    return (
        one.raised == other.raised
        and set(one.changed) == set(other.changed)
        and one.attempted == other.attempted
        and one.grows == other.grows
        and next(differences(one.returned, other.returned, tolerance), None) is None
    )


def _evident(
    expected: Sequence[Observation], observed: Sequence[Observation], tolerance: Tolerance
) -> bool:
    """Return True where something that is wrong is more than the class of an exception."""
    pairs = zip(expected, observed, strict=False)
    wrong = [seen for want, seen in pairs if judge_one(want, seen, tolerance)[0] != RIGHT]
    return any(seen.raised is None or seen.raised.detail for seen in wrong)


def _likened(
    expected: Sequence[Observation], played: Sequence[Observation]
) -> tuple[Observation, ...]:
    pairs = zip(expected, played, strict=False)
    return tuple(
        replace(seen, returned=likened(want.returned, seen.returned)) for want, seen in pairs
    )


def _same_everywhere(one: Sequence, other: Sequence, tolerance: Tolerance) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(same(a, b, tolerance) for a, b in pairs)


_RAISED, _CHANGED, _GROWS = ("raised",), ("changed",), ("grows",)


def _parts(one: Observation, other: Observation, tolerance: Tolerance) -> dict[tuple, None]:
    """Return, in order, the parts in which two observations differ: paths, or how they ended."""
    parts: dict[tuple, None] = {}
    if one.raised != other.raised:
        parts[_RAISED] = None
    elif not one.raised:
        if set(one.changed) != set(other.changed):
            parts[_CHANGED] = None
        if one.grows != other.grows:
            parts[_GROWS] = None
        found = differences(one.returned, other.returned, tolerance)
        parts |= dict.fromkeys(difference.path for difference in found)
    return parts


def _explains(part: tuple, wrong: list[dict], unlike: list[dict]) -> bool:
    """Return True for a misconception that is unlike what was seen nowhere that `part` is wrong.

    `wrong` holds for each case the parts that were not as expected, `unlike`
    those that were not as the misconception shows them.
    """
    cases = zip(wrong, unlike, strict=False)
    if part == _RAISED:
        return all(_RAISED not in u for w, u in cases if part in w)
    return all(
        _RAISED not in w and _RAISED not in u and not (part in w and _touches(part, u))
        for w, u in cases
    )


def _spoils(unlike: list[dict], wrong: list[dict]) -> bool:
    """Return True for a misconception that makes wrong, in some case, what was seen right there."""
    cases = zip(unlike, wrong, strict=False)
    return any(not _touches(part, w) for u, w in cases for part in u)


def _touches(part: tuple, parts: dict[tuple, None]) -> bool:
    """Return True where `part` is one of `parts`, lies in one, or holds one."""
    return any(part[: len(other)] == other[: len(part)] for other in parts)
