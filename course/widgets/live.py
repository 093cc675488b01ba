"""A real JupyterLab with widgets in it, in a headless Chromium.

For what measures, tests and pictures the widgets; Playwright is imported when it is first used.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course.errors import CourseError
from course.lab import QUIET

_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
_HARMLESS = ("favicon", "ResizeObserver loop")  # the browser's own words, not a widget's
# Before its kernel is there, running a cell would open a dialog that asks for one.
_HAS_KERNEL = "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
_RUN_CELLS = """sources => {
    const cells = window.jupyterapp.shell.currentWidget.model.sharedModel;
    while (cells.cells.length) cells.deleteCell(0);
    sources.forEach((source, i) => cells.insertCell(i, { cell_type: "code", source }));
    void window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""

# All that a reader sees: the words, where each control stands, and the pictures, dot by dot.
_SEEN = """async box => {
    const of = (what, read) => [...box.querySelectorAll(what)].map(read);
    const digest = async (text) => {
        const bytes = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
        return [...new Uint8Array(bytes)].map((b) => b.toString(16)).join("");
    };
    return {
        words: of(".nndl-state, .nndl-note, output, table, legend, button", (n) => n.innerText),
        controls: of("input, select", (n) => (n.type === "checkbox" ? n.checked : n.value)),
        pictures: await Promise.all(of("canvas", (n) => digest(n.toDataURL()))),
    };
}"""


@dataclass
class Shown:
    """A widget on a page: its box, and what the page complained of."""

    page: object
    box: object
    complaints: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """The sentence in which the widget says what it shows."""
        return self.box.locator(".nndl-state").first.inner_text()

    def slide(self, label: str, value: float) -> None:
        """Move a slider as a hand does: by setting it, with the events that this makes."""
        slider = self.box.get_by_label(label, exact=True)
        slider.evaluate(
            "(node, value) => { node.value = value;"
            " node.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )

    def press(self, name: str) -> None:
        self.box.get_by_role("button", name=name, exact=True).click()

    def press_key(self, key: str) -> None:
        self.box.locator("canvas[tabindex='0']").first.press(key)

    def choose(self, label: str, value: str | None = None, index: int | None = None) -> None:
        self.box.get_by_label(label, exact=True).select_option(value, index=index)

    def write(self, label: str, text: str) -> None:
        self.box.get_by_label(label, exact=True).fill(text)

    def draw(self, *points: tuple[float, float]) -> None:
        """Draw a line on the first picture, with the pointer."""
        canvas, mouse = self.box.locator("canvas").first.bounding_box(), self.page.mouse
        for i, (x, y) in enumerate(points):
            mouse.move(canvas["x"] + x, canvas["y"] + y, steps=10 if i else 1)
            mouse.down()
        mouse.up()

    def predict(self, wanted: Collection[str] = ()) -> list[str]:
        """Answer the question that comes first, if there is one; return its answers."""
        guesses = self.box.locator(".nndl-predict button").all_inner_texts()
        if guesses:
            self.press(next((guess for guess in guesses if guess in wanted), guesses[0]))
        return guesses

    def wait_for(self, words: str | re.Pattern, seconds: float = 20) -> None:
        """Wait until the state holds `words`, or what fits them."""
        self.box.locator(".nndl-state", has_text=words).first.wait_for(timeout=1000 * seconds)


@contextlib.contextmanager
def chromium() -> Iterator:
    """Yield a headless Chromium; raise CourseError where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise CourseError("This needs Playwright: pip install playwright") from None
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise CourseError("This needs Chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not work for root, nor in most containers.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextlib.contextmanager
def jupyter(
    folder: Path, app: str = "jupyterlab", python: str | Path = sys.executable
) -> Iterator[str]:
    """Serve JupyterLab (or ``notebook``) of this `python` in `folder`; yield its address.

    It listens on loopback. Its settings are the installation's, whatever the user's own are.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.open_browser=False",
        "--ServerApp.allow_root=True",
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    )
    settings = folder / ".jupyter/lab/user-settings/@jupyterlab/notebook-extension"
    settings.mkdir(parents=True, exist_ok=True)
    # Every cell is in the page, so that it can be found; none is put in as one scrolls.
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    own = {"JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "HOME": str(folder)}
    env = {**os.environ, **own, "JUPYTER_CONFIG_PATH": str(QUIET)}
    log = folder / "server.log"
    with log.open("w") as out:
        command = [str(python), "-m", app, *options]
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_answered(f"{address}/api", server, log)
        yield address
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


def write_notebook(path: Path) -> None:
    """Write an empty notebook."""
    empty = {"cells": [], "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(empty), encoding="utf-8")


def open_notebook(page, address: str) -> None:
    """Go to the address of a notebook, and wait until it has its kernel."""
    page.goto(address)
    page.wait_for_function(_HAS_KERNEL, timeout=60_000)


def complaints_of(page) -> list[str]:
    """Return a list to which the page's complaints are added as they come."""
    complaints: list[str] = []

    def hear(message) -> None:
        if message.type == "error" and not any(word in message.text for word in _HARMLESS):
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def run_cells(page, *sources: str) -> None:
    """Put these cells in the place of the open notebook's own, and run them."""
    page.evaluate(_RUN_CELLS, list(sources))


def show(page, *sources: str) -> Shown:
    """Run these cells, and nothing before them, and return the widget that the last one shows."""
    run_cells(page)
    page.wait_for_function("!document.querySelector('.nndl-widget')")
    run_cells(page, "%reset -f", *sources)
    box = page.locator(".nndl-widget").last
    box.wait_for(timeout=60_000)
    return Shown(page, box)


def seen_at_rest(page, box, seconds: float = 20) -> dict:
    """Return what is seen once nothing goes on, and nothing has changed for half a second."""
    before, going = None, box.get_by_role("button", name=re.compile("Stop|Pause"))
    for _ in range(int(2 * seconds)):
        now = box.evaluate(_SEEN)
        if now == before and not going.count():
            return now
        before = now
        page.wait_for_timeout(500)
    raise CourseError("The widget does not come to rest.")


def _wait_until_answered(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.2)
    raise CourseError(f"Jupyter did not start: {log.read_text()[-500:]}")
