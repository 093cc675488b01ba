"""The progress bar of long commands: how far, how fast, how long still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


@contextmanager
def progress_of(doing: str, console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar while the block runs; yield what reports that so many of so many are done.

    Where no terminal would show it, nothing is drawn. The bar comes with the first report: it
    has a thread, and until then a process may fork.
    """
    columns = (
        doing,
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[who]}", markup=False),
    )
    unseen = not console.is_terminal
    progress = Progress(*columns, console=console, transient=True, disable=unseen)
    task = progress.add_task(doing, total=None, who="")

    def report(who: str, done: int, total: int) -> None:
        progress.start()
        progress.update(task, completed=done, total=total, who=who)

    try:
        yield report
    finally:
        progress.stop()


class _Rate(ProgressColumn):
    """How many a minute, over the last half minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{60 * task.speed:.0f} a minute" if task.speed else "")
