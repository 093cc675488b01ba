"""Cells run as in Jupyter; what that costs, only those pay who use it."""

import pytest

from grader.sandbox.client import Sandbox

IMPORTED = "import sys; assert 'IPython' in sys.modules"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as warm:
        yield warm


@pytest.fixture
def worker(sandbox):
    with sandbox.worker() as one:
        yield one


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\ny = x + 1",
        "x = 1\n%time y = x + 1",
        "%%capture said\nprint('hello')\ny = x + 1",
        "import math\nmath.sqrt?\ny = x + 1",
        ">>> y = x + 1",
        "    y = x + 1",
        "import asyncio\nawait asyncio.sleep(0)\ny = x + 1",
        "get_ipython().ex('y = x + 1')",
        "from IPython.display import HTML\ndisplay(HTML('<b>1</b>'))\ny = x + 1",
    ],
)
def test_what_only_ipython_understands_runs_among_the_other_cells(worker, cell):
    assert worker.run("x = 1") is None
    assert worker.run(cell) is None
    assert worker.run("assert y == x + 1 == 2") is None
    assert worker.run(IMPORTED) is None


@pytest.mark.parametrize(
    "cell",
    ["y = 1", "def f(x):\n    return x @ x\n", "for i in range(3):\nprint(i)", "y = = 1", "("],
)
def test_plain_python_right_or_wrong_is_not_asked_of_ipython(worker, cell):
    error = worker.run(cell)
    assert error is None or error.startswith(("SyntaxError", "IndentationError"))
    assert worker.run(IMPORTED).startswith("AssertionError")


def test_classes_find_the_notebook_that_they_are_defined_in(worker):
    own = "from dataclasses import dataclass\n@dataclass\nclass Layer:\n    size: 'int' = 3"
    assert worker.run(own) is None
    assert (
        worker.run("import pickle; assert pickle.loads(pickle.dumps(Layer())) == Layer()") is None
    )
    assert worker.run("import __main__; assert __main__.Layer is Layer") is None


def test_an_error_of_an_ipython_cell_is_told(worker):
    assert worker.run("%time 1 / 0").startswith("ZeroDivisionError")
    assert "no_such_magic" in worker.run("%no_such_magic")


def test_a_command_of_the_system_is_not_run(worker):
    assert worker.run("files = !ls").startswith("PermissionError")
