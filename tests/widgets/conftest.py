"""A real JupyterLab in a real, headless Chromium, with a widget in it."""

from __future__ import annotations

import pytest
from browsers import a_browser

from course.widgets import live
from course.widgets.gallery import EXAMPLES

# For the whole room, with its JupyterLab and its notebook: nothing here needs the thread.
browser = pytest.fixture(scope="session", name="browser")(a_browser)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The folder and the address of a JupyterLab on loopback."""
    folder = tmp_path_factory.mktemp("lab")
    with live.jupyter(folder) as address:
        yield folder, address


@pytest.fixture(scope="session")
def notebook(lab, browser):
    """A page with an open notebook and its kernel: one for all tests, since each takes seconds."""
    folder, address = lab
    live.write_notebook(folder / "widgets.ipynb")
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    live.open_notebook(page, f"{address}/doc/tree/widgets.ipynb")
    return page


@pytest.fixture(scope="module")
def gallery(lab, browser, request):
    """A page with every example at work, one in a cell; and the boxes of the widgets by name.

    Each file of tests has a notebook of its own, named as it: what one moves, the next is not to
    find moved; and JupyterLab asks before it saves what another page has saved since.
    """
    folder, address = lab
    name = request.path.with_suffix(".ipynb").name
    live.write_notebook(folder / name)
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    live.open_notebook(page, f"{address}/doc/tree/{name}")
    live.run_cells(page, *(example.code for example in EXAMPLES))
    cells = page.locator(".jp-Notebook .jp-Cell")
    boxes = {e.name: cells.nth(i).locator(".nndl-widget") for i, e in enumerate(EXAMPLES)}
    for box in boxes.values():
        box.wait_for(timeout=60_000)
    yield page, boxes
    page.close()


@pytest.fixture(scope="session")
def complaints(notebook):
    """What the notebook's page complains of."""
    return live.complaints_of(notebook)


@pytest.fixture
def show(notebook, complaints):
    """Run cells and return the widget that the last one shows."""
    complaints.clear()

    def run(*cells: str) -> live.Shown:
        shown = live.show(notebook, *cells)
        shown.complaints = complaints
        return shown

    return run
