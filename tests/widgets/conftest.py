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


@pytest.fixture
def show(lab, browser, request):
    """Run cells in a new notebook and return the widget that the last one shows."""
    folder, address = lab
    opened = []

    def run(*cells: str) -> Shown:
        name = f"{request.node.name[:40].replace('[', '-').strip(']')}-{len(opened)}.ipynb"
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        nbformat.write(notebook, folder / name)
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        opened.append(page)
        shown = Shown(page, page.locator(".nndl-widget").last)
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type == "error"
                and not any(word in message.text for word in HARMLESS)
                and shown.complaints.append(message.text)
            ),
        )
        page.goto(f"{address}/doc/tree/{name}")
        # Before its kernel is there, running a cell would open a dialog that asks for one.
        page.wait_for_function(
            "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel"
        )
        shown.complaints.clear()  # what JupyterLab itself complained of while it opened
        page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
        shown.box.wait_for(timeout=60_000)
        return shown

    yield run
    for page in opened:
        page.close()


def _wait_until_answered(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-500:]}")
