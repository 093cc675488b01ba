"""The sandbox's own tests hold for an ordinary user, and for root where there are no namespaces."""

from __future__ import annotations

import json
import os
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


# Ways to be where a container puts a process, without a container.
_NO_MORE = 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"'
POORER = {
    "a user without namespaces": ["unshare", "-Ur", "sh", "-c", _NO_MORE, "-"],
    "root that may not mount": ["setpriv", "--bounding-set=-sys_admin"],
    "root without any power": ["setpriv", "--bounding-set=-all"],
}


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make itself poorer")
@pytest.mark.parametrize("poorer", POORER)
def test_what_is_left_is_used(poorer):
    try:
        python, folder = python_for_everyone()
    except NoSuchPython as error:
        pytest.skip(f"no Python that every user can run: {error}")
    doctor = "import sys; sys.argv[1:] = ['doctor', '--json']; from grader.cli import main; main()"
    result = subprocess.run(
        [*POORER[poorer], python, "-c", doctor],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
    )
    report = json.loads(result.stdout)
    assert (report["safe"], report["protection"]) == (True, "no-namespaces"), report
