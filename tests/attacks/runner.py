"""Try every attack and every cheat in one situation, and say how each came out.

A program: ``python -m tests.attacks.runner SITUATION [NAME...]`` prints JSON. It is run
by the user whom the situation is about, with a secret in its environment.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from course.cases import Case, call, case
from course.compare import Tolerance
from course.observe import play
from course.values import NotPlain, decode
from course.verdict import RIGHT, observe, verdict
from grader.sandbox import protection
from grader.sandbox.client import Sandbox, Worker
from grader.sandbox.limits import MB, LimitHit, Limits

from .attack import CHANGED, DONE, SECRET, Attack, Cheat
from .cheats import CHEATS
from .isolation import ATTACKS
from .naive import NaiveGrader
from .scene import Scene

OFF = "off"
SITUATIONS = {
    "root": protection.ROOT,
    "user": protection.USER,
    "no namespaces": protection.NO_NAMESPACES,
    "no namespaces, first Landlock": replace(protection.NO_NAMESPACES, landlock_version=1),
    "root, no namespaces": protection.NO_NAMESPACES_ROOT,
    OFF: protection.UNPROTECTED,
}

# Small, so that attacks are small; and, with protection off, so large that none is met.
TIGHT = Limits(
    cell_seconds=10,
    exercise_seconds=5,
    memory_bytes=800 * MB,
    output_bytes=MB,
    reply_bytes=8 * MB,
    file_bytes=8 * MB,
    scratch_bytes=24 * MB,
    scratch_files=300,
    open_files=128,
    threads=8,
)
LOOSE = Limits(
    cell_seconds=20,
    exercise_seconds=20,
    submission_seconds=100,
    exercise_cpu_seconds=60,
    output_bytes=100 * MB,
    reply_bytes=100 * MB,
)

_PRELUDE = """
loot, done = '', False
def report():
    text = loot.decode('latin-1') if isinstance(loot, (bytes, bytearray)) else str(loot)
    return text[:2000], done
"""


@dataclass(frozen=True)
class Result:
    """How one attack or cheat came out: did it succeed, and by what sign or what stopped it."""

    name: str
    succeeded: bool
    how: str


def run(situation: str, names: Sequence[str] = ()) -> list[Result]:
    """Try attacks and cheats in one situation; all of them where no names are given."""
    chosen = SITUATIONS[situation]
    attacks = [a for a in ATTACKS if not names or a.name in names]
    cheats = [c for c in CHEATS if not names or c.name in names]
    results = []
    with Sandbox(LOOSE if situation == OFF else TIGHT, chosen) as sandbox:
        if attacks:
            with Scene(sandbox) as scene:
                results += [_try(attack, scene, sandbox) for attack in attacks]
        if situation == OFF:
            with NaiveGrader() as grader:
                results += [_judge_naively(cheat, grader) for cheat in cheats]
        else:
            results += [_judge(cheat, sandbox) for cheat in cheats]
    return results


def judge(code: str, sandbox: Sandbox) -> str:
    """Return the verdict on the function `f` that `code` defines, as the grader reaches it."""
    cases = _cases()
    expected = [play(one, {"f": _reference}, ["f"]) for one in cases]
    with sandbox.worker() as worker:
        worker.run(code)

        def seen_on(group: slice):
            return worker.play(cases[group], ["f"], ["x"])

        seen = observe(cases, expected, Tolerance(), seen_on)
        return verdict("f", cases, expected, seen, Tolerance(), ()).kind


def _reference(x):
    if isinstance(x, str):
        raise TypeError("numbers are wanted")
    return 2 * x + 1


def _cases() -> list[Case]:
    fresh = np.random.default_rng(secrets.randbits(64))
    return [
        case("the public case", call("f", np.array([[1.0, 2.0], [3.0, 4.0]]))),
        case("one number", call("f", 3.0)),
        case("a square", call("f", fresh.normal(size=(2, 2)))),
        case("a row", call("f", fresh.normal(size=(1, 5)))),
        case("a text", call("f", "text")),
    ]


def _judge(cheat: Cheat, sandbox: Sandbox) -> Result:
    try:
        kind = judge(cheat.code, sandbox)
    except LimitHit as hit:
        kind = hit.limit
    return Result(cheat.name, kind == RIGHT, f"judged: {kind}")


def _judge_naively(cheat: Cheat, grader: NaiveGrader) -> Result:
    passed = grader.passes(cheat)
    return Result(cheat.name, passed, "called right" if passed else "caught")


def _try(attack: Attack, scene: Scene, sandbox: Sandbox) -> Result:
    """Let a fresh worker attack; afterwards see what has happened."""
    usual = sandbox.limits
    if sandbox.protection.filters:
        sandbox.limits = replace(usual, **attack.limits)
    worker = sandbox.worker()
    sandbox.limits = usual
    signs, stopped = set(), ""
    try:
        worker.run(f"S = {scene.known!r}\n{_PRELUDE}")
        stopped = worker.run(attack.code) or ""
        signs |= _reported(worker, scene.key)
    except LimitHit as hit:
        stopped = f"{hit.limit}: {hit}"
    signs |= {DONE} if "DONE" in worker.printed else set()
    signs |= {SECRET} if scene.key in worker.printed else set()
    signs |= scene.locked()
    worker.close()
    if attack.shows == CHANGED and "daemon" in attack.code:
        time.sleep(0.6)
    signs |= scene.signs()
    succeeded = attack.shows in signs if not sandbox.protection.filters else bool(signs)
    return Result(attack.name, succeeded, ", ".join(sorted(signs)) or stopped or "in vain")


def _reported(worker: Worker, key: str) -> set[str]:
    header, buffers = worker.call("report", {"arguments": [], "keywords": {}}, [])
    try:
        returned = decode(header.get("returned"), buffers)
    except NotPlain:
        return set()
    if not isinstance(returned, tuple) or len(returned) < 2:
        return set()
    signs = {SECRET} if key in str(returned[0]) else set()
    return signs | ({DONE} if returned[1] is True else set())


if __name__ == "__main__":
    print(json.dumps([asdict(r) for r in run(sys.argv[1], sys.argv[2:])]))
