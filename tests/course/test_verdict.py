"""A verdict follows from what was observed: which case, which gap, which mistake."""

import numpy as np
import pytest

from course.cases import Case, call, case
from course.compare import Tolerance
from course.observe import Observation, Raised
from course.verdict import (
    NOT_ATTEMPTED,
    RAISED,
    RIGHT,
    WRONG,
    Known,
    indistinguishable,
    observe,
    verdict,
)

CLOSE = Tolerance()
CASES = (case("the first", call("f", 1)), case("the second", call("f", 2)))


def returned(*values):
    return tuple(Observation(value) for value in values)


def outcome(expected, seen, known=()):
    return verdict("f", CASES, expected, seen, CLOSE, known)


EXPECTED = returned({"dw": 1.0, "db": 2.0}, {"dw": 3.0, "db": 4.0})
DOUBLE_DW = Known("dw doubled", "Halve it.", returned({"dw": 2, "db": 2}, {"dw": 6, "db": 4}))
DOUBLE_DB = Known("db doubled", "Halve it.", returned({"dw": 1, "db": 4}, {"dw": 3, "db": 8}))
DOUBLE_ALL = Known("all doubled", "Halve it.", returned({"dw": 2, "db": 4}, {"dw": 6, "db": 9}))
STOPS = Known(
    "a wrong key", "Look.", (Observation(raised=Raised("f", "KeyError", ("'dW'",))), EXPECTED[1])
)
KNOWN = (DOUBLE_ALL, DOUBLE_DW, DOUBLE_DB, STOPS)


def test_all_cases_right_is_right():
    assert outcome(EXPECTED, EXPECTED, KNOWN).kind == RIGHT


def test_the_first_wrong_case_is_told():
    seen = returned({"dw": 1, "db": 2}, {"dw": 0, "db": 4})
    found = outcome(EXPECTED, seen)
    assert (found.kind, found.case, found.difference.path) == (WRONG, "the second", ("dw",))
    assert found.observation is seen[1]


def test_a_stub_is_not_attempted_and_has_no_name():
    found = outcome(EXPECTED, (Observation(attempted=False),) * 2, KNOWN)
    assert (found.kind, found.names) == (NOT_ATTEMPTED, ())


def test_an_exception_is_raised():
    error = Observation(raised=Raised("f", "ValueError"), message="ValueError: no")
    assert outcome(EXPECTED, (error, error)).kind == RAISED


def test_an_exception_that_was_to_come_and_did_not_is_wrong():
    expected = (Observation(raised=Raised("f", "ValueError")), EXPECTED[1])
    assert outcome(expected, EXPECTED).kind == WRONG


def test_a_right_value_with_a_changed_argument_is_wrong():
    seen = (Observation(EXPECTED[0].returned, changed=("X",)), EXPECTED[1])
    found = outcome(EXPECTED, seen)
    assert (found.kind, found.difference.stage) == (WRONG, "changed")


@pytest.mark.parametrize("known", KNOWN)
def test_a_mistake_that_shows_exactly_this_is_named_for_certain(known):
    found = outcome(EXPECTED, known.observed, KNOWN)
    assert (found.names, found.hints, found.certain) == ((known.name,), (known.hint,), True)


def test_a_mistake_is_named_whatever_form_its_numbers_have():
    seen = returned(
        {"dw": np.array([[2.0]]), "db": np.array(2), "more": 1},
        {"dw": np.array([6]), "db": True * 4},
    )
    assert outcome(EXPECTED, seen, KNOWN).names == ("dw doubled",)
    known = Known("in another form", "", seen)
    found = outcome(EXPECTED, DOUBLE_DW.observed, (known,))
    assert (found.names, found.certain) == (("in another form",), True)


def test_two_mistakes_in_two_parts_are_both_named_and_neither_for_certain():
    seen = returned({"dw": 2, "db": 4}, {"dw": 6, "db": 8})
    found = outcome(EXPECTED, seen, (DOUBLE_DW, DOUBLE_DB, STOPS))
    assert found.names == ("dw doubled", "db doubled")
    assert not found.certain


def test_a_part_that_no_mistake_explains_leaves_all_unnamed():
    seen = returned({"dw": 2, "db": 7}, {"dw": 6, "db": 7})
    assert outcome(EXPECTED, seen, KNOWN).names == ()


def test_of_two_mistakes_that_explain_a_part_the_one_is_named_that_explains_more():
    # This dw is shown by "all doubled" as well, which shows no other part of what was seen.
    seen = returned({"dw": 2, "db": 2}, {"dw": 6, "db": 4.5})
    half = Known("db off at the second", "", returned({"dw": 1, "db": 2}, {"dw": 3, "db": 4.5}))
    assert outcome(EXPECTED, seen, (*KNOWN, half)).names == ("dw doubled", "db off at the second")


