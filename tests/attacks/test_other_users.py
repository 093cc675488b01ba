"""The sandbox's own tests hold for an ordinary user, and for root where there are no namespaces."""

from __future__ import annotations

import subprocess

import pytest

from .everyone import NoSuchPython, as_ordinary_user, environment, python_for_everyone

TESTS = ["tests/sandbox/test_sandbox.py", "tests/sandbox/test_parts.py"]


@pytest.mark.slow
@pytest.mark.parametrize("user", [as_ordinary_user(), {}], ids=["ordinary user", "this user"])
def test_the_tests_pass_for(user):
    try:
        python, folder = python_for_everyone()
    except NoSuchPython as error:
        pytest.skip(f"no Python that every user can run: {error}")
    result = subprocess.run(
        [python, "-m", "pytest", "-p", "no:cacheprovider", "-q", *TESTS],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        **user,
    )
    assert result.returncode == 0, result.stdout[-5000:]
