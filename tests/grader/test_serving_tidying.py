"""What a later hand-in has replaced is removed from the exchange, and nothing else."""

import os
from pathlib import Path

import pytest

from grader.serving.exchange import Exchange
from grader.serving.tidying import tidy

SECRET = "s" * 127


@pytest.fixture
def exchange(tmp_path):
    for name in ("inbound", "feedback"):
        (tmp_path / "nndl" / name).mkdir(parents=True)
    return Exchange(tmp_path / "nndl")


def hand_in(exchange: Exchange, learner: str, hour: int, week: str = "week2") -> Path:
    """Write a hand-in with a folder of its learner's own, and the feedback on it."""
    folder = exchange.inbound / f"{learner}+{week}+2026-11-20 {hour:02}:00:00.000000 UTC+x{hour}"
    (folder / "my_nn").mkdir(parents=True)
    secret = f"{SECRET}{hour}{learner}"
    (folder / "submission_secret.txt").write_text(secret)
    for path in (folder / "tiny.ipynb", folder / "my_nn" / "tiny.py"):
        path.write_text("{}")
    exchange.release(secret, "tiny", learner.encode())
    return folder


def left(exchange: Exchange) -> set[str]:
    return {path.name for path in exchange.inbound.iterdir()}


def test_the_latest_of_each_week_stays_with_its_feedback(exchange):
    old = [hand_in(exchange, "ann", hour) for hour in (9, 11, 10)]
    kept = {old[1], hand_in(exchange, "ann", 8, "week1"), hand_in(exchange, "ben", 7)}
    (exchange.inbound / "nonsense").mkdir()
    assert tidy(exchange, 0) == sorted([old[0].name, old[2].name])
    assert left(exchange) == {path.name for path in kept} | {"nonsense"}
    pages = [path.read_text() for path in (exchange.folder / "feedback").iterdir()]
    assert sorted(pages) == ["ann", "ann", "ben"]


def test_what_is_not_old_replaces_nothing_and_is_not_removed(exchange):
    folders = {hand_in(exchange, "ann", hour).name for hour in (9, 10)}
    assert tidy(exchange, 1) == []
    assert left(exchange) == folders


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_what_another_has_put_there_in_ones_name_replaces_nothing(exchange):
    mine = hand_in(exchange, "ann", 9)
    os.chown(mine, 1, 1)
    forged = hand_in(exchange, "ann", 10)
    assert tidy(exchange, 0) == []
    assert left(exchange) == {mine.name, forged.name}


def test_no_link_is_followed(exchange, tmp_path):
    outside = hand_in(exchange, "eve", 9).rename(tmp_path / "outside")
    old = hand_in(exchange, "ann", 9)
    (old / "link").symlink_to(outside)
    (old / "submission_secret.txt").unlink()
    (old / "submission_secret.txt").symlink_to(outside / "submission_secret.txt")
    hand_in(exchange, "ann", 10)
    (exchange.inbound / old.name.replace("09:", "08:")).symlink_to(outside)
    assert tidy(exchange, 0) == [old.name]
    assert (outside / "my_nn" / "tiny.py").exists()
    assert exchange.page(f"{SECRET}9eve", "tiny").exists()


def test_it_says_in_one_line_what_it_did_and_what_it_cannot(exchange, grader):
    for hour in (9, 10):
        hand_in(exchange, "ann", hour)
    code, printed, _ = grader("tidy", exchange.folder, "--days", "0")
    assert (code, printed) == (0, "1 hand-ins removed that later ones had replaced.\n")
    code, _, trouble = grader("tidy", exchange.folder / "nowhere", "--days", "0")
    assert code == 1
    assert trouble.startswith("grader: ")
    assert len(trouble.splitlines()) == 1