def test_a_mistake_that_spoils_what_was_seen_right_is_no_candidate():
    # "all doubled" shows this dw, and at the second case a db that is not right, as this one is.
    seen = returned({"dw": 2, "db": 5}, {"dw": 6, "db": 4})
    odd = Known("db off at the first", "", returned({"dw": 1, "db": 5}, {"dw": 3, "db": 4}))
    assert outcome(EXPECTED, seen, (DOUBLE_ALL, odd)).names == ()
    assert outcome(EXPECTED, seen, (DOUBLE_ALL, DOUBLE_DW, odd)).names == (DOUBLE_DW.name, odd.name)


def test_a_list_of_another_length_does_not_explain_an_entry():
    expected = returned([1.0], [1.0, 2.0])
    too_long = Known("too long", "", returned([1.0, 1.0], [1.0, 1.0, 2.0]))
    assert outcome(expected, returned([5.0], [1.0, 2.0]), (too_long,)).names == ()


def test_an_exception_is_explained_by_the_same_exception_only():
    key = Observation(raised=Raised("f", "KeyError", ("'dW'",)))
    other = Observation(raised=Raised("f", "KeyError", ("'dB'",)))
    assert outcome(EXPECTED, (key, EXPECTED[1]), KNOWN).certain
    assert outcome(EXPECTED, (other, EXPECTED[1]), KNOWN).names == ()


def test_mistakes_that_differ_only_in_an_accepted_form_are_indistinguishable():
    one = returned({"dw": 2.0, "db": 2.0}, {"dw": 6.0, "db": 4.0})
    other = returned({"dw": np.array([[2.0]]), "db": 2}, {"dw": 6, "db": np.array([4.0])})
    assert indistinguishable(EXPECTED, one, other, CLOSE)
    assert indistinguishable(EXPECTED, other, one, CLOSE)
    assert not indistinguishable(EXPECTED, one, DOUBLE_DB.observed, CLOSE)
    assert not indistinguishable(EXPECTED, one, one[:1], CLOSE)


LARGE = (CASES[0], Case("a large one", (call("f", 3),), large=True))


def played_of(seen):
    played = []

    def play(group):
        played.extend(one.title for one in LARGE[group])
        return seen[group]

    return played, observe(LARGE, EXPECTED, CLOSE, play)


def test_a_large_case_is_played_where_the_small_ones_are_right():
    played, observed = played_of(EXPECTED)
    assert played == ["the first", "a large one"]
    assert observed == EXPECTED


@pytest.mark.parametrize(
    "first", [Observation({"dw": 0, "db": 0}), Observation(raised=Raised("f", "KeyError"))]
)
def test_a_large_case_is_not_played_where_a_small_one_is_wrong(first):
    played, observed = played_of((first, EXPECTED[1]))
    assert played == ["the first"]
    assert len(observed) == 1
    assert verdict("f", LARGE, EXPECTED, observed, CLOSE, ()).kind != RIGHT


@pytest.mark.parametrize("first_alone", [False, True])
@pytest.mark.parametrize("small", [0, 1, 3])
def test_every_case_is_played_once_and_no_large_one_with_a_small_one(small, first_alone):
    cases = tuple(Case(f"{n}", (call("f", n),), large=n >= small) for n in range(5))
    right, groups = (Observation(1),) * 5, []

    def play(group):
        groups.append(cases[group])
        return right[group]

    assert observe(cases, right, CLOSE, play, first_alone) == right
    assert tuple(one for group in groups for one in group) == cases
    assert all(len({one.large for one in group}) == 1 for group in groups)
    assert len(groups[0]) == 1 or not (first_alone and small)


def test_where_the_first_is_played_alone_and_wrong_nothing_else_is():
    cases = tuple(Case(f"{n}", (call("f", n),)) for n in range(3))
    right = (Observation(1),) * 3
    seen = observe(cases, right, CLOSE, lambda group: [Observation(2)] * 3, first_alone=False)
    assert len(seen) == 3
    seen = observe(cases, right, CLOSE, lambda group: [Observation(2)] * len(cases[group]), True)
    assert len(seen) == 1


def test_a_mistake_that_only_large_cases_show_is_told_from_one_that_small_ones_show():
    small = Known("small", "", (Observation({"dw": 0, "db": 2}),))
    large = Known("large", "", (EXPECTED[0], Observation({"dw": 0, "db": 2})))
    for one in (small, large):
        found = verdict("f", LARGE, EXPECTED, one.observed, CLOSE, (small, large))
        assert found.names == (one.name,)


@pytest.mark.parametrize(("detail", "certain"), [((), False), (("axis", "1", "5"), True)])
def test_the_class_of_an_exception_alone_makes_nothing_certain(detail, certain):
    stopped = (Observation(raised=Raised("f", "IndexError", detail)),) * 2
    found = outcome(EXPECTED, stopped, (Known("exchanged", "Look.", stopped),))
    assert (found.names, found.certain) == (("exchanged",), certain)


def test_a_wrong_value_beside_a_bare_exception_is_evidence():
    seen = (Observation({"dw": 9.0}), Observation(raised=Raised("f", "ZeroDivisionError")))
    assert outcome(EXPECTED, seen, (Known("a slip", "Look.", seen),)).certain
