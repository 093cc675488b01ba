import functools
import os
from unittest.mock import patch

import classroom
import pytest
import tinyclass

from grader import cli
from grader.casesets import CaseSets
from grader.coursedir import init_course
from grader.judge import Judge
from grader.sandbox.client import Sandbox
from grader.sandbox.limits import Limits


def pytest_assertrepr_compare(op, left, right):
    """Of two gradebooks that are not the same, show the rows that differ, not all of both."""
    if op == "==" and isinstance(left, tinyclass.Rows) and isinstance(right, tinyclass.Rows):
        return ["the same gradebook", *left.unlike(right)]
    return None


@pytest.fixture
def grader(run_command):
    """Run the `grader` command in this process; return its exit code, stdout and stderr."""
    with patch.dict(os.environ):  # `grader autograde` says there how many threads BLAS may have
        yield functools.partial(run_command, cli.main, "grader")


@pytest.fixture(scope="session")
def notebook():
    return classroom.notebook()


@pytest.fixture(scope="session")
def template():
    return classroom.template()


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox(Limits(cell_seconds=3, exercise_seconds=3)) as warm:
        yield warm


@pytest.fixture(scope="session")
def judge(notebook, sandbox):
    return Judge(CaseSets(notebook, b"a secret for tests"), sandbox)


@pytest.fixture(scope="session")
def released_course(tmp_path_factory):
    """A course directory with week 2 released; tests copy it."""
    return init_course(tmp_path_factory.mktemp("released"))
