"""Case sets: a pool that only the secret opens, the same at every regrade."""

import numpy as np

from course.verdict import RIGHT, judge_one
from grader.casesets import POOL, CaseSets, seed_of, set_of
from grader.content import Notebook


def test_a_regrade_sees_the_same_set():
    assert set_of(b"s", "ann", "week2/x", "d") == set_of(b"s", "ann", "week2/x", "d")


def test_sets_are_spread_over_the_pool():
    seen = {set_of(b"s", f"learner {n}", "week2/x", "d") for n in range(400)}
    assert seen == set(range(POOL))


def test_another_secret_gives_other_seeds():
    assert seed_of(b"one", "week2/x/f", 0) != seed_of(b"two", "week2/x/f", 0)


def test_neighbouring_texts_are_not_confused():
    chosen = {seed_of(b"s", "ab", "c"), seed_of(b"s", "a", "bc")}  # type: ignore[arg-type]
    assert len(chosen) == 2


def test_what_one_process_has_played_the_next_one_reads(notebook, tmp_path, monkeypatch):
    first = CaseSets(notebook, b"s", tmp_path)
    drawn, public = first.drawn(3), first.public("optimize")
    monkeypatch.setattr(Notebook, "observe", None)  # nothing is played any more
    second = CaseSets(notebook, b"s", tmp_path)
    again = second.drawn(3)
    for name, one in drawn.sets.items():
        other = again.sets[name]
        assert [c.title for c in one.cases] == [c.title for c in other.cases]
        for want, seen in zip(one.expected, other.expected, strict=True):
            assert judge_one(want, seen, notebook.items[name].declared.tolerance)[0] == RIGHT
    assert [k.name for k in second.public("optimize").known] == [k.name for k in public.known]


def test_another_number_is_another_set(notebook):
    sets = CaseSets(notebook, b"s")
    one, other = (sets.drawn(n).sets["sigmoid"].cases[2].calls[0].arguments[0] for n in (0, 1))
    assert not np.array_equal(one, other)


def count(table):
    return len(table.keys) // 16


def test_what_the_reference_asked_is_known_function_by_function(notebook):
    asked = CaseSets(notebook, b"s").drawn(0).sets["optimize"].asked
    assert all(one.keys() == {"sigmoid", "propagate"} for one in asked)
    assert [count(one["propagate"]) for one in asked] == [3, 105, 2, 3]  # each case's steps


def test_what_misconceptions_ask_on_small_public_cases_is_known_too(notebook):
    asked = CaseSets(notebook, b"s").public("optimize").case_set.asked
    assert count(asked[0]["propagate"]) > 3
    assert count(asked[1]["propagate"]) > 105
    assert count(asked[3]["propagate"]) == 3  # the large one, as the solution asks


def test_functions_are_the_references_own_again_after_they_were_listened_to(notebook):
    sets = CaseSets(notebook, b"s")
    sets.drawn(0)
    sets.public("optimize")
    names = sets._reference()
    assert not hasattr(names["propagate"], "__wrapped__")
