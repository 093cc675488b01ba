"""Case sets: a pool that only the secret opens, the same at every regrade."""

from grader.casesets import POOL, seed_of, set_of


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
