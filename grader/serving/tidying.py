"""Remove from an exchange what a later hand-in has replaced, and the feedback on it.

nbgrader removes nothing from an inbound, and every try stays there. What was graded lies in the
course directory as well. Folders below a hand-in are their learner's alone to change, so on a
machine with real users root runs this: it reads no course's configuration, and follows no link.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from datetime import datetime

from grader.gradebook import parse_timestamp
from grader.serving.exchange import Exchange
from grader.serving.inbox import SECRET
from grader.serving.opening import Unfit, directory, text_of


def tidy(exchange: Exchange, days: float) -> list[str]:
    """Remove each hand-in that is `days` old and has a later one as old; return their names.

    Of a learner's week the latest stays, so that a service that starts knows it. Raises OSError
    where one cannot be removed.
    """
    removed = []
    for of_one in _by_learner(exchange, time.time() - 86400 * days).values():
        for _, name in sorted(of_one)[:-1]:
            _remove_feedback(exchange, name)
            shutil.rmtree(exchange.inbound / name)
            removed.append(name)
    return sorted(removed)


def _by_learner(exchange: Exchange, until: float) -> dict[tuple, list[tuple[datetime, str]]]:
    """Return the old hand-ins by learner, week and owner: what is forged replaces nothing."""
    found: dict[tuple, list[tuple[datetime, str]]] = {}
    with os.scandir(exchange.inbound) as entries:
        for entry in entries:
            parts = entry.name.rsplit("+", 3)
            moment = parse_timestamp(parts[2]) if len(parts) > 2 else None
            status = entry.stat(follow_symlinks=False)
            if moment and entry.is_dir(follow_symlinks=False) and status.st_ctime < until:
                found.setdefault((*parts[:2], status.st_uid), []).append((moment, entry.name))
    return found


def _remove_feedback(exchange: Exchange, name: str) -> None:
    with contextlib.suppress(Unfit), directory(exchange.inbound / name) as opened:
        secret = text_of(opened, SECRET)
        for file in os.listdir(opened):  # noqa: PTH208, of a folder that is open
            if secret and file.endswith(".ipynb"):
                exchange.page(secret, file.removesuffix(".ipynb")).unlink(missing_ok=True)
