"""What a submission may try comes to nothing in any situation, and would come to something without.

`python -m tests.attacks` prints the table of all this.
"""

from __future__ import annotations

import platform

import pytest

from grader.sandbox import protection
from grader.sandbox.client import Sandbox

from . import table
from .cheats import CHEATS
from .everyone import NoSuchPython, python_for_everyone
from .isolation import ATTACKS
from .runner import OFF, SITUATIONS, judge

ALL = (*ATTACKS, *CHEATS)

# One of each kind, tried by default; the rest is slow.
HANDFUL = (
    "read the checks",
    "read the judge's environment",
    "lock the gradebook away",
    "connect by TCP",
    "send from a socket pair",
    "fork bomb",
    "kill another process by a pipe",
    "take one large piece of memory",
    "fill the disk with deleted files",
    "loop",
    "patch np.allclose",
    "read the caller's frames",
    "forge a verdict on the wire",
)

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="attacks make system calls by x86_64's numbers"
)


@pytest.fixture(scope="module", autouse=True)
def _python():
    try:
        python_for_everyone()
    except NoSuchPython as error:
        pytest.skip(f"no Python that every user can run: {error}")


def test_names_are_unique_and_many():
    assert len({one.name for one in ALL}) == len(ALL) >= 60


def test_the_table_is_in_step():
    assert table.names_in() == [one.name for one in ALL], (
        "docs/security.md has another table: python -m tests.attacks --write"
    )


def test_a_handful_is_stopped():
    best = protection.candidates()[0].name
    results = table.finish(table.start(best, HANDFUL))
    assert set(results) == set(HANDFUL)
    assert {n: r.how for n, r in results.items() if r.succeeded} == {}


@pytest.mark.slow
@pytest.mark.parametrize("situation", [s for s in SITUATIONS if s != OFF])
def test_all_are_stopped(situation):
    if situation not in table.situations():
        pytest.skip("only root can try this")
    results = table.finish(table.start(situation))
    assert len(results) == len(ALL)
    assert {n: r.how for n, r in results.items() if r.succeeded} == {}


@pytest.mark.slow
def test_all_succeed_without_protection():
    results = table.finish(table.start(OFF))
    of_root = {a.name for a in ATTACKS if a.root}
    counted = [r for r in results.values() if "root" in table.situations() or r.name not in of_root]
    assert {r.name: r.how for r in counted if not r.succeeded} == {}


def test_the_honest_function_is_right():
    honest = (
        "def f(x):\n"
        "    if isinstance(x, str): raise TypeError('not a number')\n"
        "    return 2 * x + 1\n"
    )
    with Sandbox() as sandbox:
        assert judge(honest, sandbox) == "right"
        assert judge("def f(x): return 2 * x", sandbox) == "wrong"
