"""Every widget shows where a learner has it: in JupyterLab by the wheel alone, in Notebook 7."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course.widgets import live
from course.widgets.gallery import EXAMPLES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NAMES = [example.name for example in EXAMPLES]


@pytest.fixture(scope="module")
def installed(browser, distributions, tmp_path_factory):
    """The Python of an environment that holds the wheel with its extra `lab`, and nothing more."""
    folder = tmp_path_factory.mktemp("installed")
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = f"nndl-course[lab] @ {distributions['wheel'].as_uri()}"
    subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    install = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    install += ["--constraint", str(ROOT / "requirements.lock"), wheel]
    subprocess.run(install, check=True)
    return python


@pytest.fixture(scope="module")
def copied(installed, tmp_path_factory):
    """The folder in which a learner has `course lab` put the notebooks."""
    folder = tmp_path_factory.mktemp("learner")
    course = [str(installed.with_name("course")), "lab", "mine", "--copy-only"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(course, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "mine"


@pytest.fixture(scope="module")
def in_lab(browser, installed, copied):
    """What each widget of the gallery says in the wheel's JupyterLab, and the complaints."""
    with live.jupyter(copied, python=installed) as address:
        yield _said_in(browser, f"{address}/doc/tree/widgets/gallery.ipynb")


@pytest.fixture(scope="module")
def in_notebook(browser, copied):
    """The same in the Notebook 7 of the tests' own environment."""
    pytest.importorskip("notebook", reason="needs Notebook 7")
    with live.jupyter(copied, app="notebook") as address:
        yield _said_in(browser, f"{address}/notebooks/widgets/gallery.ipynb")


def _said_in(browser, address):
    """Open the gallery and run all of it: (name -> what the widget says, complaints)."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    complaints = live.complaints_of(page)
    live.open_notebook(page, address)
    page.wait_for_timeout(1000)
    complaints.clear()  # Notebook 7.6 stumbles over a setting of its own before anything has run
    page.evaluate("void window.jupyterapp.commands.execute('notebook:run-all-cells')")
    said = {}
    for name, cell in zip(NAMES, _calls(page), strict=True):
        shown = live.Shown(page, cell.locator(".nndl-widget"))
        said[name] = ""
        with contextlib.suppress(Exception):  # what does not show fails its own test
            shown.box.wait_for(timeout=60_000)
            shown.predict()
            shown.box.locator(".nndl-state", has_text=re.compile(r"\w")).first.wait_for()
            said[name] = shown.state
    page.close()
    return said, complaints


def _calls(page):
    """The cells whose last line shows a widget, in the order of the gallery."""
    sources = page.evaluate(
        "window.jupyterapp.shell.currentWidget.model.sharedModel.cells.map((cell) => cell.source)"
    )
    cells = page.locator(".jp-Notebook .jp-Cell")
    return [cells.nth(i) for i, one in enumerate(sources) if one.startswith("course.widgets.")]


def test_nothing_of_the_checkout_is_where_the_wheel_is(installed, copied):
    code = "import course.widgets, sys; print(course.widgets.__file__, *sys.path, sep=chr(10))"
    run = subprocess.run([installed, "-c", code], cwd=copied, capture_output=True, text=True)
    module, *places = run.stdout.splitlines()
    assert Path(module).is_relative_to(installed.parents[1])
    assert [place for place in places if Path(place).is_relative_to(ROOT) and place] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_of_the_wheel_shows_in_jupyterlab(in_lab, name):
    assert len(in_lab[0][name]) > 10


def test_no_widget_of_the_wheel_makes_jupyterlab_complain(in_lab):
    assert in_lab[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_shows_in_notebook_7(in_notebook, name):
    assert len(in_notebook[0][name]) > 10


def test_no_widget_makes_notebook_7_complain(in_notebook):
    assert in_notebook[1] == []
