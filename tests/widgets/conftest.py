"""A real JupyterLab in a real, headless Chromium, with a widget in it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

HARMLESS = ("favicon", "ResizeObserver loop")  # the browser's own words, not a widget's


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

    def choose(self, label: str, value: str) -> None:
        self.box.get_by_label(label, exact=True).select_option(value)

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Wait until the state holds `words`."""
        self.box.locator(".nndl-state", has_text=words).first.wait_for(timeout=1000 * seconds)


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs Debian's chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The folder and the address of a JupyterLab on loopback."""
    folder = tmp_path_factory.mktemp("lab")
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
        "--LabApp.news_url=None",
        "--LabApp.expose_app_in_browser=True",
    )
    env = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "HOME": str(folder)}
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options], env=env, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_answered(f"{address}/api", server, Path(log.name))
        yield folder, address
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


@pytest.fixture(scope="session")
def notebook(lab, browser):
    """A page with an open notebook and its kernel: one for all tests, since each takes seconds."""
    folder, address = lab
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(metadata=kernel), folder / "widgets.ipynb")
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"{address}/doc/tree/widgets.ipynb")
    # Before its kernel is there, running a cell would open a dialog that asks for one.
    page.wait_for_function(
        "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
    )
    return page


_RUN_CELLS = """sources => {
    const cells = window.jupyterapp.shell.currentWidget.model.sharedModel;
    while (cells.cells.length) cells.deleteCell(0);
    sources.forEach((source, i) => cells.insertCell(i, { cell_type: "code", source }));
    void window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""


@pytest.fixture
def show(notebook):
    """Run cells and return the widget that the last one shows."""
    complaints: list[str] = []

    def on_console(message) -> None:
        if message.type == "error" and not any(word in message.text for word in HARMLESS):
            complaints.append(message.text)

    def on_error(error) -> None:
        complaints.append(str(error))

    def run(*cells: str) -> Shown:
        notebook.evaluate(_RUN_CELLS, ["%reset -f", *cells])
        box = notebook.locator(".nndl-widget").last
        box.wait_for(timeout=60_000)
        return Shown(notebook, box, complaints)

    notebook.on("console", on_console)
    notebook.on("pageerror", on_error)
    yield run
    notebook.remove_listener("console", on_console)
    notebook.remove_listener("pageerror", on_error)


def _wait_until_answered(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-500:]}")
