"""Run a notebook's cells in this process, as Jupyter would.

Nearly every cell is plain Python, and is run as that. IPython is imported only
by the worker whose submission uses what it alone understands: to have it
imported beforehand would make every worker's start slower.
"""

from __future__ import annotations

import builtins
import linecache
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# What is no Python, and may mean something to IPython: magics, commands of the system, help,
# calls without brackets, pasted prompts, an indented cell, `await` outside a function.
_FOR_IPYTHON = re.compile(
    r"^[ \t]*(?:[%!?,;/]|>>> |In \[)|[=?][ \t]*[%!?]|\?[ \t]*$|\A\s*^[ \t]|\bawait\b|\basync\b",
    re.MULTILINE,
)


class Cells:
    """The cells of one notebook, and the names that they define."""

    def __init__(self) -> None:
        self._main = ModuleType("__main__")
        self._shell: InteractiveShell | None = None
        self.names = vars(self._main)
        self.names["__builtins__"] = builtins
        self.names["get_ipython"] = self._get_ipython
        builtins.display = _display
        sys.modules["__main__"] = self._main

    def run(self, source: str) -> str | None:
        """Run one cell; return its error in one line, or None."""
        name = f"<cell {len(linecache.cache)}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        try:
            code = compile(source, name, "exec")
        except (SyntaxError, ValueError) as broken:
            error = self._run_by_ipython(source) if _FOR_IPYTHON.search(source) else broken
        else:
            try:
                exec(code, self.names)
                error = None
            except BaseException as raised:
                error = raised
        return None if error is None else f"{type(error).__name__}: {error}"[:500]

    def _run_by_ipython(self, source: str) -> BaseException | None:
        result = self._get_ipython().run_cell(source, store_history=False)
        return result.error_before_exec or result.error_in_exec

    def _get_ipython(self) -> InteractiveShell:
        """Return a shell without history and colours, in which the notebook's names are known."""
        if self._shell is None:
            from IPython.core.interactiveshell import InteractiveShell
            from traitlets.config import Config

            class Shell(InteractiveShell):
                def enable_gui(self, gui: str | None = None) -> None:
                    """Do nothing: `%matplotlib inline` asks for it, and nobody looks at figures."""

            config = Config()
            config.HistoryManager.enabled = False
            config.InteractiveShell.colors = "nocolor"
            self._shell = Shell.instance(config=config, user_module=self._main, user_ns=self.names)
        return self._shell


def _display(*shown: object, **options: object) -> object:
    """Show values, as IPython does."""
    from IPython.display import display

    return display(*shown, **options)
