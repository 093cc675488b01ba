"""`course lab` never overwrites a learner's work, and runs on every platform."""

import ast
import functools
import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from course import cli, lab
from course.errors import CourseError
from course.lab import RECORD, copy_notebooks, open_lab

COURSE = Path(lab.__file__).parent
NAME = "week2/cat_classifier.ipynb"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The notebook that the course ships; write to it for a new version."""
    path = tmp_path / "shipped" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"first")
    monkeypatch.setattr(lab, "learner_notebooks", lambda: {"week2": [path]})
    return path


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "mine"


@pytest.fixture
def course(run_command):
    """Run the `course` command in this process; return its exit code, stdout and stderr."""
    return functools.partial(run_command, cli.main, "course")


# Copies


def test_a_first_copy_is_the_courses_own_bytes(shipped, mine):
    assert copy_notebooks(mine).new == (NAME,)
    assert (mine / NAME).read_bytes() == b"first"


def test_a_second_copy_does_nothing(shipped, mine):
    copy_notebooks(mine)
    before = (mine / NAME).stat().st_mtime_ns
    copies = copy_notebooks(mine)
    assert (copies.new, copies.updated, copies.kept) == ((), (), ())
    assert (mine / NAME).stat().st_mtime_ns == before


def test_work_is_kept_without_a_word_while_the_course_is_the_same(shipped, mine):
    copy_notebooks(mine)
    (mine / NAME).write_bytes(b"work")
    assert copy_notebooks(mine).kept == ()
    assert (mine / NAME).read_bytes() == b"work"


def test_work_is_kept_when_the_course_has_a_newer_copy(shipped, mine):
    copy_notebooks(mine)
    (mine / NAME).write_bytes(b"work")
    shipped.write_bytes(b"second")
    for _ in range(3):
        assert copy_notebooks(mine).kept == (NAME,)
        assert (mine / NAME).read_bytes() == b"work"


def test_an_untouched_copy_is_brought_up_to_date(shipped, mine):
    copy_notebooks(mine)
    for version in (b"second", b"third"):
        shipped.write_bytes(version)
        assert copy_notebooks(mine).updated == (NAME,)
        assert (mine / NAME).read_bytes() == version


def test_work_that_was_there_before_the_first_copy_is_kept(shipped, mine):
    (mine / NAME).parent.mkdir(parents=True)
    (mine / NAME).write_bytes(b"work")
    assert copy_notebooks(mine).kept == (NAME,)
    assert (mine / NAME).read_bytes() == b"work"


@pytest.mark.parametrize("record", [b"", b"[]", b"\xff", b'{"week2/cat_classifier.ipynb": 5}'])
def test_a_damaged_record_costs_no_work(shipped, mine, record):
    copy_notebooks(mine)
    (mine / RECORD).write_bytes(record)
    (mine / NAME).write_bytes(b"work")
    shipped.write_bytes(b"second")
    assert copy_notebooks(mine).kept == (NAME,)
    assert (mine / NAME).read_bytes() == b"work"
    assert set(json.loads((mine / RECORD).read_text())) <= {NAME}


def test_a_renamed_notebook_makes_room_for_a_fresh_one(shipped, mine):
    copy_notebooks(mine)
    (mine / NAME).write_bytes(b"work")
    (mine / NAME).rename(mine / "week2" / "mine.ipynb")
    assert copy_notebooks(mine).new == (NAME,)
    assert (mine / "week2" / "mine.ipynb").read_bytes() == b"work"


def test_no_half_written_notebook_stays_where_writing_fails(shipped, mine, monkeypatch):
    def full_disk(path, content):
        path.open("wb").close()
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(CourseError, match="No space left on device"):
        copy_notebooks(mine)
    assert not (mine / NAME).exists()


# Where it cannot work


def test_a_file_in_the_place_of_the_folder_is_one_line(course, shipped, mine):
    mine.write_text("")
    code, out, err = course("lab", mine, "--copy-only")
    assert (code, out) == (1, "")
    assert err == f"course: {mine} is a file; name a folder for the notebooks.\n"


def test_a_folder_that_cannot_be_written_is_one_line(course, shipped, mine):
    mine.mkdir()
    (mine / "week2").write_text("")  # as good as a folder without permission, for root too
    code, out, err = course("lab", mine, "--copy-only")
    assert (code, out) == (1, "")
    assert err.startswith("course: The notebooks cannot be written: ")
    assert err.count("\n") == 1


def test_an_installation_without_notebooks_is_one_line(course, monkeypatch, mine):
    monkeypatch.setattr(lab, "learner_notebooks", dict)
    code, _, err = course("lab", mine)
    assert code == 1
    assert err.startswith("course: This installation carries no notebooks")
    assert err.count("\n") == 1


def test_without_jupyterlab_the_line_says_what_to_install(course, shipped, mine, monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    code, _, err = course("lab", mine)
    assert code == 1
    assert err.startswith("course: JupyterLab is not installed here")
    assert 'pip install "nndl-course[lab]"' in err
    assert err.count("\n") == 1


# The command


def test_the_command_tells_what_it_did_to_each_notebook(course, shipped, mine):
    _, out, _ = course("lab", mine, "--copy-only")
    assert out == f"{mine / NAME}: new\nYour notebooks are in {mine}.\n"
    shipped.write_bytes(b"second")
    _, out, _ = course("lab", mine, "--copy-only")
    assert f"{mine / NAME}: brought up to date" in out
    (mine / NAME).write_bytes(b"work")
    shipped.write_bytes(b"third")
    _, out, _ = course("lab", mine, "--copy-only")
    assert f"{mine / NAME}: yours is kept" in out


def test_the_command_alone_shows_its_help(course):
    _, out, err = course()
    assert "lab" in out + err


def test_the_version_is_the_distributions(course):
    from importlib.metadata import version

    assert course("--version")[1] == f"nndl-course {version('nndl-course')}\n"


@pytest.fixture
def launched(monkeypatch):
    """The arguments with which JupyterLab would have been started."""
    seen = []

    class LabApp:
        @classmethod
        def launch_instance(cls, argv):
            seen.extend(argv)

    module = type(sys)("jupyterlab.labapp")
    module.LabApp = LabApp
    monkeypatch.setitem(sys.modules, "jupyterlab", type(sys)("jupyterlab"))
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", module)
    return seen


def test_lab_opens_a_new_notebook_in_the_learners_folder(course, shipped, mine, launched):
    course("lab", mine)
    assert f"--ServerApp.root_dir={mine}" in launched
    assert f"--LabApp.default_url=/lab/tree/{NAME}" in launched
    assert "--ServerApp.open_browser=True" in launched


def test_lab_asks_no_question_about_announcements(tmp_path, launched, monkeypatch):
    config = pytest.importorskip("jupyterlab_server.config")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))  # and so put back afterwards
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    asks = "@jupyterlab/apputils-extension:announcements"
    assert asks not in config.get_page_config([])["disabledExtensions"]
    open_lab(tmp_path)
    assert asks in config.get_page_config([])["disabledExtensions"]
    first = os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0]
    assert first == str(tmp_path)  # what was there comes before ours


def test_options_of_the_server_reach_it(course, shipped, mine, launched):
    course("lab", mine, "--no-browser", "--port", "9000")
    assert "--ServerApp.open_browser=False" in launched
    assert "--ServerApp.port=9000" in launched
    assert "--ServerApp.allow_root=True" not in launched


def test_copy_only_starts_nothing(course, shipped, mine, launched):
    course("lab", mine, "--copy-only")
    assert launched == []


# Every platform

NOT_EVERYWHERE = {
    *("subprocess", "multiprocessing", "concurrent", "pty", "tty", "termios", "fcntl"),
    *("pwd", "grp", "resource", "posix", "syslog", "signal", "ctypes", "crypt"),
}
NOT_EVERYWHERE_IN_OS = (
    *("fork", "exec", "spawn", "posix", "system", "popen", "kill", "wait", "mkfifo"),
    *("getuid", "setuid", "geteuid", "chown", "chroot", "nice", "memfd", "sched_"),
)


# For who measures, tests or pictures the widgets; no notebook needs it, and no other command.
NOT_FOR_LEARNING = COURSE / "widgets" / "live.py"


@pytest.mark.parametrize(
    "path", sorted(set(COURSE.rglob("*.py")) - {NOT_FOR_LEARNING}), ids=lambda p: p.stem
)
def test_nothing_a_learner_runs_starts_a_process_or_needs_posix(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.split(".")[0] in NOT_EVERYWHERE]
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module.split(".")[0] in NOT_EVERYWHERE:
                found.append(node.module)
            if node.module == "os":
                found += [a.name for a in node.names if a.name.startswith(NOT_EVERYWHERE_IN_OS)]
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os":
            found += [node.attr] if node.attr.startswith(NOT_EVERYWHERE_IN_OS) else []
    assert found == []


@pytest.mark.parametrize("path", sorted(COURSE.rglob("*.py")), ids=lambda p: p.stem)
def test_nothing_a_learner_runs_imports_the_machinery(path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    assert not imported & {"grader", "nbgrader", "week1", "week2", "week3", "week4", "tests"}


@pytest.mark.slow
def test_lab_serves_the_notebooks(tmp_path):
    start = [sys.executable, "-c", "from course.cli import main; main()", "lab"]
    server = subprocess.Popen(
        [*start, str(tmp_path / "my lab"), "--no-browser", "--port", "18473", "--allow-root"],
        env=os.environ | {"JUPYTER_TOKEN": "a-token", "JUPYTER_CONFIG_DIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in server.stderr:  # it may have taken the next free port
            if "http://127.0.0.1:" in line:
                port = line.split("127.0.0.1:")[1].split("/")[0]
                break
        else:
            pytest.fail("JupyterLab ended before it served")
        url = f"http://127.0.0.1:{port}/api/contents/{NAME}?token=a-token&content=0"
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(url, timeout=10) as answer:
                    assert json.load(answer)["type"] == "notebook"
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize("inside", [".", "week2"])
def test_lab_in_the_course_folder_makes_no_second_one(course, shipped, mine, inside, monkeypatch):
    course("lab", mine, "--copy-only")
    monkeypatch.chdir(mine / inside)
    _, out, _ = course("lab", "--copy-only")
    assert out == f"Your notebooks are in {mine}.\n"
    assert not list(mine.rglob("nndl-course"))


def test_lab_elsewhere_makes_a_folder_there(course, shipped, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, out, _ = course("lab", "--copy-only")
    assert out.endswith(f"Your notebooks are in {tmp_path / 'nndl-course'}.\n")
